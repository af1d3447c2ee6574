"""Slides: text boxes and tables as PPTX, and their twins as PDF and as one picture.

Every text goes in as a value, never as markup, whatever it holds.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from tandem.paper.pdf import typeset

INK, GRAY, WHITE, TINT = (
    RGBColor.from_string(one)  # type: ignore[no-untyped-call]
    for one in ("23252B", "585C65", "FFFFFF", "EFEDE6")
)
WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.5  # inches
ACROSS = WIDTH - 2 * MARGIN
ROWS, TALL = 14, 0.4  # rows of a table on one slide, and how tall each is
LETTERS = 25  # about how many letters of a table's size two lines of one inch hold
Box = tuple[int, int, int, int]
Text = tuple[str, int, bool]

# What is told comes in as JSON and is set as text; nothing of it is read as Typst.
PAGES = """
#let told = json(bytes(sys.inputs.at("told")))
#let size = if told.picture { (height: auto) } else { (height: 19.05cm) }
#set page(width: 33.867cm, ..size, margin: (x: 1.27cm, y: 1cm))
#set text(size: 9pt, fill: rgb("#23252b"), lang: "en")
#for (at, slide) in told.slides.enumerate() [
  #if at > 0 { pagebreak() }
  #text(size: 24pt, weight: 600, slide.title) \\
  #text(size: 11pt, fill: rgb("#585c65"), slide.says)
  #table(
    columns: slide.widths.map(one => one * 1fr), stroke: none, inset: (x: 5pt, y: 6pt), align: horizon + left,
    fill: (_, y) => if y == 0 { rgb("#23252b") } else if slide.rows.at(y - 1).head { rgb("#efede6") },
    table.header(..slide.heads.map(one => text(fill: white, weight: 600, one))),
    ..slide.rows.map(row => row.cells.map(one => text(weight: if row.head { 600 } else { 400 }, one))).flatten(),
  )
  #text(fill: rgb("#585c65"), slide.foot)
]
"""


@dataclass(frozen=True)
class Row:
    """A row of a table; one that is a head stands over those that follow it."""

    cells: tuple[str, ...]
    is_head: bool = False


@dataclass(frozen=True)
class Slide:
    """A title, a line under it, and a table; `widths` say how its columns share the room."""

    title: str
    says: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    foot: str = ""

    def fitted(self) -> list[Row]:
        """Its rows with each text as long as its cell holds on two lines."""
        room = [int(one / sum(self.widths) * ACROSS * LETTERS) for one in self.widths]
        return [Row(tuple(map(_cut, row.cells, room)), row.is_head) for row in self.rows]


def spread(rows: Sequence[Row], most: int = ROWS) -> list[tuple[Row, ...]]:
    """The rows on as many slides as they need. A head never stands last on one, and what goes on stands under its head
    again.
    """
    slides: list[list[Row]] = [[]]
    head: Row | None = None
    for row in rows:
        head = row if row.is_head else head
        if slides[-1] and len(slides[-1]) + row.is_head >= most:
            again = Row((f"{head.cells[0]}, continued", *("" for _ in head.cells[1:])), True) if head else None
            slides.append([again] if again and not row.is_head else [])
        slides[-1].append(row)
    return [tuple(one) for one in slides]


def as_pptx(slides: Sequence[Slide]) -> bytes:
    """Slides whose tables can be changed where they are pasted."""
    deck = new_deck()
    for one in slides:
        page = deck.slides.add_slide(deck.slide_layouts[6])
        write(page, _box(MARGIN, 0.3, ACROSS, 0.9), [(one.title, 26, True), (one.says, 12, False)])
        _lay_out(page, one)
        if one.foot:
            write(page, _box(MARGIN, HEIGHT - 0.45, ACROSS, 0.35), [(one.foot, 10, False)])
    return saved(deck)


def as_pdf(slides: Sequence[Slide]) -> bytes:
    return typeset(PAGES, {"picture": False, "slides": [_told(one) for one in slides]}, "pdf")


def as_png(slides: Sequence[Slide]) -> bytes:
    """All of them as one picture: the first one's words with the rows of all."""
    whole = [row for one in slides for row in _told(one)["rows"]]
    return typeset(PAGES, {"picture": True, "slides": [{**_told(slides[0]), "rows": whole, "foot": ""}]}, "png")


def new_deck() -> Any:
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    return deck


def saved(deck: Any) -> bytes:
    kept = io.BytesIO()
    deck.save(kept)
    return kept.getvalue()


def write(slide: Any, box: Box, paragraphs: Sequence[Text]) -> None:
    """A box of paragraphs: each its words, its size, and whether it is bold."""
    frame = slide.shapes.add_textbox(*box).text_frame
    frame.word_wrap = True
    for place, (text, size, is_head) in enumerate(paragraphs):
        line = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = line.add_run()
        run.text = printable(text)
        run.font.size, run.font.bold = Pt(size), is_head
        run.font.color.rgb = INK if is_head else GRAY


def printable(text: str) -> str:
    """Without signs that a file of XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or (sign.isprintable() and not "\ud800" <= sign <= "\udfff"))


def _lay_out(page: Any, slide: Slide) -> None:
    """The table: a dark head, tinted rows over their groups, the others plain."""
    rows = [Row(slide.heads), *slide.fitted()]
    box = _box(MARGIN, 1.2, ACROSS, TALL * len(rows))
    table = page.shapes.add_table(len(rows), len(slide.heads), *box).table
    table.horz_banding = False
    for column, width in zip(table.columns, slide.widths, strict=True):
        column.width = Inches(width / sum(slide.widths) * ACROSS)
    for at, row in enumerate(rows):
        table.rows[at].height = Inches(TALL)
        for column, text in enumerate(row.cells):
            fill = INK if at == 0 else TINT if row.is_head else WHITE
            _fill(table.cell(at, column), text, fill, is_bold=at == 0 or row.is_head)


def _fill(cell: Any, text: str, fill: Any, *, is_bold: bool) -> None:
    cell.fill.solid()
    cell.fill.fore_color.rgb = fill
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.margin_left = cell.margin_right = Inches(0.06)
    line = cell.text_frame.paragraphs[0]
    line.alignment = PP_ALIGN.LEFT
    run = line.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(10), is_bold
    run.font.color.rgb = WHITE if fill == INK else INK


def _told(slide: Slide) -> dict[str, Any]:
    rows = [{"cells": row.cells, "head": row.is_head} for row in slide.fitted()]
    return {
        "title": printable(slide.title), "says": printable(slide.says), "heads": list(slide.heads),
        "widths": list(slide.widths), "rows": rows, "foot": printable(slide.foot),
    }  # fmt: skip


def _box(left: float, top: float, width: float, height: float) -> Box:
    return Emu(Inches(left)), Emu(Inches(top)), Emu(Inches(width)), Emu(Inches(height))


def _cut(text: str, most: int) -> str:
    line = " ".join(printable(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
