"""Cut texts into words and count their terms: what lexical ranking, theme names and keywords are made of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from tandem.language.vectors import Sparse

# An apostrophe stays inside its word, so that "don't" is one word (and a stop word), never "don" and "t".
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

FUNCTION_WORDS = """
a about above after again against all almost also although always am an and another any anybody anyone anything
are around as at be became because become becomes been before being below between both but by came can cannot
come could did do does doing done down during each either else ever every everyone everything few for from
further get gets getting go goes going gone got had has have having he her here hers herself hi hello him
himself his how however i if in into is it its itself just keep let like made make makes many may maybe me might
mine more most much must my myself need needs neither never no nobody none nor not nothing now of off often ok
okay on once one only or other others our ours ourselves out over own perhaps please put quite rather really
said same say says see seem seems shall she should since so some somebody someone something still such take than
thank thanks that the their theirs them themselves then there these they thing things this those though through
thus to together too toward towards under until up upon us very via want wanted wants was we well were what
whatever when where whether which while who whoever whole whom whose why will with within without would yes yet
you your yours yourself yourselves im ive id ill dont doesnt didnt cant couldnt wont wouldnt isnt arent wasnt
werent havent hasnt hadnt shouldnt youre youve theyre thats whats lets
"""
STOP_WORDS = frozenset(FUNCTION_WORDS.split())
Occurrences = tuple[NDArray[np.int64], NDArray[np.int64]]
CONTRACTED = re.compile(r"(?:n't|'(?:m|s|d|re|ve|ll|t))$")


def words_of(text: str) -> list[str]:
    """The lower-case words of a text, contractions whole: "I can't log-in" -> i, can't, log, in."""
    return WORD.findall(text.lower().replace("’", "'"))


def is_stop_word(word: str) -> bool:
    """Whether a word carries no topic: a function word, a contraction of one, a lone letter or a bare number."""
    bare = CONTRACTED.sub("", word)
    return bare in STOP_WORDS or word in STOP_WORDS or len(bare) < 2 or bare.isdigit() or word.endswith("n't")


@dataclass(frozen=True)
class Wording:
    """The words of a list of texts, as numbers: text i holds `ids[ends[i]:ends[i + 1]]`, which index `vocabulary`."""

    ids: NDArray[np.int64]
    ends: NDArray[np.int64]
    vocabulary: list[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Wording":
        """Number the words of each text in the order in which they are first met."""
        known = _Numbers()
        ids: list[int] = []
        ends = [0]
        for text in texts:
            ids += map(known.__getitem__, words_of(text))
            ends.append(len(ids))
        return cls(np.array(ids, np.int64), np.array(ends, np.int64), list(known))

    def __len__(self) -> int:
        return len(self.ends) - 1

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """The text that each word stands in."""
        return np.repeat(np.arange(len(self)), np.diff(self.ends))

    @cached_property
    def stops(self) -> NDArray[np.bool_]:
        """For each word of the vocabulary, whether it carries no topic."""
        return np.array([is_stop_word(word) for word in self.vocabulary], bool)

    def singles(self) -> Occurrences:
        """(text, word id) of every word."""
        return self.rows, self.ids

    def pairs(self) -> Occurrences:
        """(text, first id * size + second id) of every two words that follow each other in one text."""
        together = self.rows[1:] == self.rows[:-1]
        keys = self.ids[:-1] * len(self.vocabulary) + self.ids[1:]
        return self.rows[:-1][together], keys[together]

    def phrase(self, key: int) -> str:
        """The two words that a key of `pairs` stands for."""
        first, second = divmod(int(key), len(self.vocabulary))
        return f"{self.vocabulary[first]} {self.vocabulary[second]}"


class _Numbers(dict[str, int]):
    """Numbers each new key by its place: a dict that fills its own gaps keeps the counting loop in C."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def count(found: Occurrences, texts: int, *, in_texts: int = 1) -> tuple[Sparse, NDArray[np.int64]]:
    """Count (text, key) occurrences: (float32 csr [texts, kept], the keys kept).

    Keys that stand in fewer than `in_texts` texts are left out.
    """
    rows, keys = found
    kept, columns = np.unique(keys, return_inverse=True)
    counts = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(texts, len(kept)))
    counts.sum_duplicates()
    often = np.bincount(counts.indices, minlength=len(kept)) >= in_texts
    return counts[:, often], kept[often]


def weigh(counts: Sparse) -> Sparse:
    """TF-IDF with sublinear counts, (1 + ln tf) * (1 + ln((1 + n) / (1 + df))), rows of unit length.

    Manning, Raghavan and Schuetze, Introduction to Information Retrieval (2008), section 6.4.
    """
    texts, terms = counts.shape
    weights = counts.copy()
    rarity = np.log((1 + texts) / (1 + np.bincount(counts.indices, minlength=terms))) + 1
    weights.data = ((1 + np.log(weights.data)) * rarity[weights.indices]).astype(np.float32)
    lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    return sparse.diags_array(1 / np.where(lengths > 0, lengths, 1).astype(np.float32), format="csr") @ weights


def term_weights(texts: Sequence[str]) -> Sparse:
    """TF-IDF of the one- and two-word terms that at least two texts use: float32 csr [n, terms]."""
    wording = Wording.of(texts)
    singles, _ = count(wording.singles(), len(texts), in_texts=2)
    pairs, _ = count(wording.pairs(), len(texts), in_texts=2)
    return weigh(sparse.hstack([singles, pairs], format="csr"))
