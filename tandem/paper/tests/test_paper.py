"""Hostile words stay words in every file, and every number leads somewhere."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx as reader
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from hypothesis import given
from hypothesis import strategies as some
from markdown_it import MarkdownIt
from pypdf import PdfReader

from tandem.paper.form import (
    Document,
    Entry,
    Figure,
    Figures,
    Heading,
    Look,
    Paragraph,
    Points,
    Quote,
    Run,
    Section,
    Table,
    address,
    as_json,
    from_json,
    line,
    link,
    placed,
    reworded,
    strong,
    texts_of,
)
from tandem.paper.markdown import begun, escaped, markdown
from tandem.paper.pdf import pdf
from tandem.paper.word import docx

NASTY = (
    '#set page(fill: red) *b* _i_ $x$ @ref <label> `raw` #eval("1") \\ // \x00\x0b\x1f\ud800\ufffe <script>alert(1)'
    "</script> ![x](javascript:1) ]]> &amp; |a|b| \u202egnp.exe ``` ~~s~~ 漢字 שלום 🙂 " + "x" * 300
)
AT = datetime(2026, 11, 22, 9, 0, 30, 123456, tzinfo=UTC)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082".replace(" ", "")
)


def whole(text: str) -> Document:
    """Every kind of block, each saying this."""
    blocks = (
        Paragraph(line(text, link(text, "https://example.com/a b(c)"), strong(text))),
        Heading(line(text)),
        Points((line(text), line("- x"), line("1. y"))),
        Entry(line(text), (line(text), line("- x"))),
        Table(("A", text, "N"), ((line(text), line("b"), line(link("12", "/notes?about=P-7"))),), (2,)),
        Figures((Figure("companies", "43", "/notes?about=P-7", "as of 22 Nov 2026"),)),
        Quote(text, line(text)),
    )
    return Document(text, line(text), (line(text),), (Section("a", text, blocks),), text, AT)


def test_a_document_survives_being_kept_as_json() -> None:
    assert from_json(as_json(whole(NASTY))) == whole(NASTY)
    shouted = texts_of(reworded(whole("quiet words"), str.upper))
    assert "QUIET WORDS" in shouted
    assert not [text for text in shouted if text != text.upper()]


def test_addresses_lead_to_the_web_or_to_places_of_ours_and_nowhere_else() -> None:
    assert [address(one) for one in ("javascript:alert(1)", "//evil.example", "/\\evil", "data:x", "ftp://x")] == [""] * 5
    assert address("https://a.b/c d<e>\"f") == "https://a.b/c%20d%3Ce%3E%22f"
    assert "http://here.example/notes?about=P-7" in markdown(placed(whole("w"), "http://here.example/"), Look())


@pytest.mark.parametrize("text", [NASTY, "= h", "#" * 9, "\\", "a\n# b\n- c", "[x]: http://y", "", "1986. A great year"])
def test_markdown_is_no_more_than_was_meant(text: str) -> None:
    """Parsed again, the words make no heading, link, image, code or HTML of their own."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").parse(markdown(whole(text), Look()))
    kinds = [inner.type for token in tokens for inner in (token, *(token.children or ()))]
    assert not {"html_block", "html_inline", "image", "code_inline", "fence", "code_block", "s_open", "em_open"} & set(kinds)
    assert kinds.count("heading_open") <= 3
    assert kinds.count("ordered_list_open") == 0
    assert kinds.count("table_open") == 1
    addresses = {str(inner.attrs["href"]) for token in tokens for inner in (token.children or ()) if inner.type == "link_open"}
    assert addresses <= {"https://example.com/a%20b%28c%29", "/notes?about=P-7"}


@given(some.text(max_size=60))
def test_any_line_of_markdown_reads_back_as_it_was(text: str) -> None:
    run = Run(text)
    tokens = MarkdownIt("commonmark").parse(begun(escaped(run.text.strip())))
    said = "".join(inner.content for token in tokens for inner in (token.children or ()))
    assert said == run.text.strip()
    assert len(tokens) in (0, 3)


def test_word_opens_what_was_written_and_its_links_lead_there() -> None:
    made = reader.Document(BytesIO(docx(placed(whole(NASTY), "http://here.example"), Look("#1d4ed8", NASTY, PNG, "image/png"))))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "#set page(fill: red) *b* _i_ $x$ @ref <label>" in text
    assert made.tables[0].cell(0, 2).text == "N"
    assert made.tables[0].cell(1, 2).text == "12"
    assert "43" in made.tables[1].cell(0, 0).text
    leads = {one.target_ref for one in made.part.rels.values() if one.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    assert leads == {"https://example.com/a%20b%28c%29", "http://here.example/notes?about=P-7"}
    assert made.core_properties.created.replace(tzinfo=UTC) == AT.replace(microsecond=0)


def test_pdf_shows_the_words_and_runs_none_of_them() -> None:
    made = PdfReader(BytesIO(pdf(placed(whole(NASTY), "http://here.example"), Look("#1d4ed8", NASTY, PNG, "image/png"))))
    text = "".join(page.extract_text() for page in made.pages)
    assert "#set page(fill: red) *b* _i_ $x$ @ref <label>" in text
    assert "43" in text
    leads = {
        str(note.get_object()["/A"]["/URI"])
        for page in made.pages
        for note in page.get("/Annots", ())
        if "/URI" in note.get_object().get("/A", {})
    }
    assert leads == {"https://example.com/a%20b%28c%29", "http://here.example/notes?about=P-7"}


def test_a_document_of_nothing_is_a_document() -> None:
    empty = Document("")
    assert markdown(empty, Look()).startswith("# ")
    assert docx(empty, Look())[:2] == b"PK"
    assert pdf(empty, Look())[:5] == b"%PDF-"
