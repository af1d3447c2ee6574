"""What the rows of an import answer to custom fields: written in bulk, and taken back with the import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from tandem.core import clock
from tandem.evidence.models import Import
from tandem.evidence.own_fields import PREFIX, asked_of
from tandem.evidence.targets import Chunk, Record
from tandem.record.models import Named
from tandem.team.models import CustomField, FieldValue

BATCH = 1_000


class Answers:
    """The answers of one chunk. An empty cell says nothing: what stands there stays."""

    def __init__(self, chunk: Chunk, known: Iterable[Any] = ()) -> None:
        self._fields = {f"{PREFIX}{one.key}": one.pk for one in _asked(chunk)}
        mapped = [self._fields[name] for name in self._fields if any(name in one.values for one in chunk.records)]
        keys = [noun.pk for noun in known if noun] if mapped else []
        rows = FieldValue.objects.filter(about__in=keys, field__in=mapped).values_list("about", "field", "value")
        self._stands = {(about, field): value for about, field, value in rows} if keys else {}
        self._new: dict[tuple[int, int], Any] = {}

    def take(self, noun: Named, record: Record) -> bool:
        """What one row answers for one thing. Whether any of it is news."""
        news = False
        for name, field in self._fields.items():
            value, place = record.values.get(name), (noun.pk, field)
            if value is not None and self._stands.get(place) != value:
                self._stands[place] = self._new[place] = value
                news = True
        return news

    def keep(self) -> None:
        """Write them, in one statement for many."""
        now = clock.now()
        rows = [
            FieldValue(about_id=about, field_id=field, value=value, at=now)
            for (about, field), value in self._new.items()
        ]
        place, said = ["about", "field"], ["value", "at"]
        FieldValue.objects.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=place, update_fields=said
        )


def _asked(chunk: Chunk) -> tuple[CustomField, ...]:
    kind = chunk.brought.goes_to.asks
    return asked_of(kind) if kind else ()


def take_back(brought: Import) -> None:
    """The answers that an import gave are as they were before it, but for those that somebody changed since."""
    gone, empty = [], []
    for key, before in _undone(brought):
        if before is None:
            gone.append(key)
        elif before[0] is None:
            empty.append(key)
        else:
            FieldValue.objects.filter(pk=key).update(value=before[0], at=clock.now())
    FieldValue.objects.filter(pk__in=empty).update(value=None, at=clock.now())
    FieldValue.objects.filter(pk__in=gone).delete()


def _undone(brought: Import) -> Iterator[tuple[int, tuple[Any] | None]]:
    """Each answer that stands as this import wrote it, with the value before, or None where there was none."""
    run = str(brought.run_event().pk)
    since = FieldValue.objects.filter(at__gte=brought.started_at) if brought.started_at else FieldValue.objects.none()
    history: Any = FieldValue._meta.get_field("kept_history").related_model
    rows = history.objects.filter(pgh_obj_id__in=since.values("pk")).order_by("pgh_obj_id", "pgh_id")
    told = rows.values_list("pgh_obj_id", "value", "pgh_context__event").iterator(BATCH)
    for key, kept in groupby(told, key=lambda row: row[0]):
        steps = [(value, event) for _, value, event in kept]
        if steps[-1][1] != run:
            continue
        earlier = [value for value, event in steps if event != run]
        yield key, (earlier[-1],) if earlier else None
