"""Real exports and torture files from the pile: right rows or a refusal, never another exception."""



import csv
import json
import random
from datetime import date
from pathlib import Path

import pytest

from tandem.core.errors import Refused
from tandem.evidence.reading import DateReader, guess_mapping, inspect
from tandem.evidence.reading.tests.conftest import PILE, Write, outcome, read

pytestmark = pytest.mark.data
SUITE = sorted((PILE / "messy" / "json_suite").glob("*.json"))
SPECTRUM = sorted((PILE / "messy" / "csv_spectrum").glob("csvs__*.csv"))
WRONG_TWIN = {"location_coordinates", "newlines_crlf"}  # their JSON holds other values than their CSV


def test_every_file_of_the_pile_is_read_or_refused(pile: Path):
    for path in sorted(p for p in pile.rglob("*") if p.is_file()):
        assert outcome(path), path


def test_every_export_of_the_manifest_has_its_rows(pile: Path):
    with (pile / "manifest.csv").open(newline="") as stream:
        listed = [line for line in csv.DictReader(stream) if line["rows"].isdigit() and line["file"].endswith("csv")]
    assert len(listed) > 50
    for line in listed:
        if not line["file"].startswith("messy/") and "usability" not in line["file"]:
            _, found, bad = read(pile / line["file"])
            assert (len(found), bad) == (int(line["rows"]), []), line["file"]


@pytest.mark.parametrize("path", SUITE, ids=lambda path: path.stem)
def test_the_json_suite_is_accepted_and_refused_as_it_says(path: Path):
    said = outcome(path)
    if path.name.startswith("y_"):
        assert said == "read"
        assert not read(path)[2]
    elif path.name.startswith("n_"):
        assert said != "read"
        assert said.endswith(".")
    else:
        assert said


@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_csv_spectrum_gives_what_its_json_says(path: Path):
    stem = path.stem.removeprefix("csvs__")
    shape, found, bad = read(path)
    assert not bad
    if stem in WRONG_TWIN:
        assert found
        return
    expected = json.loads(path.with_name(f"json__{stem}.json").read_text())
    assert [shape.named(row) for row in found] == (expected if isinstance(expected, list) else [expected])


@pytest.mark.parametrize(
    ("twin", "name"),
    [("test_utf16_big.csv", "b"), ("test_utf16_little.csv", "b"), ("test_utf8_bom.csv", "b"), ("test_utf8.csv", "b")],
)
def test_csvkit_encodings_all_give_the_same_letters(pile: Path, twin: str, name: str):
    assert [row.cells for row in read(pile / "messy" / "csvkit" / twin)[1]] == [["1", "2", "3"], ["4", "5", "ʤ"]]


def test_csvkit_workbooks_and_odd_layouts_give_the_right_cells(pile: Path):
    kit = pile / "messy" / "csvkit"
    for name in ("dummy.xlsx", "dummy.xls", "dummy.tsv", "sniff_limit.csv", "test_skip_lines.csv"):
        assert [row.cells for row in read(kit / name)[1]] == [["1", "2", "3"]], name
    assert read(kit / "test_latin1.csv")[1][1].cells == ["4", "5", "©"]
    assert inspect(kit / "sheets.xls").sheets == ("not this one", "data", "ʤ")
    assert read(kit / "sheets.xls", sheet="ʤ")[1][0].cells == ["1", "2", "3"]
    assert [row.number for row in read(kit / "bad.csv")[2]] == [2]
    assert read(kit / "test.xls")[1][0].cells[1] == read(kit / "test.xlsx")[1][0].cells[1] == "1971-01-01"


def test_naughty_strings_come_back_letter_by_letter(pile: Path, write: Write, tmp_path: Path):
    naughty = [text for text in json.loads((pile / "messy" / "blns.json").read_text()) if text.strip()]
    with (tmp_path / "n.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([["n", "text"], *([str(i), text] for i, text in enumerate(naughty))])
    assert [row.cells[1] for row in read(tmp_path / "n.csv")[1]] == [text.replace("\0", "") for text in naughty]
    assert len(read(pile / "messy" / "blns.json")[1]) == len(json.loads((pile / "messy" / "blns.json").read_text()))


def test_formula_payloads_are_kept_as_they_are(pile: Path):
    path = pile / "messy" / "csv_formula_injection.csv"
    with path.open(newline="") as stream:
        assert [row.cells for row in read(path)[1]] == list(csv.reader(stream))[1:]


@pytest.mark.parametrize(
    ("name", "count", "target", "fields"),
    [
        ("support/banking77/train.csv", 10_003, "note", {"body", "tags"}),
        ("app_reviews/googleplay_4class.csv", 3_712, "note", {"body", "tags", "external_id"}),
        ("app_reviews/appstore_testflight_reviews.xlsx", 5_566, "note", {"body", "title", "rating", "created_at"}),
        ("feedback/jira_export_hadoop_bugs.csv", 2_503, "feature", {"title", "body", "external_id", "created_at"}),
        ("surveys/jupyter_notebook_ux_2015_surveygizmo.csv", 1_706, "note", {"created_at", "status"}),
        ("crm/maven_pipeline/sales_pipeline.csv", 8_800, "deal", {"crm_id", "company", "amount", "close_date", "stage"}),
        ("crm/maven_pipeline/data_model.xlsx", 8_800, "deal", {"crm_id", "company", "amount", "close_date", "stage"}),
    ],
)  # fmt: skip
def test_real_exports_give_all_their_rows_and_a_mapping(
    pile: Path, name: str, count: int, target: str, fields: set[str]
):
    shape, found, bad = read(pile / name)
    assert (len(found), bad) == (count, [])
    assert fields <= set(guess_mapping(shape.columns, target))


@pytest.mark.parametrize(
    ("name", "header", "order"),
    [
        ("crm/maven_pipeline/sales_pipeline.csv", "engage_date", "dmy"),
        ("app_reviews/appstore_notes_apps_6products.csv", "Date", "mdy"),
        ("support/airline_tweets_usairways_delta.csv", "tweet_created", "mdy"),
    ],
)
def test_the_date_order_of_real_columns_is_settled_and_every_date_read(pile: Path, name: str, header: str, order: str):
    shape, found, _ = read(pile / name)
    assert not shape.questions
    position = next(c.position for c in shape.columns if c.header == header)
    cells = [shape.value(row, position) for row in found]
    reader = DateReader.decide(cells)
    assert isinstance(reader, DateReader)
    assert reader.order == order
    today = date(2025, 11, 1)
    assert not [cell for cell in cells if cell and not reader.read(cell, today=today).at]


def test_old_workbooks_with_flipped_bytes_are_read_or_refused(pile: Path, write: Write):
    whole = (pile / "messy" / "csvkit" / "test.xls").read_bytes()
    for seed in range(12):
        broken, chance = bytearray(whole), random.Random(seed)
        for _ in range(60):
            broken[chance.randrange(8, len(broken))] = chance.randrange(256)
        assert outcome(write(bytes(broken), "a.xls"))
        cut = len(whole) * (seed + 1) // 14
        with pytest.raises(Refused):
            read(write(whole[: min(cut, 4_000)], "b.xls"))
