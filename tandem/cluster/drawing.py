"""Draw the distinct texts that themes are found in: the same ones however the notes are cut and whoever reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tandem.language.spreading import Spread
from tandem.language.themes import folded

Marks = NDArray[np.uint64]
Key = tuple[int, int]  # the place of a text in the order in which the corpus is read
EVERY = 2**64 - 1
SPARE = 0.25


@dataclass(frozen=True)
class Batch:
    """Some texts as they were read, each with its key; `known` is what the corpus wants to know again of each."""

    keys: NDArray[np.int64]  # [n, 2]
    texts: list[str]
    known: dict[str, Any] = field(default_factory=dict)


class Corpus(Protocol):
    """Texts in pieces that any machine can read by itself. Handed to other processes, so it holds no connection."""

    def pieces(self) -> list[Any]: ...

    def read(self, piece: Any) -> Iterator[Batch]: ...

    def take(self, piece: Any, found: Iterator[Any]) -> Any:
        """Keep what was found of a piece (finding.Placed, batch by batch), and say of it what the end needs."""


@dataclass
class Drawn:
    """The texts with the lowest marks, each once, with the key of its first copy: a bottom-k sample (Cohen and Kaplan
    2007) of the distinct texts. A mark is a hash of the text, so every machine draws the same.
    """

    most: int
    read: int = 0
    bar: int = EVERY  # no text with a higher mark can be among them any more
    held: dict[int, tuple[Key, str]] = field(default_factory=dict)

    def add(self, mark: int, key: Key, text: str) -> None:
        before = self.held.get(mark)
        if before is None or key < before[0]:
            self.held[mark] = key, text

    def trim(self, spare: float = SPARE) -> None:
        """Back to the lowest marks, once there are some to spare: to sort each time would take longer than to read."""
        if len(self.held) > self.most * (1 + spare):
            self.held = {mark: self.held[mark] for mark in sorted(self.held)[: self.most]}
            self.bar = max(self.held)

    def in_order(self) -> tuple[Marks, list[Key], list[str]]:
        """As the corpus is read: marks, keys and texts."""
        self.trim(0)
        rows = sorted((key, mark, text) for mark, (key, text) in self.held.items())
        return np.array([mark for _, mark, _ in rows], np.uint64), [row[0] for row in rows], [row[2] for row in rows]


def marks_of(texts: Iterable[str]) -> Marks:
    """A number for each text, the same for copies that differ in case and spacing only."""
    digests = b"".join(blake2b(folded(text).encode(errors="replace"), digest_size=8).digest() for text in texts)
    return np.frombuffer(digests, ">u8").astype(np.uint64)


def draw(corpus: Corpus, pieces: list[Any], most: int, spread: Spread, tell: Callable[[float], None]) -> Drawn:
    """Read every piece. Later ones are told the bar, and so send back few of their texts."""
    drawn = Drawn(most)

    def asked() -> Iterator[tuple[Any, int]]:
        for piece in pieces:
            yield piece, drawn.bar

    for done, found in enumerate(spread(_lowest, (corpus, most), asked()), 1):
        for mark, (key, text) in found.held.items():
            drawn.add(mark, key, text)
        drawn.read += found.read
        drawn.trim()
        tell(done / len(pieces))
    return drawn


def _lowest(shared: tuple[Corpus, int], asked: tuple[Any, int]) -> Drawn:
    """What one piece has to offer, with how many texts were read for it."""
    (corpus, most), (piece, bar) = shared, asked
    drawn = Drawn(most, bar=bar)
    for batch in corpus.read(piece):
        marks = marks_of(batch.texts)
        for place in np.flatnonzero(marks <= np.uint64(drawn.bar)):
            drawn.add(int(marks[place]), (int(batch.keys[place, 0]), int(batch.keys[place, 1])), batch.texts[place])
        drawn.read += len(batch.texts)
        drawn.trim()
    return drawn
