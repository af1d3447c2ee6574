"""Flags of evidence: nobody says for whom, a theme that grows and that nobody looked at, a source gone quiet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery

from tandem.evidence.growth import RISES_FROM
from tandem.evidence.linking import linked_to
from tandem.evidence.models import Note, Source, TargetMarket, Theme
from tandem.record.flags import Flag, flags_from

LOUD = 20  # notes from which a growing theme is worth an interruption
ALIVE = 20  # notes from which a source is known to speak
QUIET_DAYS = 30


@flags_from
def evidence_flags(product: Any, today: date) -> Iterator[Flag]:
    """All flags of evidence, in four statements."""
    if not TargetMarket.objects.of(product).in_use().exists():
        yield no_market(product)
    themes = [
        theme
        for theme in Theme.objects.of(product).shown().ranked("growth")
        if is_unheeded(theme.note_count, theme.growth)
    ]
    linked = linked_to(themes) if themes else {}
    yield from (growing(theme, product) for theme in themes if theme.pk not in linked)
    for source, title, number, last in _sources(product):
        if is_quiet(last, today):
            yield quiet(source, title, number, last, product, today)


def is_unheeded(notes: int, growth: float | None) -> bool:
    """Loud, and said half as often again as before."""
    return notes >= LOUD and growth is not None and growth >= RISES_FROM


def is_quiet(last: date, today: date) -> bool:
    """A source that has said nothing for thirty days, but not so long ago that it was plainly a single import."""
    return timedelta(days=QUIET_DAYS) < today - last < timedelta(days=6 * QUIET_DAYS)


def no_market(product: Any) -> Flag:
    return Flag(
        "no target market",
        (product.mark,),
        "Nobody has said for whom this is built",
        "Problems are validated by companies of the target market, and there is none",
        "warn",
        "Define the target market",
        f"/products/{product.slug}/market",
        side="pm",
        who=product.pm,
    )


def growing(theme: Theme, product: Any) -> Flag:
    return Flag(
        "theme grows unheeded",
        (theme.mark,),
        f"“{theme.title}” grows",
        f"{theme.note_count} notes, {theme.trend}, and no problem was made of it",
        "note",
        "Look at the theme",
        theme.get_absolute_url(),
        side="pm",
        who=product.pm,
        worth=float(theme.arr),
    )


def quiet(mark: str, title: str, number: int, last: date, product: Any, today: date) -> Flag:
    return Flag(
        "source gone quiet",
        (mark,),
        f"Nothing new from {title}",
        f"The last note is {(today - last).days} days old",
        "note",
        "See its notes",
        f"/products/{product.slug}/notes?source={number}",
        side="pm",
        who=product.pm,
    )


def _sources(product: Any) -> list[tuple[str, str, int, date]]:
    """The sources that are known to speak, with the day of their last note."""
    said = Note.objects.filter(source=OuterRef("pk")).order_by("-said_at").values("said_at")
    sources = Source.objects.of(product).in_use().select_related("item")
    alive = sources.annotate(last=Subquery(said[:1]), enough=Subquery(said[ALIVE - 1 : ALIVE])).exclude(enough=None)
    return [(source.mark, source.title, source.number, source.last.date()) for source in alive]
