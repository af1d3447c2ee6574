"""Where a product stands in each of its six stages, as the overview and the rail show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Standing:
    """One stage: the figure in its circle, what it says below, the gap if there is one, and the side that answers."""

    name: str
    count: int
    says: str
    side: str
    url: str
    gap: str = ""
    badge: str = ""


StandingOf = Callable[[Any, date], Standing]
STAGES = ("Evidence", "Definition", "Charter", "Launch", "Messaging", "Outcomes")
_stages: dict[str, StandingOf] = {}


def standing_of(stage: str) -> Callable[[StandingOf], StandingOf]:
    """Register how one stage tells its standing: (product, today) -> Standing."""

    def register(function: StandingOf) -> StandingOf:
        _stages[stage] = function
        return function

    return register


def every_standing(product: Any, today: date) -> list[Standing]:
    """The standing of all six stages, in the order of the thread."""
    return [_stages[stage](product, today) for stage in STAGES]
