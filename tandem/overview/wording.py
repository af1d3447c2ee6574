"""The sentences at the head of the overview, as pure functions over the gates and signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tandem.launch.gates import Gate

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(count: int) -> str:
    """Small numbers as words: 2 -> two, 12 -> 12."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else str(count)


def headline(product: str, launch: Any | None, gates: Sequence[Gate]) -> str:
    """One sentence: is it ready to launch?"""
    if launch is None:
        return f"No launch of {product} is planned"
    name = _launched_name(product, launch)
    return f"{name} is {'ready' if all(gate.passed for gate in gates) else 'not ready'} to launch"


def subline(launch: Any | None, gates: Sequence[Gate], signed: Mapping[str, bool], today: date) -> str:
    """When it is planned, how many gates are closed, and whose signature is missing."""
    if launch is None:
        return "Plan one when a release has a date; its tier decides which gates stand before it."
    return f"{_planned(launch.day, today)} {_closed(gates)}{_and_signatures(gates, signed)}"


def _launched_name(product: str, launch: Any) -> str:
    releases = [release.title for release in launch.releases.all()]
    return f"{product} {' and '.join(releases)}" if releases else str(launch.title)


def _planned(day: date, today: date) -> str:
    written = f"{day.day} {day:%B}" + (f" {day.year}" if day.year != today.year else "")
    return f"Planned for {written}." if day >= today else f"Was planned for {written}."


def _closed(gates: Sequence[Gate]) -> str:
    closed = [gate for gate in gates if not gate.passed]
    if not closed:
        return "Every gate is open"
    return f"{in_words(len(closed)).capitalize()} gate{'s are' if len(closed) > 1 else ' is'} closed"


def _and_signatures(gates: Sequence[Gate], signed: Mapping[str, bool]) -> str:
    missing = [side for side in ("pm", "pmm") if side not in signed]
    against = [side for side in ("pm", "pmm") if signed.get(side) is False]
    if against:
        return f", and the {_names(against)} said no-go."
    if len(missing) == 2:
        return ", and both owners must sign."
    if missing:
        return f", and the {_names(missing)} must sign."
    return ", and both owners have signed."


def _names(sides: Sequence[str]) -> str:
    names = {"pm": "product manager", "pmm": "product marketer"}
    return " and the ".join(names[side] for side in sides)
