"""The mapping of an import: which column is which field, and how its dates, numbers and ratings are read.

What a few cells cannot tell is settled here once from the first rows of the whole column, or asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo, available_timezones

from tandem.core.errors import Refused
from tandem.evidence import own_fields, presets
from tandem.evidence.importing.text import as_text
from tandem.evidence.reading import BadRow, DateReader, Question, Shape, check_mapping, guess_mapping, values
from tandem.evidence.targets import Target

SETTLED_BY = 2_000


@dataclass(frozen=True)
class Mapping:
    """Field to column position, and per field the order of its dates, its decimal mark and its scale. `answers` are
    those to the questions of the preset; `said` are the orders and marks that a person gave, by the names they have in
    the form: `order_` or `mark_` and the field.
    """

    fields: dict[str, int]
    orders: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    scales: dict[str, str] = field(default_factory=dict)
    zone: str = "UTC"
    currency: str = ""
    rates: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(**stored)


class Open(Refused):
    """What a column cannot settle, with the field it is about and the form's answer for each choice."""

    def __init__(self, question: Question, name: str) -> None:
        super().__init__(f"{question.sentence} Answer: {' or '.join(label for _, label in question.choices)}.")
        self.question, self.name = question, name


def guessed(shape: Shape, target: Target) -> dict[str, int]:
    """The mapping proposed to the person: the preset's, and a guess where there is none or its headers are not sure."""
    preset = presets.preset_of(shape)
    said = {name: at for name, at in preset.fields(shape).items() if _has(target, name)} if preset else {}
    if not (preset and preset.verified):
        guess = guess_mapping(shape.columns, target.reads_as)
        said = {**{name: at for name, at in guess.items() if at not in said.values()}, **said}
    return said | own_fields.guess(shape.columns, target.asks, set(said.values()))


def by_names(shape: Shape, target: Target, named: dict[str, str]) -> dict[str, int]:
    """Columns given by name, as at the console, over the guess. An empty name leaves the field out."""
    positions = {column.name.casefold(): column.position for column in reversed(shape.columns)}
    positions |= {column.header.casefold(): column.position for column in reversed(shape.columns) if column.header}
    said: dict[str, int] = {}
    for name, column in named.items():
        if column and column.strip().casefold() not in positions:
            raise Refused(f"The file has no column called {column}. It has: {_listed(shape)}.")
        if column:
            said[name] = positions[column.strip().casefold()]
    taken = set(said.values())
    proposed = {name: at for name, at in guessed(shape, target).items() if name not in named and at not in taken}
    return {**proposed, **said}


def settle(path: Path, shape: Shape, target: Target, mapping: Mapping) -> Mapping:
    """The mapping with everything decided that its columns can decide. What they cannot is refused as a question."""
    own = {name: at for name, at in mapping.fields.items() if name.startswith(own_fields.PREFIX)}
    own_fields.check(shape.columns, own, target.fields)
    fixed = {name: at for name, at in mapping.fields.items() if name not in own}
    check_mapping(shape.columns, fixed, target.reads_as)
    if mapping.zone not in time_zones():
        raise Refused(f"{mapping.zone} is not a time zone.")
    _check_rates(mapping)
    mapping = replace(mapping, answers=presets.answered(shape, mapping.answers))
    kinds = {named.name: named.kind for named in target.fields}
    asked = {name: at for name, at in mapping.fields.items() if kinds[name] in ("date", "number", "money", "rating")}
    cells = _cells(path, shape, asked, mapping.answers)
    orders = {n: _order(n, found, mapping, asked[n]) for n, found in cells.items() if kinds[n] == "date" and found}
    marks = {n: _mark(n, found, mapping) for n, found in cells.items() if kinds[n] in ("number", "money")}
    scales = {n: values.rating_scale(found) for n, found in cells.items() if kinds[n] == "rating"}
    if preset := presets.preset_of(shape):
        scales |= {name: scale for name, scale in preset.scales.items() if name in scales}
    said = {f"order_{n}": order for n, order in mapping.orders.items() if order}
    said |= {f"mark_{n}": mark for n, mark in mapping.marks.items() if mark}
    currency = mapping.currency.upper()
    return replace(mapping, orders=orders, marks=marks, scales=scales, currency=currency, said=said)


@cache
def time_zones() -> set[str]:
    """Every zone this machine knows; finding them reads a few hundred files."""
    return available_timezones()


def questions(path: Path, shape: Shape, target: Target, fields: dict[str, int]) -> list[Question]:
    """What must be asked about the dates of the mapped columns."""
    dates = {named.name: fields[named.name] for named in target.fields if named.kind == "date" and named.name in fields}
    found = []
    for name, cells in _cells(path, shape, dates).items():
        try:
            decided = DateReader.decide(cells, column=dates[name])
        except Refused:
            continue
        if isinstance(decided, Question):
            found.append(decided)
    return found


def _order(name: str, cells: list[str], mapping: Mapping, position: int) -> str:
    if mapping.orders.get(name):
        if mapping.orders[name] not in ("dmy", "mdy", "ymd"):
            raise Refused("A date is written day first (dmy), month first (mdy) or year first (ymd).")
        return mapping.orders[name]
    decided = DateReader.decide(cells, zone=ZoneInfo(mapping.zone), column=position)
    if isinstance(decided, Question):
        raise Open(decided, f"order_{name}")
    return decided.order


def _mark(name: str, cells: list[str], mapping: Mapping) -> str:
    """The decimal mark of a column; a column whose every number reads like 1.234 is asked about."""
    if said := mapping.marks.get(name):
        if said not in (".", ","):
            raise Refused("The decimal mark is a point or a comma.")
        return said
    found = values.decimal_mark(cells)
    if not found and (doubtful := next(filter(values.is_doubtful, cells), "")):
        plain = doubtful.strip()[:40]
        choices = ((",", "A point groups thousands"), (".", "A point begins the decimals"))
        raise Open(Question("mark", f"What does the point in {plain} mean?", choices), f"mark_{name}")
    return found


def _has(target: Target, name: str) -> bool:
    return any(field.name == name for field in target.fields)


def _cells(
    path: Path, shape: Shape, asked: dict[str, int], answers: dict[str, str] | None = None
) -> dict[str, list[str]]:
    """The filled cells of the asked columns among the first rows."""
    found: dict[str, list[str]] = {name: [] for name in asked}
    if asked:
        for row in islice(_rows(path, shape, answers), SETTLED_BY):
            for name, position in asked.items():
                text = as_text(shape.value(row, position))
                if text.strip():
                    found[name].append(text)
    return found


def _rows(path: Path, shape: Shape, answers: dict[str, str] | None = None) -> Iterable[Any]:
    return (row for row in presets.rows(path, shape, answers) if not isinstance(row, BadRow))


def _check_rates(mapping: Mapping) -> None:
    for code in [*mapping.rates, *([mapping.currency] if mapping.currency else [])]:
        if code.upper() not in values.CODES:
            raise Refused(f"{code} is not the code of a currency. Write it as USD or EUR.")
    for code, rate in mapping.rates.items():
        if values.number(str(rate)) <= Decimal(0):
            raise Refused(f"The rate of {code} must be above zero.")


def _listed(shape: Shape) -> str:
    names = [column.name for column in shape.columns]
    return ", ".join(names[:12]) + (f" and {len(names) - 12} more" if len(names) > 12 else "")
