"""Sort many vectors into cells of about two hundred, so that each need be compared with its surroundings only."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tandem.language.vectors import Vectors, unit

SIZE = 200
ROUNDS = 4
LEARNT_FROM = 30  # rows a cell while the middles are sought
ROWS = 8_192

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Rows of unit vectors sorted by the nearest of some middles (k-means on directions: Dhillon and Modha 2001)."""

    order: Places  # [n]: the rows, cell by cell
    ends: Places  # [k + 1]: cell i holds order[ends[i]:ends[i + 1]]
    beside: Places  # [k, k]: each cell itself and then the others, the nearest first
    vectors: Vectors  # [n, d] in that order

    @classmethod
    def of(cls, vectors: Vectors, *, seed: int = 0) -> "Cells":
        """The same vectors give the same cells."""
        count = max(1, len(vectors) // SIZE)
        middles = _middles(vectors, count, np.random.default_rng(seed))
        cell = _nearest(vectors, middles)
        order = np.argsort(cell, kind="stable")
        ends = np.searchsorted(cell[order], np.arange(count + 1))
        return cls(order, ends, _beside(middles), vectors[order])

    def __len__(self) -> int:
        return len(self.ends) - 1

    def around(self, cell: int, probes: int, least: int) -> Places:
        """Where the rows of a cell and of those beside it stand in the order, its own first: of so many cells, and
        of more where these hold fewer rows than `least`.
        """
        held = np.cumsum(np.diff(self.ends)[self.beside[cell]])
        enough = max(probes, int(np.searchsorted(held, least)) + 1)
        return np.concatenate([np.arange(self.ends[near], self.ends[near + 1]) for near in self.beside[cell][:enough]])

    def parts(self, cell: int, rows: int) -> Iterator[slice]:
        """A cell's places in the order, at most so many at a time."""
        for start in range(self.ends[cell], self.ends[cell + 1], rows):
            yield slice(start, min(start + rows, int(self.ends[cell + 1])))


def _middles(vectors: Vectors, count: int, chance: np.random.Generator) -> Vectors:
    sample = vectors[np.sort(chance.choice(len(vectors), min(len(vectors), count * LEARNT_FROM), replace=False))]
    middles = sample[chance.choice(len(sample), count, replace=False)]
    for _ in range(ROUNDS):
        cell = _nearest(sample, middles)
        sums = np.zeros_like(middles)
        np.add.at(sums, cell, sample)
        middles = np.where(sums.any(axis=1, keepdims=True), unit(sums), middles)
    return middles


def _nearest(vectors: Vectors, middles: Vectors) -> Places:
    parts = [(vectors[start : start + ROWS] @ middles.T).argmax(axis=1) for start in range(0, len(vectors), ROWS)]
    return np.concatenate(parts)


def _beside(middles: Vectors) -> Places:
    likeness = middles @ middles.T
    np.fill_diagonal(likeness, 2)  # each cell is its own first neighbor
    return np.argsort(-likeness, axis=1, kind="stable")
