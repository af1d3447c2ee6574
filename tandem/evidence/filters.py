"""What the note list is narrowed to: source, company, theme, state, rating, days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tandem.evidence.models.note import STATES, Note, NoteQuerySet
from tandem.evidence.models.source import Source

ANY_STATE = "any"


@dataclass(frozen=True)
class NoteFilter:
    """One narrowing of the list, read from the address; what makes no sense there narrows nothing."""

    product: Any
    sources: tuple[Source, ...]
    source: int | None = None
    company: int | None = None
    theme: int | None = None
    state: str = ""
    stars: int | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, said: Mapping[str, str], product: Any) -> NoteFilter:
        """From the fields of an address."""
        state = said.get("state", "")
        return cls(
            product,
            tuple(Source.objects.of(product).in_use().select_related("item").order_by("item__title")),
            source=_number(said.get("source")),
            company=_number(said.get("company")),
            theme=_number(said.get("theme")),
            state=state if state in (*STATES, ANY_STATE) else "",
            stars=_number(said.get("stars")),
            since=_day(said.get("since")),
            until=_day(said.get("until")),
        )

    def apply(self, notes: NoteQuerySet) -> NoteQuerySet:
        """The notes that are left. Dismissed ones are shown only when asked for."""
        asked = {
            "source__item__number": self.source,
            "company__item__number": self.company,
            "theme__item__number": self.theme,
            "rating__lt": self.stars + 1 if self.stars is not None else None,
            "rating__gte": self.stars,
            "said_at__gte": self.since,
            "said_at__lt": self.until + timedelta(days=1) if self.until else None,
            "rating_scale": "stars_1_5" if self.stars is not None else None,
        }
        left = notes.filter(**{name: value for name, value in asked.items() if value is not None})
        if self.state == ANY_STATE:
            return left
        return left.filter(state=self.state) if self.state else left.worth_reading()

    def keeps(self, note: Note) -> bool:
        """The same for one note that search found."""
        return all(
            (
                self.source in (None, note.source.number),
                self.company is None or (note.company is not None and note.company.number == self.company),
                self.theme is None or (note.theme is not None and note.theme.number == self.theme),
                self.state in ("", ANY_STATE, note.state),
                self.stars is None
                or (note.rating_scale == "stars_1_5" and self.stars <= (note.rating or Decimal(-1)) < self.stars + 1),
                self.since is None or note.said_at.date() >= self.since,
                self.until is None or note.said_at.date() <= self.until,
            )
        )

    @property
    def is_narrow(self) -> bool:
        return any(
            value not in (None, "")
            for value in (self.source, self.company, self.theme, self.state, self.stars, self.since, self.until)
        )


def _number(text: str | None) -> int | None:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if date.min < found < date(9000, 1, 1) else None
