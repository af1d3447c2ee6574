"""The steps of one product's features or problems, for lists, boards and files: its statuses under the fixed states."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, F, Value, When

from tandem.core.once import once
from tandem.definition.models import Feature, Problem, Status
from tandem.definition.statuses import STATES

KINDS: dict[str, Any] = {"feature": Feature, "problem": Problem}


@once
def _found(product: int, kind: str) -> list[Status]:
    return list(Status.objects.filter(item__product=product).for_kind(kind))


class Steps:
    """Read in one statement, when first asked. A step is named by its status, such as SU-3, or by its state."""

    def __init__(self, product: Any, kind: str) -> None:
        self.product, self.kind = product, kind
        self.states, self.field = STATES[kind], KINDS[kind].state_field

    @cached_property
    def own(self) -> list[Status]:
        """Its own statuses, in their order within each state."""
        return [one for state in self.states for one in _found(self.product.pk, self.kind) if one.state == state]

    def of(self, state: str) -> list[Status]:
        return [one for one in self.own if one.state == state]

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """A board from left to right: key, name, and the state above it where the name is the product's own."""
        made = []
        for state, label in self.states.items():
            made += [(one.mark, one.title, label if one.title != label else "") for one in self.of(state)] or [
                (state, label, "")
            ]
        return made

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What a list may be narrowed by: every state, and below it its statuses where there is a choice."""
        made = []
        for state, label in self.states.items():
            own = self.of(state)
            made.append((state, own[0].title if len(own) == 1 else label))
            made += [(one.mark, f"{label}: {one.title}") for one in own if len(own) > 1]
        return made

    def named(self, key: str) -> Status | None:
        """The status of this number."""
        return next((one for one in self.own if one.mark == key), None)

    def narrowed(self, found: Any, key: str) -> Any:
        """Those at one step; a step that is not there has nothing at it."""
        if status := self.named(key):
            return found.filter(own_status=status.pk)
        return found.filter(**{self.field: key}) if key in self.states else found.none()

    def column_of(self) -> Any:
        """In which column a thing stands; what has no status of this product stands at the first of its state."""
        at = [When(own_status=one.pk, then=Value(one.mark)) for one in self.own]
        firsts = [(state, own[0].mark) for state in self.states if (own := self.of(state))]
        first = [When(**{self.field: state}, then=Value(mark)) for state, mark in firsts]
        return Case(*at, *first, default=F(self.field), output_field=CharField())

    def put(self, noun: Any, key: str, *, by: Any, because: str = "") -> None:
        """Move a thing to a step: to a status, or into a state that has none of its own."""
        noun.move_to(self.named(key) or key, by=by, because=because)
