"""Who is behind a theme or problem, by segment: each company once in every segment whose rule it meets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from tandem.evidence.market import is_met
from tandem.evidence.models import Company, Highlight, Note, Segment
from tandem.evidence.quality import Quality, weigh
from tandem.evidence.weighing import BY_SEGMENT, WITHIN, weighed
from tandem.record.models import Item
from tandem.team.models import Workspace

MOST = 12


@dataclass(frozen=True)
class Share:
    """How much of the evidence comes from one segment."""

    segment: Segment
    companies: int
    arr: Decimal
    inside: tuple[int, ...] = ()
    quality: Quality | None = None
    narrows: str = ""  # the address of its notes


def by_segment(companies: Iterable[Company], segments: Sequence[Segment]) -> list[Share]:
    """The segments that have a part in it, the one with most companies first."""
    known, shares = list(companies), []
    for segment in segments:
        rules = segment.rules()
        inside = [company for company in known if is_met(rules, company)]
        if inside:
            arr = sum((one.arr or Decimal(0) for one in inside), Decimal(0))
            shares.append(Share(segment, len(inside), arr, tuple(one.pk for one in inside)))
    return sorted(shares, key=lambda share: (-share.companies, -share.arr, share.segment.title))


def shares_of(item: Item) -> list[Share]:
    """The same for what an item stands on: nothing is asked while nobody defined a segment."""
    segments = list(Segment.objects.by_name()[:MOST])
    shares = by_segment(companies_behind(item), segments) if segments else []
    return _with_quality(item, shares) if shares else []


def _with_quality(item: Item, shares: list[Share]) -> list[Share]:
    """Each with the quality of what its companies said of it, and the way to their notes."""
    pairs = [(share.segment.pk, company) for share in shares for company in share.inside]
    places = [[segment for segment, _ in pairs], [company for _, company in pairs], item.pk]
    kind = "theme" if item.kind == "theme" else "about"
    said = BY_SEGMENT.replace("{within}", WITHIN[kind])
    products = {share.segment.pk: item.product_id for share in shares}
    found = weighed(said, products, Workspace.current().today, [*places, *places])
    at = item.number if kind == "theme" else item.mark
    return [
        replace(
            share,
            quality=weigh(found[share.segment.pk].counted),
            narrows=urlencode({kind: at, "segment": share.segment.mark}),
        )
        for share in shares
    ]


def companies_behind(item: Item) -> Any:
    """Every company that a theme's notes, or the notes linked to a thing, speak for."""
    notes = Note.objects.worth_reading()
    if item.kind == "theme":
        notes = notes.filter(theme=item.pk)
    else:
        notes = notes.filter(pk__in=Highlight.objects.standing().filter(about=item).values("note"))
    own = notes.exclude(company=None).order_by().values("company").distinct()
    further = Note.also.through._default_manager.filter(note__in=notes.order_by().values("pk")).values("company")
    return Company.objects.filter(pk__in=own.union(further))
