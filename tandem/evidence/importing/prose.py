"""Pasted text as a file: rows copied from a spreadsheet stay what they are, plain words become one note each."""

from __future__ import annotations

import csv
import io
import re

from tandem.evidence.reading import fields_of

FORMS = (("rows", "Rows of a table, with the header"), ("lines", "One note for each line"),
         ("paragraphs", "One note for each paragraph"))  # fmt: skip
HEADER = "text"
MOST_HEADER = 200


def form_of(text: str) -> str:
    """`rows`, `lines` or `paragraphs` where the text itself leaves no doubt; empty where a person must say."""
    filled = [line for line in text.splitlines() if line.strip()]
    if not filled or "\t" in filled[0] or _is_header(filled[0]) or _are_rows(filled):
        return "rows"
    return "lines" if len(filled) == 1 else ""


def as_file(text: str, form: str) -> tuple[bytes, str]:
    """The bytes of the file that pasted text becomes, and its name."""
    if form == "rows":
        return text.encode("utf-8", "replace"), "Pasted rows.csv"
    pieces = text.splitlines() if form == "lines" else re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    lines = io.StringIO()
    writer = csv.writer(lines, quoting=csv.QUOTE_ALL)
    writer.writerow([HEADER])
    writer.writerows([piece.strip()] for piece in pieces if piece.strip())
    return lines.getvalue().encode("utf-8", "replace"), "Pasted text.csv"


def _is_header(line: str) -> bool:
    """Whether a first line is a heading that words stand under, such as `text` or `comment`."""
    known = {alias for field in fields_of("note") if field.name == "body" for alias in field.aliases}
    return line.strip().casefold() in known


def _are_rows(lines: list[str]) -> bool:
    """The same number of separators in the first lines, and a first line of short names."""
    if len(lines) < 2 or len(lines[0]) > MOST_HEADER or re.search(r"[.!?]\s*$", lines[0]):
        return lines[0].lstrip()[:1] in ("{", "[")
    return any(lines[0].count(mark) and lines[0].count(mark) == lines[1].count(mark) for mark in ",;|")
