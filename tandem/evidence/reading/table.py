"""Records with positions become rows of a table: where the header is, what the columns hold, where the data ends."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from statistics import mode

from tandem.core.errors import Refused
from tandem.evidence.reading.delimited import Record
from tandem.evidence.reading.shape import MAX_COLUMNS, BadRow, Column, Row

FOOTER = re.compile(
    r"copyright|\(c\) \d{4}|all rights reserved|confidential|generated (by|on)|^grand total|^total records|"
    r"^sub-?total|^report (name|run)|do not distribute|^filtered by",
    re.IGNORECASE,
)
LOOKED_AT = 40
HELD = 25
FOOTER_REASON = "This is the footer of a report, not a row."
HEADER_REASON = "This is the header once more, not a row."


def find_header(records: Sequence[Record], asked: int | None) -> int:
    """The index of the header among the first records, or -1 when the person says there is none (row 0)."""
    if asked == 0:
        return -1
    if asked is not None:
        found = next((i for i, record in enumerate(records) if record.number == asked), None)
        if found is None:
            raise Refused(f"There is no row {asked} that could be the header.")
        return found
    return _likely_header(records[:LOOKED_AT])


def _likely_header(records: Sequence[Record]) -> int:
    widths = [last_filled(record.cells) for record in records if last_filled(record.cells)]
    if not widths:
        raise Refused(next((record.reason for record in records if record.reason), "The file holds no rows."))
    width = mode(widths)
    if width < 2 < max(widths):
        width = max(w for w in widths if widths.count(w) > 1 or w == max(widths))
    for index, record in enumerate(records):
        filled = sum(bool(cell.strip()) for cell in record.cells)
        if filled >= max(1, ceil(width / 2)) and len(record.cells) >= width - 1:
            return index
    return next(i for i, record in enumerate(records) if last_filled(record.cells))


def last_filled(cells: Sequence[str]) -> int:
    """How many cells a row has when empty ones at its end are left out."""
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return width


def headers_of(records: Sequence[Record], index: int) -> list[str]:
    """The header cells; without a header row, as many empty ones as the widest record has."""
    headers = [""] * max(len(r.cells) for r in records) if index < 0 else list(records[index].cells)
    if len(headers) > MAX_COLUMNS:
        raise Refused(f"The file has {len(headers):,} columns; at most {MAX_COLUMNS:,} can be imported.")
    return headers


def table_rows(records: Iterable[Record], columns: Sequence[Column], header_row: int) -> Iterator[Row | BadRow]:
    """The rows under the header. Short ones are padded, long ones refused, blank ones passed over, footers skipped."""
    headers = [column.header for column in columns] if header_row else []
    held: list[Row | BadRow] = []
    for record in records:
        if record.number <= header_row:
            continue
        row = _row(record, len(columns), headers)
        if row is None:
            continue
        if _may_be_footer(record, len(columns)) and len(held) < HELD:
            held.append(row)
            continue
        yield from held
        held.clear()
        yield row
    yield from _without_footer(held)


def _row(record: Record, width: int, headers: list[str]) -> Row | BadRow | None:
    cells = record.cells
    if record.reason:
        return BadRow(record.number, record.raw, record.reason)
    if not any(cells) or (len(cells) == 1 and not cells[0].strip()):
        return None
    if len(cells) > width:
        if any(cell.strip() for cell in cells[width:]):
            return BadRow(record.number, as_line(cells), f"The row has {len(cells)} cells and the header {width}.")
        cells = cells[:width]
    elif len(cells) < width:
        cells = cells + [""] * (width - len(cells))
    if cells == headers and width > 1:
        return BadRow(record.number, as_line(cells), HEADER_REASON, skipped=True)
    return Row(record.number, cells, record.mended)


def _may_be_footer(record: Record, width: int) -> bool:
    return width > 2 and len(record.cells) < width and not any(record.cells[2:]) and bool(record.cells)


def _without_footer(held: list[Row | BadRow]) -> Iterator[Row | BadRow]:
    """Rows at the very end: up to the last one that reads like a footer, those with one cell are that footer."""
    texts = [" ".join(row.cells).strip() if isinstance(row, Row) else row.raw for row in held]
    last = max((i for i, text in enumerate(texts) if FOOTER.search(text)), default=-1)
    for index, (row, text) in enumerate(zip(held, texts, strict=True)):
        alone = isinstance(row, Row) and sum(map(bool, row.cells)) == 1
        if index <= last and (alone or FOOTER.search(text)):
            yield BadRow(row.number, text, FOOTER_REASON, skipped=True)
        else:
            yield row


def as_line(cells: Sequence[str]) -> str:
    """The cells as one line of CSV, for a file of rejected rows."""
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()
