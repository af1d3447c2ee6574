"""Segments: saved rules over companies that the whole workspace shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from tandem.core.errors import Refused
from tandem.evidence.models.rule import SavedRule, as_kept
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet
from tandem.record.verbs import recorded


class SegmentQuerySet(NamedQuerySet):
    """Segments belong to the workspace; every member sees them."""

    def by_name(self) -> SegmentQuerySet:
        return self.in_use().select_related("item").order_by("item__title", "pk")


@kept()
class Segment(SavedRule):
    """A part of the companies worth looking at by itself, kept as a rule: it holds whoever meets it today."""

    kind: ClassVar[str] = "segment"
    draft_act: ClassVar[str] = "sort evidence"

    objects = SegmentQuerySet.as_manager()

    @classmethod
    @recorded("defined", act="sort evidence", facts=("conditions",))
    def define(cls, name: str, conditions: Sequence[Mapping[str, Any]], *, by: Any) -> Segment:
        """Name a part of the companies and give its rule. A name that another segment has is refused."""
        return cls._make(_free_name(name), conditions=as_kept(conditions))

    def _put(self, name: str, value: Any) -> None:
        super()._put(name, _free_name(value, but=self.pk) if name == "title" else value)


def _free_name(name: str, but: int | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("A segment needs a name.")
    if Segment.objects.in_use().filter(item__title__iexact=name).exclude(pk=but).exists():
        raise Refused(f"There is already a segment called {name}.")
    return name
