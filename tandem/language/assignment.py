"""Place new texts in themes already found, and carry people's decisions from one discovery to the next."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from tandem.language.themes import Themes
from tandem.language.vectors import Labels, Vectors, nearest_center, overlap, without

NEW_SHARE = 0.2
STRANGE_SHARE = 0.25
STRANGE_FROM = 50


def assign(vectors: Vectors, themes: Themes) -> tuple[Labels, NDArray[np.float32]]:
    """Give each vector its nearest theme and how new it is: (labels int [m], novelty float32 [m] in 0..1).

    `vectors` [m, d] come straight from the encoder that found the themes. Texts without a known word go to the theme
    of such texts if there is one, with novelty 1; where no theme was ever found all labels are -1. Above
    `themes.familiar` a text is likely about something new. ValueError for another number of dimensions.
    """
    if vectors.ndim != 2 or vectors.shape[1] != themes.centroids.shape[1]:
        raise ValueError(f"vectors of shape {vectors.shape} for themes of {themes.centroids.shape[1]} dimensions")
    if not len(themes):
        return np.full(len(vectors), -1), np.ones(len(vectors), np.float32)
    own = without(vectors, themes.common)
    labels = nearest_center(own, themes.centroids)
    silent = ~own.any(axis=1)
    if not themes.centroids[-1].any():
        labels[silent] = len(themes) - 1
    fresh = themes.known.novelty(own)
    fresh[silent] = 1
    return labels, fresh


def carry_over(old_labels: Sequence[int] | Labels, new_labels: Sequence[int] | Labels) -> dict[int, int]:
    """Say which old theme each new one continues: {new: old}, by the texts they share.

    Both label the same texts in the same order; negative labels are left out. Every theme is used at most once, so a
    name lives on in one place; pairs are matched by the sum of overlap / sqrt(old size * new size), the cosine of
    membership (Hungarian method, Kuhn 1955). A new theme that shares nothing with a free old one is not in the answer.
    ValueError when the lengths differ.
    """
    old, new = np.asarray(old_labels, np.int64), np.asarray(new_labels, np.int64)
    if len(old) != len(new):
        raise ValueError(f"{len(old)} old labels for {len(new)} new ones")
    both = (old >= 0) & (new >= 0)
    if not both.any():
        return {}
    shared = overlap(new[both], old[both])
    likeness = shared / np.sqrt(np.outer(np.maximum(shared.sum(axis=1), 1), np.maximum(shared.sum(axis=0), 1)))
    pairs = zip(*linear_sum_assignment(-likeness), strict=True)
    return {int(fresh): int(former) for fresh, former in pairs if shared[fresh, former]}


def is_outgrown(themes: Themes, fresh: NDArray[np.float32]) -> bool:
    """Whether the themes should be found anew, given the novelty of the texts that came since.

    True when these are a fifth of the texts the themes were found in, or when at least 50 of them are stranger than
    nine in ten known ones and make up a quarter of what came: twice what chance would bring, and more.
    """
    strange = np.count_nonzero(fresh > themes.familiar)
    many = len(fresh) >= max(1, NEW_SHARE * len(themes.labels))
    return many or bool(strange >= max(STRANGE_FROM, STRANGE_SHARE * len(fresh)))
