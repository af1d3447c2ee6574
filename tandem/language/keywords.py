"""Say in a few words what each group of texts is about."""

from collections.abc import Sequence

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from tandem.language.vectors import Labels, Sparse
from tandem.language.words import Wording, count

LOOKED_AT = 6
PHRASE = 1.5
NOVELTY = 0.8
STEM = 5


def keywords(texts: Sequence[str], labels: Sequence[int] | Labels, *, top: int = 5) -> list[list[str]]:
    """The `top` one- and two-word terms that set each label's texts apart, best first: one list a label.

    Scored by c-TF-IDF (Grootendorst 2022, arXiv:2203.05794), then picked by maximal marginal relevance (Carbonell and
    Goldstein 1998), so that "refund", "refunds" and "refund status" do not fill one list. A label without a telling
    word gives an empty list; texts with a negative label are left out. ValueError when the lengths differ.
    """
    marks = np.asarray(labels, np.int64)
    if len(marks) != len(texts):
        raise ValueError(f"{len(texts)} texts with {len(marks)} labels")
    groups = int(marks.max(initial=-1)) + 1
    if not groups:
        return []
    counts, names = _terms(texts)
    scores = _class_tf_idf(counts, marks, groups)
    return [_picked(scores[[group]], names, top) for group in range(groups)]


def _terms(texts: Sequence[str]) -> tuple[Sparse, "_Names"]:
    """In which texts each telling term stands: 0/1 csr [n, terms], and the terms' names."""
    wording = Wording.of(texts)
    size = len(wording.vocabulary)
    enough = 1 if len(texts) < 100 else 2 if len(texts) < 1000 else 3
    rows, ids = wording.singles()
    telling = ~wording.stops[ids]
    singles, words = count((rows[telling], ids[telling]), len(texts), in_texts=enough)
    rows, keys = wording.pairs()
    telling = ~(wording.stops[keys // size] | wording.stops[keys % size]) if size else np.empty(0, bool)
    pairs, phrases = count((rows[telling], keys[telling]), len(texts), in_texts=enough)
    counts = sparse.hstack([singles, pairs], format="csr")
    counts.data[:] = 1  # a note that repeats a word forty times is still one note
    return counts, _Names(wording, words, phrases)


class _Names:
    """What to call each column: first the words, then the phrases."""

    def __init__(self, wording: Wording, words: NDArray[np.int64], phrases: NDArray[np.int64]) -> None:
        self._wording, self._words, self._phrases = wording, words, phrases

    def of(self, column: int) -> str:
        if column < len(self._words):
            return self._wording.vocabulary[int(self._words[column])]
        return self._wording.phrase(self._phrases[column - len(self._words)])


def _class_tf_idf(counts: Sparse, labels: Labels, groups: int) -> Sparse:
    """tf(t, c) / |c| * ln(1 + A / f(t)), with A the mean number of terms in a class: csr [groups, terms]."""
    held = np.flatnonzero(labels >= 0)
    member = sparse.csr_matrix((np.ones(len(held)), (labels[held], held)), shape=(groups, len(labels)))
    grouped = (member @ counts).tocsr()
    total = np.asarray(grouped.sum(axis=0)).ravel()
    rarity = np.log1p(total.sum() / groups / np.maximum(total, 1))
    sizes = np.maximum(np.asarray(grouped.sum(axis=1)).ravel(), 1)
    return (sparse.diags_array(1 / sizes) @ grouped @ sparse.diags_array(rarity)).tocsr()


def _picked(scores: Sparse, names: _Names, top: int) -> list[str]:
    """Of the best terms, again and again the one that says most beside those already taken."""
    order = np.lexsort((scores.indices, -scores.data))[: top * LOOKED_AT]
    left = [(names.of(scores.indices[place]), float(scores.data[place])) for place in order]
    left = [(name, score * PHRASE if " " in name else score) for name, score in left]
    taken: list[str] = []
    while left and len(taken) < top:
        strongest = max(left, key=lambda term: term[1] * (1 - NOVELTY * _overlap(term[0], taken)))
        left.remove(strongest)
        if _overlap(strongest[0], taken) < 1:
            taken.append(strongest[0])
    return taken


def _overlap(name: str, taken: list[str]) -> float:
    """The share of a term's words that the chosen ones say already, "refund" and "refunds" counted as one."""
    said = {word[:STEM] for other in taken for word in other.split()}
    words = name.split()
    return sum(word[:STEM] in said for word in words) / len(words)
