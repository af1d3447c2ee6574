"""Documents as Markdown: every text escaped, so that nobody's words become a heading, a link or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tandem.paper.form import Block, Document, Entry, Figures, Heading, Line, Look, Paragraph, Points, Quote, Run, Table

SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#$^])")
BEGINS = re.compile(r"^(\s*)([-+=:]|\d{1,9}(?=[.)]))")
AFTER_NUMBER = re.compile(r"^(\s*\d{1,9})([.)])")


def markdown(document: Document, look: Look) -> str:
    """The whole document as GitHub's Markdown."""
    parts = [f"# {escaped(document.title)}", _line(document.subtitle), *(_stamp(one) for one in document.stamp)]
    for section in document.sections:
        parts += [f"## {escaped(section.title)}", *(_block(block) for block in section.blocks)]
    parts += ["---", f"_{escaped(look.footer)}_"] if look.footer else []
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Words that stay words wherever they stand within a line."""
    return SPECIAL.sub(r"\\\1", text)


def begun(text: str) -> str:
    """An escaped line that begins no list, rule or heading either."""
    if found := AFTER_NUMBER.match(text):
        return f"{found[1]}\\{text[found.end(1) :]}"
    return BEGINS.sub(r"\1\\\2", text) if not text.lstrip()[:1].isdigit() else text


def _run(run: Run) -> str:
    said = escaped(run.text)
    inner = said.strip()
    if not inner:
        return said
    lead, trail = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
    inner = f"[{inner}]({_address(run.href)})" if run.href else inner
    return f"{lead}**{inner}**{trail}" if run.strong else f"{lead}{inner}{trail}"


def _address(href: str) -> str:
    return f"<{href.replace('<', '%3C').replace('>', '%3E')}>"


def _line(runs: Line) -> str:
    return begun("".join(_run(run) for run in runs).strip())


def _stamp(runs: Line) -> str:
    return f"> {_line(runs)}"


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _line(block.line)
        case Heading():
            return f"### {_line(block.line)}"
        case Points():
            return _points(block.lines)
        case Entry():
            return "\n\n".join(part for part in (_line(block.line), _points(block.lines)) if part)
        case Table():
            return _table(block)
        case Figures():
            rows = [f"- **{escaped(one.value)}** {_label(one)}{_note(one.note)}" for one in block.figures]
            return "\n".join(rows)
        case Quote():
            return f"> {begun(escaped(block.text))}\n>\n> {_line(block.who)}"


def _points(lines: Iterable[Line]) -> str:
    return "\n".join(f"- {_line(one)}" for one in lines)


def _label(one: object) -> str:
    label, href = escaped(str(getattr(one, "label", ""))), str(getattr(one, "href", ""))
    return f"[{label}]({_address(href)})" if href else label


def _note(note: str) -> str:
    return f" ({escaped(note)})" if note else ""


def _table(table: Table) -> str:
    rule = ["---:" if at in table.numbers else "---" for at in range(len(table.heads))]
    rows = [[escaped(head) for head in table.heads], rule, *([_line(cell) for cell in row] for row in table.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
