"""Tell a text that speaks of something known from one that speaks of something new."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tandem.language.neighbors import best_places, nearest
from tandem.language.vectors import Vectors

NEAREST = 5
REMEMBERED = 6_000
FAMILIAR_SHARE = 0.9
ROWS = 4_096

Novelty = NDArray[np.float32]


@dataclass(frozen=True)
class Known:
    """Some of the texts that themes were found in, kept to compare new ones with."""

    vectors: Vectors  # [s, d], unit length, with the corpus's common part taken out
    company: Novelty  # [s]: mean cosine of each with its own five nearest
    familiar: float  # nine in ten of them have at most this novelty among the others

    @classmethod
    def of(cls, own: Vectors, seed: int) -> "Known":
        """Remember at most 6,000 of the rows, the same ones for the same seed."""
        if len(own) > REMEMBERED:
            own = own[np.sort(np.random.default_rng(seed).choice(len(own), REMEMBERED, replace=False))]
        places, near = nearest(own, NEAREST)
        if not near.size:
            return cls(own, np.zeros(len(own), np.float32), 1.0)
        company = near.mean(axis=1)
        return cls(own, company, float(np.quantile(_novelty(company, company[places]), FAMILIAR_SHARE)))

    def novelty(self, own: Vectors) -> Novelty:
        """How new each row of own [m, d] is: 1 - mean cosine of the 5 nearest known + half the margin, float32 in 0..1.

        The margin is by how much those five keep closer company than the text keeps with them, so that a loose theme
        is not all news and a tight one notices a stranger: the thought behind the local outlier factor (Breunig et
        al. 2000).
        """
        if not len(self.vectors):
            return np.ones(len(own), np.float32)
        parts = [self._compared(own[start : start + ROWS]) for start in range(0, len(own), ROWS)]
        return np.concatenate(parts) if parts else np.empty(0, np.float32)

    def _compared(self, own: Vectors) -> Novelty:
        places, near = best_places(own @ self.vectors.T, NEAREST)
        return _novelty(near.mean(axis=1), self.company[places])


def _novelty(closeness: Novelty, company: Novelty) -> Novelty:
    margin = company.mean(axis=1) - closeness
    fresh: Novelty = np.clip(1 - closeness + margin / 2, 0, 1).astype(np.float32)
    return fresh
