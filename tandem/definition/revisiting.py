"""When a decision is looked at again: on its day, or when what customers said since then passes a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.ui.figures import compact, day, plural

MEASURES = {
    "notes": "New notes",
    "companies": "New companies",
    "in_market": "New companies of the target market",
    "arr": "New yearly revenue of those who asked",
}
WORDS = {"notes": "note,notes", "companies": "company,companies", "in_market": "company,companies"}


@dataclass(frozen=True)
class Condition:
    """A day, a mark that new evidence may pass, either, or both. `then` are the figures it counts from."""

    on: date | None = None
    measure: str = ""
    mark: Decimal | None = None
    then: Mapping[str, Any] | None = None

    def is_due(self, today: date, now: Mapping[str, Any] | None = None) -> bool:
        return self.day_has_come(today) or self.is_passed(now)

    def day_has_come(self, today: date) -> bool:
        return self.on is not None and self.on <= today

    def is_passed(self, now: Mapping[str, Any] | None) -> bool:
        """Whether what came since then is as much as the mark."""
        return bool(self.measure) and self.mark is not None and self.since(now) >= self.mark

    def since(self, now: Mapping[str, Any] | None) -> Decimal:
        """What came since then; what went away again counts as nothing."""
        before, after = (figure(figures, self.measure) for figures in (self.then, now))
        return max(after - before, Decimal(0))

    def says(self, today: date, now: Mapping[str, Any] | None = None, currency: str = "USD") -> str:
        """In words, why it is due or what it waits for."""
        parts = []
        if self.on:
            came = day(self.on, today)
            parts.append(f"Planned for {came.lower() if self.on == today else came}")
        if self.measure and self.mark is not None:
            came = counted(self.measure, self.since(now), currency)
            parts.append(f"{came} since then, the mark is {counted(self.measure, self.mark, currency, short=True)}")
        return "; ".join(parts)


def figure(figures: Mapping[str, Any] | None, measure: str) -> Decimal:
    return Decimal(str((figures or {}).get(measure) or 0))


def counted(measure: str, value: Decimal, currency: str, *, short: bool = False) -> str:
    """In words: 4 new companies, $40k new ARR; short: 4, $40k."""
    if measure == "arr":
        return compact(value, currency) if short else f"{compact(value, currency)} new ARR"
    if short:
        return f"{value.normalize():f}"
    return plural(int(value), ",".join(f"new {word}" for word in WORDS[measure].split(",")))
