"""What a preset reads: the rows of one file, or the tables of a zip archive that refer to each other, by name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from tandem.evidence import reading
from tandem.evidence.reading import BadRow, Row, Shape, loose

Cells = dict[str, Any]
NOTHING: Mapping[str, str] = {}


@lru_cache(maxsize=20_000)
def loosened(header: str) -> str:
    """A header without case, spaces and marks, and without the prefix that warehouses put before properties."""
    return loose(header.removeprefix("property_"))


class Tables:
    """One file as a preset sees it. In an archive each table is there under its name, otherwise only the first is."""

    def __init__(
        self, path: Path, base: Shape, tables: tuple[str, ...], *, name: str = "", answers: Mapping[str, str] = NOTHING
    ) -> None:
        self.path, self.base, self.name, self.answers = path, base, name, dict(answers)
        self.headers: dict[str, str] = {}
        self._main = tables[0] if tables else ""
        self._names = tables
        self._open = ExitStack()
        self._files: dict[str, Path] = {}

    def __enter__(self) -> Self:
        if self.base.format == "zip":
            wanted = {reading.table_name(member): member for member in self.base.sheets}
            members = {name: wanted[name] for name in self._names if name in wanted}
            files = self._open.enter_context(reading.unpacked(self.path, list(members.values())))
            self._files = {name: files[member] for name, member in members.items()}
        return self

    def __exit__(self, *raised: object) -> None:
        self._open.close()

    def __contains__(self, name: str) -> bool:
        return name in self._files if self.base.format == "zip" else name == self._main

    def rows(self, name: str = "") -> Iterator[tuple[Row | BadRow, Cells]]:
        """The rows of a table with their cells under loose headers; none where the file has no such table."""
        if self.base.format != "zip":
            if name in ("", self._main):
                yield from self._loose_rows(self.path, self.base)
        elif place := self._files.get(name or self._main):
            yield from self._loose_rows(place, reading.inspect(place, name=place.name))

    def cells(self, name: str) -> Iterator[Cells]:
        """The readable rows of a table."""
        return (cells for row, cells in self.rows(name) if isinstance(row, Row))

    def kept(self, name: str, key: str, *, version: str = "") -> Kept:
        """A table to look rows up in by a column."""
        return Kept((text(cells, key), text(cells, version), cells) for cells in self.cells(name))

    def _loose_rows(self, path: Path, shape: Shape) -> Iterator[tuple[Row | BadRow, Cells]]:
        names = [self._loosened(column.header or column.name) for column in shape.columns]
        for row in reading.rows(path, shape):
            if isinstance(row, BadRow):
                yield row, {}
            elif isinstance(row.cells, list):
                yield row, _joined(names, row.cells)
            else:
                yield row, {self._loosened(name): cell for name, cell in row.cells.items()}

    def _loosened(self, header: str) -> str:
        """The loose header; the one it was written as is remembered."""
        name = loosened(header)
        self.headers.setdefault(name, header)
        return name


class Kept:
    """Rows by a key, on disk once they are many: the newest of a key, or all of it from the oldest on."""

    def __init__(self, rows: Iterable[tuple[str, str, Cells]] = ()) -> None:
        self._db = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._db.executescript("PRAGMA journal_mode=OFF; CREATE TABLE kept (key TEXT, version TEXT, cells TEXT)")
        found = ((key, version, json.dumps(cells)) for key, version, cells in rows if key)
        self._db.execute("BEGIN")
        self._db.executemany("INSERT INTO kept VALUES (?, ?, ?)", found)
        self._db.execute("CREATE INDEX by_key ON kept (key, version)")
        self._db.execute("COMMIT")

    def __contains__(self, key: str) -> bool:
        return bool(self.all(key, most=1))

    def newest(self, key: str) -> Cells:
        """The row of the highest version, the last of equals; empty where there is none."""
        return next(iter(self._ask("WHERE key = ? ORDER BY version DESC, rowid DESC LIMIT 1", key)), {})

    def all(self, key: str, *, most: int = 1_000) -> list[Cells]:
        """All rows of a key from the oldest on."""
        return self._ask("WHERE key = ? ORDER BY version, rowid LIMIT ?", key, most)

    def after(self, key: str, version: str) -> Cells:
        """The first row of a key that is newer than this version."""
        return next(iter(self._ask("WHERE key = ? AND version > ? ORDER BY version LIMIT 1", key, version)), {})

    def _ask(self, which: str, *values: Any) -> list[Cells]:
        found = self._db.execute(f"SELECT cells FROM kept {which}", values) if values[0] else ()
        return [json.loads(cells) for (cells,) in found]


def text(cells: Cells, *names: str) -> str:
    """The first of these columns that says something, as bare text; of several under one header the first."""
    for name in names:
        value = cells.get(loosened(name)) if name else None
        if isinstance(value, list):
            value = next((each for each in value if each), "")
        if isinstance(value, str):
            value = value.strip()
        if value not in (None, "", [], {}):
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return ""


def _joined(names: list[str], row: list[str]) -> Cells:
    """A header that stands over several columns means all of them that say something, as a list."""
    cells: Cells = {}
    for name, cell in zip(names, row, strict=True):
        known = cells.get(name)
        if not known:
            cells[name] = cell
        elif cell:
            cells[name] = [*known, cell] if isinstance(known, list) else [known, cell]
    return cells
