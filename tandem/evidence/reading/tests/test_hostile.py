"""Files made to hurt: each is refused or harmless within 5 seconds and 512 MB, and raises nothing but a refusal."""

import io
import json
import random
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tandem.core.errors import Refused
from tandem.evidence.reading import inspect, rows
from tandem.evidence.reading.tests.apart import within_limits
from tandem.evidence.reading.tests.conftest import Write, read

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + "]>"  # fmt: skip
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)
CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'


def workbook(**replaced: bytes | str) -> bytes:
    """A good small workbook with some parts replaced or added; names use `__` for `/` and `_x` for `.xml`."""
    plain = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["id", "text", "when", "n"])
    book.active.append(["1", "slow", datetime(2024, 3, 1, 10, tzinfo=UTC).replace(tzinfo=None), 4.0])
    book.save(plain)
    parts = {part.replace("__", "/").replace("_x", ".xml"): body for part, body in replaced.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name not in parts:
                made.writestr(name, source.read(name))
        for name, body in parts.items():
            made.writestr(name, body)
    return target.getvalue()


def sheet(inside: str, before: str = "") -> bytes:
    return workbook(xl__worksheets__sheet1_x=f'<?xml version="1.0"?>{before}' + SHEET.format(inside))


def test_a_good_workbook_is_read_as_text(write: Write):
    shape, found, _ = read(write(workbook(), "a.xlsx"))
    assert found[0].cells == ["1", "slow", "2024-03-01 10:00:00", "4"]
    assert (shape.sheets, [c.kind for c in shape.columns][2]) == (("Sheet",), "date")


def test_a_sheet_can_be_chosen_and_the_longest_is_the_default(write: Write, tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.title = "cover"
    book.active.append(["hello"])
    longer = book.create_sheet("data")
    for i in range(5):
        longer.append([f"h{i}", 2**60 + i, i % 2 == 0])
    book.save(tmp_path / "b.xlsx")
    shape, found, _ = read(tmp_path / "b.xlsx")
    assert (shape.sheet, shape.sheets, len(found)) == ("data", ("cover", "data"), 4)
    assert found[0].cells == ["h1", "1.15292150460685E+18", "FALSE"]
    assert inspect(tmp_path / "b.xlsx", sheet="cover").columns[0].name == "hello"
    with pytest.raises(Refused, match="no sheet"):
        inspect(tmp_path / "b.xlsx", sheet="nowhere")


REFUSED: dict[str, tuple[str, bytes]] = {
    "laughs in the workbook": ("DTD.xlsx", workbook(xl__workbook_x=f'<?xml version="1.0"?>{LAUGHS}<workbook>&j;</workbook>')),
    "laughs in a sheet": ("a.xlsx", sheet(f'<row r="1">{CELL.format("A1", "&amp;")}</row>', LAUGHS)),
    "laughs in utf-16": ("a.xlsx", workbook(xl__sharedStrings_x=f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}<sst/>'.encode("utf-16"))),
    "a part of 300 MB of nothing": ("a.xlsx", workbook(xl__worksheets__sheet1_x=bytes(300 << 20))),
    "ten thousand members": ("a.xlsx", workbook(**{f"x{i}.txt": b"" for i in range(10_000)})),
    "ten thousand columns": ("a.xlsx", sheet('<row r="1">' + "".join(CELL.format("A1", "x").replace('r="A1" ', "") for _ in range(10_000)) + "</row>")),
    "a binary workbook": ("a.xlsb", workbook(xl__workbook_bin=b"x").replace(b"workbook_bin", b"workbook.bin")),
    "an open document": ("a.ods", workbook(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
    "a document": ("a.docx", workbook(word__document_x=b"<x/>")),
    "xml cut off": ("a.xlsx", sheet("<row><c>").replace(b"PK\x05\x06", b"PK\x05\x07")),
    "not xml at all": ("a.xlsx", workbook(xl__workbook_x=b"hello")),
    "a web page": ("a.xls", b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table></html>"),
    "a spreadsheet in xml": ("a.xls", b"<?xml version='1.0'?><Workbook/>"),
    "an encrypted package": ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
    "gzip": ("a.csv", b"\x1f\x8b\x08" + bytes(50)),
    "a pdf": ("a.csv", b"%PDF-1.7 ..."),
    "nothing": ("a.csv", b""),
    "blank lines": ("a.csv", b"\n\n\n"),
    "ten thousand csv columns": ("a.csv", b",".join(b"c%d" % i for i in range(10_000)) + b"\n1,2\n"),
    "random bytes": ("a.csv", random.Random(1).randbytes(2 << 20)),
    "zeros": ("a.csv", bytes(1 << 20)),
    "a deep list": ("a.json", b"[" * 2_000_000),
    "a deep object": ("a.json", b'{"a":' * 500_000),
    "a string without end": ("a.json", b'["' + b"a" * (20 << 20)),
    "a number of a million digits": ("a.json", b"[" + b"9" * 1_000_000 + b"]"),
    "a hundred thousand fields": ("a.json", json.dumps([{f"k{i}": i for i in range(100_000)}]).encode()),
    "one line of json lines too deep": ("a.jsonl", b'{"a":' * 100_000 + b"\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_hostile_files_are_refused_in_time_and_memory(write: Write, case: str):
    name, body = REFUSED[case]
    (says,) = within_limits([write(body, name)])
    assert says != "read"
    assert says.endswith((".", "?"))


HARMLESS: dict[str, tuple[str, bytes]] = {
    "a cell of 3 MB": ("a.csv", b"a,b\n1," + b"x" * (3 << 20) + b"\n3,4\n"),
    "a quoted cell of 3 MB": ("a.csv", b'a,b\n1,"' + b"some words\n" * (300 << 10) + b'"\n3,4\n'),
    "a line of 30 MB": ("a.csv", b"a,b\n1,2\n" + b"x" * (30 << 20) + b"\n3,4\n"),
    "only quotes": ("a.csv", b"a,b\n" + b'"' * (4 << 20)),
    "a quote on every line": ("a.csv", b"a,b\n" + b'"x\n' * 300_000),
    "quotes everywhere": ("a.csv", b"a,b\n" + b'"x" y,"z"w"\n' * 50_000),
    "only delimiters": ("a.csv", b"a,b\n" + b"," * 500_000),
    "a wall of commas and quotes": ("a.csv", b"a,b\n" + b'",' * 500_000),
    "wide rows": ("a.csv", b"a,b\n" + (b"1," * 5_000 + b"\n") * 200),
    "nuls in every cell": ("a.csv", b"a,b\n" + b"\x00".join([b"some words"] * 3) + b",2\n" * 10),
    "escapes and controls": ("a.csv", b"a,b\n\x1b[31mred\x07,\x0b\x0c\n"),
    "a dense date": ("a.csv", b"date,b\n" + b"1" * 500_000 + b",x\n" * 3),
    "blank json": ("a.json", b"[" + b" " * (8 << 20) + b"]"),
    "many small values": ("a.json", b"[" + b"1," * 100_000 + b"1]"),
    "an object that repeats a name": ("a.json", b'{"a":1,' * 1 + b'"a":2,' * 10_000 + b'"a":3}'),
    "a row numbered two billion": ("a.xlsx", sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="2000000000"><c><v>1</v></c></row>')),
    "a dimension that lies": ("a.xlsx", workbook(xl__worksheets__sheet1_x=SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row>').replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>', 1))),
    "a cell far to the right": ("a.xlsx", sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
    "a cell nowhere": ("a.xlsx", sheet('<row r="1"><c r="ZZZZZZZZ9"><v>1</v></c></row>')),
    "a shared string that is not there": ("a.xlsx", sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')),
    "a date in the year a million": ("a.xlsx", sheet('<row r="1"><c r="A1" s="1"><v>99999999999</v></c></row>')),
    "nested xml": ("a.xlsx", sheet("<a>" * 20_000 + "</a>" * 20_000)),
    "a cell of 20 MB": ("a.xlsx", sheet(f'<row r="1">{CELL.format("A1", "".join(map(str, range(3_000_000))))}</row>')),
}  # fmt: skip


@pytest.mark.parametrize("case", HARMLESS)
def test_hostile_files_are_refused_or_harmless_in_time_and_memory(write: Write, case: str):
    name, body = HARMLESS[case]
    assert within_limits([write(body, name)])


def test_a_cell_too_large_costs_its_row_and_the_next_is_read(write: Write):
    for case in ("a cell of 3 MB", "a quoted cell of 3 MB", "a line of 30 MB"):
        name, body = HARMLESS[case]
        _, found, bad = read(write(body, name))
        assert found[-1].cells == ["3", "4"]
        assert len(bad) == 1
        assert "larger than" in bad[0].reason


def test_a_workbook_cut_short_is_refused(write: Write):
    whole = workbook()
    cut = [write(whole[: len(whole) * share // 20], f"{share}.xlsx") for share in range(1, 20)]
    assert "read" not in within_limits(cut)


def test_a_workbook_with_flipped_bytes_is_read_or_refused(write: Write):
    whole, flipped = workbook(), []
    for seed in range(30):
        body, chance = bytearray(whole), random.Random(seed)
        for _ in range(chance.randrange(1, 40)):
            body[chance.randrange(4, len(body))] = chance.randrange(256)
        flipped.append(write(bytes(body), f"{seed}.xlsx"))
    assert len(within_limits(flipped)) == 30


def test_noise_after_a_true_beginning_is_refused(write: Write):
    starts = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08\x10\x00\x00\x06\x05\x00")
    noisy = [
        write(start + random.Random(seed).randbytes(4_000), f"{seed}-{at}.xls")
        for seed in range(10)
        for at, start in enumerate(starts)
    ]
    assert "read" not in within_limits(noisy)


def test_a_reader_that_stops_early_leaves_no_child_behind(write: Write, monkeypatch: pytest.MonkeyPatch):
    children: list[subprocess.Popen[bytes]] = []

    class Child(subprocess.Popen[bytes]):
        def __init__(self, *told: Any, **how: Any) -> None:
            super().__init__(*told, **how)
            children.append(self)

    many = "".join(f'<row r="{i}"><c r="A{i}"><v>{i}</v></c></row>' for i in range(1, 60_000))
    path = write(sheet(many), "a.xlsx")
    monkeypatch.setattr(subprocess, "Popen", Child)
    stream = rows(path, inspect(path))
    assert next(stream).cells == ["2"]
    assert children[-1].poll() is None
    stream.close()
    assert all(child.poll() is not None for child in children)
