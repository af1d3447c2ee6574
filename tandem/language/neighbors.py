"""Find for each text the texts most like it: by meaning first, then re-ranked by the words they share."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tandem.language.cells import Cells
from tandem.language.spreading import Spread, here
from tandem.language.vectors import Sparse, Vectors, unit

EXACT_UP_TO = 10_000
NARROW_FROM = 50_000
DIRECTIONS = 128  # of 256: above so many rows the others cost time and tell no more
LEARNT_FROM = 20_000
PROBES = 72  # cells looked at for each text: fewer lose neighbors, more cost time
CANDIDATES = 50
KEPT = 15
WORDS = 0.4
CROWD = 10
ROWS = 1_024
AT_ONCE = 10_000_000  # scores held in memory by each of two threads
CELLS = 16  # a piece of work
STEP = 16  # one score in sixteen tells how high the best of a row are
SPARE = 2.5  # how many times as many as wanted are let through by that guess
PAIRS = 200_000

Near = tuple[NDArray[np.int64], NDArray[np.float32]]


def nearest(vectors: Vectors, count: int = CANDIDATES, *, spread: Spread = here) -> Near:
    """The `count` nearest others of each row of unit vectors [n, d]: (rows int [n, c], cosines float32 [n, c]).

    c = min(count, n - 1). Exact up to 10,000 rows; above, each row is compared with the rows of the 72 cells around it
    (an inverted file: Sivic and Zisserman 2003), about 14,000 however many there are. Above 50,000 rows the cosines are
    those within the 128 directions that hold most of the rows.
    """
    count = min(count, len(vectors) - 1)
    if count < 1:
        return np.empty((len(vectors), 0), np.int64), np.empty((len(vectors), 0), np.float32)
    return _compared(vectors, count, spread) if len(vectors) <= EXACT_UP_TO else _in_cells(vectors, count, spread)


def _compared(vectors: Vectors, count: int, spread: Spread) -> Near:
    found = list(spread(_with_all, (vectors, count), range(0, len(vectors), ROWS)))
    return np.concatenate([keys for keys, _ in found]), np.concatenate([near for _, near in found])


def _with_all(shared: tuple[Vectors, int], start: int) -> Near:
    vectors, count = shared
    return best_of_many(_others(vectors[start : start + ROWS], vectors, start), count)


def _in_cells(vectors: Vectors, count: int, spread: Spread) -> Near:
    cells = Cells.of(narrowed(vectors) if len(vectors) > NARROW_FROM else vectors)
    keys = np.empty((len(vectors), count), np.int64)
    cosines = np.empty((len(vectors), count), np.float32)
    for first, found in enumerate(spread(_with_those_around, (cells, count), range(0, len(cells), CELLS))):
        rows = cells.order[cells.ends[first * CELLS] : cells.ends[min((first + 1) * CELLS, len(cells))]]
        keys[rows], cosines[rows] = found
    return keys, cosines


def _with_those_around(shared: tuple[Cells, int], first: int) -> Near:
    """The neighbors of the rows of some cells, in the order of the cells."""
    cells, count = shared
    found = [near for cell in range(first, min(first + CELLS, len(cells))) for near in _of_cell(cells, cell, count)]
    if not found:
        return np.empty((0, count), np.int64), np.empty((0, count), np.float32)
    return np.concatenate([keys for keys, _ in found]), np.concatenate([near for _, near in found])


def _of_cell(cells: Cells, cell: int, count: int) -> Iterator[Near]:
    around = cells.around(cell, PROBES, count + 1)
    others = cells.vectors[around]
    for part in cells.parts(cell, max(1, AT_ONCE // len(around))):
        likeness = _others(cells.vectors[part], others, part.start - int(cells.ends[cell]))
        places, cosines = best_of_many(likeness, count)
        yield cells.order[around[places]], cosines


def narrowed(vectors: Vectors) -> Vectors:
    """The rows within their principal directions, float32 [n, 128] of unit length; cosines hardly change."""
    sample = vectors[:: max(1, len(vectors) // LEARNT_FROM)].astype(np.float64)
    _, directions = np.linalg.eigh(sample.T @ sample)  # the weightiest come last
    return unit(vectors @ directions[:, -DIRECTIONS:].astype(np.float32))


def _others(rows: Vectors, others: Vectors, own: int) -> NDArray[np.float32]:
    """Cosines of each row with all others; row i itself is others[own + i] and no neighbor of its own."""
    cosines: NDArray[np.float32] = rows @ others.T
    places = np.arange(len(rows))
    cosines[places, own + places] = -np.inf
    return cosines


def rerank(
    found: Near, terms: Sparse, *, words: float = WORDS, kept: int = KEPT, spread: Spread = here
) -> Near:
    """Keep of each row's candidates the `kept` best by (1 - words) * cosine + words * cosine of their terms.

    `terms` are unit TF-IDF rows, csr [n, t]: a shared rare word tells apart what the vectors see as one topic.
    Texts that are near to everything are held back while choosing (half of CSLS, Conneau et al. 2018,
    arXiv:1710.04087), but the scores returned are the plain ones.
    """
    keys, near = found
    texts = np.repeat(np.arange(len(keys)), keys.shape[1])
    shared = shared_terms(terms, texts, keys.ravel(), spread=spread).reshape(keys.shape)
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


def best_of_many(scores: NDArray[np.float32], count: int) -> Near:
    """The same for long rows, several times as quick: a bar read off every sixteenth score leaves few to choose from.

    Rows in which the bar proves too high are searched whole, so the answer is exact.
    """
    rows, width = scores.shape
    reach = int(count / STEP * SPARE) + 2
    sample = scores[:, ::STEP].copy()
    if sample.shape[1] <= 2 * reach:
        return best_places(scores, count)
    sample.partition(sample.shape[1] - reach, axis=1)
    high = np.flatnonzero(scores >= sample[:, [-reach]])
    row = high // width
    many = np.bincount(row, minlength=rows)
    turn = np.arange(len(high)) - np.repeat(np.cumsum(many) - many, many)
    left = np.full((rows, max(count, int(many.max()))), -np.inf, np.float32)
    where = np.zeros(left.shape, np.int64)
    left[row, turn], where[row, turn] = scores.ravel()[high], high - row * width
    chosen, best = best_places(left, count)
    places = np.take_along_axis(where, chosen, 1)
    for short in np.flatnonzero(many < count):
        (places[short],), (best[short],) = best_places(scores[[short]], count)
    return places, best


def shared_terms(
    terms: Sparse, left: NDArray[np.int64], right: NDArray[np.int64], *, spread: Spread = here
) -> NDArray[np.float32]:
    """Cosine of the term rows of each pair (left[i], right[i]): float32 [pairs]."""
    parts = list(spread(_shared_terms, (terms, left, right), range(0, len(left), PAIRS)))
    return np.concatenate(parts) if parts else np.empty(0, np.float32)


def _shared_terms(shared: tuple[Sparse, NDArray[np.int64], NDArray[np.int64]], start: int) -> NDArray[np.float32]:
    terms, left, right = shared
    pair = terms[left[start : start + PAIRS]].multiply(terms[right[start : start + PAIRS]])
    return np.asarray(pair.sum(axis=1), np.float32).ravel()
