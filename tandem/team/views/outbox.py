"""The outbox: all mail to people outside, what waits and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core import mail
from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.team.mailing import send_again
from tandem.team.models import Mail
from tandem.team.models.mail import STATES
from tandem.team.request import Request

SIZE = 50
TOASTS = {"sent": "Marked as sent", "waiting": "Back in the outbox", "returned": "Noted", "withdrawn": "Withdrawn"}


def outbox(request: Request) -> HttpResponse:
    """Mail of the products this member sees, newest first."""
    return _page(request)


def eml(request: Request, number: int) -> HttpResponse:
    """One mail as a file that any mail program opens and sends."""
    found = _found(request, number)
    headers = {"Content-Disposition": f'attachment; filename="mail-{found.pk}.eml"'}
    return HttpResponse(found.message.message().as_bytes(), content_type="message/rfc822", headers=headers)


@require_POST
def state(request: Request, number: int) -> HttpResponse:
    """Say what became of it: it was sent, it came back, it should not go, it should wait."""
    found, said = _found(request, number), request.POST.get("state", "")
    verbs: dict[str, Callable[..., Any]] = {
        "sent": found.mark_sent,
        "waiting": found.wait_again,
        "returned": partial(found.come_back, because=request.POST.get("because", "")),
        "withdrawn": found.withdraw,
    }
    return _press(request, partial(verbs.get(said, found.wait_again), by=request.user), TOASTS.get(said, "Noted"))


@require_POST
def sending(request: Request, number: int) -> HttpResponse:
    """Let it go, or try it again after it was interrupted."""
    return _press(request, partial(send_again, _found(request, number), by=request.user), "It is on its way")


def _press(request: Request, verb: Callable[[], Any], toast: str) -> HttpResponse:
    try:
        verb()
    except NotAllowed:
        raise
    except Refused as refused:
        return _page(request, refusal=refused.sentence, status=422)
    return see(request, "/outbox", toast)


def _page(request: Request, *, refusal: str = "", status: int = 200) -> HttpResponse:
    chosen = request.GET.get("state", "")
    found = Mail.objects.visible_to(request.user).select_related("about", "by__item")
    narrowed = found.filter(state=chosen) if chosen in dict(STATES) else found
    pills = [("", "All"), *STATES]
    context = {
        "listed": Keyset(narrowed, ("-written_at", "-id"), request.GET.get("after"), SIZE).page(),
        "pills": [(label, f"?state={key}" if key else "?", key == chosen) for key, label in pills],
        "leaves": mail.leaves(),
        "may_write": request.user.may("write to customers"),
        "refusal": refusal,
        "section": "team",
    }
    return page(request, "team/outbox.html", context, status=status)


def _found(request: Request, number: int) -> Mail:
    found: Mail = get_object_or_404(
        Mail.objects.visible_to(request.user).select_related("about", "by__item"), pk=number
    )
    return found
