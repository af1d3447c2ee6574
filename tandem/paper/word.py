"""Documents as DOCX, for Word, LibreOffice and Google Docs: real headings, lists, tables and links."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from docx import Document as opened
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from tandem.paper.form import (
    Block,
    Document,
    Entry,
    Figures,
    Heading,
    Line,
    Look,
    Paragraph,
    Points,
    Quote,
    Run,
    Table,
    quiet,
    strong,
)
from tandem.paper.form import line as said

FONT = "Arial"
WIDTH = 16.6  # centimetres of a line on A4
QUIET = RGBColor(0x5B, 0x64, 0x70)
SIZES = {"Normal": 9.5, "Title": 20, "Heading 1": 13, "Heading 2": 11, "List Bullet": 9.5, "Quote": 9.5}
BESIDE = 4  # figures in a row


def docx(document: Document, look: Look) -> bytes:
    """The whole document as the bytes of a DOCX file."""
    made = opened()
    _page(made, document, look)
    made.add_paragraph(document.title, style="Title")
    _add(made.add_paragraph(), document.subtitle, look)
    for one in document.stamp:
        _add(_tight(made.add_paragraph()), tuple(Run(run.text, run.href, quiet=True) for run in one), look, size=8.5)
    for section in document.sections:
        made.add_heading(section.title, level=1)
        for block in section.blocks:
            _block(made, block, look)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _page(made: Any, document: Document, look: Look) -> None:
    """Paper, margins, fonts, the picture at the head, and at the foot the company's words and the page's number."""
    page, color = made.sections[0], RGBColor.from_string(look.color.lstrip("#").upper())
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
    for name, size in SIZES.items():
        _style(made.styles[name], size, color if name.startswith(("Heading", "Title")) else None)
    for name, before in (("Title", 0), ("Heading 1", 13), ("Heading 2", 9)):
        made.styles[name].paragraph_format.space_before, made.styles[name].paragraph_format.space_after = (
            Pt(before),
            Pt(3),
        )
    made.styles["Normal"].paragraph_format.space_after = Pt(5)
    _unruled(made.styles["Title"])
    core = made.core_properties
    core.title, core.author, core.comments, core.language = document.title[:250], document.author[:250], "", "en"
    if document.drawn_at:
        core.created = core.modified = document.drawn_at.replace(tzinfo=None)
    if look.logo:
        page.header.paragraphs[0].add_run().add_picture(BytesIO(look.logo), height=Cm(1))
    _foot(page.footer.paragraphs[0], look)


def _style(style: Any, size: float, color: RGBColor | None) -> None:
    """One typeface for every script, in place of those of the template's theme."""
    style.font.size, style.font.name = Pt(size), FONT
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.update({qn(f"w:{at}"): FONT for at in ("ascii", "hAnsi", "cs", "eastAsia")})
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    if color is not None:
        style.font.color.rgb, style.font.bold = color, True
        style.paragraph_format.keep_with_next = True


def _unruled(style: Any) -> None:
    """The line that the template draws under a title."""
    for rule in style.element.findall(f".//{qn('w:pBdr')}"):
        rule.getparent().remove(rule)


def _foot(paragraph: Any, look: Look) -> None:
    _add(paragraph, said(quiet(look.footer)), look, size=8)
    paragraph.add_run("\t\t")
    _add(paragraph, said(quiet("Page ")), look, size=8)
    for part in ("begin", "PAGE", "end"):
        run = paragraph.add_run()
        run.font.size, run.font.color.rgb = Pt(8), QUIET
        mark = OxmlElement("w:instrText" if part == "PAGE" else "w:fldChar")
        if part == "PAGE":
            mark.text = part
        else:
            mark.set(qn("w:fldCharType"), part)
        run._r.append(mark)


def _block(made: Any, block: Block, look: Look) -> None:
    match block:
        case Paragraph():
            _add(made.add_paragraph(), block.line, look)
        case Heading():
            _add(made.add_heading("", level=2), block.line, look, size=None)
        case Points():
            _points(made, block.lines, look)
        case Entry():
            _entry(made, block, look)
        case Table():
            _table(made, block, look)
        case Figures():
            _figures(made, block, look)
        case Quote():
            _quote(made, block, look)


def _points(made: Any, lines: Iterable[Line], look: Look) -> list[Any]:
    made_of = [(_tight(made.add_paragraph(style="List Bullet")), one) for one in lines]
    for paragraph, one in made_of:
        _add(paragraph, one, look)
    return [paragraph for paragraph, _ in made_of]


def _entry(made: Any, block: Entry, look: Look) -> None:
    """Each line asks to stand on one page with the next, but for the last."""
    head = made.add_paragraph()
    head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(6), Pt(2)
    _add(head, block.line, look)
    for paragraph in [head, *_points(made, block.lines, look)][:-1]:
        paragraph.paragraph_format.keep_with_next = True


def _quote(made: Any, block: Quote, look: Look) -> None:
    for runs, style in (((Run(f"“{block.text}”"),), "Quote"), (block.who, "Normal")):
        paragraph = made.add_paragraph(style=style)
        paragraph.paragraph_format.left_indent = Cm(0.7)
        _add(paragraph, tuple(Run(run.text, run.href, quiet=style == "Normal") for run in runs), look)
        paragraph.paragraph_format.keep_with_next = style == "Quote"
        paragraph.paragraph_format.space_after = Pt(2 if style == "Quote" else 8)


def _table(made: Any, block: Table, look: Look) -> None:
    grid = _grid(made, len(block.rows) + 1, [WIDTH * part / sum(block.weights) for part in block.weights])
    for at, head in enumerate(block.heads):
        _fill(grid.cell(0, at), (strong(head),), look, right=at in block.numbers)
        _shade(grid.cell(0, at), "EEF1F5")
    repeated = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)
    for row, cells in zip(list(grid.rows)[1:], block.rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for at, (cell, runs) in enumerate(zip(row.cells, cells, strict=True)):
            _fill(cell, runs, look, right=at in block.numbers)
    _air(made)


def _figures(made: Any, block: Figures, look: Look) -> None:
    """Each number over what it counts, four beside each other."""
    for begin in range(0, len(block.figures), BESIDE):
        row = block.figures[begin : begin + BESIDE]
        grid = _grid(made, 1, [WIDTH / len(row)] * len(row))
        for cell, one in zip(grid.rows[0].cells, row, strict=True):
            _fill(cell, (strong(one.value, one.href),), look, size=15)
            _add(_tight(cell.add_paragraph()), (Run(one.label),), look, size=9)
            if one.note:
                _add(_tight(cell.add_paragraph()), (quiet(one.note),), look, size=8)
        _air(made)


def _air(made: Any) -> None:
    """A little room below a table."""
    _tight(made.add_paragraph()).add_run(" ").font.size = Pt(3)


def _grid(made: Any, rows: int, widths: list[float]) -> Any:
    grid = made.add_table(rows, len(widths), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    _rule(grid, "C9D0D9")
    return grid


def _rule(grid: Any, color: str) -> None:
    """Thin lines of one color around every cell."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", color)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    grid._tbl.tblPr.append(borders)


def _shade(cell: Any, color: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _fill(cell: Any, runs: Line, look: Look, *, right: bool = False, size: float = 9) -> None:
    paragraph = _tight(cell.paragraphs[0])
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add(paragraph, runs, look, size=size)


def _tight(paragraph: Any) -> Any:
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(1), Pt(2)
    return paragraph


def _add(paragraph: Any, runs: Line, look: Look, *, size: float | None = 9.5) -> None:
    for run in runs:
        made = paragraph.add_run(run.text)
        made.bold = run.strong or None
        made.font.size = Pt(size) if size else None
        if run.quiet:
            made.font.color.rgb = QUIET
        if run.href:
            _lead(paragraph, made, run.href, look)


def _lead(paragraph: Any, made: Any, href: str, look: Look) -> None:
    """Make a run a link: python-docx reads links and writes none, so the element is put around it by hand."""
    made.font.color.rgb = RGBColor.from_string(look.color.lstrip("#").upper())
    made.font.underline = (not paragraph.style.name.startswith("Heading") and not made.bold) or None
    around = OxmlElement("w:hyperlink")
    around.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made._r.addprevious(around)
    around.append(made._r)
