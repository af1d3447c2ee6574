"""Gates: what must hold before a launch. Computed from facts, never ticked; the tier decides which ones stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from tandem.core.once import once

if TYPE_CHECKING:
    from tandem.launch.models import Launch

Side = Literal["pm", "pmm", "both"]


@dataclass(frozen=True)
class Finding:
    """What one gate's rule found: open or closed, the reason as a sentence, and where to act."""

    open: bool
    because: str
    url: str = ""


@dataclass(frozen=True)
class Gate:
    """One gate of one launch. An overruled gate stays closed in the record and counts as passed."""

    name: str
    label: str
    side: Side
    open: bool
    because: str
    url: str
    overruled: bool = False

    @property
    def passed(self) -> bool:
        return self.open or self.overruled


@dataclass(frozen=True)
class _Kind:
    name: str
    label: str
    side: Side
    tiers: frozenset[int]
    place: int
    rule: Callable[[Launch, date], Finding]


_kinds: dict[str, _Kind] = {}
Rule = Callable[["Launch", date], Finding]


def gate(name: str, label: str, *, side: Side, tiers: set[int], place: int) -> Callable[[Rule], Rule]:
    """Register a gate: its rule looks at a launch and today, and says whether it is open and why."""

    def register(rule: Rule) -> Rule:
        _kinds[name] = _Kind(name, label, side, frozenset(tiers), place, rule)
        return rule

    return register


def gates_of(launch: Launch, today: date) -> list[Gate]:
    """The gates that stand before this launch, in the order of product.md's table, each with what was overruled."""
    return list(_standing(launch, today))


@once
def _standing(launch: Launch, today: date) -> tuple[Gate, ...]:
    overruled = overruled_of(launch)
    standing = sorted((kind for kind in _kinds.values() if launch.tier in kind.tiers), key=lambda kind: kind.place)
    return tuple(replace(_look(kind, launch, today), overruled=kind.name in overruled) for kind in standing)


def gates_of_tier(tier: int) -> int:
    """How many gates stand before a launch of this tier."""
    return sum(tier in kind.tiers for kind in _kinds.values())


def overruled_of(launch: Launch) -> set[str]:
    """Gates that both owners have overruled, each with a reason."""
    sides: dict[str, set[str]] = {}
    for name, side in launch.item.overrules.values_list("gate", "side"):
        sides.setdefault(name, set()).add(side)
    return {name for name, signed in sides.items() if signed == {"pm", "pmm"}}


def _look(kind: _Kind, launch: Launch, today: date) -> Gate:
    found = kind.rule(launch, today)
    return Gate(kind.name, kind.label, kind.side, found.open, found.because, found.url)
