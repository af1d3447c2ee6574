"""How mail leaves: one at a time by the worker, each once; who asked for one learns what became of it."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Any

from procrastinate import RetryStrategy

from tandem.core import mail
from tandem.core.errors import Refused
from tandem.record.jobs import app
from tandem.record.verbs import ask
from tandem.team.models.mail import Mail
from tandem.team.models.member import Console

Told = Callable[[Mail], None]
_told: dict[str, Told] = {}
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=5)


def on_mail(first_word: str) -> Callable[[Told], Told]:
    """Register who is told what became of mail whose key begins with this word; it runs within the verb."""

    def register(function: Told) -> Told:
        _told[first_word] = function
        return function

    return register


def tell(about: Mail) -> None:
    """Tell whoever asked for this mail."""
    if heard := _told.get(about.key.split()[0]):
        heard(about)


def set_going(written: Mail) -> None:
    """Ask the worker to send it, in the transaction that wrote it; without a mail server it waits in the outbox."""
    if mail.leaves() and written.state == "waiting":
        send_mail.configure(lock=f"mail {written.pk}").defer(number=written.pk)


@app.task(name="team.send_mail", queue="mail", retry=AGAIN)
def send_mail(number: int) -> None:
    """Send one mail. Asked twice, or again after a kill, it leaves once: see docs/operate.md."""
    found = Mail.objects.select_related("about", "by__item").get(pk=number)
    if not mail.leaves():
        return
    try:
        found.begin(by=Console())
    except Refused:
        return  # somebody else has it, or had it
    try:
        found.message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        found.come_back(by=Console(), because=_said(refused))
    except (smtplib.SMTPException, OSError) as failed:
        found.wait_again(by=Console(), because=_said(failed))
        raise
    else:
        found.mark_sent(by=Console())


def send_again(found: Mail, *, by: Any) -> None:
    """A person says that it may go (again): what waits, and what was interrupted."""
    ask(by, found.draft_act, found)
    if not mail.leaves():
        raise Refused("No mail server is set; save the mail, send it yourself and mark it as sent.")
    if found.state != "waiting":
        found.wait_again(by=by)
    set_going(found)


def _said(error: Exception) -> str:
    """What the server said, short enough for a list."""
    return str(error)[:300]
