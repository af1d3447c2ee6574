"""Files made to hurt: each is refused or harmless within 5 seconds and 512 MB, and raises nothing but a refusal."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tandem.core.errors import Refused
from tandem.evidence.reading import inspect, rows
from tandem.evidence.reading.tests.apart import within_limits
from tandem.evidence.reading.tests.conftest import Write, read
from tandem.evidence.reading.tests.hostile import FAMILIES, Hostile, cells, hostile_files, sheet, workbook


def test_a_good_workbook_is_read_as_text(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["id", "text", "when", "n"])
    book.active.append(["1", "slow", datetime(2024, 3, 1, 10, tzinfo=UTC).replace(tzinfo=None), 4.0])
    book.save(tmp_path / "a.xlsx")
    shape, found, _ = read(tmp_path / "a.xlsx")
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


REFUSED = """
laughs in the workbook|laughs in utf-16|a file asked for by a sheet|another machine asked for by a DTD|a sheet of 300 MB of nothing
ten thousand members|10,000 columns|10000 columns|200000 columns|a binary workbook|an open document|a letter|a locked workbook
a zip in a zip in a zip|an empty zip|a.pdf as a CSV|b.xls under its own name|a.exe as a CSV|a.gz as a CSV
a.csv as a CSV|NULs alone|nothing but line ends|a string without end|a number of a million digits|a hundred thousand fields
lists 1000000 deep|objects 1000000 deep|a comma too many|single quotes|cut off|two documents|noise 0
noise 1 after the start of a zip|noise 2 after the start of an old workbook|a workbook cut at 3 of 7
""".replace("\n", "|").strip("|").split("|")  # fmt: skip


def test_there_are_enough_hostile_files_and_each_tries_something_else():
    tried = [file.tries for file in hostile_files()]
    assert len(tried) == len(set(tried)) >= 150
    assert set(REFUSED) <= set(tried)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_hostile_files_are_refused_or_harmless_in_time_and_memory(
    tmp_path: Path, family: Callable[[], Iterator[Hostile]]
):
    tried, paths = [], []
    for number, file in enumerate(family()):
        (tmp_path / str(number)).mkdir()
        paths.append(tmp_path / str(number) / file.name)
        paths[-1].write_bytes(file.content)
        tried.append(file.tries)
    said = dict(zip(tried, within_limits(paths), strict=True))
    assert [tries for tries in said if tries in REFUSED and said[tries] == "read"] == []
    assert all(says == "read" or says.endswith((".", "?")) for says in said.values())


def test_a_cell_too_large_costs_its_row_and_the_next_is_read(write: Write):
    large = ("a cell of 3 MB", "a quoted cell of 3 MB", "a line of 30 MB")
    files = [file for file in cells() if file.tries in large]
    assert len(files) == 3
    for file in files:
        _, found, bad = read(write(file.content, file.name))
        assert found[-1].cells == ["3", "4"]
        assert len(bad) == 1
        assert "larger than" in bad[0].reason


def test_a_workbook_cut_short_is_refused(write: Write):
    whole = workbook()
    cut = [write(whole[: len(whole) * share // 20], f"{share}.xlsx") for share in range(1, 20)]
    assert "read" not in within_limits(cut)


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
