"""The two halves of a company's page: what they said with what became of it, and who they are."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, prefetch_related_objects

from tandem.core.paging import Keyset
from tandem.evidence.fates import fates_of
from tandem.evidence.figures import quality_of_company
from tandem.evidence.filters import day_named, start_of
from tandem.evidence.likely import like
from tandem.evidence.models import Company, Note, Source, TargetMarket
from tandem.evidence.views.showing import with_marks
from tandem.evidence.waiting import count_waiting
from tandem.record.models import Event
from tandem.record.reactions import panels_of
from tandem.team.request import Request

PEOPLE = 50
MERGED = 20


def what_they_said(request: Request, company: Company) -> dict[str, Any]:
    """Their notes, newest first, narrowed by source, day and words, each with what became of it."""
    seen = Note.objects.visible_to(request.user).from_companies(company).worth_reading()
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    source = request.GET.get("source", "")
    chosen = int(source) if source.isascii() and source.isdigit() and len(source) < 16 else None
    since = day_named(request.GET.get("since"))
    notes = seen.filter(Q(search=_words(query)) | Q(body__icontains=query)) if query else seen
    notes = notes.filter(said_at__gte=start_of(since)) if since else notes
    notes = notes.filter(source__item__number=chosen) if chosen is not None else notes
    shown = with_marks(notes.with_speaker())
    found = Keyset(shown, order=("-said_at", "-id"), after=request.GET.get("after"), size=20).page()
    fates = fates_of(found.rows, request.user)
    sources = Source.objects.visible_to(request.user).filter(pk__in=seen.order_by().values("source"))
    return {
        "notes": found,
        "told": [(note, fates.get(note.pk, [])) for note in found],
        "q": query,
        "source": chosen,
        "since": since,
        "quality": quality_of_company(company, request.user),
        "sources": sources.select_related("item").order_by("item__title")[:100],
        "last_heard": seen.order_by("-said_at").values_list("said_at", flat=True).first(),
    }


def who_they_are(request: Request, company: Company) -> dict[str, Any]:
    """Facts, people, domains, merged companies, and what later stages know of them."""
    member = request.user
    prefetch_related_objects([company], "domains")
    markets = TargetMarket.objects.visible_to(member).in_use().in_order().select_related("item__product")
    mergers = company.mergers.filter(undone_at=None).select_related("gone__item").order_by("-at")
    events = Event.objects.visible_to(member).about(company.item).select_related("by").newest_first()
    may_sort = member.may("sort evidence", company)
    return {
        "markets": [market for market in markets if market.holds(company)],
        "domains": sorted(company.domains.all(), key=lambda row: row.domain),
        "contacts": company.contacts.order_by("name", "pk")[:PEOPLE],
        "waiting": count_waiting(company),
        "likely": like(company) if may_sort else [],
        "mergers": mergers[:MERGED],
        "panels": panels_of("company", company, member),
        "events": [_told(event) for event in events[:10]],
    }


def _words(query: str) -> Any:
    from django.contrib.postgres.search import SearchQuery

    return SearchQuery(query, config="english", search_type="websearch")


def _told(event: Event) -> dict[str, Any]:
    return {"at": event.at, "by": event.by.title if event.by else "", "says": event.verb, "because": event.because}
