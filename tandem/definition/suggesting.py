"""Notes that may speak for a feature: found by its words, ordered by their meaning, until a person answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from tandem.evidence.models import Highlight, Note
from tandem.language import Encoder
from tandem.language.words import is_stop_word, words_of

LOOKED_AT = 120
LEAST_ALIKE = 0.25
WORDS_ASKED = 24


def suggested_notes(feature: Any, member: Any, limit: int = 5) -> list[Note]:
    """The notes most like the feature and its problems that nobody linked or passed over yet, the likest first."""
    said = words_about(feature)
    terms = [word for word in dict.fromkeys(words_of(said)) if not is_stop_word(word)][:WORDS_ASKED]
    if not terms:
        return []
    found = list(_holding(terms, _unanswered(feature, member))[:LOOKED_AT])
    return likest(said, found, limit)


def words_about(feature: Any) -> str:
    """What the feature and the problems it solves say of themselves."""
    problems = [f"{problem.title} {problem.statement}" for problem in feature.problems.all()]
    return " ".join([feature.title, feature.statement, *problems])


def likest(said: str, notes: Sequence[Note], limit: int) -> list[Note]:
    """The notes whose meaning is nearest to what is said; those that merely share a word are left out."""
    if not notes:
        return []
    encoder = Encoder.shipped()
    alike = encoder.encode([note.body for note in notes]) @ encoder.encode([said])[0]
    ranked = sorted(zip(alike.tolist(), notes, strict=True), key=lambda pair: (-pair[0], -pair[1].pk))
    return [note for likeness, note in ranked if likeness >= LEAST_ALIKE][:limit]


def _unanswered(feature: Any, member: Any) -> QuerySet[Note]:
    about = [feature.item.pk, *(problem.pk for problem in feature.problems.all())]
    linked = Highlight.objects.filter(about__in=about, taken_back_at=None).values("note")
    notes = Note.objects.visible_to(member).filter(product__in=[feature.item.product_id]) | Note.objects.filter(
        product=None
    )
    return notes.exclude(pk__in=linked).exclude(pk__in=feature.unfitting.values("note")).exclude(state="dismissed")


def _holding(terms: Sequence[str], notes: QuerySet[Note]) -> QuerySet[Note]:
    """Notes that hold any of the words, those that hold most of them first."""
    query = SearchQuery(terms[0], config="english")
    for term in terms[1:]:
        query = query | SearchQuery(term, config="english")
    ranked = notes.filter(search=query).annotate(rank=SearchRank(F("search"), query))
    return ranked.select_related("company__item", "source__item").order_by("-rank", "-said_at", "-pk")
