"""What the note list is narrowed to: what notes speak of, source, company, theme, state, rating, days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from tandem.evidence.forms import marked
from tandem.evidence.models.highlight import Highlight, HighlightQuerySet
from tandem.evidence.models.note import STATES, Note, NoteQuerySet
from tandem.evidence.models.source import Source
from tandem.evidence.search import Hit
from tandem.record.models import Item

ANY_STATE = "any"
MOST_MARKS = 20


@dataclass(frozen=True)
class NoteFilter:
    """One narrowing of the list, read from the address; what makes no sense there narrows nothing."""

    product: Any
    sources: tuple[Source, ...]
    about: tuple[Item, ...] = ()
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
            about=_things(said.get("about"), product),
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
            "source": _id_of("source", self.source),
            "company": _id_of("company", self.company),
            "theme": _id_of("theme", self.theme),
            "rating__lt": self.stars + 1 if self.stars is not None else None,
            "rating__gte": self.stars,
            "said_at__gte": self.since,
            "said_at__lt": self.until + timedelta(days=1) if self.until else None,
            "rating_scale": "stars_1_5" if self.stars is not None else None,
        }
        left = notes.filter(**{name: value for name, value in asked.items() if value is not None})
        if self.about:
            left = left.filter(pk__in=self._links().values("note"))
        if self.state == ANY_STATE:
            return left
        return left.filter(state=self.state) if self.state else left.worth_reading()

    def keeps(self, note: Note) -> bool:
        """The same for one note that search found, but for what it speaks of."""
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

    def among(self, hits: Sequence[Hit]) -> list[Hit]:
        """What is left of the notes that search found, in its order."""
        kept = [hit for hit in hits if self.keeps(hit.note)]
        if not self.about:
            return kept
        linked = set(self._links().filter(note__in=[hit.note.pk for hit in kept]).values_list("note", flat=True))
        return [hit for hit in kept if hit.note.pk in linked]

    @property
    def marks(self) -> str:
        """What the notes speak of, as the address says it."""
        return ",".join(item.mark for item in self.about)

    @property
    def is_narrow(self) -> bool:
        asked = (self.source, self.company, self.theme, self.state, self.stars, self.since, self.until)
        return bool(self.about) or any(value not in (None, "") for value in asked)

    def _links(self) -> HighlightQuerySet:
        return Highlight.objects.standing().filter(about__in=self.about)


def _things(text: str | None, product: Any) -> tuple[Item, ...]:
    """The product's things of these marks, such as F-3,P-7."""
    asked = [found for mark in (text or "").split(",")[:MOST_MARKS] if (found := marked(mark))]
    wanted = reduce(or_, (Q(kind=kind, number=number) for kind, number in asked), Q(pk=None))
    return tuple(Item.objects.filter(wanted, product=product.pk).order_by("kind", "number")) if asked else ()


def _id_of(kind: str, number: int | None) -> int | None:
    """The key of one thing, so that the database need not guess how many notes it has; 0, which nothing has, if there
    is none of this number.
    """
    if number is None:
        return None
    return Item.objects.filter(kind=kind, number=number).values_list("pk", flat=True).first() or 0


def _number(text: str | None) -> int | None:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _day(text: str | None) -> date | None:
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if date.min < found < date(9000, 1, 1) else None
