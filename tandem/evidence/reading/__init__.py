"""Files become rows: whatever a person drops on the import page is looked at, shown, and then streamed row by row.

The doors:

- `inspect(path, name=, encoding=, delimiter=, sheet=, header_row=, form=) -> Shape` decides how a file is to be read.
  What is passed is obeyed; `header_row=0` means there is no header. `Shape` says format, encoding, delimiter, sheets,
  header row, columns (position, header, distinct name, samples, kind), the first 20 rows, an estimate of the rows,
  warnings (sentences) and questions (ambiguous date order of a column, a header that looks like data).
  `Shape.as_json()` and `Shape.from_json()` carry it from the preview to the run.
- `rows(path, shape)` streams `Row(number, cells, repaired)` and `BadRow(number, raw, reason, skipped)`. Cells are a
  list by position for tables and a dict of dotted paths for JSON; `shape.value(row, position)` reads both and
  `shape.named(row)` joins repeated headers into lists. Blank rows are passed over; footers and repeated header rows
  are bad rows marked `skipped`. A bad row never ends the reading; a text that stops being JSON ends in one.
- `guess_mapping(columns, target)` and `check_mapping(columns, mapping, target)` for the targets in `FIELDS`.
- `DateReader.decide(samples)` gives the reader of a date column or the question to ask; `reader.read(text, today=)`
  gives `Moment(at, warning)`. `values` reads numbers, money, yes or no, tags, ratings and ids.

Everything that cannot be read is `Refused` with a sentence and nothing else. Text is read here, in chunks, under caps
on cells, records and columns; workbooks are read, and zip archives unpacked, by a child process under caps on memory
and time. The files of a zip archive are its sheets. A transcript's rows are the turns of its speakers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from tandem.core.errors import Refused
from tandem.evidence.reading import values
from tandem.evidence.reading.archive import members_of, table_name, unpacked
from tandem.evidence.reading.dates import DateReader, Moment
from tandem.evidence.reading.delimited import Records
from tandem.evidence.reading.encodings import open_text
from tandem.evidence.reading.fields import FIELDS, Field, fields_of
from tandem.evidence.reading.formats import format_of
from tandem.evidence.reading.guess import check_mapping, guess_mapping, kind_of, loose
from tandem.evidence.reading.jsonfile import json_line_rows, json_rows
from tandem.evidence.reading.preview import Asked, described, shape_of
from tandem.evidence.reading.shape import BadRow, Column, Question, Row, Shape
from tandem.evidence.reading.table import table_rows
from tandem.evidence.reading.transcript import transcript_rows
from tandem.evidence.reading.workbook import Workbook

__all__ = [
    "FIELDS", "TALKS", "BadRow", "Column", "DateReader", "Field", "Moment", "Question", "Row", "Shape",
    "check_mapping", "described", "fields_of", "format_of", "guess_mapping", "inspect", "kind_of", "loose",
    "members_of", "rows", "table_name", "unpacked", "values",
]  # fmt: skip
TALKS = ("talk", "vtt", "srt")


def inspect(
    path: Path | str,
    *,
    name: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    header_row: int | None = None,
    form: str | None = None,
) -> Shape:
    """Decide how a file is to be read, obeying what the person set, or refuse it with a sentence."""
    asked = Asked(encoding or None, delimiter or None, sheet or None, header_row, form or None)
    return shape_of(Path(path), name or Path(path).name, asked)


def rows(path: Path | str, shape: Shape) -> Iterator[Row | BadRow]:
    """Stream the rows of a file as its shape says, never holding more than one record."""
    path = Path(path)
    if shape.member:
        with unpacked(path, [shape.member]) as files:
            yield from rows(files[shape.member], replace(shape, member=""))
    elif shape.format in TALKS:
        yield from transcript_rows(path, shape.encoding, shape.format)
    elif shape.format == "json":
        yield from json_rows(path, shape.encoding, shape.records_key)
    elif shape.format == "jsonl":
        yield from json_line_rows(path, shape.encoding)
    elif shape.format in ("xlsx", "xls"):
        with closing(Workbook(path, shape.sheet)) as book:
            yield from table_rows(book.records(), shape.columns, shape.header_row)
    else:
        yield from _delimited_rows(path, shape)


def _delimited_rows(path: Path, shape: Shape) -> Iterator[Row | BadRow]:
    """A file that changed since the preview may hold other bytes; that is refused like any other."""
    with open_text(path, shape.encoding) as stream:
        try:
            yield from table_rows(Records(stream, shape.delimiter, len(shape.columns)), shape.columns, shape.header_row)
        except UnicodeError:
            raise Refused("The file changed since it was looked at. Start the import again.") from None
