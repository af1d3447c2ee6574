"""Find texts that are nearly the same text: forwarded, retyped or pasted twice with small changes."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from rapidfuzz import fuzz

from tandem.language.neighbors import shared_terms
from tandem.language.vectors import Labels, Sparse

SHINGLE = 4
BANDS = 40
ROWS_A_BAND = 3
CROWD = 40
ALIKE = 0.75
DOUBT = 0.15  # more than three standard errors of 120 hashes
PAIRS = 50_000
SEED = 4_294_967

Pair = tuple[int, int, float]
Hashes = NDArray[np.uint32]


def find_duplicates(
    texts: Sequence[str], *, threshold: float = 0.5, groups: Sequence[int] | None = None
) -> list[Pair]:
    """Pairs (i, j, similarity) with i < j whose sets of 4-character shingles have Jaccard likeness >= threshold.

    Case and spacing do not count; empty texts are nobody's duplicate. Candidates come from MinHash with banding (Broder
    1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3): a pair at 0.5 is found with
    probability .995. Each is verified by its exact likeness and by rapidfuzz's edit ratio of 0.75, which turns down
    texts that only share a template. Among more than 40 copies of one text each is paired with the first, not with all.
    `groups` gives each text a number: only texts of one number are pairs then, and up to 41 distinct texts of a group
    are each compared with all others. Sorted by i, then j. ValueError for a threshold outside 0..1.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"a threshold of {threshold} is not between 0 and 1")
    copies: dict[tuple[int, str], list[int]] = {}
    for number, (group, text) in enumerate(zip(groups or repeat(0, len(texts)), texts, strict=True)):
        if words := " ".join(text.lower().split()):
            copies.setdefault((group, words), []).append(number)
    members = list(copies.values())
    pairs = [pair for group in members for pair in _within(group)]
    for left, right, likeness in _near([text for _, text in copies], [group for group, _ in copies], threshold):
        pairs += _between(members[left], members[right], likeness)
    return sorted(pairs)


def _within(group: list[int]) -> Iterator[Pair]:
    """All pairs of a small group of equal texts; of a large one each with the first, lest a thousand make a million."""
    for place, left in enumerate(group if len(group) <= CROWD else group[:1]):
        for right in group[place + 1 :]:
            yield left, right, 1.0


def _between(left: list[int], right: list[int], likeness: float) -> Iterator[Pair]:
    if len(left) * len(right) > CROWD:
        left, right = left[:1], right[:1]
    for one in left:
        for other in right:
            yield min(one, other), max(one, other), likeness


def _near(texts: list[str], groups: list[int], threshold: float) -> Iterator[Pair]:
    """Pairs of distinct normalized texts of one group that pass both verifications."""
    rows, hashes = _shingles(texts)
    _, numbered = np.unique(np.array(groups, np.int64), return_inverse=True)
    left, right = _worth_comparing(rows, hashes, numbered, threshold)
    likeness = _jaccard(_sets(rows, hashes, len(texts)), left, right)
    for place in np.flatnonzero(likeness >= threshold):
        one, other = int(left[place]), int(right[place])
        if fuzz.ratio(texts[one], texts[other], score_cutoff=100 * ALIKE):
            yield one, other, round(float(likeness[place]), 4)


def _worth_comparing(rows: Labels, hashes: Hashes, groups: Labels, threshold: float) -> tuple[Labels, Labels]:
    """All pairs of a small group; of the texts of large ones the pairs that MinHash proposes."""
    count = len(groups)
    large = np.bincount(groups, minlength=1)[groups] > CROWD + 1
    places, small = np.flatnonzero(large), np.flatnonzero(~large)
    left, right = (small[side] for side in np.divmod(_side_by_side(groups[small]), max(len(small), 1)))
    if not len(places):
        return left, right
    number = np.full(count, -1, np.int64)
    number[places] = np.arange(len(places))
    signatures = _signatures(number[rows[large[rows]]], hashes[large[rows]], len(places))
    proposed = _promising(signatures, *_candidates(signatures, groups[places]), threshold - DOUBT)
    return np.concatenate([left, places[proposed[0]]]), np.concatenate([right, places[proposed[1]]])


def _shingles(texts: list[str]) -> tuple[Labels, Hashes]:
    """(text, hash) of every run of four characters, from one array of all code points; short texts are padded."""
    padded = [text.ljust(SHINGLE) for text in texts]
    points = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    lengths = np.array([len(text) for text in padded], np.int64)
    rows = np.repeat(np.arange(len(texts)), lengths)
    count = max(len(points) - SHINGLE + 1, 0)
    mixed = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        mixed = (mixed ^ points[place : place + count]) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    inside = rows[:count] == rows[SHINGLE - 1 :]
    return rows[:count][inside], (mixed >> np.uint64(32)).astype(np.uint32)[inside]


def _signatures(rows: Labels, hashes: Hashes, count: int) -> Hashes:
    """MinHash: for each of 120 permutations the least hash of each text, uint32 [n, 120]."""
    if not count:
        return np.empty((0, BANDS * ROWS_A_BAND), np.uint32)
    starts = np.searchsorted(rows, np.arange(count))
    chance = np.random.default_rng(SEED)
    factors = chance.integers(0, 2**32, BANDS * ROWS_A_BAND, np.uint32) | np.uint32(1)  # odd: a true permutation
    shifts = chance.integers(0, 2**32, BANDS * ROWS_A_BAND, np.uint32)

    def least(number: int) -> Hashes:
        return np.minimum.reduceat(hashes * factors[number] + shifts[number], starts)

    with ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(least, range(len(factors)))), axis=1)


def _candidates(signatures: Hashes, groups: Labels) -> tuple[Labels, Labels]:
    """Pairs of texts of one group that agree in all rows of at least one band."""
    count = len(signatures)
    keys = [np.empty(0, np.int64)]
    for start in range(0, signatures.shape[1], ROWS_A_BAND):
        band = np.ascontiguousarray(signatures[:, start : start + ROWS_A_BAND])
        _, bucket = np.unique(band.view(f"V{band.itemsize * band.shape[1]}").ravel(), return_inverse=True)
        keys.append(np.unique(_side_by_side(bucket * (groups.max(initial=0) + 1) + groups)))
    found = np.unique(np.concatenate(keys))
    return found // max(count, 1), found % max(count, 1)


def _side_by_side(bucket: Labels) -> Labels:
    """Pairs that share a bucket, as left * count + right; in a crowd each text meets the 40 after it."""
    count = len(bucket)
    order = np.argsort(bucket, kind="stable")
    bucket = bucket[order]
    pairs = [np.empty(0, np.int64)]
    for step in range(1, CROWD + 1):
        same = bucket[step:] == bucket[:-step]
        if not same.any():
            break
        pairs.append(order[:-step][same] * count + order[step:][same])
    return np.concatenate(pairs)


def _promising(signatures: Hashes, left: Labels, right: Labels, least: float) -> tuple[Labels, Labels]:
    """Drop pairs whose likeness, estimated by the share of equal hashes, cannot reach the threshold: it is cheap."""
    alike = np.empty(len(left), bool)
    for start in range(0, len(left), PAIRS):
        pairs = slice(start, start + PAIRS)
        alike[pairs] = (signatures[left[pairs]] == signatures[right[pairs]]).mean(axis=1) >= least
    return left[alike], right[alike]


def _sets(rows: Labels, hashes: Hashes, count: int) -> Sparse:
    """Which shingles each text has: 0/1 csr [n, shingles]."""
    kinds, columns = np.unique(hashes, return_inverse=True)
    table = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(count, len(kinds)))
    table.sum_duplicates()
    table.data[:] = 1
    return table


def _jaccard(sets: Sparse, left: Labels, right: Labels) -> NDArray[np.float32]:
    sizes = np.diff(sets.indptr)
    shared = shared_terms(sets, left, right)
    likeness: NDArray[np.float32] = shared / np.maximum(sizes[left] + sizes[right] - shared, 1)
    return likeness
