"""Zip archives: what is in them is read like files, and what wants to harm is refused with a sentence."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tandem.core.errors import Refused
from tandem.evidence.reading import inspect, table_name
from tandem.evidence.reading.archive import members_of, unpacked
from tandem.evidence.reading.tests.conftest import Write, read

CSV = "id,text\n1,The export is slow\n2,I love it\n"


def packed(*files: tuple[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_is_read_as_a_workbook_whose_sheets_are_files(write: Write) -> None:
    path = write(packed(("one.csv", CSV), ("sub/two.csv", CSV + "3,More\n"), ("__MACOSX/x.csv", CSV)), "export.zip")
    shape, rows, bad = read(path)
    assert (shape.sheets, shape.sheet, len(rows), bad) == (("one.csv", "sub/two.csv"), "sub/two.csv", 3, [])
    assert any("2 files" in said for said in shape.warnings)
    assert len(read(path, sheet="one.csv")[1]) == 2
    with pytest.raises(Refused, match="no file of that name"):
        inspect(path, sheet="three.csv")


def test_the_first_bytes_of_members_are_enough_to_look_at_them(write: Write) -> None:
    path = write(packed(("one.csv", CSV * 1000)), "export.zip")
    with unpacked(path, ["one.csv"], first=100) as files:
        assert files["one.csv"].stat().st_size == 100
        folder = files["one.csv"].parent
    assert not folder.exists()


def encrypted() -> bytes:
    made = bytearray(packed(("one.csv", CSV)))
    at = made.index(b"PK\x01\x02") + 8
    made[at] |= 1
    return bytes(made)


def lying() -> bytes:
    """A member that is larger than it says."""
    made = bytearray(packed(("one.csv", CSV * 50_000)))
    at = made.index(b"PK\x01\x02") + 24
    made[at : at + 4] = struct.pack("<I", 40)
    return bytes(made)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (lambda: packed(("one.csv", b"a,b\n" * 12_000_000)), "looks like a trap"),
    "too many": (lambda: packed(*((f"{n}.csv", "a") for n in range(2_001))), "unpacks to more"),
    "a way out": (lambda: packed(("../one.csv", CSV)), "outside"),
    "a way to the root": (lambda: packed(("/etc/one.csv", CSV)), "outside"),
    "an archive inside": (lambda: packed(("inner.zip", packed(("one.csv", CSV)))), "holds another archive"),
    "a password": (encrypted, "password"),
    "nothing to read": (lambda: packed(("one.exe", "MZ")), "no CSV, TSV, JSON or text"),
    "cut off": (lambda: packed(("one.csv", CSV))[:-30], "damaged"),
    "a wrong size": (lying, "damaged"),
    "a workbook": (lambda: packed(("[Content_Types].xml", "<x/>"), ("xl/one.xml", "<x/>")), "workbook"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_archive_that_wants_to_harm_is_refused(write: Write, name: str) -> None:
    made, sentence = HOSTILE[name]
    with pytest.raises(Refused, match=sentence):
        inspect(write(made(), "export.zip"))


def test_a_file_inside_in_a_wrong_encoding_is_read_or_refused_like_any_other(write: Write) -> None:
    path = write(packed(("one.csv", "id,text\n1,caf\xe9\n".encode("latin-1"))), "export.zip")
    assert read(path)[1][0].cells == ["1", "café"]
    with pytest.raises(Refused, match="valid JSON"):
        inspect(write(packed(("one.json", b'{"a": NaN}')), "export.zip"))


def test_members_are_tables_by_their_names(tmp_path: Path) -> None:
    names = ("export/sf_opportunity_data.csv", "Users.csv", "conversation_part_history_data.csv", "companies.json")
    assert [table_name(name) for name in names] == ["opportunity", "user", "conversation_part", "company"]
    assert table_name("address.csv") == "address"
    place = tmp_path / "none.zip"
    place.write_bytes(b"PK\x03\x04 and nothing else")
    with pytest.raises(Refused):
        members_of(place)
