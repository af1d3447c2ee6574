"""Slides: rows that go on over several, heads that go with them, and words that stay words."""

from __future__ import annotations

import io

from pptx import Presentation

from tandem.paper.slides import Row, Slide, as_pdf, as_png, as_pptx, spread

HOSTILE = '#read("/etc/passwd") *b* \x00\ud800 =1+1 ' + "long " * 80


def test_a_head_goes_with_its_rows_and_is_said_again() -> None:
    rows = [Row(("A", "2"), True), *[Row((str(at), "")) for at in range(5)], Row(("B", "1"), True), Row(("b", ""))]
    pages = [[row.cells[0] for row in page] for page in spread(rows, 4)]
    assert pages == [["A", "0", "1", "2"], ["A, continued", "3", "4"], ["B", "b"]]
    assert [[row.cells[0] for row in page] for page in spread([Row(("x",))] * 3, 2)] == [["x", "x"], ["x"]]
    assert spread([]) == [()]


def test_words_are_text_in_every_file_and_fit_their_cells() -> None:
    slides = [Slide(HOSTILE, HOSTILE, ("One", "Two"), (1, 2), (Row((HOSTILE, "=1+1"), True),), "1 of 1")]
    page = Presentation(io.BytesIO(as_pptx(slides))).slides[0]
    table = next(shape.table for shape in page.shapes if shape.has_table)
    assert table.cell(1, 0).text.startswith('#read("/etc/passwd") *b* =1+1 long')
    assert table.cell(1, 0).text.endswith("…")
    assert as_pdf(slides).startswith(b"%PDF")
    assert as_png(slides * 2).startswith(b"\x89PNG")
    assert as_pdf([Slide("Empty", "", ("One",), (1,), ())]).startswith(b"%PDF")
