"""The look at a file before its import: its shape is decided here, shown to a person, and kept for the run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence.reading import jsonfile, transcript
from tandem.evidence.reading.archive import members_of, unpacked
from tandem.evidence.reading.dates import DateReader
from tandem.evidence.reading.delimited import Record, Records, sniff
from tandem.evidence.reading.encodings import decide_encoding, open_text
from tandem.evidence.reading.formats import format_of
from tandem.evidence.reading.guess import ID_HEADER, kind_of
from tandem.evidence.reading.shape import (
    FIRST_ROWS,
    MAX_COLUMNS,
    SAMPLED_CHARS,
    SAMPLED_ROWS,
    BadRow,
    Column,
    Question,
    Row,
    Shape,
    distinct_names,
)  # fmt: skip
from tandem.evidence.reading.table import LOOKED_AT, find_header, headers_of, table_rows
from tandem.evidence.reading.values import BROKEN_ID
from tandem.evidence.reading.workbook import Workbook

SHOWN_SAMPLES = 5
SAMPLE_LENGTH = 200
WHOLE_JSON = 16 << 20


@dataclass(frozen=True)
class Asked:
    """What the person set by hand; nothing means: decide."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    form: str | None = None


@dataclass
class Sample:
    """The first rows of a file, how many lines and characters they took, and whether that was all."""

    rows: list[Row] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    chars: int = 0
    whole: bool = True


def shape_of(path: Path, name: str, asked: Asked) -> Shape:
    """Decide how a file is to be read, or refuse it with a sentence."""
    form = asked.form or format_of(path, name)
    if form == "zip":
        return _archive_shape(path, asked)
    if form in ("xlsx", "xls"):
        return _workbook_shape(path, form, asked)
    if talk := _transcript_form(path, form, name, asked):
        return _transcript_shape(path, talk, asked)
    if form in ("json", "jsonl") or (form == "text" and _starts_like_json(path, asked)):
        return _json_shape(path, form, asked)
    return _delimited_shape(path, form, asked)


def _starts_like_json(path: Path, asked: Asked) -> bool:
    encoding, _ = decide_encoding(path, asked.encoding)
    with open_text(path, encoding) as stream:
        return stream.read(1_000).lstrip()[:1] in ("{", "[")


def _archive_shape(path: Path, asked: Asked) -> Shape:
    """A zip archive is like a workbook: its files are the sheets, and the largest is read unless one is asked for."""
    members = members_of(path)
    if asked.sheet and asked.sheet not in members:
        raise Refused("The zip archive has no file of that name.")
    chosen = asked.sheet or max(members, key=lambda name: members[name])
    with unpacked(path, [chosen]) as files:
        shape = shape_of(files[chosen], chosen, replace(asked, sheet=None))
    warnings = shape.warnings
    if len(members) > 1 and not asked.sheet:
        warnings = (*warnings, f"The zip archive has {len(members)} files; this one, {chosen}, is the largest.")
    return replace(shape, member=chosen, sheet=chosen, sheets=tuple(members), warnings=warnings)


def _transcript_form(path: Path, form: str, name: str, asked: Asked) -> str:
    """How turns are written, where the file is a transcript or is said to be one."""
    if form not in ("text", "transcript"):
        return ""
    encoding, _ = decide_encoding(path, asked.encoding)
    found = transcript.form_of(path, encoding, Path(name).suffix.lower())
    return found or ("talk" if form == "transcript" else "")


def _transcript_shape(path: Path, form: str, asked: Asked) -> Shape:
    encoding, warnings = decide_encoding(path, asked.encoding)
    sample = _sampled(transcript.transcript_rows(path, encoding, form), None)
    if not sample.rows:
        raise Refused("Nobody says anything in this transcript.")
    columns = tuple(Column(at, name, name) for at, name in enumerate(transcript.COLUMNS))
    shape = Shape(form, columns, (), encoding, header_row=0, row_estimate=len(sample.rows))
    return _finished(shape, sample, warnings)


def _delimited_shape(path: Path, form: str, asked: Asked) -> Shape:
    encoding, warnings = decide_encoding(path, asked.encoding)
    delimiter = asked.delimiter or _sniffed(path, encoding, form)
    if not 1 <= len(delimiter) <= 10 or any(mark in delimiter for mark in '"\r\n\x00'):
        raise Refused("The delimiter must be one to ten characters, without quotes or line ends.")
    with open_text(path, encoding) as stream:
        head = list(islice(Records(stream, delimiter), LOOKED_AT))
    columns, header_row = _columns(head, asked.header_row)
    with open_text(path, encoding) as stream:
        records = Records(stream, delimiter, len(columns))
        sample = _sampled(table_rows(records, columns, header_row), records)
        if records.lines.nulls:
            warnings.append("The file holds NUL characters; they were left out.")
    estimate = _estimate(sample, path.stat().st_size, encoding)
    kind = "tsv" if delimiter == "\t" else "csv"
    shape = Shape(kind, columns, (), encoding, delimiter, header_row=header_row, row_estimate=estimate)
    return _finished(shape, sample, warnings)


def _sniffed(path: Path, encoding: str, form: str) -> str:
    with open_text(path, encoding) as stream:
        return sniff(stream, "\t" if form == "tsv" else "")


def _workbook_shape(path: Path, form: str, asked: Asked) -> Shape:
    with closing(Workbook(path, asked.sheet or "", looking=True)) as book:
        records = list(islice(book.records(), SAMPLED_ROWS))
    columns, header_row = _columns(records[:LOOKED_AT], asked.header_row)
    sample = _sampled(table_rows(records, columns, header_row), None)
    stated = book.sheets[book.sheet][0] - header_row
    warnings = []
    if len(book.sheets) > 1 and not asked.sheet:
        warnings.append(f"The workbook has {len(book.sheets)} sheets; this one, {book.sheet}, is the longest.")
    estimate = len(sample.rows) if len(records) < SAMPLED_ROWS else max(stated, len(sample.rows))
    shape = Shape(form, columns, (), sheet=book.sheet, sheets=tuple(book.sheets), header_row=header_row)
    return _finished(replace(shape, row_estimate=estimate), sample, warnings)


def _json_shape(path: Path, form: str, asked: Asked) -> Shape:
    encoding = jsonfile.json_encoding(path, asked.encoding)
    if form != "jsonl" and jsonfile.is_json_lines(path, encoding):
        form = "jsonl"
    wrapper = "" if form == "jsonl" else jsonfile.find_wrapper(path, encoding)
    form = "json" if form == "text" else form
    lines = form == "jsonl"
    found = jsonfile.json_line_rows(path, encoding) if lines else jsonfile.json_rows(path, encoding, wrapper)
    sample, count = Sample(), 0
    size = path.stat().st_size
    with closing(found) as rows:
        for count, row in enumerate(rows, start=1):
            _keep(sample, row)
            if count >= SAMPLED_ROWS and size > WHOLE_JSON:
                sample.whole = False
                break
    _refuse_wholly_bad(form, sample)
    estimate = count if sample.whole else int(size / max(1, sample.chars) * len(sample.rows))
    shape = Shape(form, _json_columns(sample.rows), (), encoding, records_key=wrapper, row_estimate=estimate)
    return _finished(shape, sample, [])


def _keep(sample: Sample, row: Row | BadRow) -> None:
    if isinstance(row, BadRow):
        sample.bad.append(row)
    elif len(sample.rows) < SAMPLED_ROWS and sample.chars < SAMPLED_CHARS:
        sample.rows.append(row)
        sample.chars += len(json.dumps(row.cells))


def _refuse_wholly_bad(form: str, sample: Sample) -> None:
    """A JSON text is valid as a whole or not at all; a file of lines is refused only when no line is good."""
    if sample.bad and (not sample.rows or (form == "json" and "not valid JSON" in sample.bad[-1].reason)):
        raise Refused(sample.bad[-1].reason)


def _json_columns(rows: Sequence[Row]) -> tuple[Column, ...]:
    names: dict[str, None] = {}
    for row in rows:
        names.update(dict.fromkeys(row.cells))
    if len(names) > MAX_COLUMNS:
        raise Refused(f"The records have {len(names):,} different fields; at most {MAX_COLUMNS:,} can be imported.")
    return tuple(Column(position, name, name) for position, name in enumerate(names))


def _columns(head: Sequence[Record], asked_header: int | None) -> tuple[tuple[Column, ...], int]:
    index = find_header(head, asked_header)
    headers = headers_of(head, index)
    columns = tuple(Column(i, headers[i].strip(), name) for i, name in enumerate(distinct_names(headers)))
    return columns, head[index].number if index >= 0 else 0


def _sampled(rows: Iterable[Row | BadRow], records: Records | None) -> Sample:
    sample = Sample()
    for row in rows:
        if isinstance(row, Row):
            sample.rows.append(row)
        else:
            sample.bad.append(row)
        if records is not None:
            sample.chars = records.lines.chars
        if len(sample.rows) >= SAMPLED_ROWS or sample.chars > SAMPLED_CHARS or len(sample.bad) > SAMPLED_ROWS:
            sample.whole = False
            break
    return sample


def _estimate(sample: Sample, size: int, encoding: str) -> int:
    if sample.whole:
        return len(sample.rows)
    width = 2 if encoding.startswith("utf-16") else 4 if encoding.startswith("utf-32") else 1
    return int(size / (max(1, sample.chars) * width) * len(sample.rows))


def described(shape: Shape, rows: Sequence[Row], *, first: Sequence[str] = ()) -> Shape:
    """The shape of records that are named paths: the columns in `first` lead, then come all that the rows have."""
    columns = _json_columns([Row(0, dict.fromkeys(first, "")), *rows])
    return _finished(replace(shape, columns=columns, questions=()), Sample(list(rows)), list(shape.warnings))


def _finished(shape: Shape, sample: Sample, warnings: list[str]) -> Shape:
    """Columns with their samples and kinds, the first rows, and everything worth saying or asking."""
    columns = tuple(_with_samples(shape, column, sample.rows) for column in shape.columns)
    shape = replace(shape, columns=columns, first_rows=tuple(sample.rows[:FIRST_ROWS]))
    questions = [*_about_header(shape), *_about_dates(shape, sample.rows)]
    return replace(shape, warnings=(*warnings, *_said(shape, sample)), questions=tuple(questions))


def _with_samples(shape: Shape, column: Column, rows: Sequence[Row]) -> Column:
    filled = list(islice(_filled(shape, column, rows), 200))
    shown = tuple(cell[:SAMPLE_LENGTH] for cell in dict.fromkeys(filled))[:SHOWN_SAMPLES]
    broken = [cell for cell in filled if BROKEN_ID.fullmatch(cell.strip())][:1]
    samples = tuple(dict.fromkeys((*shown, *broken)))
    return replace(column, samples=samples, kind=kind_of(column.header, filled))


def _filled(shape: Shape, column: Column, rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        value: Any = shape.value(row, column.position)
        if value is not None and value != "" and value != [] and value != {}:
            yield value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _about_header(shape: Shape) -> Iterator[Question]:
    filled = [column for column in shape.columns if column.header]
    if shape.header_row and filled and all(kind_of("", [column.header]) != "text" for column in filled):
        choices = ((str(shape.header_row), "It is the header"), ("0", "The file has no header"))
        yield Question("header", f"Row {shape.header_row} looks like data. Is it the header?", choices)


def _about_dates(shape: Shape, rows: Sequence[Row]) -> Iterator[Question]:
    for column in shape.columns:
        if column.kind == "date":
            decided = DateReader.decide(_filled(shape, column, rows), column=column.position)
            if isinstance(decided, Question):
                yield decided


def _said(shape: Shape, sample: Sample) -> Iterator[str]:
    repaired = [row for row in sample.rows if row.repaired]
    if repaired:
        yield f"{len(repaired)} of the first rows had broken quotes and were mended, first line {repaired[0].number}."
    refused = [row for row in sample.bad if not row.skipped]
    if refused:
        yield f"{len(refused)} of the first rows cannot be read, first line {refused[0].number}: {refused[0].reason}"
    for header in sorted(shape.repeated_headers()):
        yield f"{header[:60]} stands over several columns; they are kept apart and can be joined."
    for column in shape.columns:
        if ID_HEADER.search(column.header) and any(BROKEN_ID.fullmatch(cell.strip()) for cell in column.samples):
            yield f"The ids in {column.name} lost their digits in a spreadsheet; export that column as text."
