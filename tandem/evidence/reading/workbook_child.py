"""Reads one workbook in a process of its own, capped in memory and time, and prints its rows as JSON lines.

Run as a script by workbook.py; it imports nothing of Tandem, so that nothing of Tandem is in reach of the file.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers import expat

MAX_MEMBERS = 5_000
MAX_UNPACKED = 1 << 30
MAX_STRINGS = 256 << 20
MAX_SMALL_PART = 64 << 20
MAX_RATIO = 250
RATIO_FROM = 8 << 20
MAX_COLUMNS = 2_000
MAX_CELL_BYTES = 1 << 20
MAX_ROW_CHARS = 8 << 20
MAX_EMPTY_RUN = 20_000
BROKEN = "The workbook is damaged or not a workbook. Open it in a spreadsheet program, save it again and try once more."
ENCRYPTED = "The workbook is protected by a password. Save it without one and try again."
Sheets = tuple[list[list[Any]], "dict[str, Any]"]


class Hostile(Exception):
    """The workbook is refused; the message is the sentence for the person."""


def main(path: str, memory: int, seconds: int, sheet: str) -> None:
    """Print the sheets, then the rows of the one asked for (or the longest), then how it ended."""
    _cap(memory, seconds)
    try:
        _read(path, sheet)
    except Hostile as refusal:
        say({"refused": str(refusal)})
    except MemoryError:
        say({"refused": "The workbook needs more memory than an import may use. Save the sheet as CSV and try again."})
    except RecursionError:
        say({"refused": BROKEN})
    except Exception as trouble:  # the edge of the child: whatever a hostile file breaks inside a library ends here
        say({"refused": ENCRYPTED if "ncrypt" in str(trouble) else BROKEN})


def _cap(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def say(what: Any) -> None:
    """One JSON line to the parent."""
    sys.stdout.write(json.dumps(what) + "\n")


def _read(path: str, sheet: str) -> None:
    with open(path, "rb") as stream:
        zipped = stream.read(2) == b"PK"
    sheets, rows_of = _xlsx(path) if zipped else _xls(path)
    chosen = sheet or max(sheets, key=lambda size: size[1])[0]
    if chosen not in rows_of:
        raise Hostile("The workbook has no sheet of that name.")
    say({"sheets": sheets, "chosen": chosen})
    _say_rows(rows_of[chosen]())
    say({"end": True})


def _say_rows(rows: Iterator[Any]) -> None:
    empty = 0
    for number, cells in enumerate(rows, start=1):
        texts = [as_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        empty = 0 if texts else empty + 1
        if empty > MAX_EMPTY_RUN:
            return
        if len(texts) > MAX_COLUMNS:
            raise Hostile(f"The sheet has {len(texts):,} columns; at most {MAX_COLUMNS:,} can be imported.")
        if _too_large(texts):
            say([number, [text[:200] for text in texts[:10]], "A cell is larger than 1 MB, or the row than 8 MB."])
        elif texts:
            say([number, texts])


def _too_large(texts: list[str]) -> bool:
    if sum(map(len, texts)) <= MAX_CELL_BYTES // 4:
        return False
    return sum(map(len, texts)) > MAX_ROW_CHARS or any(len(text.encode()) > MAX_CELL_BYTES for text in texts)


def as_text(value: Any) -> str:
    """A cell as the text a person would type. Numbers past 15 digits have lost some, so they keep the E form."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        plain = value.isoformat(" ", "seconds")
        return plain[:10] if plain.endswith(" 00:00:00") else plain
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value.total_seconds() if isinstance(value, timedelta) else value)


def _number(value: int | float) -> str:
    if abs(value) >= 1e15:
        return f"{float(value):.14E}"
    if value == int(value):
        return str(int(value))
    return repr(round(float(value), 12)) if abs(value) >= 1e-4 else repr(value)


def _xlsx(path: str) -> Sheets:
    check_zip(path)
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it for nothing
    import openpyxl

    stream = open(path, "rb")  # noqa: SIM115 - read until the process ends; by its name a kept file would be refused
    book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    sheets, rows_of = [], {}
    for sheet in book.worksheets:
        size = [sheet.max_row or 0, sheet.max_column or 0]
        sheet.reset_dimensions()  # a declared width of 16,384 columns would pad every row to it
        sheets.append([sheet.title, *size])
        rows_of[sheet.title] = lambda sheet=sheet: sheet.iter_rows(values_only=True)
    if not sheets:
        raise Hostile("The workbook has no sheet with cells.")
    return sheets, rows_of


def check_zip(path: str) -> None:
    """Look at the members before anything is unpacked: how many, how large, how dense, and whether XML brings a DTD."""
    if not zipfile.is_zipfile(path):
        raise Hostile(BROKEN)
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        names = {member.filename.lower() for member in members}
        _refuse_other_archives(names, archive)
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
            raise Hostile("The workbook unpacks to more than an import may use. Save the sheet as CSV and try again.")
        for member in members:
            _check_member(member)
        for member in members:
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                _refuse_dtd(archive, member)


def _refuse_other_archives(names: set[str], archive: zipfile.ZipFile) -> None:
    if "xl/workbook.bin" in names:
        raise Hostile("This is a binary Excel workbook (XLSB). Save it as XLSX and try again.")
    if "mimetype" in names and b"opendocument" in archive.open("mimetype").read(100):
        raise Hostile("This is an OpenDocument file. Save it as XLSX or CSV and try again.")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Hostile("This is a document, not a workbook. Give a CSV, XLSX or JSON file.")
    if "[content_types].xml" not in names:
        raise Hostile("This is a zip archive. Unpack it and give the file inside.")


def _check_member(member: zipfile.ZipInfo) -> None:
    name, size = member.filename.lower(), member.file_size
    if member.flag_bits & 1:
        raise Hostile(ENCRYPTED)
    if size > RATIO_FROM and size > MAX_RATIO * max(member.compress_size, 1):
        raise Hostile("The workbook is packed so densely that it looks like a trap. Save the sheet as CSV.")
    if "worksheets/" not in name and size > (MAX_STRINGS if "sharedstrings" in name else MAX_SMALL_PART):
        raise Hostile("A part of the workbook is larger than an import may use. Save the sheet as CSV and try again.")


class _Root(Exception):
    """The first element was reached: no DTD can follow."""


def _refuse_dtd(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    def doctype(*_: Any) -> None:
        raise Hostile("The workbook holds a document type declaration, which no spreadsheet needs. It was not read.")

    def root(*_: Any) -> None:
        raise _Root

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = doctype, root
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(65_536):
                parser.Parse(chunk, False)
    except _Root:
        return
    except expat.ExpatError:
        return  # broken XML is refused by the reader itself


def _xls(path: str) -> Sheets:
    import xlrd

    with open(path, "rb") as stream:
        if "EncryptedPackage".encode("utf-16-le") in stream.read(4 << 20):
            raise Hostile(ENCRYPTED)
    book = xlrd.open_workbook(path, on_demand=True, logfile=io.StringIO())
    names = book.sheet_names()
    sheets = [[name, *_xls_size(book, name)] for name in names]
    return sheets, {name: lambda name=name: _xls_rows(xlrd, book, name) for name in names}


def _xls_size(book: Any, name: str) -> list[int]:
    sheet = book.sheet_by_name(name)
    size = [sheet.nrows, sheet.ncols]
    book.unload_sheet(name)
    return size


def _xls_rows(xlrd: Any, book: Any, name: str) -> Iterator[list[Any]]:
    sheet = book.sheet_by_name(name)
    for number in range(sheet.nrows):
        yield [_xls_cell(xlrd, cell, book.datemode) for cell in sheet.row(number)]


def _xls_cell(xlrd: Any, cell: Any, datemode: int) -> Any:
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A")
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, datemode)
        except (ValueError, OverflowError, xlrd.XLDateError):
            return cell.value
        return moment.time() if cell.value < 1 else moment
    return cell.value


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
