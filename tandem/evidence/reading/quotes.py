"""Records whose quotes are broken, read the way a person would: a quote that closes nothing is text."""

from __future__ import annotations

import re
from functools import lru_cache

QUOTES = re.compile('"+')


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
    """Where the quote that closes the cell stands and where the next delimiter (or the end) is.

    Quotes in a row are text two by two; the last of an odd number closes the cell if nothing but spaces is between it
    and the delimiter. Megabytes of quotes are one pass: no possessive patterns, which Python 3.11.2 gets wrong.
    """
    after = _spaces_before(delimiter)
    for run in QUOTES.finditer(text, start, end):
        if len(run[0]) % 2 and (spaces := after.match(text, run.end(), end)):
            return run.end() - 1, spaces.end()
    return None


@lru_cache(maxsize=8)
def _spaces_before(delimiter: str) -> re.Pattern[str]:
    return re.compile(rf" *(?={re.escape(delimiter)}|\Z)")
