"""Telling channels: an event becomes a message in the transaction that leaves it, and the worker sends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from procrastinate import RetryStrategy

from tandem.core import clock, outbound
from tandem.core.errors import Refused
from tandem.core.outbound import Unreached
from tandem.record.jobs import app
from tandem.record.models import Event, Item
from tandem.record.verbs import on_event
from tandem.team.channel_text import key_of, message
from tandem.team.models import Console, Product, Webhook, WebhookMessage
from tandem.team.models.product import page_of
from tandem.team.models.webhook import MOST_TRIES
from tandem.team.telling import covered

AGAIN = RetryStrategy(max_attempts=MOST_TRIES, exponential_wait=4)
KEPT_FOR = timedelta(days=30)
SWITCHED_OFF = "The webhook was switched off."
WITHHELD = "The product was restricted before this was sent."


@on_event
def tell_channels(event: Event) -> None:
    """Write what happened for each channel that chose it; of a restricted product only its own channels hear."""
    item = event.item
    if item is None or event.within_id or not (key := key_of(item.kind, event.verb)):
        return
    listening = list(Webhook.objects.listening().filter(events__contains=[key]))
    if not listening:
        return
    product = item if item.kind == "product" else item.product
    hears = [one for one in listening if _hears(one, product)]
    text = _text(event, item, product) if hears else ""
    for webhook in hears:
        made = WebhookMessage.objects.create(
            webhook=webhook, event=event.pk, product=product, text=text, at=clock.now()
        )
        send_message.configure(lock=f"webhook {webhook.pk}").defer(message=made.pk)


@app.task(name="team.send_message", queue="webhooks", retry=AGAIN)
def send_message(message: int) -> None:
    """Send one message. What the other side does not take is tried again, for some hours, until it is switched off."""
    found = WebhookMessage.objects.select_related("webhook__product__item", "product").get(pk=message)
    if found.state == "waiting" and not deliver(found) and found.state == "waiting":
        raise Unreached(found.error)


def deliver(found: WebhookMessage) -> bool:
    """Hand it to the other side now, and note what became of it."""
    webhook = found.webhook
    if webhook.off_at or webhook.removed_at:
        return _end(found, "failed", SWITCHED_OFF)
    if not _hears(webhook, found.product):
        return _end(found, "withheld", WITHHELD)
    error = _handed_over(webhook, found.text)
    webhook.note(found, error, by=Console())
    return not error


def _handed_over(webhook: Webhook, text: str) -> str:
    """Why it was not taken; empty where it was. What the other side says is not kept: it may repeat the address."""
    try:
        answer = outbound.post_json(webhook.address, {"text": text}, inside=webhook.inside)
    except (Refused, Unreached) as said:
        return str(said)
    return "" if answer.is_taken else f"The other side answered {answer.status}."


def _end(found: WebhookMessage, state: str, why: str) -> bool:
    found.state, found.error = state, why
    found.save(update_fields=["state", "error"])
    return False


def _hears(webhook: Webhook, product: Item | None) -> bool:
    """A channel of the workspace hears of what everybody sees; that of a product of this product alone."""
    if product is None:
        return webhook.product_id is None
    if webhook.product_id is not None:
        return webhook.product_id == product.pk
    return not Product.objects.filter(pk=product.pk, restricted=True).exists()


def _text(event: Event, item: Item, product: Item | None) -> str:
    """With names and addresses of customers covered: nobody knows who reads a channel."""
    who = event.by.title if event.by else "The console"
    thing = item.title if item.kind == "product" else f"{item.mark} {covered(item.title)}"
    url = f"{settings.TANDEM_URL}{page_of(item)}"
    return message(who, event.verb, thing, url, product.title if product else "")


@app.periodic(cron="40 3 * * *")
@app.task(name="team.forget_messages", queue="webhooks", pass_context=False)
def forget_messages(timestamp: int) -> None:
    """The log holds a month."""
    WebhookMessage.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()


def tried_out(webhook: Webhook, *, by: Any) -> WebhookMessage:
    """Send a test message now, once, and say what became of it."""
    made = webhook.try_out(by=by)
    if not deliver(made) and made.state == "waiting":
        _end(made, "failed", made.error)
    return made
