"""What rests on the rows an import made: those stay when it is undone."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F

from tandem.core import clock
from tandem.evidence.targets import Undone
from tandem.record.models import Event, Item

TAKEN_BACK = "taken back"


def linked_rows(rows: models.QuerySet[Any], *, but: tuple[str, ...] = ()) -> set[int]:
    """Keys of those rows that some other row needs: everything that points at them, except the kinds named in `but`."""
    found: set[int] = set()
    for relation in _pointing_at(rows.model):
        if relation.related_model._meta.model_name not in but:
            found |= _pointed_at(relation, rows.values("pk"))
    return found


def retire_unlinked(rows: models.QuerySet[Any], *, but: tuple[str, ...] = ()) -> Undone:
    """Things with a number are never deleted: those that nothing needs are retired, and each is told so in its
    history.
    """
    kept = linked_rows(rows, but=but) | linked_rows(Item.objects.filter(pk__in=rows.values("pk")), but=but)
    gone = [pk for pk in rows.filter(item__retired_at=None).values_list("pk", flat=True) if pk not in kept]
    now = clock.now()
    Item.objects.filter(pk__in=gone).update(retired_at=now, version=F("version") + 1)
    said = [Event(verb=TAKEN_BACK, item=i, product_id=i.product_id, at=now) for i in Item.objects.filter(pk__in=gone)]
    Event.objects.bulk_create(said, batch_size=1000)
    return Undone(len(gone), len(kept))


def taken_back(items: list[int]) -> set[int]:
    """Which of these items were retired by the undoing of an import and by nobody since."""
    events = Event.objects.filter(item__in=items, verb=TAKEN_BACK, at=F("item__retired_at"))
    return set(events.values_list("item_id", flat=True))


def _pointing_at(model: type[models.Model]) -> list[Any]:
    """The foreign keys of other tables to this one that say something: not its own noun, not events, not history."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not relation.one_to_many:
            continue
        other: Any = relation.related_model
        if other is not Event and not hasattr(other, "pgh_id"):
            found.append(relation)
    return found


def _pointed_at(relation: Any, keys: Any) -> set[int]:
    pointing = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": keys})
    return set(pointing.values_list(relation.field.attname, flat=True))
