"""Unite what a search finds by words and what it finds by meaning into one ranking."""

from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

from tandem.language.words import words_of

Found = TypeVar("Found", bound=Hashable)

RANK_OFFSET = 60
WORDS_FIRST = 1.0
MEANING_FIRST = 0.3
FEW_WORDS = 3
RARE = 0.001


def text_weight(query: str, *, rarest: float = 1.0) -> float:
    """How much the ranking by words counts against the one by meaning, which counts 1: 1.0 or 0.3.

    A query of at most three words, with a quotation in it, or with a rare word looks for a known item: words count in
    full. A longer sentence looks for a sense. `rarest` is the share of texts (0..1) that hold the query's rarest word;
    rare is below one in a thousand, and a word that no text holds (0) tells nothing.
    """
    quoted = query.count('"') >= 2 or ("“" in query and "”" in query)
    is_known_item = quoted or len(words_of(query)) <= FEW_WORDS or 0 < rarest < RARE
    return WORDS_FIRST if is_known_item else MEANING_FIRST


def fuse(
    by_text: Sequence[Found],
    by_meaning: Sequence[Found],
    *,
    weight: float = WORDS_FIRST,
    exact: Collection[Found] = (),
) -> list[Found]:
    """Merge two rankings, best first: score = weight / (60 + rank by text) + 1 / (60 + rank by meaning), ranks from 1.

    `weight` comes from `text_weight`. Whatever is in `exact` stands before everything else, in the order of its score,
    so a note that holds the very words is never pushed down by a paraphrase. Equal scores keep the text order.
    Cormack, Clarke and Buettcher 2009, "Reciprocal Rank Fusion outperforms Condorcet".
    """
    scores: dict[Found, float] = {}
    for ranking, counts in ((by_text, weight), (by_meaning, 1.0)):
        for rank, found in enumerate(dict.fromkeys(ranking), start=1):
            scores[found] = scores.get(found, 0.0) + counts / (RANK_OFFSET + rank)
    for found in exact:
        scores.setdefault(found, 0.0)
    first = set(exact)
    return sorted(scores, key=lambda found: (found not in first, -scores[found]))
