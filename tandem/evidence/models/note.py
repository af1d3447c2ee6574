"""Notes: one thing one person said, verbatim and for ever."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Reverse

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.assigning import refuse_assignee
from tandem.evidence.attaching import Brought, attached
from tandem.evidence.languages import language_in
from tandem.evidence.models.company import Company, Contact
from tandem.evidence.models.imports import Import
from tandem.evidence.models.note_query import NoteQuerySet as NoteQuerySet
from tandem.evidence.models.source import Source
from tandem.evidence.models.theme import Theme
from tandem.language.languages import language_named
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models import Member

if TYPE_CHECKING:
    from tandem.evidence.models.attachment import Attachment
    from tandem.evidence.models.highlight import Highlight

STATES = ("new", "done", "dismissed")
SCALES = ("", "stars_1_5", "nps_0_10", "csat_good_bad", "likert")
NEW = models.Q(state="new")
TAKEN = NEW & models.Q(assignee__isnull=False)
WEIGHED = ["company", "source", "folded_into", "state", "with_pm"]  # a theme is weighed from its index alone
FACTS = ["said_at", "company", "source", "product", "state", "with_pm"]  # what is linked is weighed from this alone
NAMELESS = models.Q(contact=None) & ~models.Q(author_name="")
LONGEST = 200_000
EXCERPT = 320


@kept(
    personal=["author_name", "author_email", "title", "body", "custom"],
    derived=["search", "theme", "folded_into", "language"],
    in_bulk=True,
)
class Note(models.Model):
    """What one person said once. Its text is never edited; a changed text from the source adds a version.

    `product` is the source's product (its item), or None when the source serves the workspace. `key` is the identity
    inside the source: the external id, or a hash of author, date, text and occurrence. Source, product, company and
    theme have no index of their own: those by time begin with them. `language` is a code, `und` where the text does not
    tell, and empty until it was read.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="notes", db_index=False)
    product = models.ForeignKey("record.Item", models.PROTECT, null=True, related_name="+", db_index=False)
    external_id = models.CharField(max_length=200, default="", blank=True)
    key = models.BinaryField(max_length=16)
    said_at = models.DateTimeField()
    author_name = models.CharField(max_length=200, default="", blank=True)
    author_email = models.CharField(max_length=254, default="", blank=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="notes")
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="notes", db_index=False)
    also = models.ManyToManyField(Company, through="evidence.NoteCompany", related_name="+")
    title = models.TextField(default="", blank=True)
    body = models.TextField()
    version = models.IntegerField(default=1)
    language = models.CharField(max_length=3, default="", blank=True)
    rating = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    rating_scale = models.CharField(max_length=14, default="", blank=True, choices=[(name, name) for name in SCALES])
    url = models.TextField(default="", blank=True)
    tags = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    with_pm = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="new", choices=[(name, name) for name in STATES])
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, related_name="notes", db_index=False)
    folded_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+", db_index=False)
    assignee = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+", db_index=False)
    imported = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="notes")
    added_at = models.DateTimeField()
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("body", weight="B", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="note_key")]
        indexes = [
            models.Index(fields=["product", "-said_at", "-id"], name="note_product_newest"),
            models.Index(
                fields=["product", "state", "-said_at", "-id"],
                condition=~models.Q(state="new"),
                name="note_sorted_newest",
            ),
            models.Index(fields=["theme", "-said_at", "-id"], include=WEIGHED, name="note_theme_newest"),
            models.Index(fields=["company", "-said_at"], include=["state", "product"], name="note_company_newest"),
            models.Index(fields=["source", "-said_at", "-id"], name="note_source_newest"),
            models.Index(fields=["id"], include=FACTS, name="note_facts"),
            models.Index(fields=["product", "language", "-said_at", "-id"], name="note_language_newest"),
            models.Index(fields=["id"], condition=models.Q(language=""), name="note_language_unread"),
            models.Index(fields=["author_name"], condition=NAMELESS, name="note_author"),
            models.Index(fields=["folded_into"], condition=~models.Q(folded_into=None), name="note_folded"),
            models.Index(
                fields=["product", "state"], condition=~models.Q(folded_into=None), name="note_folded_of_product"
            ),
            models.Index(fields=["product", "-said_at", "-id"], condition=NEW, name="note_new_newest"),
            models.Index(fields=["product", "added_at"], condition=NEW, name="note_new_came"),
            models.Index(fields=["theme", "added_at"], condition=NEW, name="note_new_of_theme"),
            models.Index(fields=["product", "assignee", "-said_at", "-id"], condition=TAKEN, name="note_new_assigned"),
            GinIndex(fields=["search"], name="note_search"),
            GinIndex(fields=["tags"], condition=~models.Q(tags=[]), name="note_tags"),
            models.Index(
                OpClass(Reverse(Lower("author_email")), name="text_pattern_ops"),
                condition=Q(company=None) & ~Q(author_email=""),
                name="note_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:80]

    def get_absolute_url(self) -> str:
        return f"/notes/{self.pk}"

    @property
    def item(self) -> Item:
        """A note is no item; its place in the record is that of its source, whose events tell what was done to it."""
        return self.source.item

    @property
    def told_as(self) -> dict[str, int]:
        """What an event says beside its source: who follows the note is told of it."""
        return {"of_note": self.pk}

    @property
    def speaker(self) -> str:
        """Who said it: the company, else the author, else somebody."""
        return (self.company.title if self.company else "") or self.author_name or self.author_email or "Somebody"

    @property
    def whole(self) -> str:
        """Title and text together, as the engine reads them."""
        return f"{self.title}\n{self.body}" if self.title else self.body

    @property
    def written_in(self) -> str:
        """The name of its language; empty while nobody read it."""
        return language_named(self.language)

    @property
    def excerpt(self) -> str:
        """As much of it as a list shows."""
        begins = self.body[:EXCERPT]
        return self.body if len(self.body) <= EXCERPT else f"{begins.rpartition(' ')[0] or begins}…"

    @property
    def spoken_in(self) -> str:
        """Where it was said, with the rating given there: App review ★★, NPS 4."""
        return f"{self.source.get_form_display()} {self.stars}".strip()

    @property
    def stars(self) -> str:
        if self.rating is None:
            return ""
        return (
            "★" * max(0, min(5, round(self.rating)))
            if self.rating_scale == "stars_1_5"
            else f"{self.rating.normalize():f}"
        )

    def may_be_changed_by(self, member: Any) -> bool:
        """Whether to offer this person highlighting at all."""
        return bool(member.may("add evidence", self))

    @classmethod
    @recorded("noted", act="add evidence")
    def add(
        cls,
        product: Any,
        text: str,
        *,
        by: Any,
        source: Source | None = None,
        form: str = "other",
        author_name: str = "",
        author_email: str = "",
        company: Company | None = None,
        also: Iterable[Company] = (),
        said_at: datetime | None = None,
        title: str = "",
        with_pm: bool = False,
        url: str = "",
        about: Item | None = None,
        score: int | None = None,
        custom: dict[str, str] | None = None,
        files: Iterable[Brought] = (),
    ) -> Note:
        """Write down what somebody said, and link it to what it speaks of. The company is found by the author's e-mail
        domain; free mail finds none. `also` are further companies that it speaks for, `score` how likely its author
        would recommend it, 0 to 10. `files` are attached: when one cannot be, there is no note either.
        """
        _refuse_wrong_length(text)
        source = source or Source.by_hand(product, form, by=by)
        if source.item.product_id not in (None, product.pk):
            raise Refused(f"{source} belongs to another product.")
        now = clock.now()
        note = cls(source=source, product_id=source.item.product_id, key=secrets.token_bytes(16), added_at=now)
        note.title, note.body, note.url = title.strip(), text, url
        note.said_at, note.with_pm, note.custom = said_at or now, with_pm, custom or {}
        note.rating, note.rating_scale = (None, "") if score is None else (Decimal(score), "nps_0_10")
        note._was_said_by(author_name.strip(), author_email.strip().lower(), company)
        note.language = language_in(note.custom, note.whole)
        note.save()
        note._find_theme()
        for other in also:
            note.also_from(other, by=by)
        if about:
            note.link(about, by=by)
        for file in files:
            note.attach(file, by=by)
        return note

    @recorded("highlighted", act="add evidence", facts=("start", "end"))
    def highlight(
        self, start: int, end: int, *, by: Any, about: Item | None = None, feeling: str = "", consent: str = ""
    ) -> Highlight:
        """Mark words: what they speak of, how they sound, whether they may be quoted. Offsets are code points."""
        if not 0 <= start < end <= len(self.body):
            raise Refused("Mark some words of the note first.")
        if not (about or consent or feeling):
            raise Refused("Say what the words speak of, how they sound, or that they may be quoted.")
        return self._mark((start, end, self.body[start:end]), by=by, about=about, feeling=feeling, consent=consent)

    @recorded("linked", act="add evidence")
    def link(self, about: Item, *, by: Any) -> Highlight:
        """Link the whole note to what it speaks of. Linking it twice changes nothing."""
        return self._mark((0, 0, ""), by=by, about=about)

    @recorded("attached a file", act="add evidence")
    def attach(self, file: Brought, *, by: Any) -> Attachment:
        """Keep a file beside the note: a screenshot, a log. What it is, its content says. The same file once more
        changes nothing.
        """
        return attached(self, file, by)

    @recorded("dismissed a note", act="add evidence")
    def dismiss(self, *, by: Any, because: str = "") -> None:
        """Put aside what tells nothing: it counts as evidence no more, and is never deleted."""
        self._become("dismissed")

    @recorded("worked through a note", act="add evidence")
    def finish(self, *, by: Any) -> None:
        """Everything in it is linked; it leaves the pile of new notes."""
        self._become("done")

    @recorded("put back a note", act="add evidence")
    def put_back(self, *, by: Any) -> None:
        """New again: the inverse of dismissing and of working through."""
        self._become("new")

    @recorded("said anew", act="add evidence")
    def say_anew(self, text: str, *, by: Any) -> None:
        """Its author says it in other words, as in a survey answered again: the earlier text stays as a version."""
        from tandem.evidence.rewording import reword

        _refuse_wrong_length(text)
        reword(self, text)

    @recorded("named the company", act="add evidence")
    def say_company(self, company: Company | None, *, by: Any) -> None:
        """Say which company spoke where the e-mail address did not tell, or that none did."""
        self.company = company
        self.save(update_fields=["company"])
        self.also.remove(*[company] if company else [])
        self._count_anew()

    @recorded("named a further company", act="add evidence", facts=("company",))
    def also_from(self, company: Company, *, by: Any) -> None:
        """Say that it speaks for a further company. Both count as having said it; naming one twice changes nothing."""
        if self.company_id is None:
            return self.say_company(company, by=by)
        if company.item.retired_at:
            raise Refused(f"{company} is not in use.")
        if company.pk != self.company_id:
            self.also.add(company)
            self._count_anew()

    @recorded("took a company away", act="add evidence", facts=("company",))
    def no_longer_from(self, company: Company, *, by: Any) -> None:
        """Take a further company away again: the inverse of naming it. Who spoke is changed by saying who did."""
        if company.pk == self.company_id:
            raise Refused(f"{company} is who said it. Say which company spoke instead.")
        self.also.remove(company)
        self._count_anew()

    @recorded("assigned", act="add evidence", facts=("to",))
    def assign(self, to: Member | None, *, by: Any) -> None:
        """Say who should look at it, or with None that nobody need: somebody who sees it and may work on it."""
        refuse_assignee(to, self)
        self.assignee = to
        self.save(update_fields=["assignee"])

    @recorded("noted a conversation", act="add evidence", facts=("with_pm",))
    def say_with_pm(self, with_pm: bool, *, by: Any) -> None:
        """Say whether this was a conversation with the PM, which validating a problem asks for."""
        self.with_pm = with_pm
        self.save(update_fields=["with_pm"])

    @recorded("moved a note", act="sort evidence", facts=("theme",))
    def move(self, theme: Theme, *, by: Any) -> None:
        """Put it into another theme, where it stays after every re-run. Moving it back undoes this."""
        from tandem.evidence.placing import place

        place(self, theme, by)

    @recorded("folded a note", act="sort evidence")
    def fold(self, into: Note, *, by: Any) -> None:
        """Say that this note repeats another: it lies under that one and is counted once. `unfold` undoes it."""
        from tandem.evidence.folding import fold_by_hand

        fold_by_hand(self, into, by)

    @recorded("unfolded a note", act="sort evidence")
    def unfold(self, *, by: Any) -> None:
        """They are two notes after all; nothing folds them by itself again."""
        from tandem.evidence.folding import take_apart

        take_apart(self)

    def _was_said_by(self, name: str, email: str, company: Company | None) -> None:
        self.author_name, self.author_email = name, email
        self.company = company or Company.objects.of_email(email)
        self.contact = Contact.objects.filter(email__iexact=email).first() if email else None

    def _mark(
        self, words: tuple[int, int, str], *, by: Any, about: Item | None, feeling: str = "", consent: str = ""
    ) -> Highlight:
        from tandem.evidence.models.highlight import CONSENTS, FEELINGS, Highlight

        if feeling not in FEELINGS or consent not in dict(CONSENTS):
            raise Refused("That is no feeling or consent that Tandem knows.")
        self._refuse_foreign(about, by)
        start, end, text = words
        same = Highlight.objects.standing().filter(note=self, version=self.version, start=start, end=end, about=about)
        found = same.first() or Highlight(
            note=self, version=self.version, start=start, end=end, about=about, by_id=by.pk
        )
        found.words, found.at = text, found.at or clock.now()
        found.feeling, found.consent = feeling or found.feeling, consent or found.consent
        found.save()
        return found

    def _refuse_foreign(self, about: Item | None, by: Any) -> None:
        if about is None:
            return
        if not Item.objects.visible_to(by).filter(pk=about.pk).exists():
            raise NotAllowed("There is nothing of that number that you may see.")
        if about.kind not in LINKED:
            raise Refused(f"{about.mark} is not something a note speaks of.")
        if self.product_id and about.product_id not in (None, self.product_id):
            raise Refused(f"{about.mark} belongs to another product than this note.")

    def _become(self, state: str) -> None:
        before, self.state = self.state, state
        self.save(update_fields=["state"])
        if "dismissed" in (before, state):
            self._count_anew()

    def _count_anew(self) -> None:
        from tandem.evidence.figures import refresh_figures

        refresh_figures([self.theme_id] if self.theme_id else [])

    def _find_theme(self) -> None:
        from tandem.evidence.discovery import place_note

        place_note(self)


def _refuse_wrong_length(text: str) -> None:
    if not text.strip():
        raise Refused("Write down what was said.")
    if len(text) > LONGEST:
        raise Refused("A note holds at most 200,000 characters; import longer texts as a file.")


LINKED = frozenset(("problem", "feature", "validation", "claim", "competitor", "charter member"))
LINKED |= {"release", "launch", "decision", "key message"}
