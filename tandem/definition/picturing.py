"""A roadmap as a file: CSV, slides, PDF or a picture. Names go in as values, never as markup, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pptx.util import Emu, Inches

from tandem.definition.roadmaps import Column, Entry
from tandem.paper.pdf import typeset
from tandem.paper.slides import new_deck, printable, saved, write
from tandem.ui.sheets import csv_bytes

MOST_ON_PAPER = 40  # entries of a column; the others are counted
ACROSS = 4  # columns side by side on a slide or a page
HEADS = ("Column", "Number", "Name", "When", "Confidence", "Text")

# Everything that is told comes in as JSON and is set as text; nothing of it is read as Typst.
PAGE = """
#let told = json(bytes(sys.inputs.at("told")))
#set page(..if told.picture { (width: 29.7cm, height: auto) } else { (paper: "a4", flipped: true) }, margin: 1.4cm)
#set text(size: 9pt, fill: rgb("#23252b"), lang: "en")
#text(size: 20pt, weight: 600, told.title) \\
#text(fill: rgb("#585c65"), told.says)
#for row in told.rows [
  #v(6pt)
  #grid(columns: (1fr,) * row.len(), column-gutter: 10pt, ..row.map(column => [
    #text(size: 12pt, weight: 600, column.label) #h(4pt) #text(fill: rgb("#585c65"), column.count)
    #for one in column.entries {
      block(width: 100%, inset: 7pt, radius: 4pt, stroke: .6pt + rgb("#cfcbc0"), spacing: 5pt, breakable: false)[
        #text(weight: 600, one.name) \\ #text(fill: rgb("#585c65"), one.says)
        #if one.text != "" [ \\ #one.text ]
      ]
    }
    #if column.more != "" { text(fill: rgb("#585c65"), column.more) }
  ]))
]
"""


@dataclass(frozen=True)
class Sheet:
    """What a file tells: a title, a line under it, and columns."""

    title: str
    says: str
    columns: Sequence[Column]

    def rows(self) -> list[Sequence[Column]]:
        """As many columns beside each other as fit."""
        return [self.columns[at : at + ACROSS] for at in range(0, len(self.columns), ACROSS)]


def as_csv(sheet: Sheet) -> bytes:
    """One line for each entry; what a spreadsheet would take for a formula is made harmless."""
    entries = ((column.label, one) for column in sheet.columns for one in column.entries)
    rows = ([label, one.mark, one.name, one.when, one.confidence, one.text] for label, one in entries)
    return csv_bytes(HEADS, rows)


def as_pdf(sheet: Sheet) -> bytes:
    return _set(sheet, "pdf")


def as_png(sheet: Sheet) -> bytes:
    return _set(sheet, "png")


def as_pptx(sheet: Sheet) -> bytes:
    """A slide for every few columns, each entry a paragraph."""
    deck = new_deck()
    for columns in sheet.rows() or [()]:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        write(
            slide,
            (Inches(0.5), Inches(0.3), Inches(12.3), Inches(1)),
            [(sheet.title, 28, True), (sheet.says, 12, False)],
        )
        width = Emu(int(Inches(12.3) / max(len(columns), 1)))
        for place, column in enumerate(columns):
            box = (Emu(Inches(0.5) + place * width), Inches(1.4), Emu(width - Inches(0.2)), Inches(5.8))
            write(slide, box, list(_paragraphs(column)))
    return saved(deck)


def _paragraphs(column: Column, most: int = 12) -> Iterable[tuple[str, int, bool]]:
    yield f"{column.label} ({column.count:,})", 16, True
    for one in column.entries[:most]:
        yield one.name, 12, True
        yield _says(one), 10, False
    if left := _left(column, most):
        yield left, 10, False


def _set(sheet: Sheet, form: Literal["pdf", "png"]) -> bytes:
    told = {
        "title": printable(sheet.title), "says": printable(sheet.says), "picture": form == "png",
        "rows": [[_column(one) for one in row] for row in sheet.rows()],
    }  # fmt: skip
    return typeset(PAGE, told, form)


def _column(column: Column) -> dict[str, object]:
    entries = [
        {"name": printable(one.name), "says": printable(_says(one)), "text": printable(one.text)}
        for one in column.entries[:MOST_ON_PAPER]
    ]
    left = _left(column, MOST_ON_PAPER)
    return {"label": printable(column.label), "count": f"{column.count:,}", "entries": entries, "more": left}


def _says(one: Entry) -> str:
    return one.says or " · ".join(part for part in (one.when, one.confidence) if part)


def _left(column: Column, most: int) -> str:
    left = column.count - min(most, len(column.entries))
    return f"and {left:,} more" if left > 0 else ""
