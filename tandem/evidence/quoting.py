"""The words behind a count: marked ones before whole notes, each company before any twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tandem.evidence.keeping import kept_of
from tandem.evidence.models.highlight import Highlight, HighlightQuerySet
from tandem.record.models import Item

AROUND = 140


@dataclass(frozen=True)
class Quote:
    """Words worth reading: the marked ones within their note, or the whole note where nothing was marked."""

    highlight: Highlight
    text: str
    start: int
    end: int

    @property
    def marks(self) -> list[tuple[int, int]]:
        return [(self.start, self.end)] if self.end > self.start else []

    @property
    def note(self) -> Any:
        return self.highlight.note

    @property
    def who(self) -> str:
        return self.note.speaker

    @property
    def url(self) -> str:
        return str(self.note.get_absolute_url())


def quotes_of(item: Item, limit: int = 5, *, through: Iterable[Item] = ()) -> list[Quote]:
    """The words about an item: marked words before whole notes, newest first, each company once before any twice."""
    others = list(through)
    about = [item.pk, *(other.pk for other in others)]
    links = Highlight.objects.standing().filter(about__in=about).exclude(note__state="dismissed")
    keys = kept_of(item, f"quotes-{limit}", lambda: _newest(links, limit), through=others)
    found = Highlight.objects.with_note().in_bulk(keys) if keys else {}
    return [quote_from(link) for link in _each_company_first([found[key] for key in keys])[:limit]]


def _newest(links: HighlightQuerySet, limit: int) -> list[int]:
    """The last few marked words, then whole notes. Keys alone are sorted: thousands of texts with them take long."""
    newest = links.order_by("-note__said_at", "-pk").values_list("pk", flat=True)
    keys = list(newest.filter(end__gt=0)[: limit * 5])
    return keys if len(keys) >= limit else [*keys, *newest.filter(end=0)[: limit * 5]]


def quote_from(link: Highlight) -> Quote:
    """The sentence or two around the marked words, so that a long note stays readable."""
    body = link.body
    start, end = (link.start, link.end) if link.end else (0, 0)
    begin = max(0, body.rfind("\n", 0, start) + 1 if start else 0, start - AROUND)
    stop = min(len(body), max(end, begin) + (AROUND if end else 2 * AROUND))
    lead, trail = "…" if begin else "", "…" if stop < len(body) else ""
    shift = len(lead) - begin
    return Quote(link, lead + body[begin:stop] + trail, start + shift if end else 0, end + shift if end else 0)


def _each_company_first(links: list[Highlight]) -> list[Highlight]:
    """The first words of each company, then the second ones, in the order given."""
    times: dict[Any, int] = defaultdict(int)
    turns = []
    for place, link in enumerate(links):
        who = link.note.company_id or f"note {link.note_id}"
        turns.append((times[who], place, link))
        times[who] += 1
    return [link for _, _, link in sorted(turns, key=lambda turn: turn[:2])]
