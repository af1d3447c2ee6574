"""Divide a graph of likenesses into communities: the step that turns neighbors into themes."""

import graspologic_native as native
import numpy as np
import scipy.sparse as sparse

from tandem.language.neighbors import Near
from tandem.language.vectors import Labels, Sparse

FAINTEST = 1e-3


def graph(found: Near) -> Sparse:
    """An undirected graph from each row's neighbors: the mean of the two directions, float64 csr [n, n].

    One-sided likeness so counts half, which measures better than taking the stronger side.
    """
    keys, near = found
    rows = np.repeat(np.arange(len(keys)), keys.shape[1])
    weights = np.maximum(near, FAINTEST).astype(np.float64).ravel()
    edges = sparse.csr_matrix((weights, (rows, keys.ravel())), shape=(len(keys), len(keys)))
    return ((edges + edges.T) / 2).tocsr()


def communities(edges: Sparse, resolution: float, *, seed: int = 0) -> Labels:
    """Label the nodes of a symmetric graph by Leiden with modularity: int64 [n], largest community first.

    Traag, Waltman and van Eck 2019, arXiv:1810.08473. A higher resolution gives more and smaller communities.
    """
    count = edges.shape[0]
    if not edges.nnz:
        return np.arange(count)
    indptr, indices = edges.indptr.astype(np.int64), edges.indices.astype(np.int32)
    _, found = native.leiden_csr(indptr, indices, edges.data, count, resolution=resolution, iterations=2, seed=seed)
    labels = np.fromiter((found.get(node, -1 - node) for node in range(count)), np.int64, count)
    return by_size(labels)


def by_size(labels: Labels) -> Labels:
    """Number labels anew from 0 by falling size; of equals the one met first comes first."""
    _, first, inverse, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    renumbered: Labels = places[inverse]
    return renumbered
