"""What a file looks like before it is imported: columns, first rows, what is odd about it and what must be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

MAX_CELL_BYTES = 1_048_576
MAX_RECORD_CHARS = 8 * 1_048_576
MAX_COLUMNS = 2_000
MAX_DEPTH = 64
FIRST_ROWS = 20
SAMPLED_ROWS = 2_000
SAMPLED_CHARS = 4 * 1_048_576

Cells = list[str] | dict[str, Any]


@dataclass(slots=True)
class Row:
    """One row: `number` is its line in the file (row in a sheet, element in JSON); `repaired` says what was mended."""

    number: int
    cells: Cells
    repaired: str = ""


@dataclass(slots=True)
class BadRow:
    """A row that is not imported, its own text and the reason; `skipped` when it was never meant as one (a footer)."""

    number: int
    raw: str
    reason: str
    skipped: bool = False


@dataclass(frozen=True)
class Question:
    """Something the file cannot settle by itself: a sentence and the answers (value, label) to choose from.

    One with a name is asked by the preset: its answer is kept under that name, `proposed` is what it will be unless
    somebody says otherwise, and without choices it is a text.
    """

    kind: str
    sentence: str
    choices: tuple[tuple[str, str], ...]
    column: int | None = None
    name: str = ""
    proposed: str = ""


@dataclass(frozen=True)
class Column:
    """A column by position; `header` is as written, `name` is unique for display, `kind` is a guess."""

    position: int
    header: str
    name: str
    samples: tuple[str, ...] = ()
    kind: str = "text"


@dataclass(frozen=True)
class Shape:
    """How a file is to be read. It can be stored as JSON (`as_json`) between the preview and the run.

    `member` is the file inside a zip archive; `preset` the name of the preset that makes records of the rows, and
    `others` are presets that may fit as well. Where the records are no longer the rows, `base` is the file as it lies.
    """

    format: str
    columns: tuple[Column, ...]
    first_rows: tuple[Row, ...]
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    records_key: str = ""
    row_estimate: int = 0
    warnings: tuple[str, ...] = ()
    questions: tuple[Question, ...] = field(default=())
    member: str = ""
    preset: str = ""
    others: tuple[str, ...] = ()
    base: Shape | None = None

    @property
    def format_said(self) -> str:
        """As people call it: CSV, XLSX, Transcript."""
        return {"talk": "Transcript", "text": "Text", "lines": "JSON lines", "jsonl": "JSON lines"}.get(
            self.format, self.format.upper()
        )

    def value(self, row: Row, position: int) -> Any:
        """What a row holds in a column, whether its cells are a list or named paths; absent is an empty string."""
        if isinstance(row.cells, list):
            return row.cells[position]
        return row.cells.get(self.columns[position].name, "")

    def named(self, row: Row) -> dict[str, Any]:
        """The row by header. Columns that repeat a header are joined into a list of what they hold."""
        if not isinstance(row.cells, list):
            return dict(row.cells)
        repeated = self.repeated_headers()
        found: dict[str, Any] = {}
        for column, cell in zip(self.columns, row.cells, strict=True):
            if column.header not in repeated:
                found[column.name] = cell
            elif cell:
                found.setdefault(column.header, []).append(cell)
        return found

    def repeated_headers(self) -> set[str]:
        """The headers that stand over more than one column."""
        headers = [column.header for column in self.columns if column.header]
        return {header for header in headers if headers.count(header) > 1}

    def as_json(self) -> dict[str, Any]:
        """Plain values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Shape:
        """The shape again, from what `as_json` gave."""
        kept = dict(stored)
        kept["columns"] = tuple(Column(**{**c, "samples": tuple(c["samples"])}) for c in stored["columns"])
        kept["first_rows"] = tuple(Row(**r) for r in stored["first_rows"])
        kept["questions"] = tuple(
            Question(**{**q, "choices": tuple((v, label) for v, label in q["choices"])}) for q in stored["questions"]
        )
        for name in ("sheets", "warnings", "others"):
            kept[name] = tuple(stored.get(name, ()))
        kept["base"] = cls.from_json(stored["base"]) if stored.get("base") else None
        return cls(**kept)


def distinct_names(headers: Sequence[str]) -> list[str]:
    """A name for each column that no other has: `Comment`, `Comment (2)`, `Column 4` when the header is empty."""
    taken: set[str] = set()
    times: dict[str, int] = {}
    names = []
    for position, header in enumerate(headers):
        base = " ".join(header.split()) or f"Column {position + 1}"
        name = base
        while name in taken:
            times[base] = times.get(base, 1) + 1
            name = f"{base} ({times[base]})"
        taken.add(name)
        names.append(name)
    return names
