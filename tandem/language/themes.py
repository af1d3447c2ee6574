"""Find what a pile of texts is about: themes at three depths, each with a title, words and a center."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from tandem.language.communities import by_size, communities, graph
from tandem.language.encoder import Encoder
from tandem.language.keywords import keywords
from tandem.language.neighbors import nearest, rerank
from tandem.language.novelty import Known
from tandem.language.spreading import Spread, here
from tandem.language.vectors import (
    Labels,
    Sparse,
    Vectors,
    centers,
    common_part,
    nearest_center,
    overlap,
    typicality,
    without,
)
from tandem.language.words import term_weights

RESOLUTIONS = {"coarse": 1.0, "medium": 4.0, "fine": 12.0}
WHOLE_UP_TO = 200_000
SAMPLE = 100_000
COARSE_BELOW = 2_000
ABOVE = {"fine": "medium", "medium": "coarse"}

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Themes:
    """What the texts are about. Themes are numbered from 0, largest first; every text belongs to exactly one.

    Texts without a single known word form one theme of their own, the last, with a center of zeros.
    """

    level: str
    labels: Labels  # [n]: the theme of each text at `level`
    levels: dict[str, Labels]  # the same for "coarse", "medium" and "fine", as far as they were wanted
    parents: dict[str, list[int]]  # "fine" -> the medium theme of each fine one, "medium" -> the coarse one; likewise
    typical: list[int]  # which text is the most typical of each theme
    titles: list[str]  # that text
    keywords: list[list[str]]  # what sets each theme apart, best first
    centroids: Vectors = field(repr=False)  # [k, d], unit length, with `common` taken out
    common: Vectors = field(repr=False)  # [d]: what all texts share
    known: Known = field(repr=False)  # some of the texts, to tell the new from the familiar

    def __len__(self) -> int:
        return len(self.titles)

    @property
    def familiar(self) -> float:
        """The novelty that nine in ten known texts stay below; above it a text likely speaks of something new."""
        return self.known.familiar


def discover_themes(
    texts: Sequence[str],
    *,
    level: str = "medium",
    vectors: Vectors | None = None,
    levels: Collection[str] = tuple(RESOLUTIONS),
    seed: int = 0,
    progress: Progress | None = None,
) -> Themes:
    """Group texts by what they speak of; the same texts in the same order give the same themes.

    `vectors` [n, d], unit length, spare the encoding or come from another encoder; `level` is "coarse", "medium" or
    "fine", and of `levels` those wanted beside it: fewer take less time. `progress(step, share)` is told the share
    done, 0 to 1. Leiden on a graph of each text's 15 best neighbors (communities.py, neighbors.py); above 200,000
    distinct texts on a sample, the others join the nearest center.
    ValueError for an unknown level or when `vectors` does not fit `texts`.
    """
    tell = progress or silence
    tell("reading", 0.0)
    vectors = _checked(texts, vectors, {level, *levels})
    spoken, copy_of = _distinct(texts, vectors)
    common = common_part(vectors[spoken])
    own = without(vectors[spoken], common)
    wanted = [name for name in RESOLUTIONS if name == level or name in levels]
    found = _levels([texts[i] for i in spoken], own, wanted, seed, tell)
    tell("naming", 0.9)
    everywhere = {name: _for_all(labels, copy_of) for name, labels in found.items()}
    themes = named(texts, spoken, own, everywhere, level=level, common=common, known=Known.of(own, seed))
    tell("done", 1.0)
    return themes


def depth_for(texts: int) -> str:
    """Few texts make few themes: below two thousand the medium depth would leave two or three of them in each."""
    return "coarse" if texts < COARSE_BELOW else "medium"


def parents(labels: Labels, above: Labels) -> list[int]:
    """For each label the one above that holds most of its texts; of equals the larger."""
    if not len(labels):
        return []
    return [int(parent) for parent in overlap(labels, above).argmax(axis=1)]


def silence(step: str, share: float) -> None:
    """Nobody listens."""


def _checked(texts: Sequence[str], vectors: Vectors | None, levels: set[str]) -> Vectors:
    if unknown := sorted(levels - RESOLUTIONS.keys()):
        raise ValueError(f"no level {unknown[0]!r}: choose one of {', '.join(RESOLUTIONS)}")
    if vectors is None:
        return Encoder.shipped().encode(texts)
    if vectors.ndim != 2 or len(vectors) != len(texts):
        raise ValueError(f"vectors of shape {vectors.shape} for {len(texts)} texts")
    return vectors


def _distinct(texts: Sequence[str], vectors: Vectors) -> tuple[Labels, Labels]:
    """Fold texts that differ only in case and spacing: (first of each, for every text its place there, -1 if silent).

    Fifty copies of one text would be their own fifty nearest neighbors and see nothing else.
    """
    places: dict[str, int] = {}
    speaks = np.any(vectors, axis=1)
    first: list[int] = []
    copy_of = np.full(len(texts), -1)
    for number, text in enumerate(texts):
        if speaks[number]:
            copy_of[number] = place = places.setdefault(folded(text), len(first))
            if place == len(first):
                first.append(number)
    return np.array(first, np.int64), copy_of


def folded(text: str) -> str:
    """What is left of a text without its case and spacing: copies have it in common."""
    return " ".join(text.lower().split())


def _levels(texts: list[str], own: Vectors, wanted: list[str], seed: int, tell: Progress) -> dict[str, Labels]:
    if len(texts) <= WHOLE_UP_TO:
        return divided(texts, own, wanted, seed=seed, progress=tell)
    sample = np.sort(np.random.default_rng(seed).choice(len(texts), SAMPLE, replace=False))
    found = divided([texts[i] for i in sample], own[sample], wanted, seed=seed, progress=tell)
    tell("assigning", 0.8)
    return {name: _spread(own, sample, labels) for name, labels in found.items()}


def divided(
    texts: Sequence[str],
    own: Vectors,
    wanted: Collection[str],
    *,
    seed: int = 0,
    progress: Progress = silence,
    spread: Spread = here,
) -> dict[str, Labels]:
    """Labels int64 [n] at each level wanted, from one graph; what works outside Python's lock runs beside the rest.

    The texts are distinct ones with a known word, `own` [n, d] their vectors without what is common. `spread` has the
    comparing done elsewhere, the same pieces whoever does them, so that the labels are the same.
    """
    progress("comparing", 0.1)
    with ThreadPoolExecutor(1) as pool:
        near = pool.submit(nearest, own, spread=spread)
        terms = term_weights(texts)
        found = near.result()
    progress("ranking", 0.4)
    edges = graph(rerank(found, terms, spread=spread))
    progress("grouping", 0.6)
    levels = [name for name in RESOLUTIONS if name in wanted]
    return dict(zip(levels, spread(_grouped, (edges, seed), levels), strict=True))


def _grouped(shared: tuple[Sparse, int], level: str) -> Labels:
    edges, seed = shared
    return communities(edges, RESOLUTIONS[level], seed=seed)


def _spread(own: Vectors, sample: Labels, labels: Labels) -> Labels:
    """Keep the sample's labels; every other row joins the nearest center."""
    everywhere = nearest_center(own, centers(own[sample], labels, int(labels.max()) + 1))
    everywhere[sample] = labels
    return everywhere


def _for_all(labels: Labels, copy_of: Labels) -> Labels:
    """Hand labels on to copies and number them by size; silent texts get the last number to themselves."""
    speaks = copy_of >= 0
    everywhere = np.empty(len(copy_of), np.int64)
    everywhere[speaks] = by_size(labels[copy_of[speaks]])
    everywhere[~speaks] = everywhere[speaks].max(initial=-1) + 1
    return everywhere


def named(
    texts: Sequence[str],
    spoken: Labels,
    own: Vectors,
    levels: dict[str, Labels],
    *,
    level: str,
    common: Vectors,
    known: Known,
) -> Themes:
    """The themes of these labels with titles, words and centers. `spoken` are the places of the distinct texts with a
    known word, `own` [spoken, d] their vectors without `common`, `levels` int64 [texts] of every level found.
    """
    labels = levels[level]
    count = int(labels.max(initial=-1)) + 1
    centroids = centers(own, labels[spoken], count)
    typical = _typical(own, labels, spoken, centroids)
    return Themes(
        level=level,
        labels=labels,
        levels=levels,
        parents={
            fine: parents(levels[fine], levels[coarse])
            for fine, coarse in ABOVE.items()
            if fine in levels and coarse in levels
        },
        typical=typical,
        titles=[texts[text] for text in typical],
        keywords=_words(texts, labels, spoken, count),
        centroids=centroids,
        common=common,
        known=known,
    )


def _typical(own: Vectors, labels: Labels, spoken: Labels, centroids: Vectors) -> list[int]:
    """The text nearest to each theme's center, the first of equals; of silent texts simply the first."""
    cosines = np.full(len(labels), -2, np.float32)
    cosines[spoken] = typicality(own, labels[spoken], centroids)
    order = np.lexsort((-cosines, labels))
    _, first = np.unique(labels[order], return_index=True)
    return [int(text) for text in order[first]]


def _words(texts: Sequence[str], labels: Labels, spoken: Labels, count: int) -> list[list[str]]:
    """Keywords from at most 100,000 of the distinct texts; a theme that those miss has none."""
    shown = spoken[:: max(1, -(-len(spoken) // SAMPLE))]
    found = keywords([texts[text] for text in shown], labels[shown])
    return found + [[] for _ in range(count - len(found))]
