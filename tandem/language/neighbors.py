"""Find for each text the texts most like it: by meaning first, then re-ranked by the words they share."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from usearch.index import Index

from tandem.language.vectors import Sparse, Vectors

EXACT_UP_TO = 10_000
CANDIDATES = 50
KEPT = 15
WORDS = 0.4
CROWD = 10
ROWS = 2_048
CONNECTIONS, ADDING, SEARCHING = 16, 64, 48  # an index thinner than this costs 3 to 8 points of V
HALVES = 2
FROM_EACH = 0.8  # of the neighbors wanted, asked of each half: few texts have nearly all of theirs in one
PAIRS = 200_000

Near = tuple[NDArray[np.int64], NDArray[np.float32]]


def nearest(vectors: Vectors, count: int = CANDIDATES) -> Near:
    """The `count` nearest others of each row of unit vectors [n, d]: (rows int [n, c], cosines float32 [n, c]).

    c = min(count, n - 1). Exact up to 10,000 rows; above, an HNSW graph (Malkov and Yashunin 2016, arXiv:1603.09320)
    of int8 vectors. It is built as two halves, each by one thread: threads sharing one index would build another graph
    in every run.
    """
    count = min(count, len(vectors) - 1)
    if count < 1:
        return np.empty((len(vectors), 0), np.int64), np.empty((len(vectors), 0), np.float32)
    return _compared(vectors, count) if len(vectors) <= EXACT_UP_TO else _indexed(vectors, count)


def _compared(vectors: Vectors, count: int) -> Near:
    found = [_compared_rows(vectors, start, count) for start in range(0, len(vectors), ROWS)]
    return np.concatenate([keys for keys, _ in found]), np.concatenate([near for _, near in found])


def _compared_rows(vectors: Vectors, start: int, count: int) -> Near:
    cosines = vectors[start : start + ROWS] @ vectors.T
    own = np.arange(len(cosines))
    cosines[own, start + own] = -np.inf
    return best_places(cosines, count)


def _indexed(vectors: Vectors, count: int) -> Near:
    rows = [np.arange(half, len(vectors), HALVES) for half in range(HALVES)]
    with ThreadPoolExecutor(HALVES) as pool:
        indexes = list(pool.map(lambda half: _index(vectors, half), rows))
    found = [index.search(vectors, math.ceil(count * FROM_EACH)) for index in indexes]
    keys = np.concatenate([half.keys for half in found], axis=1).astype(np.int64)
    cosines = 1 - np.concatenate([half.distances for half in found], axis=1).astype(np.float32)
    cosines[keys == np.arange(len(vectors))[:, None]] = -np.inf
    places, near = best_places(cosines, count)
    return np.take_along_axis(keys, places, 1), near


def _index(vectors: Vectors, rows: NDArray[np.int64]) -> Index:
    index = Index(
        ndim=vectors.shape[1],
        metric="cos",
        dtype="i8",
        connectivity=CONNECTIONS,
        expansion_add=ADDING,
        expansion_search=SEARCHING,
    )
    index.add(rows, vectors[rows], threads=1)
    return index


def rerank(found: Near, terms: Sparse, *, words: float = WORDS, kept: int = KEPT) -> Near:
    """Keep of each row's candidates the `kept` best by (1 - words) * cosine + words * cosine of their terms.

    `terms` are unit TF-IDF rows, csr [n, t]: a shared rare word tells apart what the vectors see as one topic.
    Texts that are near to everything are held back while choosing (half of CSLS, Conneau et al. 2018,
    arXiv:1710.04087), but the scores returned are the plain ones.
    """
    keys, near = found
    shared = shared_terms(terms, np.repeat(np.arange(len(keys)), keys.shape[1]), keys.ravel()).reshape(keys.shape)
    scores = ((1 - words) * near + words * shared).astype(np.float32)
    crowd = _crowd(scores)
    chosen, _ = best_places(scores - ((crowd[keys] + crowd[:, None]) / 4).astype(np.float32), kept)
    return np.take_along_axis(keys, chosen, 1), np.take_along_axis(scores, chosen, 1)


def _crowd(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """How near each row's ten best are on average: float32 [n]."""
    _, top = best_places(scores, CROWD)
    return top.mean(axis=1) if top.shape[1] else np.zeros(len(scores), np.float32)


def best_places(scores: NDArray[np.float32], count: int) -> Near:
    """Where the `count` highest scores of each row stand, and the scores, in no particular order."""
    count = min(count, scores.shape[1])
    if not count:
        return np.empty((len(scores), 0), np.int64), scores[:, :0]
    places = np.argpartition(scores, scores.shape[1] - count, axis=1)[:, -count:]
    return places, np.take_along_axis(scores, places, 1)


def shared_terms(terms: Sparse, left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.float32]:
    """Cosine of the term rows of each pair (left[i], right[i]): float32 [pairs]."""

    def part(start: int) -> NDArray[np.float32]:
        pair = terms[left[start : start + PAIRS]].multiply(terms[right[start : start + PAIRS]])
        return np.asarray(pair.sum(axis=1), np.float32).ravel()

    with ThreadPoolExecutor(2) as pool:
        parts = list(pool.map(part, range(0, len(left), PAIRS)))
    return np.concatenate(parts) if parts else np.empty(0, np.float32)
