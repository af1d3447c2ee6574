"""Measure how well two labellings of the same texts agree, as benchmarks and tests of themes need it."""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from tandem.language.vectors import Labels, overlap


def v_measure(truth: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The harmonic mean of homogeneity and completeness, 0..1 (Rosenberg and Hirschberg 2007).

    ValueError when the lengths differ; two empty labellings agree.
    """
    shared = _table(truth, found)
    information = _entropy(shared.sum(axis=1)) + _entropy(shared.sum(axis=0))
    joint = _entropy(shared.ravel())
    return 2 * (information - joint) / information if information > 0 else 1.0


def adjusted_rand(truth: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The share of text pairs on which both agree, 0 for chance and 1 for equal (Hubert and Arabie 1985).

    ValueError when the lengths differ; two empty labellings agree.
    """
    shared = _table(truth, found)
    both, rows, columns = (_pairs(part) for part in (shared, shared.sum(axis=1), shared.sum(axis=0)))
    every = _pairs(shared.sum())
    expected = rows * columns / every if every else 0.0
    most = (rows + columns) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def _table(truth: Sequence[Hashable], found: Sequence[Hashable]) -> NDArray[np.float64]:
    if len(truth) != len(found):
        raise ValueError(f"{len(truth)} true labels for {len(found)} found ones")
    return overlap(_numbered(truth), _numbered(found)) if len(truth) else np.zeros((1, 1))


def _numbered(labels: Sequence[Hashable]) -> Labels:
    places: dict[Hashable, int] = {}
    return np.array([places.setdefault(label, len(places)) for label in labels], np.int64)


def _entropy(sizes: NDArray[np.float64]) -> float:
    held = sizes[sizes > 0]
    shares = held / held.sum()
    return float(-(shares * np.log(shares)).sum())


def _pairs(sizes: NDArray[np.float64]) -> float:
    return float((sizes * (sizes - 1) / 2).sum())
