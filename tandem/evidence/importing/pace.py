"""How quick an import is and how long it will take, in words: plain values in, plain values out."""

from __future__ import annotations

from dataclasses import dataclass

MINUTE, HOUR = 60, 3600
SOON = 10  # seconds; what is nearer than this is not worth a figure


@dataclass(frozen=True)
class Pace:
    """Rows a second, and the seconds left; None where nothing can be said yet."""

    rate: float | None
    left: float | None

    @property
    def says(self) -> str:
        """Such as: 1,200 rows a second, about 2 minutes left."""
        if not self.rate:
            return ""
        quick = f"{self.rate:,.0f} rows a second" if self.rate >= 1 else f"{self.rate * MINUTE:,.0f} rows a minute"
        return f"{quick}, {_left(self.left)} left" if self.left is not None else quick


def pace(done: int, expected: int, seconds: float) -> Pace:
    """`done` rows took these seconds; `expected` more are to come."""
    if done <= 0 or seconds <= 0:
        return Pace(None, None)
    rate = done / seconds
    return Pace(rate, max(0, expected) / rate)


def _left(seconds: float | None) -> str:
    seconds = seconds or 0
    if seconds < SOON:
        return "a few seconds"
    if seconds < 2 * MINUTE:
        return f"about {round(seconds, -1):.0f} seconds"
    if seconds < 2 * HOUR:
        return f"about {seconds / MINUTE:.0f} minutes"
    return f"about {seconds / HOUR:.0f} hours"
