"""Mail to people outside, over the API: what waits, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.paging import Keyset
from tandem.team.mailing import send_again
from tandem.team.models import Mail
from tandem.team.request import Request
from tandem.team.schemas import example

mails = Router(tags=["Mail"])
LARGEST = 200


class MailOut(Schema):
    """One mail."""

    number: int = Field(alias="pk")
    about: str = Field(alias="about.mark", description="What it speaks of, such as F-12.")
    to_name: str
    to_email: str
    subject: str
    body: str
    state: str = Field(description="waiting, sending (interrupted), sent, returned or withdrawn")
    error: str
    written_at: datetime
    sent_at: datetime | None


class MailList(Schema):
    """A page of mail, and the key of the next one."""

    items: list[MailOut]
    next: str | None


class ReturnIn(Schema):
    """Why it came back."""

    model_config = example(because="The address is unknown there.")  # type: ignore[assignment]
    because: str = Field("", max_length=300)


@mails.get("", response=MailList, operation_id="list_mail", summary="The outbox")
def list_mail(request: Request, state: str = "", after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """Mail of the products you see, newest first."""
    found = Mail.objects.visible_to(request.user).select_related("about")
    rows = found.filter(state=state) if state else found
    shown = Keyset(rows, ("-written_at", "-id"), after, max(1, min(limit, LARGEST))).page()
    return {"items": shown.rows, "next": shown.next}


@mails.get("/{int:mail}", response=MailOut, operation_id="read_mail", summary="One mail")
def read_mail(request: Request, mail: int) -> Mail:
    """With its text."""
    return _found(request, mail)


@mails.post("/{int:mail}/sending", response=MailOut, operation_id="send_mail", summary="Send it, or again")
def send_mail(request: Request, mail: int) -> Mail:
    """What waits, or was interrupted, goes to the worker; refused where no mail server is set."""
    found = _found(request, mail)
    send_again(found, by=request.user)
    return found


@mails.post("/{int:mail}/sent", response=MailOut, operation_id="mark_mail_sent", summary="Mark it as sent")
def mark_mail_sent(request: Request, mail: int) -> Mail:
    """Somebody sent it with a mail program of their own."""
    found = _found(request, mail)
    found.mark_sent(by=request.user)
    return found


@mails.post("/{int:mail}/return", response=MailOut, operation_id="mail_came_back", summary="It came back")
def mail_came_back(request: Request, mail: int, said: ReturnIn) -> Mail:
    """It reached nobody."""
    found = _found(request, mail)
    found.come_back(by=request.user, because=said.because)
    return found


@mails.post("/{int:mail}/withdrawal", response=MailOut, operation_id="withdraw_mail", summary="Withdraw it")
def withdraw_mail(request: Request, mail: int) -> Mail:
    """Take it out of the outbox before it leaves."""
    found = _found(request, mail)
    found.withdraw(by=request.user)
    return found


@mails.post("/{int:mail}/waiting", response=MailOut, operation_id="put_mail_back", summary="Put it back")
def put_mail_back(request: Request, mail: int) -> Mail:
    """It did not leave after all, and may be sent."""
    found = _found(request, mail)
    found.wait_again(by=request.user)
    return found


def _found(request: Request, number: int) -> Mail:
    found: Mail = get_object_or_404(
        Mail.objects.visible_to(request.user).select_related("about", "by__item"), pk=number
    )
    return found
