"""The rules of the team as pure functions: what they notice about seats, activities, inputs and unowned work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, TypeVar

Person = TypeVar("Person")
Seat = Literal["pm", "pmm"]
SEAT_NAMES: Mapping[str, str] = {"pm": "product manager", "pmm": "product marketer"}


def empty_seats(owners: Mapping[str, object]) -> list[Seat]:
    """*No PM, no PMM*: the seats of a product that nobody holds."""
    return [side for side in ("pm", "pmm") if not owners.get(side)]


def holds_both_seats(owners: Mapping[str, object]) -> bool:
    """*One person, two roles*: the same person answers for both sides."""
    return bool(owners.get("pm")) and owners.get("pm") == owners.get("pmm")


def without_owner(on: Sequence[str], held: Iterable[str]) -> list[str]:
    """*Activity without owner*: the activities that are on for a product and that nobody is accountable for."""
    owned = set(held)
    return [activity for activity in on if activity not in owned]


def accountable(usual: Person | None, named: Sequence[Person], beside: Sequence[Person]) -> tuple[Person, ...]:
    """Who holds an activity of a product: whoever is named for it, else whoever holds it by the template; and beside
    them whoever took it up. Nobody is a gap, more than one a double.
    """
    first = list(named) or ([usual] if usual else [])
    return tuple(dict.fromkeys([*first, *beside]))


def unowned_too_long(raised_on: date, today: date, allowed_days: int) -> bool:
    """New work that fits nowhere raises a flag when it has waited longer than the workspace allows."""
    return (today - raised_on).days > allowed_days


def taken_share(answers: Sequence[bool]) -> float | None:
    """Which part of the answered inputs was taken; None while nothing has been answered."""
    return sum(answers) / len(answers) if answers else None


def typical_wait(days: Sequence[int]) -> float | None:
    """The median number of days an input waited for its answer; None while there is none."""
    if not days:
        return None
    ordered, middle = sorted(days), len(days) // 2
    return float(ordered[middle]) if len(days) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
