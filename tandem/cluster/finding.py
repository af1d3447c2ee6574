"""Find themes in a corpus that no machine holds: in a sample of its distinct texts, then every note by its center.

Up to as many distinct texts as the sample holds, the themes are those that one machine finds (language/themes.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tandem.cluster.drawing import Batch, Corpus, Drawn, Key, Marks, draw, marks_of
from tandem.language import Encoder
from tandem.language.novelty import Known
from tandem.language.spreading import Spread
from tandem.language.themes import Progress, Themes, depth_for, divided, named, silence
from tandem.language.vectors import Labels, Vectors, centers, common_part, nearest_center, without

SAMPLE = 200_000  # as many as one machine divides as a whole


@dataclass(frozen=True)
class Placed:
    """A batch with its vectors and the label of each text at every level; one without a known word has the last."""

    batch: Batch
    vectors: Vectors
    levels: dict[str, Labels]


@dataclass(frozen=True)
class Sample:
    """The distinct texts that speak, in the order of the corpus, and their labels at every level."""

    marks: Marks
    keys: list[Key]
    texts: list[str]
    own: Vectors
    common: Vectors
    levels: dict[str, Labels]

    @classmethod
    def of(cls, drawn: Drawn, wanted: set[str], spread: Spread, tell: Progress) -> Sample:
        marks, keys, texts = drawn.in_order()
        vectors = Encoder.shipped().encode(texts)
        speaks = np.flatnonzero(vectors.any(axis=1))
        texts, keys = [texts[place] for place in speaks], [keys[place] for place in speaks]
        common = common_part(vectors[speaks])
        own = without(vectors[speaks], common)
        return cls(marks[speaks], keys, texts, own, common, divided(texts, own, wanted, progress=tell, spread=spread))

    def placing(self) -> Placing:
        """What is needed to place any text."""
        order = np.argsort(self.marks)
        middles = {level: centers(self.own, labels, count_of(labels)) for level, labels in self.levels.items()}
        labels = {level: labels[order] for level, labels in self.levels.items()}
        return Placing(self.marks[order], labels, middles, self.common)

    def themes(self, level: str, order: dict[str, Labels], silent: tuple[Key, str] | None) -> Themes:
        """With names, numbered anew at each level: `order` says which number every label gets. Texts without a known
        word, of which one may be given, are the last theme.
        """
        levels = {name: order[name][labels] for name, labels in self.levels.items()}
        texts, spoken = self.texts, np.arange(len(self.texts))
        if silent:
            texts = [*texts, silent[1]]
            levels = {name: np.append(labels, count_of(labels)) for name, labels in levels.items()}
        known = Known.of(self.own, 0)
        return named(texts, spoken, self.own, levels, level=level, common=self.common, known=known)


@dataclass(frozen=True)
class Placing:
    """What every machine is handed to place texts: the marks drawn with their labels, and the centers."""

    marks: Marks  # in rising order
    labels: dict[str, Labels]
    middles: dict[str, Vectors]
    common: Vectors

    def of(self, batch: Batch) -> Placed:
        """A text that was drawn, and each copy of it, keeps its label; every other joins the nearest center."""
        vectors = Encoder.shipped().encode(batch.texts)
        own = without(vectors, self.common)
        places = np.searchsorted(self.marks, marks := marks_of(batch.texts)).clip(max=max(0, len(self.marks) - 1))
        drawn = self.marks[places] == marks if len(self.marks) else np.zeros(len(marks), bool)
        levels = {}
        for level, middles in self.middles.items():
            labels = nearest_center(own, middles) if len(middles) else np.zeros(len(own), np.int64)
            labels[drawn] = self.labels[level][places[drawn]]
            labels[~vectors.any(axis=1)] = len(middles)
            levels[level] = labels
        return Placed(batch, vectors, levels)


@dataclass(frozen=True)
class Finding:
    """What became of a corpus: its sample with labels, how many texts there are, and what each piece says."""

    sample: Sample
    read: int
    level: str
    pieces: list[Any]

    @classmethod
    def of(cls, corpus: Corpus, spread: Spread, *, sample: int = SAMPLE, tell: Progress = silence) -> Finding:
        """Read everything twice: once to draw, once to place."""
        pieces = corpus.pieces()
        drawn = draw(corpus, pieces, sample, spread, lambda share: tell("reading", 0.3 * share))
        level = depth_for(drawn.read)
        found = Sample.of(drawn, {level, "coarse"}, spread, lambda step, share: tell(step, 0.3 + share / 5))
        taken = []
        for said in spread(_placed, (corpus, found.placing()), pieces):
            taken.append(said)
            tell("placing", 0.5 + 0.4 * len(taken) / len(pieces))
        tell("naming", 0.9)
        return cls(found, drawn.read, level, taken)


def _placed(shared: tuple[Corpus, Placing], piece: Any) -> Any:
    corpus, placing = shared
    return corpus.take(piece, _each(placing, corpus.read(piece)))


def _each(placing: Placing, batches: Iterator[Batch]) -> Iterator[Placed]:
    for batch in batches:
        yield placing.of(batch)


def first_silent(placed: Placed) -> tuple[Key, str] | None:
    """The first text of a batch without a known word."""
    (silent,) = np.nonzero(~placed.vectors.any(axis=1))
    rows = [((int(placed.batch.keys[at, 0]), int(placed.batch.keys[at, 1])), placed.batch.texts[at]) for at in silent]
    return min(rows, default=None)


def count_of(labels: NDArray[np.int64]) -> int:
    """How many there are of them, numbered from 0."""
    return int(labels.max(initial=-1)) + 1
