"""When something comes, said as exactly as it is known: quarters, rounded dates, and how far a date may be off."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

HORIZONS = [("now", "Now"), ("next", "Next"), ("later", "Later")]
ROUNDINGS = [
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("half", "Half of the year"),
    ("later", "Later, without a date"),
]
CONFIDENCES = [
    ("high", "High: within two weeks either way"),
    ("medium", "Medium: within six weeks either way"),
    ("low", "Low: within three months either way"),
]
WIDTHS = {"high": 14, "medium": 42, "low": 91}
MONTHS = {"month": 1, "quarter": 3, "half": 6}


def begins(day: date, rounding: str) -> date:
    """The first day of the month, quarter or half that a day lies in."""
    months = MONTHS[rounding]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def ends(day: date, rounding: str) -> date:
    """The last day of the month, quarter or half that a day lies in."""
    month = begins(day, rounding).month + MONTHS[rounding] - 1
    return date(day.year, month, monthrange(day.year, month)[1])


def rounded(day: date | None, rounding: str) -> str:
    """The day as people outside are told it: December 2026, Q4 2026, Second half of 2026, Later."""
    if day is None or rounding == "later":
        return "Later"
    if rounding == "month":
        return f"{day:%B} {day.year}"
    if rounding == "quarter":
        return f"Q{(day.month + 2) // 3} {day.year}"
    return f"{'First' if day.month < 7 else 'Second'} half of {day.year}"


def still_holds(promised: date, rounding: str, confidence: str, day: date) -> bool:
    """Whether a day is still what was promised: not after the period that was named, and what it may be off."""
    return rounding == "later" or day <= ends(promised, rounding) + timedelta(days=WIDTHS[confidence])


def edges_of(today: date) -> tuple[date, date]:
    """The last days of now and of next: of this quarter and the one after it."""
    now = ends(today, "quarter")
    return now, ends(now + timedelta(days=1), "quarter")


def horizon_of(day: date | None, today: date) -> str:
    """Now is this quarter and what is late, next the quarter after it, later everything else."""
    now, following = edges_of(today)
    if day is None or day > following:
        return "later"
    return "now" if day <= now else "next"


def months_on(day: date, months: int) -> date:
    """The first day of the month that is so many months on, or back."""
    place = day.year * 12 + day.month - 1 + months
    return date(min(max(place // 12, 1), 9998), place % 12 + 1, 1)


@dataclass(frozen=True)
class Span:
    """The months that a timeline shows, drawn `WIDTH` units wide."""

    first: date
    months: int

    WIDTH = 960

    @property
    def after(self) -> date:
        return months_on(self.first, self.months)

    @property
    def days(self) -> int:
        return (self.after - self.first).days

    def at(self, day: date) -> float:
        """How far along a day lies; what lies beyond an end stands at it."""
        share = (day - self.first).days / self.days
        return round(min(max(share, 0), 1) * self.WIDTH, 1)

    def holds(self, first: date, last: date) -> bool:
        return first < self.after and last >= self.first

    def marks(self, by: str) -> list[tuple[float, str]]:
        """Where each month or quarter begins, with its name."""
        step = MONTHS[by]
        starts = (months_on(self.first, place) for place in range(self.months))
        named = [day for day in starts if (day.month - 1) % step == 0]
        return [
            (self.at(day), f"{day:%b}" + (f" {day.year}" if day.month == 1 else "") if step == 1 else rounded(day, by))
            for day in named
        ]
