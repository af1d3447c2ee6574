"""Show the part of a text for which it was found: an excerpt around the place, and the sentence nearest in meaning."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tandem.language.encoder import Encoder

LENGTH = 320
LEAD = 90  # how much is shown before the place
SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
MOST_SENTENCES = 200
SHORTEST_SENTENCE = 12

Place = tuple[int, int]


@dataclass(frozen=True)
class Excerpt:
    """A part of a text and the places in it that are marked, in code points of the excerpt."""

    text: str
    places: tuple[Place, ...] = ()


def excerpt(text: str, places: list[Place], *, length: int = LENGTH) -> Excerpt:
    """At most about `length` characters around the first of the places, cut between words; a cut is shown by dots."""
    if len(text) <= length:
        return Excerpt(text, tuple(places))
    start, end = _window(text, places[0][0] if places else 0, length)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    shift = len(before) - start
    inside = ((max(first, start), min(last, end)) for first, last in places if first < end and last > start)
    return Excerpt(before + text[start:end] + after, tuple((first + shift, last + shift) for first, last in inside))


def nearest_sentences(texts: list[str], wanted: NDArray[np.float32]) -> list[Place | None]:
    """For each text the sentence whose meaning is nearest to the wanted vector; None where it has but one."""
    found = [_sentences(text) for text in texts]
    vectors = Encoder.shipped().encode([texts[n][a:b] for n, places in enumerate(found) for a, b in places])
    likeness, at, nearest = vectors @ wanted, 0, []
    for places in found:
        here = likeness[at : at + len(places)]
        at += len(places)
        nearest.append(places[int(here.argmax())] if len(places) > 1 and here.max() > 0 else None)
    return nearest


def _sentences(text: str) -> list[Place]:
    found = []
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip())
        end -= len(match[0]) - len(match[0].rstrip())
        if end - start >= SHORTEST_SENTENCE:
            found.append((start, end))
    return found[:MOST_SENTENCES]


def _window(text: str, place: int, length: int) -> Place:
    """Where to cut: at spaces, a little before the place and no further on than the length."""
    start = max(0, min(place - LEAD, len(text) - length))
    end = min(len(text), start + length)
    if start and (space := text.find(" ", start, start + 30)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", end - 30, end)) > start:
        end = space
    return start, end
