"""Undoing an import: few rows here and now, many by the worker, a part at a time."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from tandem.evidence.models import Import
from tandem.evidence.models.imports import CANCELLED, UNDONE
from tandem.evidence.targets import Undone
from tandem.record.models import Event
from tandem.record.verbs import continued

HERE_AND_NOW = 2_000


def take_back(brought: Import) -> Undone:
    """Undo it now where it created few rows; else it is left to the worker."""
    brought.state, undone = "undoing", Undone(0, 0, under_way=True)
    if brought.created <= HERE_AND_NOW:
        brought.state, undone = "undone", brought.goes_to.undo(brought)
    else:
        _leave_to_the_worker(brought)
    brought.taken_back, brought.left = undone.taken_back, undone.kept
    brought.save(update_fields=["state", "taken_back", "left"])
    return undone


def go_on(brought: Import) -> None:
    """The worker's part, from where it stands. What is gone was counted; what stays is counted anew."""
    here = Import.objects.filter(pk=brought.pk)
    if not here.filter(state="undoing").update(left=0):
        return
    event = Event.objects.filter(item=brought.item_id, verb__in=(UNDONE, CANCELLED)).latest("id")
    parts = brought.goes_to.parts(brought)
    under_way = True
    while under_way:
        with transaction.atomic(), continued(event):
            part = next(parts, None)
            under_way = part is not None
            if part:
                here.update(taken_back=F("taken_back") + part.taken_back, left=F("left") + part.kept)
            else:
                here.update(state="undone")


def _leave_to_the_worker(brought: Import) -> None:
    from tandem.evidence.importing.queue import take_back_many

    take_back_many.configure(lock=f"import {brought.number}").defer(number=brought.number)
