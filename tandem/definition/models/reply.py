"""Replies: one personal answer to each person who asked for what shipped or will not be built, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused, Stale
from tandem.evidence.models import Company, Contact, Note
from tandem.record.history import kept, links_kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.mailing import on_mail, set_going
from tandem.team.models import Mail, Member

STATES = [
    ("drafted", "Drafted"),
    ("waiting", "In the outbox"),
    ("sent", "Told"),
    ("returned", "Came back"),
    ("declined", "Will not be told"),
]
TONES = {"waiting": "warn", "sent": "ok", "returned": "risk"}
WAYS = [("mail", "by mail"), ("hand", "by hand"), ("file", "from a file")]
OPEN = ("drafted", "returned")
LONGEST = 20_000
OF_MAIL = {"sent": "sent", "returned": "returned", "withdrawn": "drafted"}


class ReplyQuerySet(NamedQuerySet):
    """Replies, seen as what they speak of."""

    product_path = "about__product"

    def told(self) -> Self:
        return self.filter(state="sent")

    def to_send(self) -> Self:
        return self.filter(state__in=OPEN)

    def with_people(self) -> Self:
        return self.select_related("about", "company__item", "contact", "by__item", "sent_by__item")


@kept(personal=["name", "email", "words", "subject", "body"], in_bulk=True)
class Reply(models.Model):
    """What one person who asked is told about one feature or problem; `person` is who they are, so that nobody is
    answered twice. `words` is what they told us, as the letter quotes it.
    """

    draft_act: ClassVar[str] = "write to customers"

    about = models.ForeignKey(Item, models.PROTECT, related_name="replies")
    person = models.CharField(max_length=64)
    name = models.CharField(max_length=200, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="replies")
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="replies")
    notes = models.ManyToManyField(Note, related_name="answered_by")
    asked_at = models.DateTimeField()
    words = models.TextField(default="", blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    version = models.IntegerField(default=1)
    state = models.CharField(max_length=10, default="drafted", choices=STATES)
    because = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    way = models.CharField(max_length=4, default="", blank=True, choices=WAYS)
    heard = models.ForeignKey(Note, models.SET_NULL, null=True, related_name="replied_to")
    heard_at = models.DateTimeField(null=True)
    solved = models.BooleanField(null=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "person"], name="one_reply_per_person")]
        indexes = [models.Index(fields=["company", "-sent_at"], name="reply_company")]

    def __str__(self) -> str:
        return self.who

    def get_absolute_url(self) -> str:
        return f"/replies/{self.pk}"

    @property
    def item(self) -> Item:
        """Its place in the record is that of what it speaks of."""
        return self.about

    @property
    def who(self) -> str:
        return self.name or self.email or (self.company.title if self.company else "") or "Somebody"

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def may_be_written_to(self) -> bool:
        """Whether the person can have a mail at all, and did not ask to have none."""
        return bool(self.email) and not silent(self.email, self.contact)

    @classmethod
    @recorded("prepared replies", act="write to customers")
    def prepare(cls, noun: Any, *, by: Any) -> int:
        """Draft a reply to everyone who asked and has none yet, and anew those that nobody worded since: how many."""
        from tandem.definition.drafting import drafts_of

        drafts = drafts_of(noun, by)
        known = {row.person: row for row in cls.objects.select_for_update().filter(about=noun.item)}
        fresh = [
            cls(about=noun.item, drafted_at=clock.now(), by=by, **one.fields)
            for one in drafts
            if one.person not in known
        ]
        made = cls.objects.bulk_create(fresh, batch_size=500)
        notes = {one.person: one.notes for one in drafts}
        link = cls.notes.through
        pairs = [link(reply_id=row.pk, note_id=note) for row in made for note in notes[row.person]]
        link.objects.bulk_create(pairs, batch_size=2000)
        again = [one for one in drafts if one.person in known and _is_untouched(known[one.person])]
        for one in again:
            known[one.person]._become("drafted", **one.fields)
        return len(made) + len(again)

    @classmethod
    @recorded("sent replies", act="write to customers")
    def send_all(cls, noun: Any, *, by: Any) -> tuple[int, dict[str, str]]:
        """Send every drafted reply that may go, and say of the others why not. A hundred at a time."""
        return _each(cls.objects.filter(about=noun.item).exclude(email=""), lambda reply: reply.send(by=by))

    @classmethod
    @recorded("told everybody from a file", act="write to customers")
    def tell_all(cls, noun: Any, *, by: Any) -> tuple[int, dict[str, str]]:
        """The exported replies were sent elsewhere: mark them as told."""
        return _each(cls.objects.filter(about=noun.item), lambda reply: reply.mark_sent("file", by=by))

    @recorded("worded a reply", act="write to customers")
    def word(self, subject: str, body: str, *, version: int, by: Any) -> None:
        """Change what it says before it is sent. A version other than the one last seen is refused, with both texts."""
        self._hold(OPEN)
        if self.version != version:
            raise Stale(
                "Somebody changed this reply while you were writing; both texts are below.",
                yours={"subject": subject, "body": body},
                theirs={"subject": self.subject, "body": self.body},
            )
        if not (subject.strip() and body.strip()) or len(body) > LONGEST:
            raise Refused("A reply has a subject and a text of at most 20,000 characters.")
        self._become(self.state, subject=" ".join(subject.split())[:300], body=body.strip(), version=version + 1)

    @recorded("sent a reply", act="write to customers")
    def send(self, *, by: Any) -> None:
        """Put it into the outbox as a mail, once. Refused for a person who does not want mail, and for a text that
        names another customer, a release that is not out, or its day.
        """
        self._hold(OPEN)
        if not self.email:
            raise Refused(f"No address of {self.who} is known: export the reply, or answer where they wrote.")
        self._refuse_unfit()
        key, to = f"reply {self.pk}", (self.name, self.email)
        mail = Mail.write(self.about, key, to=to, subject=self.subject, body=self.body, by=by)
        self._become("waiting", sent_by=by, way="mail", because="")
        set_going(mail)

    @recorded("told somebody", act="write to customers", facts=("way",))
    def mark_sent(self, way: str = "hand", *, by: Any) -> None:
        """They were told beside Tandem: by hand, or from an exported file."""
        self._hold(OPEN)
        if way not in ("hand", "file"):
            raise Refused("Say whether it was told by hand or from a file.")
        self._refuse_unfit()
        self._become("sent", sent_by=by, sent_at=clock.now(), way=way, because="")

    @recorded("took back that somebody was told", act="write to customers")
    def not_sent(self, *, by: Any, because: str = "") -> None:
        """They were not told after all. The inverse of marking it as sent; a mail that left cannot be taken back."""
        self._hold(("sent",))
        if self.way == "mail":
            raise Refused("It left as a mail; if it came back, say that.")
        self._become("drafted", sent_at=None, sent_by=None, way="")

    @recorded("noted that a reply came back", act="write to customers")
    def come_back(self, *, by: Any, because: str = "") -> None:
        """It reached nobody; the person still waits."""
        self._hold(("sent",))
        sent = Mail.objects.filter(key=f"reply {self.pk}", state="sent").first()
        if sent:
            sent.come_back(by=by, because=because)
        self._become("returned", because=because)

    @recorded("declined to reply", act="write to customers")
    def decline(self, *, because: str, by: Any) -> None:
        """Decide not to tell this person, with the reason."""
        self._hold(OPEN)
        if not because.strip():
            raise Refused("Say why this person is not told.")
        self._become("declined", because=because.strip())

    @recorded("took a reply up again", act="write to customers")
    def pick_up(self, *, by: Any) -> None:
        """Tell them after all. The inverse of declining."""
        self._hold(("declined",))
        self._become("drafted", because="")

    @recorded("heard back", act="add evidence", facts=("solved",))
    def hear(self, text: str, *, by: Any, solved: bool | None = None) -> Note:
        """What they wrote back becomes a note about the same thing, and says whether their problem is solved."""
        self._hold(("sent",))
        if self.heard_id:
            raise Refused("What they wrote back is written down already; add more as a note.")
        note = Note.add(
            self.about.product,
            text,
            form="email",
            author_name=self.name,
            author_email=self.email,
            company=self.company,
            about=self.about,
            by=by,
        )
        self._become("sent", heard=note, heard_at=clock.now(), solved=solved)
        return note

    @recorded("noted whether it is solved", act="add evidence", facts=("solved",))
    def say_solved(self, solved: bool | None, *, by: Any) -> None:
        """Whether the problem is gone for this person, as they say themselves."""
        self._hold(("sent",))
        self._become("sent", solved=solved)

    def _refuse_unfit(self) -> None:
        from tandem.definition.drafting import refuse_leaks

        if silent(self.email, self.contact):
            raise Refused(f"{self.who} asked not to be written to.")
        refuse_leaks(self)

    def _hold(self, states: tuple[str, ...]) -> None:
        """One act on a reply after the other, each from a state it fits."""
        fresh = Reply.objects.select_for_update().get(pk=self.pk)
        for field in ("state", "version", "subject", "body", "way", "sent_at", "heard_id", "solved"):
            setattr(self, field, getattr(fresh, field))
        if self.state not in states:
            raise Refused(f"That does not fit this reply: {self.get_state_display().lower()}.")

    def _become(self, state: str, **fields: Any) -> None:
        self.state = state
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *fields])


links_kept(Reply, "notes")

AT_ONCE = 100


def _is_untouched(reply: Reply) -> bool:
    return reply.state == "drafted" and reply.version == 1


def _each(replies: ReplyQuerySet, verb: Callable[[Reply], None]) -> tuple[int, dict[str, str]]:
    """Do it with each open reply that it fits: how many, and of the others who and why not."""
    done, refusals = 0, {}
    for reply in replies.to_send().with_people().order_by("asked_at", "pk")[:AT_ONCE]:
        try:
            verb(reply)
            done += 1
        except NotAllowed:
            raise
        except Refused as refused:
            refusals[reply.who] = refused.sentence
    return done, refusals


def silent(email: str, contact: Contact | None) -> bool:
    """Whether this person asked not to be written to, by their contact or by anyone of their address."""
    if contact and contact.do_not_write:
        return True
    return bool(email) and Contact.objects.filter(email__iexact=email, do_not_write=True).exists()


@on_mail("reply")
def hear_of_mail(mail: Mail) -> None:
    """The mail of a reply left, came back, or was taken out of the outbox again."""
    number = mail.key.split()[1]
    state = OF_MAIL.get(mail.state, "waiting")
    Reply.objects.filter(pk=number).update(state=state, sent_at=mail.sent_at, because=mail.error)
