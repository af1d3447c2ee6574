"""Records whose quotes are broken, read the way a person would: a quote that closes nothing is text."""

from __future__ import annotations

import re
from functools import lru_cache


def lenient(text: str, delimiter: str) -> list[str] | None:
    """Cells of a record where only a quote before a delimiter or the end closes a cell; None when one stays open."""
    cells, at, end = [], 0, len(text.rstrip("\r\n"))
    while True:
        if text.startswith('"', at):
            closed = _closing(text, at + 1, delimiter, end)
            if closed is None:
                return None
            quote, after = closed
            cells.append(text[at + 1 : quote].replace('""', '"'))
        else:
            after = text.find(delimiter, at, end)
            after = end if after < 0 else after
            cells.append(text[at:after])
        if after >= end:
            return cells
        at = after + len(delimiter)


def verbatim(text: str, delimiter: str) -> list[str]:
    """Cells of one line whose quotes mean nothing at all."""
    return text.rstrip("\r\n").split(delimiter)


def still_open(text: str, delimiter: str) -> bool:
    """Whether a quoted cell is still open where the text ends."""
    return lenient(text, delimiter) is None


def _closing(text: str, start: int, delimiter: str, end: int) -> tuple[int, int] | None:
    """Where the quote that closes the cell stands and where the next delimiter (or the end) is."""
    found = _until_closed(delimiter).match(text, start, end)
    return (found.start(1), found.end(2)) if found else None


@lru_cache(maxsize=8)
def _until_closed(delimiter: str) -> re.Pattern[str]:
    """The inside of a quoted cell and its closing quote. Nothing is tried twice: megabytes of quotes are one pass."""
    after = rf" *(?:{re.escape(delimiter)}|\Z)"
    return re.compile(rf'(?:[^"]++|(?:"")++|"(?!{after}))*+(")( *)(?={after})')
