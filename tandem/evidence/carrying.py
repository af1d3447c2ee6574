"""Which of the old themes each note belongs to after a new discovery: what people decided survives every re-run."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from tandem.language import carry_over

Labels = NDArray[np.int64]
LIKENESS = 0.25  # below this share of common notes a theme is not the old one under other words


def continued(
    former: Labels, found: Labels, *, decided: Collection[int] = (), absorbing: Collection[int] = ()
) -> Labels:
    """For each note the old theme it belongs to, or -1 - the number of a new one.

    `former` is the old theme of each note (-1: none), `found` its new cluster. A cluster continues the old theme it
    shares most notes with. One that continues none joins a theme in `absorbing` (people merged others into it) when
    most of its notes came from there. A theme in `decided` that nothing continues keeps the notes it had.
    """
    follows = _followed(former, found)
    clusters, places = np.unique(found, return_inverse=True)
    labels = np.array([follows.get(int(cluster), -1 - int(cluster)) for cluster in clusters], np.int64)[places]
    for cluster, theme in _absorbed(former, found, set(follows), absorbing).items():
        labels[found == cluster] = theme
    for theme in set(decided) - set(np.unique(labels).tolist()):
        labels[former == theme] = theme
    return labels


def _followed(former: Labels, found: Labels) -> dict[int, int]:
    """The pairs of new cluster and old theme that share enough to be one thing."""
    return {
        cluster: theme
        for cluster, theme in carry_over(former, found).items()
        if _likeness(former == theme, (found == cluster) & (former >= 0)) >= LIKENESS
    }


def _absorbed(former: Labels, found: Labels, taken: set[int], absorbing: Collection[int]) -> dict[int, int]:
    into = {}
    for cluster in set(np.unique(found).tolist()) - taken:
        came = former[(found == cluster) & (former >= 0)]
        most = int(np.bincount(came).argmax()) if len(came) else -1
        if most in absorbing and 2 * np.count_nonzero(came == most) > len(came):
            into[cluster] = most
    return into


def _likeness(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    """The cosine of two memberships."""
    sizes = max(1, int(one.sum())) * max(1, int(other.sum()))
    return float(np.sqrt(int((one & other).sum()) ** 2 / sizes))
