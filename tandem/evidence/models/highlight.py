"""Highlights: the words in a note that speak of a problem, feature or competitor, or that are worth quoting."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Prefetch

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.models.note import Note
from tandem.evidence.models.version import NoteVersion
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member

FEELINGS = ("", "angry", "resigned", "hopeful", "pleased", "delighted")
CONSENTS = [("", "not a quote"), ("may_use", "may use"), ("ask_first", "ask first")]


class HighlightQuerySet(NamedQuerySet):
    """Highlights, seen as their note is seen."""

    product_path = "note__product_id"

    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(taken_back_at=None)

    def with_words(self) -> Self:
        """Marked words rather than links to whole notes."""
        return self.filter(end__gt=0)

    def quotes(self) -> Self:
        """Words that may be quoted, or after asking."""
        return self.standing().with_words().exclude(consent="")

    def with_note(self) -> Self:
        """With all that a quote's footer shows."""
        return self.select_related("note__company__item", "note__source__item", "about", "by__item").prefetch_related(
            Prefetch("note__versions", NoteVersion.objects.order_by("version"))
        )


@kept(personal=["words"])
class Highlight(models.Model):
    """Words from `start` to `end` (code points, end excluded) of one version of a note, linked to what they speak of.

    A link to a whole note has start = end = 0 and no words. With a consent it is a quote.
    """

    draft_act: ClassVar[str] = "add evidence"

    note = models.ForeignKey(Note, models.PROTECT, related_name="highlights")
    version = models.IntegerField(default=1)
    start = models.IntegerField(default=0)
    end = models.IntegerField(default=0)
    words = models.TextField(default="", blank=True)
    about = models.ForeignKey(Item, models.PROTECT, null=True, related_name="highlights")
    feeling = models.CharField(max_length=10, default="", blank=True, choices=[(name, name) for name in FEELINGS])
    consent = models.CharField(max_length=10, default="", blank=True, choices=CONSENTS)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = HighlightQuerySet.as_manager()

    @property
    def told_as(self) -> dict[str, int]:
        return {"of_note": self.note_id}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "note",
                "version",
                "start",
                "end",
                "about",
                condition=models.Q(taken_back_at=None),
                name="highlight_once",
            )
        ]
        indexes = [models.Index(fields=["about", "-at"], name="highlight_about")]

    def __str__(self) -> str:
        return self.words or "the whole note"

    @property
    def item(self) -> Item:
        """Its place in the record is that of its note's source."""
        return self.note.item

    @property
    def is_quote(self) -> bool:
        return bool(self.consent)

    @property
    def body(self) -> str:
        """The verbatim text it was made on, which may be an earlier version of the note."""
        if self.version == self.note.version:
            return self.note.body
        kept_texts = {row.version: row.body for row in self.note.versions.all()}
        return kept_texts.get(self.version, self.note.body)

    @recorded("took back a highlight", act="add evidence")
    def take_back(self, *, by: Any) -> None:
        """Undo a highlight or link. It stays in the record and counts no more."""
        if self.taken_back_at:
            raise Refused("This was taken back already.")
        self.taken_back_at = clock.now()
        self.save(update_fields=["taken_back_at"])

    @recorded("put back a highlight", act="add evidence")
    def put_back(self, *, by: Any) -> None:
        """The inverse of taking back. Refused when the same words were marked anew since."""
        same = Highlight.objects.standing().filter(
            note=self.note, version=self.version, start=self.start, end=self.end, about=self.about
        )
        if same.exclude(pk=self.pk).exists():
            raise Refused("The same words are already marked again.")
        self.taken_back_at = None
        self.save(update_fields=["taken_back_at"])

    @recorded("marked a quote", act="sort evidence", facts=("consent",))
    def mark_quote(self, consent: str, *, by: Any, because: str = "") -> None:
        """Say whether these words may be used in public, or after asking. A whole note is no quote."""
        if consent not in dict(CONSENTS):
            raise Refused("A quote is one that we may use or one to ask first.")
        if consent and not self.end:
            raise Refused("Mark the words to quote first; a link to a whole note is no quote.")
        self.consent = consent
        self.save(update_fields=["consent"])

    @recorded("read the feeling", act="add evidence", facts=("feeling",))
    def feel(self, feeling: str, *, by: Any) -> None:
        """Say how the words sound."""
        if feeling not in FEELINGS:
            raise Refused(f"A feeling is one of: {', '.join(FEELINGS[1:])}.")
        self.feeling = feeling
        self.save(update_fields=["feeling"])
