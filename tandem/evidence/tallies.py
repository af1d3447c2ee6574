"""Counting over millions of notes at once: what each number stands for, and how many notes two groupings share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tandem.language.vectors import overlap

Numbers = NDArray[np.int64]


def each(numbers: Numbers, stands_for: Mapping[int, int], otherwise: int) -> Numbers:
    """What every number stands for."""
    known, places = np.unique(numbers, return_inverse=True)
    return np.array([stands_for.get(number, otherwise) for number in known.tolist()], np.int64)[places]


def met(numbers: Numbers) -> list[int]:
    """The different numbers in the order in which they are first met."""
    known, first = np.unique(numbers, return_index=True)
    return [int(number) for number in known[np.argsort(first)]]


def tally(groups: Sequence[int] | Numbers, parts: Sequence[int] | Numbers) -> dict[int, dict[int, int]]:
    """For each group how many of its notes are in each part, only where there are any."""
    rows, row_of = np.unique(np.asarray(groups, np.int64), return_inverse=True)
    columns, column_of = np.unique(np.asarray(parts, np.int64), return_inverse=True)
    counts = overlap(row_of, column_of) if len(rows) else np.zeros((0, 0))
    return {
        int(group): {int(columns[place]): int(counts[row, place]) for place in np.flatnonzero(counts[row])}
        for row, group in enumerate(rows)
    }


def most(counts: Mapping[int, int]) -> int:
    """The part with most notes; of equals the one with the lower number."""
    return min(counts, key=lambda part: (-counts[part], part))
