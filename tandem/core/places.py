"""The places of rows within the whole they are part of, counted from 1: where the next one goes, and putting one
elsewhere.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from tandem.core.errors import Refused


def place_after(rows: Any) -> int:
    """The place after the last of these rows; give those that were taken out as well, and no place is given twice."""
    last: int | None = rows.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def in_order(rows: list[Any], pk: int, place: int) -> None:
    """Put one of these rows at a place among them; the others keep their order."""
    moved = next((row for row in rows if row.pk == pk), None)
    if moved is None:
        raise Refused("There is nothing of that number here.")
    rest = [row for row in rows if row.pk != pk]
    rest.insert(max(0, min(len(rest), place - 1)), moved)
    for position, row in enumerate(rest, start=1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])
