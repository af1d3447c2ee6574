"""Counter-evidence: notes that speak against a problem, kept apart from those that speak of it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.models import Highlight, Note
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member


class ContraryQuerySet(NamedQuerySet):
    """Notes against a problem, seen as the problem is seen."""

    product_path = "problem__item__product"

    def standing(self) -> Self:
        """Those that nobody took back, of notes that still count."""
        return self.filter(taken_back_at=None).exclude(note__state="dismissed")

    def with_note(self) -> Self:
        return self.select_related("note__company__item", "note__source__item").order_by("-note__said_at", "-pk")


@kept()
class Contrary(models.Model):
    """A note that speaks against a problem: that they do not have it, or that it does not matter to them."""

    problem = models.ForeignKey("definition.Problem", models.PROTECT, related_name="contraries")
    note = models.ForeignKey(Note, models.PROTECT, related_name="+")
    because = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = ContraryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("problem", "note", condition=models.Q(taken_back_at=None), name="contrary_once")
        ]

    def __str__(self) -> str:
        return f"{self.note} against {self.problem}"


class Contested(Named):
    """What can be spoken against."""

    class Meta:
        abstract = True

    @recorded("counted a note against", act="draft definition", facts=("note",))
    def count_against(self, note: Note, *, by: Any, because: str = "") -> Contrary:
        """A note speaks against it. It counts no more among those that speak of it: links to it are taken back."""
        if not Note.objects.visible_to(by).filter(pk=note.pk).exists():
            raise NotAllowed("There is no note of that number that you may see.")
        if note.product_id not in (None, self.item.product_id):
            raise Refused("That note belongs to another product.")
        for link in Highlight.objects.standing().filter(about=self.item, note=note):
            link.take_back(by=by)
        said = {"because": because.strip()[:1000], "by": by, "at": clock.now()}
        return Contrary.objects.get_or_create(problem_id=self.pk, note=note, taken_back_at=None, defaults=said)[0]

    @recorded("no longer counted a note against", act="draft definition", facts=("note",))
    def no_longer_against(self, note: int, *, by: Any) -> None:
        """The note does not speak against it after all. The inverse of counting it against; link it to count it for."""
        standing = Contrary.objects.filter(problem=self.pk, note=note, taken_back_at=None)
        if not standing.update(taken_back_at=clock.now()):
            raise Refused("That note does not speak against it.")
