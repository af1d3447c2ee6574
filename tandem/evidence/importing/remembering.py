"""What was chosen for a file like this one before: the same columns, by their names, and the same answers."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tandem.evidence.importing.mapping import Mapping, guessed
from tandem.evidence.models import Import
from tandem.evidence.reading import Column, Shape

LOOKED_AT = 5


@dataclass(frozen=True)
class Remembered:
    """The mapping proposed for a file, from which import it comes, and the columns that this file lacks."""

    fields: dict[str, int]
    mapping: Mapping | None = None
    at: datetime | None = None
    missing: list[str] = field(default_factory=list)


def proposed(brought: Import, by: Any) -> Remembered:
    """As last time for this source, or for this kind of thing in this product; else what the headers suggest."""
    shape = brought.shown_shape
    assert shape is not None
    guess = guessed(shape, brought.goes_to)
    for earlier in _earlier(brought, by):
        was, old = Mapping.from_json(earlier.mapping), earlier.shown_shape
        if old is None:
            continue
        fields, missing = carried(named(was.fields, old), shape.columns)
        if fields and len(fields) >= len(missing):
            known = {column.name for column in old.columns}
            new = {n: at for n, at in guess.items() if n not in was.fields and shape.columns[at].name not in known}
            taken = set(fields.values())
            fields |= {name: at for name, at in new.items() if at not in taken}
            return Remembered(fields, was, earlier.started_at, missing)
    return Remembered(guess)


def named(fields: AnyMapping[str, int], shape: Shape) -> dict[str, str]:
    """Field to the name of its column."""
    return {name: shape.columns[at].name for name, at in fields.items() if at < len(shape.columns)}


def carried(names: AnyMapping[str, str], columns: Sequence[Column]) -> tuple[dict[str, int], list[str]]:
    """The columns of these names wherever they stand now, and the names that are not there."""
    places = {_plain(column.name): column.position for column in reversed(columns)}
    found = {name: places[_plain(column)] for name, column in names.items() if _plain(column) in places}
    return found, [column for name, column in names.items() if name not in found]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _earlier(brought: Import, by: Any) -> Sequence[Import]:
    like = Import.objects.visible_to(by).filter(target=brought.target, started_at__isnull=False).exclude(mapping={})
    same = {"source": brought.source_id} if brought.source_id else {"item__product": brought.item.product_id}
    like = like.filter(**same)
    return list(like.exclude(pk=brought.pk).select_related("item").newest_first()[:LOOKED_AT])
