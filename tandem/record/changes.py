"""What changed in the rows themselves, read from the history that the database keeps below the verbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class _Pointed:
    """A thing that a column points at, by its key."""

    key: int


def changes_of(item: Item, *, most: int = 200) -> list[Change]:
    """The newest changes of an item and its noun, newest first."""
    found = [*_changes(Item, item.pk), *_changes(noun_of(item.kind), item.pk)]
    people = Item.objects.in_bulk({change.by for change in found if change.by})
    names = _names_then(found, item)
    told = [
        replace(one, by=people.get(one.by), before=_told(names, one, "before"), after=_told(names, one, "after"))
        for one in found
    ]
    return sorted(told, key=lambda change: change.at, reverse=True)[:most]


def noun_of(kind: str) -> type[models.Model]:
    """The model whose rows carry this kind of item."""
    return next(model for model in KEPT if issubclass(model, Named) and model.kind == kind)


def _history_of(model: type[models.Model]) -> Any:
    """The rows that the database keeps of a model's rows."""
    relations = model._meta.related_objects
    history: Any = next(one for one in relations if one.get_accessor_name() == "kept_history")
    return history.related_model.objects


def _changes(model: type[models.Model], key: int) -> Iterator[Any]:
    rows = _history_of(model).filter(pgh_obj_id=key).order_by("pgh_id")
    names = [field.attname for field in model._meta.concrete_fields if field.name not in {*KEPT[model], *UNTOLD}]
    before: Any = None
    for row in rows:
        context = row.pgh_context or {}
        for name in names:
            was, now = getattr(before, name, None), getattr(row, name, None)
            if before is not None and was != now:
                field: Any = model._meta.get_field(name)
                label = str(getattr(field, "verbose_name", name))
                was, now = (_pointed(field, value) for value in (was, now))
                yield Change(row.pgh_created_at, context.get("verb", ""), context.get("by"), label, was, now)
        before = row


def _pointed(field: Any, value: Any) -> Any:
    """What a column holds, or whom it points at."""
    leads = value is not None and field.is_relation and issubclass(field.related_model, Item | Named)
    return _Pointed(value) if leads else value


def _names_then(changes: list[Any], item: Item) -> dict[int, list[tuple[datetime, str]]]:
    """What the things that were pointed at were called, and from when on. Those of another product are not named."""
    keys = {end.key for change in changes for end in (change.before, change.after) if isinstance(end, _Pointed)}
    ours = models.Q(product=item.product_id) | models.Q(product=None) & ~models.Q(kind="product")
    known = Item.objects.filter(ours | models.Q(pk=item.product_id), pk__in=keys)
    rows = _history_of(Item).filter(pgh_obj_id__in=known.values("pk")).order_by("pgh_id") if keys else []
    names: dict[int, list[tuple[datetime, str]]] = {}
    for row in rows:
        names.setdefault(row.pgh_obj_id, []).append((row.pgh_created_at, row.title))
    return names


def _told(names: dict[int, list[tuple[datetime, str]]], change: Any, end: str) -> Any:
    """One end of a change; a thing by its name of that day."""
    value = getattr(change, end)
    if not isinstance(value, _Pointed):
        return value
    then = [title for since, title in names.get(value.key, []) if since <= change.at]
    return then[-1] if then else value.key
