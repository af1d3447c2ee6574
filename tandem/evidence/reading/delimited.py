"""Records of a CSV or TSV file, streamed: strict where the file is right, lenient where its quotes are not."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, TextIO

from tandem.core.errors import Refused
from tandem.evidence.reading import quotes
from tandem.evidence.reading.lines import INSIDE, Lines, LineTooLong
from tandem.evidence.reading.shape import MAX_CELL_BYTES, MAX_RECORD_CHARS

csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL_BYTES))

DELIMITERS = (",", ";", "\t", "|")
SNIFFED_RECORDS = 40
EVEN = 0.4
PROSE_LINES = 10
SNIFFED_CHARS = 256 * 1024
MAX_RUNAWAYS = 50
MAX_MENDED_CHARS = 32 * 1024
MENDED = "A quote mark stood where none belongs; it was read as text."
APART = "Quote marks stand where none belong; the cells cannot be told apart."
OPEN = "A quote opens on this line and never closes."
TOO_BIG = f"A cell is larger than {MAX_CELL_BYTES // 1_048_576} MB, or the row larger than {MAX_RECORD_CHARS >> 20} MB."


class Record(NamedTuple):
    """Cells on a line, with what was mended, or the reason why there are none."""

    number: int
    cells: list[str]
    mended: str = ""
    raw: str = ""
    reason: str = ""


class Records:
    """The records of one delimited text. `width` (once known) settles how a broken line is mended."""

    def __init__(self, stream: TextIO, delimiter: str, width: int = 0) -> None:
        self.lines = Lines(stream, delimiter)
        self.width = width
        self._asked = delimiter
        self._delimiter = delimiter if len(delimiter) == 1 else INSIDE
        self._runaways = 0

    def __iter__(self) -> Iterator[Record]:
        lines, reader = self.lines, csv.reader(self.lines, delimiter=self._delimiter, strict=True)
        while True:
            number = lines.start_record()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as trouble:
                yield self._mended(number, str(trouble))
            except LineTooLong as long:
                yield Record(number, [], raw=str(long), reason=TOO_BIG)
            else:
                yield self._checked(number, cells)

    def raw(self) -> str:
        """The text of the record just read, as it stands in the file."""
        return "".join(self.lines.taken).replace(INSIDE, self._asked)[:MAX_CELL_BYTES]

    def _checked(self, number: int, cells: list[str]) -> Record:
        if len(self._asked) > 1:
            cells = [cell.replace(INSIDE, self._asked) for cell in cells]
        taken = self.lines.taken
        if (len(taken[0]) > MAX_CELL_BYTES // 4 or len(taken) > 99) and any(map(_too_big, cells)):
            return Record(number, [], raw=self.raw(), reason=TOO_BIG)
        if len(cells) > self.width > 1:
            return self._narrowed(number, cells)
        return Record(number, cells)

    def _narrowed(self, number: int, cells: list[str]) -> Record:
        """A quote after `, ` is not a quote to a strict reader; try it as one before the row is called too long."""
        reader = csv.reader(self.lines.taken, delimiter=self._delimiter, strict=True, skipinitialspace=True)
        try:
            other = next(reader)
        except csv.Error:
            return Record(number, cells)
        if len(other) == self.width:
            return Record(number, other, "The spaces before quoted cells were left out.")
        return Record(number, cells)

    def _mended(self, number: int, trouble: str) -> Record:
        first = self.lines.taken[0]
        if "field larger" in trouble:
            return self._too_large(number)
        alone = self._one_line(first)
        if alone is not None:
            self.lines.give_back(self.lines.taken[1:])
            del self.lines.taken[1:]
            return Record(number, alone, MENDED)
        cells = self._several_lines()
        if cells is not None and (not self.width or len(cells) <= self.width):
            return Record(number, cells, MENDED)
        return self._runaway(number, OPEN if cells is None else APART)

    def _one_line(self, line: str) -> list[str] | None:
        for cells in (quotes.lenient(line, self._delimiter), quotes.verbatim(line, self._delimiter)):
            if cells is not None and len(cells) == (self.width or len(cells)) and (self.width > 1 or len(cells) > 1):
                return cells
        return None

    def _several_lines(self) -> list[str] | None:
        text, open_until = "".join(self.lines.taken), 1
        while quotes.still_open(text, self._delimiter):
            more = list(islice(self._more(), open_until))
            if not more or len(text) > MAX_MENDED_CHARS:
                return None
            text += "".join(more)
            open_until *= 2
        return self._shortest(text)

    def _shortest(self, text: str) -> list[str] | None:
        """Lines were taken in growing bites; give back those past the first one that closes the record."""
        low, high = 1, len(self.lines.taken)
        while low < high:
            middle = (low + high) // 2
            if quotes.still_open("".join(self.lines.taken[:middle]), self._delimiter):
                low = middle + 1
            else:
                high = middle
        self.lines.give_back(self.lines.taken[low:])
        del self.lines.taken[low:]
        return quotes.lenient("".join(self.lines.taken), self._delimiter)

    def _more(self) -> Iterator[str]:
        try:
            yield from self.lines
        except LineTooLong:
            return

    def _too_large(self, number: int) -> Record:
        """The rest of a cell that is too large is passed over with it, up to the quote that closes it."""
        if not quotes.still_open("".join(self.lines.taken), self._delimiter):
            return Record(number, [], raw=self.raw(), reason=TOO_BIG)
        start = self.lines.chars
        for line in self._more():
            if line.count('"') % 2:
                return Record(number, [], raw=self.raw(), reason=TOO_BIG)
            if self.lines.chars - start > MAX_RECORD_CHARS:
                break
        return self._runaway(number, TOO_BIG)

    def _runaway(self, number: int, reason: str) -> Record:
        self._runaways += 1
        if self._runaways > MAX_RUNAWAYS:
            raise Refused(f"Quotes open and never close on more than {MAX_RUNAWAYS} lines. Export the file again.")
        self.lines.give_back(self.lines.taken[1:])
        del self.lines.taken[1:]
        return Record(number, [], raw=self.raw(), reason=reason)


def _too_big(cell: str) -> bool:
    return len(cell) > MAX_CELL_BYTES // 4 and len(cell.encode()) > MAX_CELL_BYTES


def sniff(stream: TextIO, preferred: str = "") -> str:
    """The delimiter that cuts the first records most evenly, quotes respected; a comma when nothing does."""
    sample = stream.read(SNIFFED_CHARS).replace("\x00", "").splitlines(keepends=True)
    scores = {delimiter: _evenness(sample, delimiter) for delimiter in DELIMITERS}
    if preferred and scores[preferred] > (0.5, 0):
        return preferred
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    if 0 < scores[best][0] < EVEN and len(sample) >= PROSE_LINES:
        raise Refused("The lines of this file do not fall into columns. If it is a table, choose its delimiter.")
    return best if scores[best] > (0, 0) else preferred or ","


def _evenness(sample: list[str], delimiter: str) -> tuple[float, int]:
    counts: Counter[int] = Counter()
    reader = csv.reader(sample, delimiter=delimiter)
    try:
        for cells in islice(reader, SNIFFED_RECORDS):
            if any(cell.strip() for cell in cells):
                counts[len(cells)] += 1
    except csv.Error:
        pass
    if not counts:
        return (0, 0)
    width, times = max(counts.items(), key=lambda found: (found[1] if found[0] > 1 else 0, found[0]))
    return (round(times / counts.total(), 1), width) if width > 1 else (0, 0)
