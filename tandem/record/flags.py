"""Flags: what a rule noticed. Computed at every look, never stored; only a snooze is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Severity = Literal["closed", "risk", "warn", "note"]
WORST_FIRST: dict[str, int] = {"closed": 0, "risk": 1, "warn": 2, "note": 3}


@dataclass(frozen=True)
class Flag:
    """One thing a rule noticed: the rule's name, what it is about, who can act, how bad it is, and the way to the act.

    `about` are marks such as ("P-7",); rule and about together are the flag's identity, so a snooze survives re-runs.
    Flags of one severity are ordered by `worth`, the money at stake, then by `weight`, such as the days it waits; the
    larger first. `who` is a member, or None where nobody owns the matter.
    """

    rule: str
    about: tuple[str, ...]
    title: str
    because: str
    severity: Severity
    label: str
    url: str
    side: str = ""
    who: Any = None
    weight: float = 0
    worth: float = 0

    @property
    def identity(self) -> str:
        return " ".join((self.rule, *self.about))

    @property
    def tone(self) -> str:
        """How its label is drawn; what nobody owns warns nobody, and is drawn plain."""
        if self.severity in ("closed", "risk"):
            return "risk"
        return "warn" if self.severity == "warn" and self.who else ""

    @property
    def badness(self) -> tuple[int, float, bool, float]:
        """Severity, money at stake, nobody to act before somebody, then weight: the smallest is the worst."""
        return WORST_FIRST[self.severity], -self.worth, self.who is not None, -self.weight


FlagSource = Callable[[Any, date], Iterable[Flag]]
_sources: list[FlagSource] = []


def flags_from(source: FlagSource) -> FlagSource:
    """Register a stage's flags: (product, today) -> flags."""
    _sources.append(source)
    return source


def every_flag(product: Any, today: date) -> list[Flag]:
    """All flags of a product from all stages, worst first; snoozes are taken out by whoever shows them."""
    found = [flag for source in _sources for flag in source(product, today)]
    return sorted(found, key=lambda flag: (*flag.badness, flag.identity))
