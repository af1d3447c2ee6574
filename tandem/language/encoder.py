"""Turn a text into a vector of its meaning, by adding up the learned vectors of its word pieces."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

from tandem.language.vectors import Vectors, unit

WORD = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
LONGEST_WORD = 60
LONG_NUMBER = re.compile(r"\d{5,}")
BATCH = 8192
WORDS_REMEMBERED = 500_000


class Encoder:
    """A static sentence encoder: one row per word piece, no network, no download, the same answer on every machine.

    The pieces are BERT's (greedy longest match, Devlin et al. 2018, arXiv:1810.04805); the idea of replacing a
    transformer by a table distilled from it is Model2Vec's (Tulkens and van Dongen 2024). English only.
    """

    def __init__(self, vocabulary: Sequence[str], table: Vectors) -> None:
        """Take one word piece for each row of `table` [pieces, dimensions]; ValueError when they do not match."""
        if len(vocabulary) != len(table):
            raise ValueError(f"{len(vocabulary)} word pieces for a table of {len(table)} rows")
        self.table = table
        self._pieces = _Pieces({piece: row for row, piece in enumerate(vocabulary)})

    @classmethod
    def load(cls, folder: Path) -> "Encoder":
        """Read `vocab.txt` and `emb.npz` (q int8 [V, d], s float16 [V]) from a folder; OSError when one is missing."""
        vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
        with np.load(folder / "emb.npz") as stored:
            table = stored["q"].astype(np.float32) * stored["s"].astype(np.float32)[:, None]
        return cls(vocabulary, table)

    @staticmethod
    @cache
    def shipped() -> "Encoder":
        """The encoder that comes with Tandem; loaded once in a process and shared."""
        return Encoder.load(Path(__file__).parent / "static256")

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has: 256 for the shipped table."""
        return int(self.table.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give float32 [n, dimensions], rows of unit length; a text without a known word gives zeros."""
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), BATCH):
            batch = texts[start : start + BATCH]
            vectors[start : start + len(batch)] = self._sums(batch)
        return unit(vectors)

    def rows_of(self, text: str) -> Iterator[int]:
        """The rows of the table whose sum, brought to length one, is the text's vector."""
        return self._pieces.of(text)

    def _sums(self, texts: Sequence[str]) -> Vectors:
        rows: list[int] = []
        ends = [0]
        for text in texts:
            rows += self.rows_of(text)
            ends.append(len(rows))
        shape = (len(texts), len(self.table))
        counts = sparse.csr_matrix((np.ones(len(rows), np.float32), rows, ends), shape=shape)
        sums: Vectors = counts @ self.table
        return sums


class _Pieces(dict[str, tuple[int, ...]]):
    """The rows of each word met so far. A dict that fills its own gaps, so that known words cost one C lookup."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def of(self, text: str) -> Iterator[int]:
        return chain.from_iterable(map(self.__getitem__, WORD.findall(_plain(text))))

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= WORDS_REMEMBERED:  # ids and typos never end: a server must not keep them all
            self.clear()
        self[word] = rows = self._longest_match(word)
        return rows

    def _longest_match(self, word: str) -> tuple[int, ...]:
        """A word with an unknown part gives nothing, as in BERT, rather than a misleading rest."""
        if len(word) > LONGEST_WORD:
            return ()
        rows: list[int] = []
        start = 0
        while start < len(word):
            row, start = self._next(word, start)
            if row < 0:
                return ()
            rows.append(row)
        return tuple(rows)

    def _next(self, word: str, start: int) -> tuple[int, int]:
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            row = self._vocabulary.get(prefix + word[start:end])
            if row is not None:
                return row, end
        return -1, start


def _plain(text: str) -> str:
    """Lower case without accents, for the table knows `cafe`; order numbers go, for they only add noise."""
    text = LONG_NUMBER.sub(" ", text.lower())
    if text.isascii():
        return text
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if unicodedata.category(mark) != "Mn")
