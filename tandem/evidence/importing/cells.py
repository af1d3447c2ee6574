"""Rows become records: each mapped cell is read as its field's kind, or the row is refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tandem.core.errors import Refused
from tandem.evidence import own_fields
from tandem.evidence.importing.mapping import Mapping
from tandem.evidence.importing.rejects import REASON, unescaped
from tandem.evidence.importing.text import as_text, clean, plain
from tandem.evidence.reading import DateReader, Field, Row, Shape, values
from tandem.evidence.targets import Record, Target

EMAIL = re.compile(r"[^\s@<>,;]{1,64}@[^\s@<>,;]{1,187}\.[^\s@<>,;.]{2,24}")
IN_ANGLES = re.compile(r"<([^<>]+)>\s*$")
LARGEST = Decimal(10) ** 16
Reads = Callable[[Any], Any]


class Reader:
    """Reads the rows of one file by its mapping."""

    def __init__(self, shape: Shape, mapping: Mapping, target: Target, *, today: date) -> None:
        self.shape, self.mapping, self.today = shape, mapping, today
        fields = {field.name: field for field in target.fields}
        if gone := set(mapping.fields) - set(fields):
            asked = sorted(gone)[0].removeprefix(own_fields.PREFIX)
            raise Refused(f"{asked} is asked no longer. Map the columns again.")
        own = any(name.startswith(own_fields.PREFIX) for name in mapping.fields)
        self._own = own_fields.readers(target.asks) if own else {}
        self._reads = [(fields[name], at, self._reading(fields[name])) for name, at in mapping.fields.items()]
        mapped = set(mapping.fields.values())
        self._beside = [c for c in shape.columns if c.position not in mapped and c.header != REASON]
        self._mapped = {shape.columns[position].name for position in mapped} | {REASON}
        self._mended = any(column.header == REASON for column in shape.columns)

    def read(self, row: Row) -> Record:
        """The row as a record; the first cell that cannot be read refuses it by the name of its field."""
        if self._mended and isinstance(row.cells, list):
            row = Row(row.number, [unescaped(cell) for cell in row.cells], row.repaired)
        found = {field.name: self._value(field, at, reads, row) for field, at, reads in self._reads}
        beside = {name: plain(value) for name, value in self._rest(row) if value not in ("", None, [], {})}
        return Record(row.number, found, beside, plain(row.cells))

    def _rest(self, row: Row) -> Iterable[tuple[str, Any]]:
        """What no field takes. A record of named paths may have some that the first rows did not."""
        if isinstance(row.cells, dict):
            return ((clean(name), value) for name, value in row.cells.items() if name not in self._mapped)
        return ((column.name, row.cells[column.position]) for column in self._beside)

    def _value(self, field: Field, position: int, reads: Reads, row: Row) -> Any:
        try:
            return reads(self.shape.value(row, position))
        except Refused as no:
            if field.kind == own_fields.KIND:  # its sentence names the field already
                raise
            raise Refused(f"{field.label}: {no.sentence}") from None

    def _reading(self, field: Field) -> Reads:
        kinds: dict[str, Callable[[Field], Reads]] = {
            "date": self._dates, "number": self._numbers, "money": self._money, "rating": self._ratings,
            "tags": lambda _: values.tags, "email": lambda _: email, "id": lambda _: _identity,
            "yes": lambda _: _yes, own_fields.KIND: self._answers,
        }  # fmt: skip
        return kinds[field.kind](field) if field.kind in kinds else as_text

    def _dates(self, field: Field) -> Reads:
        reader = DateReader(self.mapping.orders.get(field.name, "dmy"), ZoneInfo(self.mapping.zone))

        def read(value: Any) -> Any:
            moment = reader.read(as_text(value), today=self.today)
            if moment.warning:
                raise Refused(moment.warning)
            return moment.at

        return read

    def _numbers(self, field: Field) -> Reads:
        mark = self.mapping.marks.get(field.name, "")
        return lambda value: _within(values.number(text, mark)) if (text := as_text(value).strip()) else None

    def _money(self, field: Field) -> Reads:
        mark, currency = self.mapping.marks.get(field.name, ""), self.mapping.currency

        def read(value: Any) -> Any:
            text = as_text(value).strip()
            if not text:
                return None
            money = values.money(text, mark, currency)
            _within(money.amount)
            return money

        return read

    def _answers(self, field: Field) -> Reads:
        read = self._own[field.name]
        return lambda value: read(as_text(value))

    def _ratings(self, field: Field) -> Reads:
        scale = self.mapping.scales.get(field.name, "")
        return lambda value: values.rating(text, scale) if (text := as_text(value).strip()) else None


def email(value: Any) -> str:
    """An address in lower case, also out of `Name <name@host>`; anything else is refused."""
    text = as_text(value).strip()
    if not text:
        return ""
    if found := IN_ANGLES.search(text):
        text = found[1].strip()
    if not EMAIL.fullmatch(text) or len(text) > 254:
        raise Refused(f"“{text[:40]}” is not an e-mail address.")
    return text.lower()


def _yes(value: Any) -> bool | None:
    return values.boolean(as_text(value))


def _identity(value: Any) -> str:
    found = values.identity(as_text(value))
    if len(found) > 200:
        raise Refused("An id has at most 200 characters.")
    return found


def _within(number: Decimal) -> Decimal:
    if abs(number) >= LARGEST:
        raise Refused(f"{number:.3E} is too large.")
    return number
