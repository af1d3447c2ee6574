"""The trace in evidence: from a company or theme to what its words speak of, and from there back to who said it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count

from tandem.evidence.keeping import kept_of
from tandem.evidence.models import Highlight, Note
from tandem.record.models import Item
from tandem.record.reactions import Edge, edges

SPOKEN_OF = ("problem", "feature", "claim", "competitor")
LOUDEST = 8
THEMES = 3


@edges("company")
def said_by(item: Item) -> Iterator[Edge]:
    """What a company spoke of."""
    heard = Note.objects.from_companies(item.pk).worth_reading()
    links = Highlight.objects.standing().filter(note__in=heard).exclude(about=None)
    yield from _told(_most(links, "about", LOUDEST), "spoke of", onward=True)


@edges("theme")
def speaks_of(item: Item) -> Iterator[Edge]:
    """What the notes of a theme are linked to, and the companies behind it."""
    links = Highlight.objects.standing().filter(note__theme=item.pk).exclude(note__state="dismissed")
    spoken, heard = kept_of(item, "speaks-of", lambda: (_most(links, "about", LOUDEST), _loudest(item)))
    yield from _told(spoken, "speaks of", onward=True)
    yield from _told(heard, "said by", onward=False)


def said_of(item: Item) -> Iterator[Edge]:
    """Who spoke of it: the loudest companies, and the themes its notes belong to."""
    links = Highlight.objects.standing().filter(about=item).exclude(note__state="dismissed")
    companies, themes = kept_of(
        item, "said-of", lambda: (_most(links, "note__company", LOUDEST), _most(links, "note__theme", THEMES))
    )
    items = Item.objects.in_bulk([*companies, *themes])
    yield from (Edge(f"voiced by, {_times(times)}", items[pk], onward=False) for pk, times in companies.items())
    yield from (Edge(f"heard in, {_times(times)}", items[pk], onward=False) for pk, times in themes.items())


for kind in SPOKEN_OF:
    edges(kind)(said_of)


def _told(counted: dict[int, int], words: str, *, onward: bool) -> Iterator[Edge]:
    items = Item.objects.in_bulk(counted)
    yield from (Edge(f"{words}, {_times(times)}", items[pk], onward=onward) for pk, times in counted.items())


def _loudest(theme: Item) -> dict[int, int]:
    """The companies behind a theme, with how many of its notes are theirs."""
    heard = Note.objects.filter(theme=theme.pk).exclude(company=None).order_by().values_list("company")
    return dict(heard.annotate(times=Count("pk")).order_by("-times", "company")[:LOUDEST])


def _most(links: Any, path: str, limit: int) -> dict[int, int]:
    """Where most of the linked notes lead, with how many."""
    counted = links.exclude(**{path: None}).values_list(path).annotate(times=Count("note", distinct=True))
    return dict(counted.order_by("-times", path)[:limit])


def _times(count: Any) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"
