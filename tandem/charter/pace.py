"""How many references there will be by a day, judged by how long the ones before took from live to reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from tandem.charter.rules import USUAL_DAYS_FROM_LIVE

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ENOUGH_TO_JUDGE = 2
UNLIKELY = 0.1


@dataclass(frozen=True)
class Pace:
    """The number expected by a day, and the span that holds four times in five."""

    by: date
    expected: int
    low: int
    high: int


def pace(have: int, took: Sequence[int], waiting: Sequence[int], today: date, by: date | None) -> Pace | None:
    """What to expect by a day.

    `took`: days from live to reference of those who are; `waiting`: days live of those who are not yet. Each
    waiting one is compared with those that took longer than it waited so far, by the rule of succession.
    None while fewer than two have become references, or without a day to come.
    """
    if by is None or by < today or len(took) < ENOUGH_TO_JUDGE:
        return None
    left = (by - today).days
    odds = sum_of_odds([chance(took, days, left) for days in waiting])
    expected = round(sum(number * odd for number, odd in enumerate(odds)))
    return Pace(by, have + expected, have + _quantile(odds, UNLIKELY), have + _quantile(odds, 1 - UNLIKELY))


def chance(took: Sequence[int], waited: int, left: int) -> float:
    """How likely somebody live for `waited` days becomes a reference within `left` more: (k + 1) / (n + 2)."""
    longer = [days for days in took if days > waited]
    return (sum(days <= waited + left for days in longer) + 1) / (len(longer) + 2)


def sum_of_odds(chances: Sequence[float]) -> list[float]:
    """The likelihood of each number of successes among independent tries."""
    odds = [1.0]
    for one in chances:
        odds = [
            (odds[number] if number < len(odds) else 0.0) * (1 - one) + (odds[number - 1] if number else 0.0) * one
            for number in range(len(odds) + 1)
        ]
    return odds


def usual_days(took: Sequence[int]) -> int:
    """Days from live to reference as they usually are here."""
    return round(median(took)) if len(took) >= ENOUGH_TO_JUDGE else USUAL_DAYS_FROM_LIVE


def word(number: int) -> str:
    """Small numbers as words: four, twelve, 13."""
    return WORDS[number] if 0 <= number < len(WORDS) else str(number)


def said_of_pace(found: Pace | None, by: date | None, today: date) -> str:
    """At today's pace five by 4 December, between four and six."""
    if by is None:
        return "No day is set for general availability, so there is no pace to keep."
    if by < today:
        return f"The day set for general availability, {day(by)}, has passed."
    if found is None:
        return "Too few have become references to speak of a pace."
    span = "" if found.low == found.high else f", between {word(found.low)} and {word(found.high)}"
    return f"At today’s pace {word(found.expected)} by {day(by)}{span}."


def headline(have: int, aim: int, by: date | None, today: date) -> str:
    """Four of six references, twelve days to go."""
    said = f"{word(have).capitalize()} of {word(aim)} references"
    if by is None or by < today:
        return said
    left = (by - today).days
    return f"{said}, {word(left)} {'day' if left == 1 else 'days'} to go" if left else f"{said}, today is the day"


def day(value: date) -> str:
    return f"{value.day} {value:%B}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Harbor Credit and Finch Books; beyond three the rest are a count."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{word(len(names) - most)} more")
    return " and ".join(", ".join(shown).rsplit(", ", 1)) if shown else ""


def _quantile(odds: Sequence[float], share: float) -> int:
    total = 0.0
    for number, odd in enumerate(odds):
        total += odd
        if total >= share - 1e-9:
            return number
    return len(odds) - 1
