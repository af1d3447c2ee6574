"""Suggestions: links that Tandem proposed, with what a person made of them."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.models.highlight import Highlight
from tandem.evidence.models.note import Note
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member

ANSWERS = ("taken", "corrected", "turned down")


class SuggestionQuerySet(NamedQuerySet):
    """Answered suggestions, seen as their notes are seen."""

    product_path = "note__product_id"

    def standing(self) -> Self:
        """Answers that nobody took back."""
        return self.filter(withdrawn_at=None)

    def counted(self) -> dict[str, int]:
        """How many of each answer."""
        found = self.standing().order_by().values_list("answer").annotate(times=Count("pk"))
        return dict.fromkeys(ANSWERS, 0) | dict(found)


@kept(personal=["reason"])
class Suggestion(models.Model):
    """What was answered when Tandem proposed that a note speaks of something.

    `score` is how sure it was, 0 to 1, `reason` what it said; `instead` what a person linked in its place. Proposals
    that nobody answered are not kept: they are made anew from what is linked by then.
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="suggestions")
    about = models.ForeignKey(Item, models.PROTECT, related_name="+")
    score = models.FloatField()
    reason = models.TextField()
    answer = models.CharField(max_length=12, choices=[(name, name) for name in ANSWERS])
    instead = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["note", "about"], condition=models.Q(withdrawn_at=None), name="suggestion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.answer}"

    @property
    def item(self) -> Item:
        """Its place in the record is that of its note's source."""
        return self.note.item

    @classmethod
    @recorded("took a suggestion", act="add evidence")
    def take(cls, note: Note, about: Item, *, by: Any) -> Suggestion:
        """Yes, the note speaks of it: link it."""
        made = cls._answered(note, about, "taken", by)
        note.link(about, by=by)
        return made

    @classmethod
    @recorded("turned down a suggestion", act="add evidence")
    def turn_down(cls, note: Note, about: Item, *, by: Any) -> Suggestion:
        """No, it does not; this is not proposed for the note again."""
        return cls._answered(note, about, "turned down", by)

    @classmethod
    @recorded("corrected a suggestion", act="add evidence")
    def correct(cls, note: Note, about: Item, instead: Item, *, by: Any) -> Suggestion:
        """Not that, but something else: link the other."""
        if instead.pk == about.pk:
            raise Refused(f"{about.mark} is what was suggested: take it instead.")
        made = cls._answered(note, about, "corrected", by, instead)
        note.link(instead, by=by)
        return made

    @classmethod
    @recorded("took back an answer", act="add evidence")
    def withdraw(cls, note: Note, about: Item, *, by: Any) -> Suggestion:
        """As if nobody had answered; a link that came of it is taken back as well."""
        answer = cls.objects.standing().filter(note=note, about=about).select_related("about", "instead").first()
        if answer is None:
            raise Refused(f"Nobody answered {about.mark} for this note, or it was taken back already.")
        linked = answer.instead if answer.answer == "corrected" else about
        if answer.answer != "turned down":
            for link in Highlight.objects.standing().filter(note=note, about=linked, end=0):
                link.take_back(by=by)
        answer.withdrawn_at = clock.now()
        answer.save(update_fields=["withdrawn_at"])
        return answer

    @classmethod
    def _answered(cls, note: Note, about: Item, answer: str, by: Any, instead: Item | None = None) -> Suggestion:
        from tandem.evidence.suggesting import suggested

        said = suggested(note, about, by)
        if cls.objects.standing().filter(note=note, about=about).exists():
            raise Refused(f"{about.mark} was answered already for this note.")
        return cls.objects.create(
            note=note, about=about, score=said.score, reason=said.reason, answer=answer, instead=instead, by_id=by.pk,
            at=clock.now(),
        )  # fmt: skip
