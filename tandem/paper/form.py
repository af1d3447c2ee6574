"""A document before it is Markdown, DOCX or PDF: sections of text, lists, tables, figures and quotes, with their links.

Every text in it is somebody's words and none is markup. What no file can hold - control characters, halves of letters -
is taken out here, once, so that no writer has to think of it; each writer escapes what is special to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, TypeAlias
from urllib.parse import quote

UNSAID = re.compile(  # what XML cannot hold, and what cannot be seen
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    "|[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
WEB = ("https://", "http://")
KEPT_IN_ADDRESSES = "!#$%&'*+,/:;=?@[]~-._"


def plain(text: Any) -> str:
    """One line of words: no control characters, no marks that turn the direction of reading, single spaces."""
    return " ".join(UNSAID.sub(" ", str(text)).split())


def address(href: str) -> str:
    """An address of the web, or a place of our own that begins with a slash, escaped so that it cannot end early;
    nothing where it is neither.
    """
    bare = UNSAID.sub("", href).strip()
    ours = bare.startswith("/") and not bare.startswith(("//", "/\\"))
    return quote(bare, safe=KEPT_IN_ADDRESSES) if ours or bare.lower().startswith(WEB) else ""


@dataclass(frozen=True)
class Run:
    """Some words in one look; with `href` they lead somewhere."""

    text: str
    href: str = ""
    strong: bool = False
    quiet: bool = False

    def __post_init__(self) -> None:
        before, after = (" " if end.isspace() else "" for end in (self.text[:1], self.text[-1:]))
        body = plain(self.text)
        object.__setattr__(self, "text", f"{before}{body}{after}" if body else before)
        object.__setattr__(self, "href", address(self.href))


Line: TypeAlias = tuple[Run, ...]


def line(*parts: str | Run) -> Line:
    """Words and links in a row; what is empty is left out."""
    runs = (part if isinstance(part, Run) else Run(part) for part in parts)
    return tuple(run for run in runs if run.text)


def link(text: Any, href: str) -> Run:
    return Run(str(text), href)


def strong(text: Any, href: str = "") -> Run:
    return Run(str(text), href, strong=True)


def quiet(text: Any, href: str = "") -> Run:
    return Run(str(text), href, quiet=True)


@dataclass(frozen=True)
class Paragraph:
    """A line of text."""

    form: ClassVar[str] = "paragraph"
    line: Line


@dataclass(frozen=True)
class Heading:
    """A heading within a section; what it names has `href`."""

    form: ClassVar[str] = "heading"
    line: Line


@dataclass(frozen=True)
class Points:
    """A list, one line each."""

    form: ClassVar[str] = "points"
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Entry:
    """A line, and points that belong under it; a page ends before it or after it, as far as there is room."""

    form: ClassVar[str] = "entry"
    line: Line
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Table:
    """Rows of cells; the columns named in `numbers` stand to the right."""

    form: ClassVar[str] = "table"
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    numbers: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", tuple(plain(head) for head in self.heads))

    @property
    def weights(self) -> tuple[int, ...]:
        """How wide the columns should be beside each other: by their longest text, within bounds."""
        lines = [[head, *(words_of(row[at]) for row in self.rows)] for at, head in enumerate(self.heads)]
        longest = (max(len(text) for text in column) for column in lines)
        return tuple(6 if most <= 3 else min(50, max(17, most)) for most in longest)


@dataclass(frozen=True)
class Figure:
    """One number, what it counts, and the page it comes from."""

    label: str
    value: str
    href: str
    note: str = ""

    def __post_init__(self) -> None:
        for name in ("label", "value", "note"):
            object.__setattr__(self, name, plain(getattr(self, name)))
        object.__setattr__(self, "href", address(self.href))


@dataclass(frozen=True)
class Figures:
    """Numbers beside each other."""

    form: ClassVar[str] = "figures"
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Quote:
    """What somebody said, and who."""

    form: ClassVar[str] = "quote"
    text: str
    who: Line

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", plain(self.text))


Block: TypeAlias = Paragraph | Heading | Points | Entry | Table | Figures | Quote


@dataclass(frozen=True)
class Section:
    """A part with a heading. `name` is what it is chosen and put in order by."""

    name: str
    title: str
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", plain(self.title))


@dataclass(frozen=True)
class Document:
    """A whole document. `stamp` says when it was drawn, from what and by whom."""

    title: str
    subtitle: Line = ()
    stamp: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()
    author: str = ""
    drawn_at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", plain(self.title))
        object.__setattr__(self, "author", plain(self.author))


@dataclass(frozen=True)
class Look:
    """How a company's documents look: the color of headings and links, words at the foot, a picture at the head."""

    color: str = "#1d4ed8"
    footer: str = ""
    logo: bytes = field(default=b"", repr=False)
    logo_kind: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "footer", plain(self.footer))


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Text of several lines, a paragraph each."""
    return tuple(Paragraph(line(part)) for part in text.splitlines() if plain(part))


def words_of(runs: Line) -> str:
    return "".join(run.text for run in runs)


def as_json(document: Document) -> dict[str, Any]:
    """The document as JSON can hold it: for keeping, and for what draws PDF."""
    return {
        "title": document.title,
        "subtitle": _runs(document.subtitle),
        "stamp": [_runs(one) for one in document.stamp],
        "author": document.author,
        "drawn_at": document.drawn_at.isoformat() if document.drawn_at else "",
        "sections": [
            {"name": one.name, "title": one.title, "blocks": [_block(block) for block in one.blocks]}
            for one in document.sections
        ],
    }


def from_json(said: Mapping[str, Any]) -> Document:
    """The document again."""
    sections = (
        Section(one["name"], one["title"], tuple(BLOCKS[block["form"]](block) for block in one["blocks"]))
        for one in said["sections"]
    )
    drawn_at = datetime.fromisoformat(said["drawn_at"]) if said["drawn_at"] else None
    stamp = tuple(_line(one) for one in said["stamp"])
    return Document(said["title"], _line(said["subtitle"]), stamp, tuple(sections), said["author"], drawn_at)


def texts_of(document: Document) -> list[str]:
    """Every text that a reader sees, in order."""
    found: list[str] = []

    def read(text: str) -> str:
        found.append(text)
        return text

    _changed(as_json(document), read)
    return found


def reworded(document: Document, change: Callable[[str], str]) -> Document:
    """The same document with every text that a reader sees changed; addresses stay."""
    return from_json(_changed(as_json(document), change))


def placed(document: Document, home: str) -> Document:
    """The same document with places of our own as whole addresses: what a file needs wherever it is read."""
    return from_json(_placed(as_json(document), home.rstrip("/")))


def _placed(said: Any, home: str, key: str = "") -> Any:
    if isinstance(said, dict):
        return {name: _placed(value, home, name) for name, value in said.items()}
    if isinstance(said, list):
        return [_placed(one, home, key) for one in said]
    return home + said if key == "href" and said.startswith("/") else said


UNREAD = ("href", "form", "name", "drawn_at")


def _changed(said: Any, change: Callable[[str], str], key: str = "") -> Any:
    if isinstance(said, dict):
        return {name: _changed(value, change, name) for name, value in said.items()}
    if isinstance(said, list):
        return [_changed(one, change, key) for one in said]
    return change(said) if isinstance(said, str) and said and key not in UNREAD else said


def _runs(runs: Line) -> list[dict[str, Any]]:
    return [{"text": run.text, "href": run.href, "strong": run.strong, "quiet": run.quiet} for run in runs]


def _line(said: Iterable[Mapping[str, Any]]) -> Line:
    return tuple(Run(**run) for run in said)


def _block(block: Block) -> dict[str, Any]:
    said: dict[str, Any]
    match block:
        case Paragraph() | Heading():
            said = {"line": _runs(block.line)}
        case Points():
            said = {"lines": [_runs(one) for one in block.lines]}
        case Entry():
            said = {"line": _runs(block.line), "lines": [_runs(one) for one in block.lines]}
        case Table():
            rows = [[_runs(cell) for cell in row] for row in block.rows]
            said = {"heads": list(block.heads), "rows": rows, "numbers": list(block.numbers)}
        case Figures():
            said = {"figures": [dict(vars(one)) for one in block.figures]}
        case Quote():
            said = {"text": block.text, "who": _runs(block.who)}
    return {"form": block.form, **said}


def _table(said: Mapping[str, Any]) -> Table:
    rows = tuple(tuple(_line(cell) for cell in row) for row in said["rows"])
    return Table(tuple(said["heads"]), rows, tuple(said["numbers"]))


BLOCKS: dict[str, Callable[[Mapping[str, Any]], Block]] = {
    "paragraph": lambda said: Paragraph(_line(said["line"])),
    "heading": lambda said: Heading(_line(said["line"])),
    "points": lambda said: Points(tuple(_line(one) for one in said["lines"])),
    "entry": lambda said: Entry(_line(said["line"]), tuple(_line(one) for one in said["lines"])),
    "table": _table,
    "figures": lambda said: Figures(tuple(Figure(**one) for one in said["figures"])),
    "quote": lambda said: Quote(said["text"], _line(said["who"])),
}
