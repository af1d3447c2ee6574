"""The quotes nearest to a sentence by meaning: those that speak for it, and those that may speak against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tandem.evidence.models import Highlight
from tandem.evidence.quoting import Quote, quote_from
from tandem.language import Encoder
from tandem.messaging.claims import contradicts

LOOKED_AT = 4000  # the newest marked words of a product; reading them takes a tenth of a second
NEAR = 0.35
SHOWN = 3


@dataclass(frozen=True)
class Near:
    """One quote beside a sentence: how near in meaning, and whether it may contradict it."""

    quote: Quote
    nearness: float
    contradicts: bool

    @property
    def highlight(self) -> Highlight:
        return self.quote.highlight


@dataclass(frozen=True)
class Beside:
    """What stands beside one sentence."""

    supporting: list[Near]
    contradicting: list[Near]

    @property
    def all(self) -> list[Near]:
        return [*self.supporting, *self.contradicting]


def quotes_beside(product: Any, member: Any, sentences: Sequence[str], *, limit: int = SHOWN) -> list[Beside]:
    """For each sentence the nearest marked words that this member may see, in three statements."""
    marked = Highlight.objects.visible_to(member).filter(note__product=product.pk).exclude(note__state="dismissed")
    highlights = list(marked.standing().with_words().with_note().order_by("-at", "-pk")[:LOOKED_AT])
    if not highlights or not sentences:
        return [Beside([], []) for _ in sentences]
    quotes = [quote_from(highlight) for highlight in highlights]
    near = _nearness(sentences, [highlight.words for highlight in highlights], [quote.text for quote in quotes])
    return [_beside(sentence, quotes, row, limit) for sentence, row in zip(sentences, near, strict=True)]


def _nearness(sentences: Sequence[str], words: list[str], around: list[str]) -> Any:
    """Cosine of each sentence with each quote: its marked words or the words around them, whichever is nearer."""
    encoder = Encoder.shipped()
    asked = encoder.encode(list(sentences))
    return np.maximum(asked @ encoder.encode(words).T, asked @ encoder.encode(around).T)


def _beside(sentence: str, quotes: list[Quote], row: Any, limit: int) -> Beside:
    found: list[Near] = []
    said: set[tuple[int, str]] = set()
    for place in np.argsort(-row, kind="stable"):
        quote, nearness = quotes[int(place)], float(row[place])
        same = (quote.note.pk, quote.highlight.words)
        if nearness < NEAR or len(found) >= 8 * limit:
            break
        if same not in said:
            said.add(same)
            against = contradicts(sentence, quote.highlight.words, quote.highlight.feeling)
            found.append(Near(quote, nearness, against))
    return Beside(
        [near for near in found if not near.contradicts][:limit], [near for near in found if near.contradicts][:limit]
    )
