"""How a sorting is done and undone: few notes here and now, many by the worker, a chunk at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from tandem.core import clock
from tandem.evidence.figures import refresh_figures
from tandem.evidence.models.highlight import Highlight
from tandem.evidence.models.note import Note
from tandem.evidence.models.sorting import HERE_AND_NOW, SortedNotes, Sorting
from tandem.evidence.piles import Chosen
from tandem.record.verbs import continued
from tandem.team.models import Console

CHUNK = 2_000
STATES = ("done", "dismissed", "new")
COUNTING = (*STATES, "company")  # acts after which the figures of themes are others


def begin(sorting: Sorting, chosen: Chosen, by: Any) -> None:
    """Do it now where the notes are few; else the worker does it."""
    if sorting.expected > HERE_AND_NOW:
        _leave_to_the_worker(sorting)
        return
    ids = list(chosen.of(sorting.product, by).order_by("pk").values_list("pk", flat=True))
    _finish(sorting, _change(sorting, ids))


def go_on(sorting: Sorting) -> None:
    """The worker's part: chunk by chunk in the order of the keys, each in one transaction, from where it stands."""
    if sorting.ended_at or sorting.event is None:
        return
    with continued(sorting.event):
        if sorting.undone_at:
            go_back(sorting)
            sorting.ended_at = clock.now()
            sorting.save(update_fields=["ended_at"])
        else:
            _go_forth(sorting)


def _go_forth(sorting: Sorting) -> None:
    pile = Chosen(within=sorting.within).of(sorting.product, sorting.by or Console())
    pile, themes = pile.filter(added_at__lte=sorting.at), set[int]()
    while ids := list(pile.filter(pk__gt=sorting.position).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            themes |= _change(sorting, ids)
            sorting.position = ids[-1]
            sorting.save(update_fields=["notes", "position"])
    _finish(sorting, themes)


def begin_to_go_back(sorting: Sorting, event: Any) -> int:
    """Undo it now where the notes are few; else the worker does it, under the event of the undoing."""
    if sorting.notes <= HERE_AND_NOW:
        return go_back(sorting)
    sorting.event_id, sorting.ended_at, sorting.position = event, None, 0
    sorting.save(update_fields=["event", "ended_at", "position"])
    _leave_to_the_worker(sorting)
    return sorting.notes


def go_back(sorting: Sorting) -> int:
    """Put everything back that still stands as the sorting left it. Says how many notes that were."""
    if sorting.act == "link":
        made = Highlight.objects.standing().filter(about=sorting.about, end=0, at=sorting.at, by=sorting.by)
    back, themes = 0, set()
    for part in sorting.parts.all():
        if part.field == "link":
            back += made.filter(note__in=part.notes).update(taken_back_at=clock.now())
            continue
        name, value = _column(sorting, part.field)
        touched = Note.objects.filter(pk__in=part.notes, **{name: value})
        themes |= set(touched.exclude(theme=None).order_by().values_list("theme", flat=True).distinct())
        changed = touched.update(**{name: _value(part)})
        back += changed if sorting.act != "link" else 0
    refresh_figures(sorted(themes) if sorting.act in COUNTING else [])
    return back


def _change(sorting: Sorting, ids: Sequence[int]) -> set[int]:
    """Change these notes and keep what stood there. Gives the themes they are in."""
    locked = Note.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    rows = list(locked.only("pk", "state", "assignee_id", "company_id", "version", "theme_id"))
    if sorting.act == "link":
        sorting.notes += _link(sorting, rows)
        if sorting.finishes:
            _put(sorting, "state", rows)
    else:
        field = "state" if sorting.act in STATES else "assignee" if sorting.act == "assign" else "company"
        sorting.notes += _put(sorting, field, rows)
    return {row.theme_id for row in rows if row.theme_id}


def _put(sorting: Sorting, field: str, rows: list[Note]) -> int:
    """Set one column of notes, remembering by its former value which they were."""
    name, value = _column(sorting, field)
    before: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        if getattr(row, name) != value:
            before[getattr(row, name)].append(row.pk)
    SortedNotes.objects.bulk_create(
        SortedNotes(sorting=sorting, field=field, before="" if was is None else str(was), notes=notes)
        for was, notes in before.items()
    )
    changed = [pk for notes in before.values() for pk in notes]
    Note.objects.filter(pk__in=changed).update(**{name: value})
    return len(changed)


def _link(sorting: Sorting, rows: list[Note]) -> int:
    """Link those that are not linked yet; all of them bear the sorting's moment, by which undoing finds them."""
    ids = [row.pk for row in rows]
    linked = set(
        Highlight.objects.standing().filter(about=sorting.about, end=0, note__in=ids).values_list("note", flat=True)
    )
    fresh = [row for row in rows if row.pk not in linked]
    Highlight.objects.bulk_create(
        Highlight(note=row, version=row.version, about=sorting.about, by_id=sorting.by_id, at=sorting.at)
        for row in fresh
    )
    if fresh:
        SortedNotes.objects.create(sorting=sorting, field="link", notes=[row.pk for row in fresh])
    return len(fresh)


def _column(sorting: Sorting, field: str) -> tuple[str, Any]:
    """The column a sorting sets, and what it sets it to."""
    if field == "state":
        return "state", "done" if sorting.act == "link" else sorting.act
    return f"{field}_id", getattr(sorting, f"{field}_id")


def _value(part: SortedNotes) -> Any:
    return part.before if part.field == "state" else int(part.before) if part.before else None


def _leave_to_the_worker(sorting: Sorting) -> None:
    from tandem.evidence.jobs import sort_notes

    sort_notes.configure(lock=f"sorting {sorting.pk}").defer(sorting=sorting.pk)


def _finish(sorting: Sorting, themes: set[int]) -> None:
    sorting.ended_at = clock.now()
    sorting.save(update_fields=["notes", "ended_at"])
    refresh_figures(sorted(themes) if sorting.act in COUNTING else [])
