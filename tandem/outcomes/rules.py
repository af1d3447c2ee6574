"""What came of a goal, and how often goals are hit: pure rules on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Verdict = Literal["met", "missed", "never measured", "not due yet"]
MET: Verdict = "met"
MISSED: Verdict = "missed"
NEVER: Verdict = "never measured"
NOT_DUE: Verdict = "not due yet"


@dataclass(frozen=True)
class Facts:
    """What the rule knows of one goal: what was stated, what was read or judged, and whether what it is for is out."""

    baseline: Decimal | None = None
    target: Decimal | None = None
    actual: Decimal | None = None
    judged_met: bool | None = None
    due_on: date | None = None
    is_out: bool = True


def higher_is_better(baseline: Decimal | None, target: Decimal) -> bool:
    """A target above its baseline is reached from below, one below it from above. Without a baseline more is better."""
    return baseline is None or target >= baseline


def reaches(baseline: Decimal | None, target: Decimal, actual: Decimal) -> bool:
    """Whether the actual is at the target or beyond it, in the direction the goal goes."""
    return actual >= target if higher_is_better(baseline, target) else actual <= target


def is_due(goal: Facts, today: date) -> bool:
    """A goal is due from its day on; without one, once what it is for is out. What is not out yet owes nothing."""
    return goal.is_out and (goal.due_on is None or goal.due_on <= today)


def verdict(goal: Facts, today: date) -> Verdict:
    """Met, missed or never measured once it is due. A signed judgment stands above a figure."""
    if not is_due(goal, today):
        return NOT_DUE
    if goal.judged_met is not None:
        return MET if goal.judged_met else MISSED
    if goal.actual is None or goal.target is None:
        return NEVER
    return MET if reaches(goal.baseline, goal.target, goal.actual) else MISSED


@dataclass(frozen=True)
class HitRate:
    """How many of the goals that are due were met. What was never measured counts as not met."""

    met: int = 0
    missed: int = 0
    never: int = 0

    @property
    def due(self) -> int:
        return self.met + self.missed + self.never

    @property
    def measured(self) -> int:
        return self.met + self.missed

    @property
    def share(self) -> float | None:
        """Met of due, or None while nothing is due."""
        return self.met / self.due if self.due else None

    @property
    def percent(self) -> str:
        return f"{self.share:.0%}" if self.share is not None else "–"

    @property
    def says(self) -> str:
        """2 of 5 goals met"""
        return f"{self.met} of {self.due} goal{'' if self.due == 1 else 's'} met" if self.due else "No goal is due yet"

    @property
    def how_measured(self) -> str:
        """The share that was measured, and what becomes of the rest."""
        if not self.due:
            return ""
        if not self.never:
            return "All of them were measured."
        share = f"{self.measured / self.due:.0%}"
        return f"{self.measured} of {self.due} were measured ({share}); what was never measured counts as not met."


def hit_rate(verdicts: Iterable[str]) -> HitRate:
    """The hit rate over goals; those not due yet are left out."""
    said = list(verdicts)
    return HitRate(said.count(MET), said.count(MISSED), said.count(NEVER))


@dataclass(frozen=True)
class Point:
    """The hit rate of one release or launch, on the day it came out."""

    name: str
    day: date
    rate: HitRate


def over_time(shipped: Iterable[tuple[str, date, Sequence[str]]]) -> list[Point]:
    """The hit rate of each release in the order they came out; one without a goal that is due has none."""
    points = [Point(name, day, hit_rate(verdicts)) for name, day, verdicts in shipped]
    return sorted((point for point in points if point.rate.due), key=lambda point: point.day)
