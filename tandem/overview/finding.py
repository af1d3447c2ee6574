"""Search over everything: items and notes, by words, marks and meaning, as far as a member may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import Exists, F, OuterRef, Q

from tandem.evidence.models import Note, SavedSearch
from tandem.evidence.search import CANDIDATES, matching, search_notes
from tandem.overview.trace import address_of
from tandem.record.models import Item
from tandem.team.models import Comment, Product


@dataclass(frozen=True)
class Found:
    """One result: what it is, its words, where it is."""

    kind: str
    title: str
    says: str
    url: str
    item: Item | None = None


def find_items(words: str, member: Any, *, product: Product | None = None, most: int = 12) -> list[Found]:
    """Items whose mark, title or text match; the exact mark first, then by rank. A few letters match within titles."""
    visible = Item.objects.visible_to(member).in_use().exclude(kind__in=["workspace", "import", "source"])
    if product:
        visible = visible.filter(Q(product=product.pk) | Q(product=None) | Q(pk=product.pk))
    exact = list(visible.marked(words))
    query = SearchQuery(words, search_type="websearch", config="english")
    ranked = visible.filter(Q(search=query) | Q(title__icontains=words)).annotate(rank=SearchRank(F("search"), query))
    rows = [*exact, *(row for row in ranked.order_by("-rank", "-pk")[:most] if row not in exact)]
    return [Found(row.kind, row.title, row.mark, address_of(row), row) for row in rows[:most]]


def find_notes(words: str, member: Any, *, product: Product | None = None, most: int = 8) -> list[Found]:
    """Notes by words and meaning."""
    hits = search_notes(product, words, member, most)
    return [Found("note", _opening(hit.note), _origin(hit.note), hit.note.get_absolute_url()) for hit in hits]


def find_comments(words: str, member: Any, *, product: Product | None = None, most: int = 8) -> list[Found]:
    """What colleagues said, by words, best first; nothing that was taken back or stands beside what is hidden or
    retired.
    """
    seen = Comment.objects.visible_to(member).standing().filter(about__retired_at=None)
    if product:
        of_all = Q(about__product=None) & ~Q(about__kind="product")
        seen = seen.filter(Q(about__product=product.pk) | Q(about=product.pk) | of_all)
    query = matching(words)
    held = seen.filter(search=query).order_by().values("pk")[:CANDIDATES]
    there = Exists(Note.objects.visible_to(member).filter(pk=OuterRef("note")))
    told = SearchHeadline("text", query, config="english", start_sel="", stop_sel="", max_words=24, min_words=12)
    ranked = Comment.objects.filter(Q(note=None) | there, pk__in=held).annotate(rank=SearchRank(F("search"), query))
    rows: Any = ranked.annotate(told=told).select_related("about", "by__item").order_by("-rank", "-at", "-pk")[:most]
    return [Found("comment", row.told, _beside(row), row.address) for row in rows]


def find_all(words: str, member: Any, *, product: Product | None = None, most: int = 20) -> list[Found]:
    """Items, then comments, then notes: as many of each as are asked for."""
    found: list[Found] = []
    for find in (find_items, find_comments, find_notes):
        found += find(words, member, product=product, most=most) if words else []
    return found


def find_searches(words: str, member: Any, *, product: Product | None = None, most: int = 4) -> list[Found]:
    """Saved searches whose name holds what was typed."""
    kept = SavedSearch.objects.visible_to(member).in_use().filter(name__icontains=words)
    kept = kept.filter(product=product.pk) if product else kept
    rows = kept.select_related("product__item").order_by("name", "pk")[:most]
    return [Found("search", row.name, row.product.title, row.get_absolute_url()) for row in rows]


def _beside(comment: Comment) -> str:
    about = comment.about
    return f"{comment.by} on {'a note from' if comment.note is not None else about.mark} {about.title}"


def _opening(note: Any) -> str:
    text = note.title or note.body
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + "..."


def _origin(note: Any) -> str:
    who = note.company.title if note.company_id else note.author_name
    return ", ".join(part for part in (who, note.source.title) if part)
