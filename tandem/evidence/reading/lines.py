"""The lines of a text file, one at a time, with those of the record at hand kept so that they can be given back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import TextIO

from tandem.evidence.reading.shape import MAX_RECORD_CHARS

INSIDE = "\x1f"  # stands for a delimiter of several characters, which Python's reader does not know


class LineTooLong(Exception):
    """A line went past the limit; its beginning is the message."""


class Lines:
    """An iterator of lines for a CSV reader. It strips NULs, counts, and remembers what the current record took."""

    def __init__(self, stream: TextIO, delimiter: str) -> None:
        self._readline = stream.readline
        self._wide = delimiter if len(delimiter) > 1 else ""
        self._given_back: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self.chars = 0
        self.nulls = 0

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        self.chars += len(line)
        return line

    def start_record(self) -> int:
        """Forget the lines taken so far; the next record starts on the line whose number is returned."""
        self.taken.clear()
        return self.number + 1

    def give_back(self, lines: Iterable[str]) -> None:
        """Put lines back in front, as if they had never been read."""
        kept = list(lines)
        self._given_back.extendleft(reversed(kept))
        self.number -= len(kept)
        self.chars -= sum(len(line) for line in kept)

    def _read(self) -> str:
        line = self._readline(MAX_RECORD_CHARS)
        if len(line) >= MAX_RECORD_CHARS and line[-1] not in "\r\n":
            self._skip_rest()
            raise LineTooLong(line[:200])
        if "\x00" in line:
            self.nulls += line.count("\x00")
            line = line.replace("\x00", "") or "\n"
        if self._wide and self._wide in line:
            line = line.replace(self._wide, INSIDE)
        return line

    def _skip_rest(self) -> None:
        self.number += 1
        while rest := self._readline(MAX_RECORD_CHARS):
            if rest[-1] in "\r\n":
                return
