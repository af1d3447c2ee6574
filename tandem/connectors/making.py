"""Records out of rows: the fields a preset gives, all else that the row says beside them, and what is skipped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence.addresses import plain_domain
from tandem.evidence.reading import BadRow, Row
from tandem.evidence.tables import Cells, Tables, loosened, text

Rows = Iterator[tuple[Row | BadRow, Cells]]
OLDER = "A newer state of the same thing stands in the file."
WEB = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
ADDRESSES, NAMED = ("content_url", "content", "url"), ("file_name", "filename", "name")
LONGEST_NAME = 120
INTERNAL = ("fivetran", "airbyte")
NOTE = (
    "body",
    "title",
    "external_id",
    "thread_id",
    "created_at",
    "author_name",
    "author_email",
    "author_external_id",
    "company",
    "rating",
    "status",
    "tags",
    "votes",
    "url",
    "language",
    "product",
    "app_version",
    "country",
    "channel",
)

FEATURE = (
    "title",
    "body",
    "external_id",
    "status",
    "resolution",
    "done_at",
    "created_at",
    "url",
    "tags",
    "release",
)
RELEASE = ("name", "notes", "status", "ships_on", "url", "external_id")


class Maker:
    """Makes records of one table's rows. `used` are the columns that the fields are made of; the others stay beside,
    under another name where they are called like a field.
    """

    def __init__(self, tables: Tables, used: str, gives: tuple[str, ...] = NOTE) -> None:
        self._tables, self._gives = tables, gives
        self._used = {loosened(name) for name in used.split("|")}

    def record(self, row: Row, cells: Cells, **fields: Any) -> Row:
        """The record of a row: fields by name, and beside them under its own header what no field is made of."""
        said = {name: value for name, value in fields.items() if filled(value)}
        return Row(row.number, {**self._beside(cells), **said})

    def _beside(self, cells: Cells) -> Cells:
        return {
            self._own(self._tables.headers.get(name, name)): value
            for name, value in cells.items()
            if name not in self._used and filled(value) and not name.startswith(INTERNAL)
        }

    def _own(self, header: str) -> str:
        bare = header.removeprefix("property_")
        return f"{bare} in the export" if bare in self._gives else bare


def filled(value: Any) -> bool:
    """Whether a cell says anything."""
    return value not in (None, "", [], {})


def skipped(row: Row | BadRow, why: str) -> BadRow:
    """A row that is passed over, with the reason."""
    return row if isinstance(row, BadRow) else BadRow(row.number, "", why, skipped=True)


def newest(tables: Tables, table: str, key: str, version: str) -> Rows:
    """The rows of a table, of which only the newest of each key counts: the file is read twice for it."""
    last: dict[str, tuple[str, int]] = {}
    for at, cells in enumerate(cells for _, cells in tables.rows(table)):
        if found := text(cells, key):
            last[found] = max(last.get(found, ("", 0)), (text(cells, version), at))
    for at, (row, cells) in enumerate(tables.rows(table)):
        found = text(cells, key)
        older = found and last[found][1] != at
        yield (skipped(row, OLDER) if older else row), cells


def names(value: Any, *keys: str) -> list[str]:
    """Names out of a list of objects or texts, as labels and tags are kept in JSON."""
    wanted = keys or ("name", "label", "title")
    found = value if isinstance(value, list) else []
    said = (next((one[key] for key in wanted if one.get(key)), "") if isinstance(one, dict) else one for one in found)
    return [str(each) for each in said if filled(each)]


def address(said: str) -> str:
    """An e-mail address, or nothing where exports hold something else in its place."""
    bare = said.strip()
    local, at, domain = bare.rpartition("@")
    return bare if local and at and "." in domain and not any(letter in bare for letter in " ,;<>") else ""


def identity(kind: str, number: str) -> str:
    """An id with its kind before it, because a ticket and a comment may have the same number."""
    return f"{kind}:{number}" if number else ""


def domains(*said: str) -> list[str]:
    """Those of these texts that are domains a company can have: free mail and what is no domain are left out."""
    found = []
    for one in (part for text_said in said for part in text_said.replace(";", ",").split(",") if part.strip()):
        try:
            found.append(plain_domain(one))
        except Refused:
            continue
    return list(dict.fromkeys(found))


def links(value: Any) -> str:
    """Files that lie at the other system, one a line: the name and the address, which is shown and never fetched.
    Systems say it in objects, warehouses as JSON in a text, and Jira's CSV as date;author;name;address.
    """
    found = [_link(one) for one in _each(value)]
    return "\n".join(dict.fromkeys(line for line in found if line))


def _each(value: Any) -> list[Any]:
    if isinstance(value, str) and value.lstrip()[:1] in ("[", "{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return []
    return value if isinstance(value, list) else [value] if value else []


def _link(one: Any) -> str:
    if isinstance(one, str):
        parts = one.split(";")
        address, name = parts[-1], parts[-2] if len(parts) > 1 else ""
    elif isinstance(one, dict):
        address, name = (next((one[key] for key in keys if one.get(key)), "") for keys in (ADDRESSES, NAMED))
    else:
        return ""
    address, name = str(address).strip(), " ".join(str(name).split())[:LONGEST_NAME]
    return f"{name} {address}".strip() if WEB.fullmatch(address) else ""
