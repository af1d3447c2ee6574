"""What the mapping page shows before anything is brought in: the first rows as they would come in, or why they
would not.
"""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence import presets
from tandem.evidence.importing.cells import Reader
from tandem.evidence.importing.mapping import Mapping, Open, settle
from tandem.evidence.importing.text import as_text
from tandem.evidence.models import Import
from tandem.evidence.own_fields import KIND
from tandem.evidence.reading import Field, Row, Shape, values
from tandem.evidence.reading.dates import ORDERS, leaves_order_open
from tandem.evidence.reading.shape import FIRST_ROWS
from tandem.team.models import Workspace

LONGEST = 160
SAYS_NOTHING = "Passed over: the row says nothing."
MARK_SHOWN = {".": "1,234.56", ",": "1.234,56"}
SCALE_SHOWN = {
    "stars_1_5": "1 to 5 stars", "nps_0_10": "0 to 10", "csat_good_bad": "good or bad", "likert_1_7": "1 to 7",
}  # fmt: skip


@dataclass(frozen=True)
class Preview:
    """Labels of the mapped fields, a list of cells for each row, and beside each row why it would not come in.
    `read_as` tells how the values were read, `open` what a person must settle first.
    """

    labels: list[str]
    rows: list[tuple[int, list[str], str]]
    refusal: str = ""
    read_as: list[str] = field(default_factory=list)
    open: Open | None = None

    @property
    def columns(self) -> str:
        """The headings of the preview's table."""
        return "|".join(["Row:num", *(["Would not come in"] if self.given_back else []), *self.labels])

    @property
    def given_back(self) -> int:
        """How many of these rows would not come in."""
        return sum(bool(reason) for *_, reason in self.rows)


def preview_of(brought: Import, wanted: Mapping) -> Preview:
    """The first twenty rows under this mapping."""
    shape, target = brought.shown_shape, brought.goes_to
    if shape is None:
        return Preview([], [], brought.why_refused)
    fields = [field for field in target.fields if field.name in wanted.fields]
    labels = [field.label for field in fields]
    try:
        mapping = settle(brought.path, shape, target, wanted)
    except Open as asked:
        return Preview(labels, [], open=asked)
    except Refused as no:
        return Preview(labels, [], no.sentence)
    reader = Reader(shape, mapping, target, today=Workspace.current().today)
    first = _first_rows(brought, shape, mapping)
    rows = [_row(reader, row, fields, target.skipped_without) for row in first]
    whole = Preview(labels, rows, read_as=_read_as(fields, mapping, shape, first))
    return _without_empty(whole) if shape.base else whole


def _without_empty(preview: Preview) -> Preview:
    """A preset fills more fields than one file has: those that say nothing in the first rows are not shown."""
    said = [at for at in range(len(preview.labels)) if at == 0 or any(cells[at] for _, cells, _ in preview.rows)]
    rows = [(number, [cells[at] for at in said], reason) for number, cells, reason in preview.rows]
    return replace(preview, labels=[preview.labels[at] for at in said], rows=rows)


def _row(reader: Reader, row: Row, fields: list[Field], needed: str) -> tuple[int, list[str], str]:
    try:
        said = reader.read(row).values
    except Refused as no:
        cells = [_shown(reader.shape.value(row, reader.mapping.fields[field.name])) for field in fields]
        return row.number, cells, no.sentence
    says_nothing = needed and not str(said.get(needed, "")).strip()
    own = {one.name: reader.shape.value(row, reader.mapping.fields[one.name]) for one in fields if one.kind == KIND}
    cells = [_shown(own.get(field.name, said.get(field.name))) for field in fields]
    return row.number, cells, SAYS_NOTHING if says_nothing else ""


def _read_as(fields: list[Field], mapping: Mapping, shape: Shape, first: Sequence[Row]) -> list[str]:
    """How dates and numbers were read, for each column where it could have been otherwise."""
    said = []
    for one in fields:
        if order := mapping.orders.get(one.name):
            cells = (as_text(shape.value(row, mapping.fields[one.name])) for row in first)
            written = f"{ORDERS[order]}; " if any(map(leaves_order_open, cells)) else ""
            said.append(f"{one.label}: {written}{mapping.zone} where no zone is written")
        if mark := mapping.marks.get(one.name):
            said.append(f"{one.label}: numbers as {MARK_SHOWN[mark]}")
        if scale := mapping.scales.get(one.name):
            said.append(f"{one.label}: {SCALE_SHOWN.get(scale, scale)}")
    return said


def _first_rows(brought: Import, shape: Shape, mapping: Mapping) -> Sequence[Row]:
    """As they were found when the file was looked at, or anew where they depend on what the person answered."""
    if not mapping.answers:
        return shape.first_rows
    made = presets.rows(brought.path, shape, mapping.answers, name=brought.file.name)
    return list(islice((row for row in made if isinstance(row, Row)), FIRST_ROWS))


def wanted_of(brought: Import, said: AnyMapping[str, Any]) -> Mapping:
    """The mapping that a filled-in mapping form asks for."""
    fields = {f.name: int(at) for f in brought.goes_to.fields if (at := said.get(f"column_{f.name}")) not in (None, "")}
    orders = {f.name: order for f in brought.goes_to.fields if (order := said.get(f"order_{f.name}"))}
    marks = {f.name: mark for f in brought.goes_to.fields if (mark := said.get(f"mark_{f.name}"))}
    return Mapping(
        fields,
        orders=orders,
        marks=marks,
        zone=said.get("zone") or "UTC",
        currency=said.get("currency") or "",
        rates=said.get("rates") or {},
        answers={name: answer for name, answer in (said.get("answers") or {}).items() if answer},
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%-d %b %Y %H:%M")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, values.Money):
        return f"{value.amount} {value.currency}".strip()
    if isinstance(value, values.Rating):
        return f"{value.value}"
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
