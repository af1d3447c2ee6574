"""Delimited files: encodings, delimiters, quotes, headers, ragged rows and footers."""

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.core.errors import Refused
from tandem.evidence.reading import Shape, inspect, rows
from tandem.evidence.reading.delimited import Records
from tandem.evidence.reading.tests.conftest import Write, outcome, read


def cells(path, **asked):
    return [row.cells for row in read(path, **asked)[1]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_gives_the_same_rows(write: Write, encoding: str):
    path = write("title,text\nÄrger,日本語 – ok\n".encode(encoding))
    assert cells(path) == [["Ärger", "日本語 – ok"]]


def test_a_guessed_encoding_is_said_in_a_warning(write: Write):
    shape, found, _ = read(write("name,text\nZoë,café\n".encode("cp1252")))
    assert found[0].cells == ["Zoë", "café"]
    assert "cp1252" in shape.warnings[0]


def test_western_letters_are_not_read_as_those_of_other_alphabets(write: Write) -> None:
    western = "Ångström;Très bien — l’export échoue à chaque fois;Schöne Oberfläche, größer;Übernahme"
    assert read(write(f"text;a;b;c\n{western}\n".encode("cp1252")))[0].encoding == "cp1252"
    czech = "Příliš žluťoučký kůň úpěl ďábelské ódy;Měsíční závěrka trvá příliš dlouho;Účetní;Děkuji"
    assert read(write(f"text;a;b;c\n{czech}\n".encode("cp1250")))[0].encoding == "cp1250"


def test_a_longer_text_in_another_alphabet_is_detected(write: Write):
    text = "имя,текст\n" + "Анна,Нам очень нужен экспорт отчётов каждый месяц\n" * 40
    assert cells(write(text.encode("koi8-r")))[0] == ["Анна", "Нам очень нужен экспорт отчётов каждый месяц"]


def test_bytes_that_break_the_stated_encoding_are_refused_not_replaced(write: Write):
    with pytest.raises(Refused, match="UTF-8"):
        inspect(write(b"a,b\n1,\xff\n"), encoding="utf-8")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_with_quotes_respected(write: Write, delimiter: str):
    path = write(f'a{delimiter}b{delimiter}c\n1{delimiter}"x{delimiter}y; z, w"{delimiter}3\n' * 3)
    assert cells(path)[0] == ["1", f"x{delimiter}y; z, w", "3"]


def test_a_delimiter_of_several_characters_can_be_asked_for(write: Write):
    path = write('a******b\n1******"x******y"\n')
    assert cells(path, delimiter="******") == [["1", "x******y"]]


def test_lone_carriage_returns_end_lines_and_stay_inside_quotes(write: Write):
    assert cells(write('a,b\r1,2\r"x\ry",4\r')) == [["1", "2"], ["x\ry", "4"]]


def test_short_rows_are_padded_and_long_rows_refused_without_shifting(write: Write):
    _, found, bad = read(write("a,b,c\n1\n1,2,3,4\n5,6,7,,\n"))
    assert [row.cells for row in found] == [["1", "", ""], ["5", "6", "7"]]
    assert [(row.number, row.reason) for row in bad] == [(3, "The row has 4 cells and the header 3.")]
    assert bad[0].raw == "1,2,3,4"


def test_a_quote_inside_a_quoted_cell_is_mended_and_said(write: Write):
    shape, found, _ = read(write('a,b,c\n1,"more "stuff"  Tuck it",3\n4,5,6\n'))
    assert found[0].cells == ["1", 'more "stuff"  Tuck it', "3"]
    assert found[0].repaired
    assert not found[1].repaired
    assert "mended" in shape.warnings[0]


def test_a_mended_cell_may_run_over_several_lines(write: Write):
    _, found, _ = read(write('a,b\n"say "hi" now\nand go",2\n3,4\n'))
    assert [row.cells for row in found] == [['say "hi" now\nand go', "2"], ["3", "4"]]


def test_a_cell_that_only_begins_with_a_quoted_word_does_not_swallow_the_next_line(write: Write):
    _, found, _ = read(write('a,b,c\n"Great" app,works,5\n"ok",4,1\n'))
    assert [row.cells for row in found] == [['"Great" app', "works", "5"], ["ok", "4", "1"]]


def test_a_quote_that_never_closes_costs_one_row_and_not_the_file(write: Write):
    _, found, bad = read(write('a,b\n1,2\n3,"open\n5,6\n7,8\n'))
    assert found[0].cells == ["1", "2"]
    assert [row.cells for row in found[-2:]] == [["5", "6"], ["7", "8"]]
    assert len(found) + len(bad) == 4


def test_nul_characters_are_left_out_and_said(write: Write):
    shape, found, _ = read(write(b"a,b\n1\x00,2\n"))
    assert found[0].cells == ["1", "2"]
    assert "NUL" in " ".join(shape.warnings)


def test_titles_and_blank_rows_above_the_header_are_passed_over(write: Write):
    shape, found, _ = read(write("Feedback report,,\n\n,,\nid,text,who\n1,slow,ann\n2,fast,bob\n"))
    assert (shape.header_row, [c.name for c in shape.columns]) == (4, ["id", "text", "who"])
    assert [row.number for row in found] == [5, 6]


def test_the_header_row_can_be_set_and_denied(write: Write):
    path = write("1,2\n3,4\n")
    assert inspect(path).questions[0].kind == "header"
    shape, found, _ = read(path, header_row=0)
    assert [c.name for c in shape.columns] == ["Column 1", "Column 2"]
    assert len(found) == 2


def test_repeated_headers_keep_their_place_and_can_be_joined(write: Write):
    shape, found, _ = read(write("id,Comment,Labels,Comment\n1,first,x,second\n2,,y,only\n"))
    assert [c.name for c in shape.columns] == ["id", "Comment", "Labels", "Comment (2)"]
    assert shape.named(found[0]) == {"id": "1", "Comment": ["first", "second"], "Labels": "x"}
    assert shape.named(found[1])["Comment"] == ["only"]


def test_a_report_footer_is_skipped_and_counted(write: Write):
    footer = '\n\n"Opportunity Report"\n"Copyright (c) 2000-2024 salesforce.com, inc. All rights reserved."\n"Acme"\n'
    footer += '"Confidential Information - Do Not Distribute"\n"Generated By:  Ann  1/2/2024 3:00 PM"\n'
    _, found, bad = read(write('"Name","Stage","Amount"\n"Big deal","Won","10"\n' + footer))
    assert [row.cells for row in found] == [["Big deal", "Won", "10"]]
    assert len(bad) == 5
    assert all(row.skipped for row in bad)


def test_a_short_last_row_without_footer_words_stays_a_row(write: Write):
    _, found, bad = read(write("a,b,c\n1,2,3\nlast\n"))
    assert [row.cells for row in found] == [["1", "2", "3"], ["last", "", ""]]
    assert not bad


def test_a_header_met_again_in_the_middle_is_skipped(write: Write):
    _, found, bad = read(write("a,b\n1,2\na,b\n3,4\n"))
    assert len(found) == 2
    assert [row.skipped for row in bad] == [True]


def test_a_transcript_is_not_a_table(write: Write):
    lines = "".join(f"{'um, ' * (i % 7)}so we said{', well' * (i % 5)}.\n" for i in range(40))
    with pytest.raises(Refused, match="columns"):
        inspect(write(lines, "talk.txt"))


def test_formulas_are_kept_as_they_are(write: Write):
    assert cells(write("a,b\n=1+1,@x\n")) == [["=1+1", "@x"]]


def test_column_kinds_are_guessed_from_what_the_cells_hold(write: Write):
    head = "id,when,mail,page,stars,text\n"
    line = "n{0},2024-03-0{0},u{0}@acme.example,https://acme.example/{0},{0},some words here {0}\n"
    shape = inspect(write(head + "".join(line.format(i) for i in range(1, 9))))
    assert [c.kind for c in shape.columns] == ["id", "date", "email", "url", "number", "text"]


def test_an_undecided_date_column_becomes_a_question(write: Write):
    shape = inspect(write("date,text\n01/02/2024,a\n03/04/2024,b\n"))
    assert [(q.kind, q.column, [value for value, _ in q.choices]) for q in shape.questions] == [
        ("date_order", 0, ["dmy", "mdy"])
    ]


def test_a_shape_survives_being_stored_as_json(write: Write):
    path = write("date,text,text\n01/02/2024,a,b\n")
    shape = inspect(path)
    again = Shape.from_json(json.loads(json.dumps(shape.as_json())))
    assert again == shape
    assert list(rows(path, again)) == list(rows(path, shape))


def test_wrecked_ids_are_warned_about(write: Write):
    assert "lost their digits" in " ".join(inspect(write("tweet id,text\n5.70306E+17,hello\n")).warnings)


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\x1f"), max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(text, min_size=3, max_size=3), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_wrote_is_read_back_unchanged(table: list[list[str]], delimiter: str):
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(table)
    written.seek(0)
    found = list(Records(written, delimiter, 3))
    assert [record.cells for record in found] == table
    assert not any(record.mended or record.reason for record in found)


@settings(max_examples=400, deadline=None)
@given(st.text('a",;\n\r x1', max_size=60))
def test_no_arrangement_of_quotes_loses_a_line_or_raises(body: str):
    records = list(Records(io.StringIO(body, newline=""), ",", 3))
    assert [record.number for record in records] == sorted({record.number for record in records})
    letters = sum(cell.count("a") for r in records for cell in r.cells) + sum(r.raw.count("a") for r in records)
    assert letters == body.count("a")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.json", "x.txt", "x.jsonl", "x.tsv"]))
def test_any_bytes_are_read_or_refused(write: Write, body: bytes, name: str):
    if not body.startswith((b"PK", b"\xd0\xcf")):
        assert outcome(write(body, name))
