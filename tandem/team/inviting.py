"""Inviting many at once, and how an invitation is mailed: the worker makes the link, so that it rests nowhere."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from procrastinate import RetryStrategy

from tandem.core import clock, mail
from tandem.core.errors import NotAllowed, Refused
from tandem.record.jobs import app
from tandem.record.verbs import ask
from tandem.team.addresses import Pasted, pasted
from tandem.team.models import Console, Invitation, Workspace

MOST = 200
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=5)
BODY = """Hello,

{who} invites you to Tandem, where {company} keeps what its customers say and what it builds and tells.

Choose your name and a password here, until {until}:

{link}

The link works once. If you did not expect this mail, you can ignore it.
"""


@dataclass(frozen=True)
class Asked:
    """What became of one pasted address: an invitation, or why there is none."""

    email: str
    invitation: Invitation | None = None
    wrong: str = ""


def invite_all(text: str, *, role: str, by: Any, product: Any = None, side: str = "") -> list[Asked]:
    """Invite each address of a text; those that cannot be are told with the reason, and the others go out."""
    ask(by, "administer", None)
    entries = pasted(text)
    if not entries:
        raise Refused("Write at least one e-mail address.")
    if len(entries) > MOST:
        raise Refused(f"At most {MOST} people are invited at once; there are {len(entries):,} addresses here.")
    if side and len(entries) > 1:
        raise Refused("A seat is for one person: invite whoever takes it alone, and the others without a seat.")
    return [_invite(one, role=role, product=product, side=side, by=by) for one in entries]


def _invite(one: Pasted, *, by: Any, **place: Any) -> Asked:
    if one.wrong:
        return Asked(one.said, wrong=one.wrong)
    try:
        made = Invitation.invite(one.email, by=by, **place)
    except NotAllowed:
        raise
    except Refused as refused:
        return Asked(one.email, wrong=refused.sentence)
    deliver(made, by=by)
    return Asked(one.email, made)


def deliver(invitation: Invitation, *, by: Any) -> None:
    """By mail where there is a mail server; otherwise its link is made now, to be given by hand."""
    if mail.leaves():
        mail_invitation.configure(lock=f"invitation {invitation.pk}").defer(invitation=invitation.pk)
    else:
        invitation.make_link(by=by)


@app.task(name="team.mail_invitation", queue="mail", retry=AGAIN)
def mail_invitation(invitation: int) -> None:
    """Mail one invitation. It is claimed first: asked twice, or again after a kill, it leaves once at most."""
    waiting = Invitation.objects.standing().filter(pk=invitation, mailed_at=None)
    if not waiting.update(mailed_at=clock.now(), error=""):
        return
    found = Invitation.objects.select_related("by__item").get(pk=invitation)
    if found.why_dead:
        return
    found.make_link(by=Console())
    try:
        _letter(found).send()
    except smtplib.SMTPRecipientsRefused as refused:
        found.bounce(str(refused), by=Console())
    except (smtplib.SMTPException, OSError) as failed:
        found.bounce(str(failed), by=Console())
        raise


def _letter(invitation: Invitation) -> Any:
    company = Workspace.current()
    until = invitation.expires_at.astimezone(ZoneInfo(company.time_zone))
    body = BODY.format(who=invitation.by, company=company, until=f"{until:%-d %B %Y}", link=invitation.link)
    return mail.message(("", invitation.email), f"{invitation.by} invites you to Tandem", body)
