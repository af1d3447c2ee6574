"""What changed in the rows themselves, read from the history that the database keeps below the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from tandem.record.history import KEPT
from tandem.record.models import Item, Named

UNTOLD = {"item", "id", "version", "search", "text"}


@dataclass(frozen=True)
class Change:
    """One field of one row, before and after. `by` is a member's item, or None for the console and the database."""

    at: datetime
    verb: str
    by: Item | None
    field: str
    before: Any
    after: Any

    @property
    def is_outside(self) -> bool:
        """Written beside the program: no verb was under way."""
        return not self.verb


def changes_of(item: Item, *, most: int = 200) -> list[Change]:
    """The newest changes of an item and its noun, newest first."""
    found = [*_changes(Item, item.pk), *_changes(noun_of(item.kind), item.pk)]
    people = Item.objects.in_bulk({change.by for change in found if change.by})
    told = [Change(**{**vars(change), "by": people.get(change.by)}) for change in found]
    return sorted(told, key=lambda change: change.at, reverse=True)[:most]


def noun_of(kind: str) -> type[models.Model]:
    """The model whose rows carry this kind of item."""
    return next(model for model in KEPT if issubclass(model, Named) and model.kind == kind)


def _changes(model: type[models.Model], key: int) -> Iterator[Any]:
    history = next(
        relation for relation in model._meta.related_objects if relation.get_accessor_name() == "kept_history"
    )
    kept: Any = history.related_model
    rows = kept.objects.filter(pgh_obj_id=key).order_by("pgh_id")
    names = [field.attname for field in model._meta.concrete_fields if field.name not in {*KEPT[model], *UNTOLD}]
    before: Any = None
    for row in rows:
        context = row.pgh_context or {}
        for name in names:
            was, now = getattr(before, name, None), getattr(row, name, None)
            if before is not None and was != now:
                label = str(getattr(model._meta.get_field(name), "verbose_name", name))
                yield Change(row.pgh_created_at, context.get("verb", ""), context.get("by"), label, was, now)
        before = row
