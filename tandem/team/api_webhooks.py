"""Messages to channels over the API. The address goes in and never comes out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.team.channels import tried_out
from tandem.team.models import Product, Webhook, WebhookMessage
from tandem.team.request import Request
from tandem.team.schemas import example

webhooks = Router(tags=["Webhooks"])
EVENTS = "problem, feature, release, decision, charter, launch, claim, asset, goal, owner, comment"


class WebhookIn(Schema):
    """A channel to tell."""

    model_config = example(name="#launches", address="https://hooks.slack.com/services/T0/B0/x", events=["launch"])  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=80)
    address: str = Field(max_length=2000)
    events: list[str] = Field(min_length=1, max_length=20, description=EVENTS)
    product: str | None = Field(None, description="Of this product alone; otherwise of all that are not restricted.")
    inside: bool = Field(False, description="Allow an address of your own network.")


class WebhookEventsIn(Schema):
    """What it is told of."""

    model_config = example(events=["launch", "goal"])  # type: ignore[assignment]
    events: list[str] = Field(min_length=1, max_length=20, description=EVENTS)


class WebhookOut(Schema):
    """A channel that is told."""

    number: int = Field(alias="pk")
    name: str
    address: str = Field(alias="masked", description="Covered: enough to tell it apart.")
    events: list[str]
    product: str | None = Field(None, alias="product.slug")
    inside: bool
    off_at: datetime | None
    error: str = Field(description="Why the last message did not arrive; empty where it did.")
    failing_since: datetime | None = Field(description="Since when nothing was taken; empty where the last one was.")
    failures: int = Field(description="How many tries in a row were not taken.")


class WebhookMessageOut(Schema):
    """What became of one message."""

    text: str
    state: str = Field(description="waiting, sent, failed or withheld")
    at: datetime
    tries: int
    error: str


class WebhookLogOut(WebhookOut):
    """A channel with its newest messages."""

    messages: list[WebhookMessageOut]

    @staticmethod
    def resolve_messages(webhook: Webhook) -> Any:
        return WebhookMessage.objects.filter(webhook=webhook).order_by("-at", "-pk")[:50]


@webhooks.get("", response=list[WebhookOut], operation_id="list_webhooks", summary="The channels that are told")
def list_webhooks(request: Request) -> Any:
    """An administrator sees them."""
    return Webhook.objects.visible_to(request.user).standing().select_related("product").order_by("name", "pk")[:200]


@webhooks.post("", response={201: WebhookOut}, operation_id="add_webhook", summary="Add a channel")
def add_webhook(request: Request, said: WebhookIn) -> tuple[int, Webhook]:
    """Its address is not given out again."""
    product = None
    if said.product:
        product = get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=said.product)
    made = Webhook.add(
        said.name, said.address, events=said.events, product=product, inside=said.inside, by=request.user
    )
    return 201, made


@webhooks.get("/{int:webhook}", response=WebhookLogOut, operation_id="read_webhook", summary="One channel")
def read_webhook(request: Request, webhook: int) -> Webhook:
    """With what became of its newest messages."""
    found: Webhook = get_object_or_404(Webhook.objects.visible_to(request.user).select_related("product"), pk=webhook)
    return found


@webhooks.put("/{int:webhook}/events", response=WebhookOut, operation_id="choose_webhook", summary="Choose events")
def choose_webhook(request: Request, webhook: int, said: WebhookEventsIn) -> Webhook:
    """From the next event on."""
    found = _found(webhook)
    found.choose(said.events, by=request.user)
    return found


@webhooks.post("/{int:webhook}/test", response=WebhookMessageOut, operation_id="test_webhook", summary="Try it out")
def test_webhook(request: Request, webhook: int) -> WebhookMessage:
    """A message is sent now, once."""
    return tried_out(_found(webhook), by=request.user)


@webhooks.post("/{int:webhook}/off", response=WebhookOut, operation_id="switch_webhook_off", summary="Switch it off")
def switch_webhook_off(request: Request, webhook: int) -> Webhook:
    """Nothing is told until it is switched on."""
    found = _found(webhook)
    found.switch_off(by=request.user)
    return found


@webhooks.post("/{int:webhook}/on", response=WebhookOut, operation_id="switch_webhook_on", summary="Switch it on")
def switch_webhook_on(request: Request, webhook: int) -> Webhook:
    """What happened meanwhile is not told."""
    found = _found(webhook)
    found.switch_on(by=request.user)
    return found


@webhooks.delete("/{int:webhook}", response={204: None}, operation_id="remove_webhook", summary="Remove it")
def remove_webhook(request: Request, webhook: int) -> tuple[int, None]:
    """Its address is forgotten."""
    _found(webhook).remove(by=request.user)
    return 204, None


def _found(number: int) -> Webhook:
    found: Webhook = get_object_or_404(Webhook.objects.select_related("product"), pk=number)
    return found
