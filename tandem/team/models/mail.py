"""Mail to people outside: written down before it leaves, sent once, and seen in the outbox whatever becomes of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tandem.core import clock, mail
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.member import Member

STATES = [
    ("waiting", "Waits to be sent"),
    ("sending", "Interrupted while it was sent"),
    ("sent", "Sent"),
    ("returned", "Came back"),
    ("withdrawn", "Withdrawn"),
]
TONES = {"sending": "warn", "sent": "ok", "returned": "risk"}


class MailQuerySet(NamedQuerySet):
    """Mail, seen as the product is that it speaks of."""

    product_path = "about__product"


@kept(personal=["to_name", "to_email", "subject", "body", "error"])
class Mail(models.Model):
    """One mail to one person about one thing. `key` is what it is: the same mail is never written twice."""

    draft_act: ClassVar[str] = "write to customers"

    key = models.CharField(max_length=60, unique=True)
    about = models.ForeignKey(Item, models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=200, default="", blank=True)
    to_email = models.CharField(max_length=254)
    subject = models.TextField()
    body = models.TextField()
    state = models.CharField(max_length=10, default="waiting", choices=STATES)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-written_at", "-id"], name="mail_by_state")]

    def __str__(self) -> str:
        return self.key

    @property
    def item(self) -> Item:
        """Its place in the record is that of what it speaks of."""
        return self.about

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")

    @property
    def message(self) -> Any:
        """As it goes out, or as a file for any mail program; what is written back goes to its writer."""
        return mail.message(
            (self.to_name, self.to_email),
            self.subject,
            self.body,
            reply_to=(self.by.title, self.by.email),
            identity=self.key.replace(" ", "-"),
        )

    @classmethod
    @recorded("wrote a mail", act="write to customers")
    def write(cls, about: Item, key: str, *, to: tuple[str, str], subject: str, body: str, by: Any) -> Mail:
        """Put a mail into the outbox. One of its key is there once; a withdrawn one goes anew."""
        name, email = to
        words = {"to_name": name, "to_email": email, "subject": mail.one_line(subject), "body": body, "by": by}
        found = cls.objects.select_for_update().filter(key=key).first()
        if found is None:
            return cls.objects.create(key=key, about=about, written_at=clock.now(), **words)
        if found.state in ("withdrawn", "returned"):
            for field, value in words.items():
                setattr(found, field, value)
            found.state, found.written_at, found.error, found.sent_at = "waiting", clock.now(), "", None
            found.save()
        return found

    @recorded("began to send a mail", act="write to customers")
    def begin(self, *, by: Any) -> None:
        """Claim it before it is handed to the server: of two workers one gets it, and none gets it a second time."""
        self._leave(("waiting",), "sending")

    @recorded("sent a mail", act="write to customers")
    def mark_sent(self, *, by: Any) -> None:
        """It left: by the server, or by a person with a mail program of their own."""
        self._leave(("waiting", "sending"), "sent")

    @recorded("put a mail back into the outbox", act="write to customers")
    def wait_again(self, *, by: Any, because: str = "") -> None:
        """It did not leave; it may be tried again. The inverse of marking it as sent, and of withdrawing it."""
        self._leave(("sending", "sent", "withdrawn", "returned"), "waiting", because)

    @recorded("noted that a mail came back", act="write to customers")
    def come_back(self, *, by: Any, because: str = "") -> None:
        """It reached nobody: the server refused the address, or a person saw it returned."""
        self._leave(("waiting", "sending", "sent"), "returned", because)

    @recorded("withdrew a mail", act="write to customers")
    def withdraw(self, *, by: Any) -> None:
        """Take it out of the outbox before it leaves."""
        self._leave(("waiting",), "withdrawn")

    def _leave(self, states: tuple[str, ...], state: str, because: str = "") -> None:
        """From one of these states into another, of which whoever asked for the mail is told."""
        from tandem.team.mailing import tell

        found = Mail.objects.select_for_update().get(pk=self.pk)
        if found.state not in states:
            raise Refused(f"This mail is not one to do that with: {found.get_state_display().lower()}.")
        self.state, self.error = state, because
        self.sent_at = clock.now() if state == "sent" else found.sent_at if state == "returned" else None
        self.save(update_fields=["state", "error", "sent_at"])
        tell(self)
