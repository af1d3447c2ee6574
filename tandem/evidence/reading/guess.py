"""Which column is which field, guessed from headers and samples; the person sees the guess and changes it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from tandem.core.errors import Refused
from tandem.evidence.reading.dates import looks_like_date
from tandem.evidence.reading.fields import Field, fields_of
from tandem.evidence.reading.shape import Column
from tandem.evidence.reading.values import BROKEN_ID, money, number, rating

EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,190}\.[^\s@<>,;.]{2,24}")
URL = re.compile(r"(https?://|www\.)\S{3,}", re.IGNORECASE)
CODE = re.compile(r"(?=[^\s]*\d)[A-Za-z0-9:_\-]{6,64}")
ONE_WORD = re.compile(r"\S{1,120}")
ID_HEADER = re.compile(r"(^|[^a-z])(id|ids|key|uuid|guid|number)$|[a-z]Id$|ID$")
DATE_HEADER = re.compile(r"date|time|created|updated|closed|_at$|At$|\bat$|epoch|\bon$", re.IGNORECASE)
MOSTLY = 0.8
LOOKED_AT = 200
DEEPER = 100


def kind_of(header: str, samples: Sequence[str]) -> str:
    """text, number, date, email, url or id: what at least eight in ten of a column's filled cells look like."""
    filled = [sample.strip() for sample in samples if sample.strip()][:LOOKED_AT]
    if not filled:
        return "text"
    if _mostly(filled, EMAIL.fullmatch):
        return "email"
    if _mostly(filled, URL.fullmatch):
        return "url"
    numeric = _mostly(filled, _is_number)
    if ID_HEADER.search(header.strip()) and _mostly(filled, ONE_WORD.fullmatch):
        return "id"
    if (not numeric or DATE_HEADER.search(header)) and _mostly(filled, looks_like_date):
        return "date"
    if numeric:
        return "number"
    distinct = len(set(filled)) > 0.95 * len(filled) and len(filled) > 4
    return "id" if distinct and _mostly(filled, CODE.fullmatch) else "text"


def _mostly(cells: Sequence[str], test: Callable[[str], object]) -> bool:
    return sum(bool(test(cell)) for cell in cells) >= MOSTLY * len(cells)


def _is_number(cell: str) -> bool:
    if len(cell) > 40 or not any(map(str.isdigit, cell)):
        return False
    try:
        number(cell)
    except Refused:
        return False
    return True


def loose(header: str) -> str:
    """A header without case, accents, spaces and marks: `E-Mail Address` and `email_address` are the same."""
    plain = unicodedata.normalize("NFKD", header).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def guess_mapping(columns: Sequence[Column], target: str) -> dict[str, int]:
    """Field to column position. The surest match is taken first, a column serves one field, the unsure is left out."""
    fields = fields_of(target)
    matches = sorted(
        (worth, order, column.position, field.name)
        for order, field in enumerate(fields)
        for column in columns
        if (worth := _worth(field, column)) is not None
    )
    mapping: dict[str, int] = {}
    for _, _, position, name in matches:
        if name not in mapping and position not in mapping.values():
            mapping[name] = position
    _own_id_first(columns, fields, mapping)
    _longest_text(columns, fields, mapping)
    return {field.name: mapping[field.name] for field in fields if field.name in mapping}


def _worth(field: Field, column: Column) -> int | None:
    """How sure a match is, small being sure; None when header or samples speak against it."""
    if not _fits(field, column):
        return None
    parts = column.header.removeprefix("property_").split(".")
    spellings = {loose(".".join(parts)): 0}
    if len(parts) > 1:  # `issue.user.login` is also `user.login` and `login`, the less sure the deeper it lies
        spellings.setdefault(loose(".".join(parts[-2:])), DEEPER)
        spellings.setdefault(loose(parts[-1]), DEEPER * len(parts))
    ranks = {loose(alias): rank for rank, alias in reversed(list(enumerate(field.aliases)))}
    found = [ranks[s] + extra for s, extra in spellings.items() if s in ranks and (not extra or s != "name")]
    return min(found, default=None)


def _fits(field: Field, column: Column) -> bool:
    samples = [sample for sample in column.samples if sample.strip()]
    if not samples:
        return True
    if field.kind == "money" and _mostly(samples, _is_money):
        return True
    if field.kind in ("number", "money"):
        return column.kind in ("number", "id")
    if field.kind == "date":
        return column.kind == "date" or _mostly(samples, looks_like_date)
    if field.kind == "rating":
        return _mostly(samples, _is_rating)
    if field.kind == "email":
        return column.kind == "email"
    if field.kind == "url":
        return column.kind == "url"
    if field.kind == "id":
        return not any(BROKEN_ID.fullmatch(sample.strip()) for sample in samples)
    return not (field.name in ("author_name", "body") and column.kind in ("email", "url", "date"))


def _own_id_first(columns: Sequence[Column], fields: Sequence[Field], mapping: dict[str, int]) -> None:
    """A single id column names the thing itself, not the conversation around it."""
    own = next((field for field in fields if field.name == "external_id"), None)
    thread = mapping.get("thread_id")
    if own and thread is not None and "external_id" not in mapping and _worth(own, columns[thread]) is not None:
        mapping["external_id"] = mapping.pop("thread_id")


def _is_money(sample: str) -> bool:
    try:
        money(sample)
    except Refused:
        return False
    return True


def _is_rating(sample: str) -> bool:
    try:
        rating(sample)
    except Refused:
        return False
    return True


def _longest_text(columns: Sequence[Column], fields: Sequence[Field], mapping: dict[str, int]) -> None:
    """A note needs words: without a header that says so, the free text column with the longest cells is proposed."""
    if "body" in mapping or not any(field.name == "body" and field.required for field in fields):
        return
    free = [c for c in columns if c.kind == "text" and c.position not in mapping.values() and any(c.samples)]
    length = {c.position: sum(map(len, c.samples)) / len(c.samples) for c in free}
    if length and max(length.values()) >= 20:
        mapping["body"] = max(length, key=lambda position: length[position])


def check_mapping(columns: Sequence[Column], mapping: Mapping[str, int], target: str) -> None:
    """Refuse a mapping that lacks what is required, names no column, or takes as an id one whose digits are lost."""
    fields = {field.name: field for field in fields_of(target)}
    for name, position in mapping.items():
        if name not in fields:
            raise Refused(f"A {target} has no field called {name}.")
        if not 0 <= position < len(columns):
            raise Refused(f"{fields[name].label} points at a column the file does not have.")
        broken = next((s for s in columns[position].samples if BROKEN_ID.fullmatch(s.strip())), None)
        if fields[name].kind == "id" and broken:
            raise Refused(
                f"The ids in {columns[position].name} lost their digits in a spreadsheet ({broken[:20]}). "
                "Export the file again with that column as text."
            )
    missing = [field.label for field in fields.values() if field.required and field.name not in mapping]
    if missing:
        raise Refused(f"Choose the column for {missing[0]}.")
