"""Messages to channels of a chat: adding one, what it tells, trying it out, and what became of each message."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt
from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.team.channels import tried_out
from tandem.team.forms_of_members import EventsForm, WebhookForm
from tandem.team.models import Webhook, WebhookMessage
from tandem.team.models.webhook import MOST_FAILURES
from tandem.team.request import Request

TOASTS = {"on": "Switched on", "off": "Switched off", "removed": "Removed, and its address forgotten"}


def webhooks(request: Request) -> HttpResponse:
    """The channels that are told, and adding one."""
    form = WebhookForm(request.POST or None, member=request.user)
    if request.method == "POST" and (made := attempt(form, partial(_add, form, request.user))):
        return see(request, f"/webhooks/{made.pk}", f"{made} is told from now on; send a test message")
    standing = Webhook.objects.visible_to(request.user).standing().select_related("product__item")
    shown = standing.order_by("name", "pk")[:200]
    context = {"section": "team", "form": form, "webhooks": shown, "may": request.user.may("administer")}
    return page(request, "team/webhooks.html", context, status=422 if form.errors else 200)


def webhook(request: Request, number: int) -> HttpResponse:
    """One channel: what it is told of, and what became of the messages of the last month."""
    shown = _found(number)
    form = EventsForm(request.POST or None, initial={"events": shown.events})
    if request.method == "POST" and attempt(form, partial(_choose, shown, form, request.user)):
        return see(request, f"/webhooks/{number}", "Saved")
    said = WebhookMessage.objects.filter(webhook=shown)
    context = {
        "section": "team",
        "shown": shown,
        "form": form,
        "told": Keyset(said, order=("-at", "-id"), after=request.GET.get("after"), size=50).page(),
        "may": request.user.may("administer"),
        "most": MOST_FAILURES,
    }
    return page(request, "team/webhook.html", context, status=422 if form.errors else 200)


@require_POST
def state(request: Request, number: int) -> HttpResponse:
    """Switch it on or off, or remove it."""
    shown, said = _found(number), request.POST.get("state", "")
    verbs = {"on": shown.switch_on, "off": shown.switch_off, "removed": shown.remove}
    if said not in verbs:
        raise Refused("A webhook is switched on or off, or removed.")
    verbs[said](by=request.user)
    return see(request, "/webhooks" if said == "removed" else f"/webhooks/{number}", TOASTS[said])


@require_POST
def test(request: Request, number: int) -> HttpResponse:
    """Send a message now, and say what came of it."""
    made = tried_out(_found(number), by=request.user)
    return see(request, f"/webhooks/{number}", "The message was taken" if made.state == "sent" else made.error)


def _add(form: WebhookForm, by: Any) -> Webhook:
    said = form.cleaned_data
    return Webhook.add(
        said["name"], said["address"], events=said["events"], product=said["product"], inside=said["inside"], by=by
    )


def _choose(shown: Webhook, form: EventsForm, by: Any) -> bool:
    shown.choose(form.cleaned_data["events"], by=by)
    return True


def _found(number: int) -> Webhook:
    found: Webhook = get_object_or_404(Webhook.objects.select_related("product__item", "by__item"), pk=number)
    return found
