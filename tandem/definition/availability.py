"""What must be open before a release is available to all; later stages register their gates here at start-up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Hold:
    """One gate before general availability: whether it is open, why in a sentence, and the way to the act."""

    name: str
    is_open: bool
    because: str
    url: str = ""


Gate = Callable[[Any, date], Hold | None]
Overruled = Callable[[Any], set[str]]
_gates: list[Gate] = []
_overruled: list[Overruled] = []


def before_availability(gate: Gate) -> Gate:
    """Register a gate: (release, today) -> Hold, or None when it does not concern this release."""
    _gates.append(gate)
    return gate


def overruling(names: Overruled) -> Overruled:
    """Register who knows which gates of a release both owners overruled: (release) -> names of gates."""
    _overruled.append(names)
    return names


def holds(release: Any, today: date) -> list[Hold]:
    """Every gate that concerns this release, open or closed, in the order they were registered."""
    return [hold for gate in _gates if (hold := gate(release, today)) is not None]


def closed(release: Any, today: date) -> list[Hold]:
    """The gates that keep this release from general availability now: closed, and not overruled by both owners."""
    overruled = {name for names in _overruled for name in names(release)}
    return [hold for hold in holds(release, today) if not hold.is_open and hold.name not in overruled]
