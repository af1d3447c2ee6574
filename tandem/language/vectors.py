"""The few operations on vectors that the rest of the engine shares."""

from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]
# A scipy.sparse.csr_matrix; scipy ships no types, so the name is for the reader.
Sparse = Any

FIRM_MEAN = 50
ROWS = 16_384


def unit(vectors: Vectors) -> Vectors:
    """A copy of float32 [n, d] with rows of length one; rows of zeros stay zeros."""
    return _shorten(np.array(vectors, np.float32))


def common_part(vectors: Vectors) -> Vectors:
    """What all texts of a corpus share, float32 [d]: their mean, held back while there are too few to know it.

    Taking the full mean of two texts would make any two of them opposites.
    """
    spoken = np.count_nonzero(vectors.any(axis=1))
    common: Vectors = (vectors.sum(axis=0, dtype=np.float64) / (spoken + FIRM_MEAN)).astype(np.float32)
    return common


def without(vectors: Vectors, common: Vectors) -> Vectors:
    """Subtract what is common [d] from [n, d] and bring the rows back to unit length; rows of zeros stay zeros."""
    left = np.subtract(vectors, common, dtype=np.float32)
    left[~vectors.any(axis=1)] = 0
    return _shorten(left)


def centers(vectors: Vectors, labels: Labels, count: int) -> Vectors:
    """The mean direction of each label's rows: float32 [count, d], unit length, zeros for a label without rows."""
    shape = (count, len(labels))
    member = sparse.csr_matrix((np.ones(len(labels), np.float32), (labels, np.arange(len(labels)))), shape=shape)
    return unit(member @ vectors)


def typicality(vectors: Vectors, labels: Labels, middles: Vectors) -> NDArray[np.float32]:
    """Cosine of each row with the center of its own label: float32 [n]."""
    cosines = np.empty(len(vectors), np.float32)
    for start in range(0, len(vectors), ROWS):
        rows = slice(start, start + ROWS)
        cosines[rows] = np.einsum("ij,ij->i", vectors[rows], middles[labels[rows]])
    return cosines


def nearest_center(own: Vectors, centroids: Vectors) -> Labels:
    """The center most like each row, int64 [m]; a center of zeros is nobody's."""
    reach = np.where(centroids.any(axis=1), 0, -2).astype(np.float32)
    labels = np.empty(len(own), np.int64)
    for start in range(0, len(own), ROWS):
        labels[start : start + ROWS] = (own[start : start + ROWS] @ centroids.T + reach).argmax(axis=1)
    return labels


def overlap(rows: Labels, columns: Labels) -> NDArray[np.float64]:
    """How many texts each pair of labels shares: float64 [rows.max() + 1, columns.max() + 1]."""
    table = sparse.coo_array((np.ones(len(rows)), (rows, columns))).toarray()
    shared: NDArray[np.float64] = table
    return shared


def _shorten(fresh: Vectors) -> Vectors:
    """Scale rows to length one in place: a million rows are a gigabyte, copies count."""
    lengths = np.sqrt(np.einsum("ij,ij->i", fresh, fresh))
    fresh /= np.where(lengths > 1e-9, lengths, 1)[:, None]
    return fresh
