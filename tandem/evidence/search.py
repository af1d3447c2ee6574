"""Finding notes by their words and by their meaning, fused into one ranking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from tandem.evidence.models.note import Note, NoteQuerySet
from tandem.evidence.vectors import nearest_notes
from tandem.language import Encoder, fuse, text_weight

CANDIDATES = 2000  # how many matches by words are ranked: a word that stands in every note tells little
RANKED = 200
FAR = 0.7  # cosine distance from which a note means something else
LONGEST_QUERY = 1000


@dataclass(frozen=True)
class Hit:
    """One note that was found, and why: its very words, its words, its meaning."""

    note: Note
    why: str


def search_notes(product: Any, query: str, member: Any, limit: int = 50) -> list[Hit]:
    """The notes a member may see that fit the query, best first: of one product, or with None of all of them."""
    query = " ".join(query.replace("\0", "").split())[:LONGEST_QUERY]
    if not query:
        return []
    seen = Note.objects.visible_to(member).worth_reading()
    seen = seen.of(product) if product else seen
    by_words = _by_words(seen, query)
    by_meaning = _by_meaning(product, query, member)
    exact = _exact(by_words, query)
    order = fuse(by_words, by_meaning, weight=text_weight(query), exact=exact)[:limit]
    notes = seen.with_speaker().in_bulk(order)
    why = _reasons(set(exact), set(by_words), set(by_meaning))
    return [Hit(notes[pk], why(pk)) for pk in order if pk in notes]


def near_notes(note: Note, member: Any, limit: int = 5) -> list[Note]:
    """The notes most like this one in meaning, of the same product."""
    vector = Encoder.shipped().encode([note.whole])[0]
    where, values = (
        "note.product_id IS NOT DISTINCT FROM %s AND note.id <> %s AND note.state <> 'dismissed'",
        [note.product_id, note.pk],
    )
    found = [pk for pk, distance in nearest_notes(vector, limit, where, values) if distance < FAR]
    notes = Note.objects.visible_to(member).with_speaker().in_bulk(found)
    return [notes[pk] for pk in found if pk in notes]


def _by_words(seen: NoteQuerySet, query: str) -> list[int]:
    asked = SearchQuery(query, config="english", search_type="websearch")
    matching = seen.filter(search=asked).order_by().values("pk")[:CANDIDATES]
    ranked = (
        Note.objects.filter(pk__in=matching)
        .annotate(rank=SearchRank(F("search"), asked))
        .order_by("-rank", "-said_at", "-pk")
    )
    return list(ranked.values_list("pk", flat=True)[:RANKED])


def _by_meaning(product: Any, query: str, member: Any) -> list[int]:
    vector = Encoder.shipped().encode([query.replace('"', " ")])[0]
    products = [product.pk] if product else list(member.visible_products().values_list("pk", flat=True))
    where = "note.state <> 'dismissed' AND (note.product_id = ANY(%s)" + (
        ")" if product else " OR note.product_id IS NULL)"
    )
    return [pk for pk, distance in nearest_notes(vector, RANKED, where, [products]) if distance < FAR]


def _exact(found: Sequence[int], query: str) -> list[int]:
    """Those that hold the very words, in the order found."""
    wanted = query.strip('"“”').lower()
    texts = {
        pk: f"{title}\n{body}".lower()
        for pk, title, body in Note.objects.filter(pk__in=found).values_list("pk", "title", "body")
    }
    return [pk for pk in found if wanted in texts[pk]]


def _reasons(exact: set[int], by_words: set[int], by_meaning: set[int]) -> Any:
    def why(pk: int) -> str:
        if pk in exact:
            return "these very words"
        if pk in by_words:
            return "words and meaning" if pk in by_meaning else "words"
        return "meaning"

    return why
