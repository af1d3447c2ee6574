"""Finding notes by their words and by their meaning, fused into one ranking, and showing why each was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import product as combinations
from operator import or_
from typing import Any

import numpy as np
from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import F, Func, TextField, Value
from django.db.models.functions import Concat, Left, Lower, StrIndex
from numpy.typing import NDArray

from tandem.evidence.counting import notes_heard
from tandem.evidence.models.note import Note, NoteQuerySet
from tandem.evidence.vectors import nearest_notes
from tandem.evidence.wording import WORKSPACE, completions, held_by, meant_by
from tandem.language import Asked, Encoder, Excerpt, excerpt, fuse, nearest_sentences, text_weight

CANDIDATES = 2000  # how many matches by words are ranked: a word that stands in every note tells little
RANKED = 200
NEAREST = 100
FAR = 0.7  # cosine distance from which a note means something else
MOST_FORMS = 6
MOST_UNKNOWN = 4
HEADLINED = 50_000  # characters of a note in which the found words are marked
BEGINS, ENDS = "\x02", "\x03"  # around found words; taken out of the text itself before

Narrow = Callable[[NoteQuerySet], NoteQuerySet]
Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Mark:
    """A place in an excerpt: words that were found, or the sentence nearest in meaning."""

    start: int
    end: int
    says: str = ""
    side: str = ""
    url: str = ""


@dataclass(frozen=True)
class Hit:
    """One note that was found, and why: its very words, its words, its meaning; with the part that tells."""

    note: Note
    why: str
    excerpt: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Findings:
    """What a search found, the words it was also done with, and why there was nothing to look for."""

    hits: list[Hit] = field(default_factory=list)
    also: tuple[str, ...] = ()
    fault: str = ""


def find_notes(
    product: Any, query: str, member: Any, *, limit: int = 50, narrow: Narrow | None = None, as_typed: bool = False
) -> Findings:
    """The notes a member may see that fit the query, best first: of one product, or with None of all of them. `narrow`
    keeps some of them, before anything is ranked; `as_typed` takes unknown words for what they are.
    """
    asked = Asked.of(query)
    if not asked.text:
        return Findings()
    seen = Note.objects.visible_to(member)
    seen = (narrow or NoteQuerySet.said_once)(seen.of(product) if product else seen)
    return _Search(seen, asked, _vocabularies(product, member)).done(limit, as_typed)


def search_notes(product: Any, query: str, member: Any, limit: int = 50) -> list[Hit]:
    """The same for whoever asks for the notes alone."""
    return find_notes(product, query, member, limit=limit).hits


def near_notes(note: Note, member: Any, limit: int = 5) -> list[Note]:
    """The notes most like this one in meaning, of the same product."""
    vector = Encoder.shipped().encode([note.whole])[0]
    same = Note.objects.visible_to(member).filter(product=note.product_id).exclude(pk=note.pk).worth_reading()
    found = [pk for pk, distance in nearest_notes(vector, limit, same) if distance < FAR]
    notes = same.with_speaker().in_bulk(found)
    return [notes[pk] for pk in found if pk in notes]


def spellings(
    asked: Asked, unknown: Sequence[str], products: Sequence[int], seen: NoteQuerySet
) -> tuple[list[Asked], tuple[str, ...]]:
    """A search as typed and with each unknown word as what it may have been meant to be, and the words meant. A word
    that some note has after all, since it came after the words were counted, is taken for what it is.
    """
    meant = {word: found for word in unknown[:MOST_UNKNOWN] if (found := _meant(word, asked, products))}
    meant = {word: found for word, found in meant.items() if not seen.filter(search=matching(word)).exists()}
    forms = [asked]
    for others in list(combinations(*meant.values()))[:MOST_FORMS] if meant else ():
        form = asked
        for word, other in zip(meant, others, strict=True):
            form = form.instead(word, other)
        forms.append(form)
    return forms, tuple(dict.fromkeys(other for found in meant.values() for other in found))


def in_any(forms: Sequence[Asked]) -> Any:
    """As PostgreSQL reads it: as typed, or in one of the other spellings."""
    return reduce(or_, (matching(form.text) for form in forms))


def _meant(word: str, asked: Asked, products: Sequence[int]) -> list[str]:
    """The last word may still be being typed."""
    beginning = completions(word, products) if asked.text.lower().endswith(word) else []
    return beginning or meant_by(word, products)


@dataclass
class _Search:
    """One search on its way: among which notes, for what, and whose words are known."""

    seen: NoteQuerySet
    asked: Asked
    products: list[int]
    forms: list[Asked] = field(default_factory=list)

    def done(self, limit: int, as_typed: bool) -> Findings:
        held = held_by(self.asked.words, self.products)
        unknown = [] if as_typed else [word for word, notes in held.items() if not notes]
        self.forms, also = spellings(self.asked, unknown, self.products, self.seen)
        vector = self._vector()
        exact, by_words = self._by_words()
        enough = len(exact) >= limit  # these come first anyway
        near = [] if enough else nearest_notes(vector, NEAREST, self._wanted())
        by_meaning = [pk for pk, far in near if far < FAR]
        weight = text_weight(self.asked.text, rarest=self._rarest(held))
        order = fuse(by_words, by_meaning, weight=weight, exact=exact)[:limit]
        hits = self._shown(order, vector, (set(exact), set(by_words), set(by_meaning)))
        return Findings(hits, also, "" if hits else self.asked.fault)

    def _vector(self) -> Vector:
        """The meaning of the search in its likeliest spelling; of stop words alone there is none."""
        best = self.forms[1] if len(self.forms) > 1 else self.asked
        return Encoder.shipped().encode([best.sense if best.words else ""])[0]

    def _wanted(self) -> NoteQuerySet:
        unwanted = self.asked.unwanted
        return self.seen.exclude(search=matching(unwanted)) if unwanted else self.seen

    @property
    def query(self) -> Any:
        return in_any(self.forms)

    def _by_words(self) -> tuple[list[int], list[int]]:
        """Those that hold the very words, and all that hold the words, both best first."""
        matching = self.seen.filter(search=self.query).order_by().values("pk")[:CANDIDATES]
        verbatim = self.asked.verbatim
        at = StrIndex(Lower(Concat("title", Value("\n"), "body", output_field=TextField())), Value(verbatim))
        ranked = (
            Note.objects.filter(pk__in=matching)
            .annotate(rank=SearchRank(F("search"), self.query), at=at)
            .order_by("-rank", "-said_at", "-pk")
        )
        found = list(ranked.values_list("pk", "at")[:RANKED])
        return [pk for pk, at in found if at and verbatim], [pk for pk, _ in found]

    def _rarest(self, held: dict[str, int]) -> float:
        """The share of the notes that hold the rarest known word."""
        known = [notes for notes in held.values() if notes]
        if not known or len(self.products) > 1:
            return 1.0
        return min(known) / max(1, notes_heard(self.products[0]))

    def _shown(self, order: list[int], vector: Vector, found: tuple[set[int], set[int], set[int]]) -> list[Hit]:
        notes = self.seen.with_speaker().annotate(told=_told(self.query)).in_bulk(order)
        rows = [notes[pk] for pk in order if pk in notes]
        told = [_excerpt_by_words(note.told) for note in rows]
        silent = [place for place, shown in enumerate(told) if not shown.places]
        nearest = nearest_sentences([rows[place].body for place in silent], vector)
        for place, sentence in zip(silent, nearest, strict=True):
            told[place] = excerpt(rows[place].body, [sentence] if sentence else [])
        by_meaning = set(silent)
        return [
            Hit(note, _why(note.pk, found), shown.text, _marks(shown, place in by_meaning))
            for place, (note, shown) in enumerate(zip(rows, told, strict=True))
        ]


def matching(text: str) -> SearchQuery:
    """As PostgreSQL looks for words, phrases, -unwanted ones and OR."""
    return SearchQuery(text, config="english", search_type="websearch")


def _vocabularies(product: Any, member: Any) -> list[int]:
    """The products whose words a member may be told; the workspace's own notes belong to everyone."""
    if product:
        return [product.pk]
    return [WORKSPACE, *member.visible_products().values_list("pk", flat=True)]


def _told(query: Any) -> SearchHeadline:
    """The text with its found words between two signs: which words those are, the database knows best."""
    bare = Func("body", Value(BEGINS + ENDS), Value(""), function="translate", output_field=TextField())
    shown = Left(bare, HEADLINED)
    return SearchHeadline(shown, query, config="english", start_sel=BEGINS, stop_sel=ENDS, highlight_all=True)


def _excerpt_by_words(told: str) -> Excerpt:
    """The text around its found words, from a text in which they stand between two signs."""
    parts, places, text = told.split(BEGINS), [], ""
    for number, part in enumerate(parts):
        words, _, rest = part.partition(ENDS) if number else ("", "", part)
        places += [(len(text), len(text) + len(words))] if number else []
        text += words + rest
    return excerpt(text, places)


def _marks(shown: Excerpt, by_meaning: bool) -> tuple[Mark, ...]:
    says = ("nearest in meaning", "near") if by_meaning else ("", "")
    return tuple(Mark(start, end, *says) for start, end in shown.places)


def _why(pk: int, found: Sequence[set[int]]) -> str:
    exact, by_words, by_meaning = found
    if pk in exact:
        return "these very words"
    if pk in by_words:
        return "words and meaning" if pk in by_meaning else "words"
    return "meaning"
