"""What the mapping page shows before anything is brought in: the first rows as they would come in, or why they
would not.
"""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence import presets
from tandem.evidence.importing.cells import Reader
from tandem.evidence.importing.mapping import Mapping, settle
from tandem.evidence.models import Import
from tandem.evidence.reading import Row, Shape, values
from tandem.evidence.reading.shape import FIRST_ROWS
from tandem.team.models import Workspace

LONGEST = 160


@dataclass(frozen=True)
class Preview:
    """Labels of the mapped fields, a list of cells for each row, and beside each row why it would be given back."""

    labels: list[str]
    rows: list[tuple[int, list[str], str]]
    refusal: str = ""

    @property
    def columns(self) -> str:
        """The headings of the preview's table."""
        return "|".join(["Row:num", *self.labels, "Given back because"])


def preview_of(brought: Import, wanted: Mapping) -> Preview:
    """The first twenty rows under this mapping."""
    shape, target = brought.shown_shape, brought.goes_to
    if shape is None:
        return Preview([], [], brought.why_refused)
    fields = [field for field in target.fields if field.name in wanted.fields]
    try:
        mapping = settle(brought.path, shape, target, wanted)
    except Refused as no:
        return Preview([field.label for field in fields], [], no.sentence)
    reader = Reader(shape, mapping, target, today=Workspace.current().today)
    rows = []
    for row in _first_rows(brought, shape, mapping):
        try:
            said = reader.read(row).values
            rows.append((row.number, [_shown(said.get(field.name)) for field in fields], ""))
        except Refused as no:
            cells = [_shown(shape.value(row, mapping.fields[field.name])) for field in fields]
            rows.append((row.number, cells, no.sentence))
    whole = Preview([field.label for field in fields], rows)
    return _without_empty(whole) if shape.base else whole


def _without_empty(preview: Preview) -> Preview:
    """A preset fills more fields than one file has: those that say nothing in the first rows are not shown."""
    said = [at for at in range(len(preview.labels)) if at == 0 or any(cells[at] for _, cells, _ in preview.rows)]
    rows = [(number, [cells[at] for at in said], reason) for number, cells, reason in preview.rows]
    return Preview([preview.labels[at] for at in said], rows)


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
    return Mapping(
        fields,
        orders=orders,
        zone=said.get("zone") or "UTC",
        currency=said.get("currency") or "",
        rates=said.get("rates") or {},
        answers={name: str(value) for name, value in (said.get("answers") or {}).items() if value},
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
