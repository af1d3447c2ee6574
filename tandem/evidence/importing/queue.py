"""How an import gets going: a small file here and now, a large one by the worker, page and API alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now
from procrastinate import RetryStrategy
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from tandem.core.errors import Refused
from tandem.evidence.models import Import
from tandem.record.jobs import app
from tandem.record.verbs import ask

SMALL = 2_000
SILENT_AFTER = timedelta(seconds=60)
NOBODY_WORKS = "No worker is running, so this import waits. It begins as soon as `tandem up` runs one."


@app.task(name="evidence.import", queue="imports", retry=RetryStrategy(max_attempts=5, wait=5))
def bring_in(number: int) -> None:
    """Run an import from where it stands. Done twice, or again after a kill, it comes to the same rows."""
    brought = Import.objects.select_related("item", "file", "source__item").get(item__number=number)
    try:
        brought.run(by=brought.started_by)
    except Refused:
        return  # the sentence is kept with the import and shown on its page


@app.task(name="evidence.dry_run", queue="imports", retry=RetryStrategy(max_attempts=3, wait=5))
def try_out(number: int) -> None:
    """Make the dry run that was asked for."""
    from tandem.evidence.importing.dry import DryRun

    brought = Import.objects.select_related("item", "file", "source__item").get(item__number=number)
    if brought.is_tried_out:
        DryRun(brought).go()


@app.task(name="evidence.undo_import", queue="imports", retry=RetryStrategy(max_attempts=5, wait=5))
def take_back_many(number: int) -> None:
    """Undo an import that brought many rows. Done twice, or again after a kill, it comes to the same."""
    from tandem.evidence.importing.taking_back import go_on

    go_on(Import.objects.select_related("item").get(item__number=number))


def set_trying(brought: Import, *, by: Any) -> None:
    """Start a dry run: of a small file here and now, of a large one by the worker."""
    with transaction.atomic():
        brought.try_out(by=by)
        if brought.rows_expected > SMALL:
            try_out.configure(lock=f"import {brought.number}").defer(number=brought.number)
            return
    try_out(brought.number)
    brought.refresh_from_db(fields=["dry_run"])


def set_going(brought: Import, *, by: Any) -> None:
    """Start an import. Small files are brought in at once; a large one is enqueued in the transaction that
    starts it; one that has ended stays as it is, and one that is being undone is gone on with. Whoever may not
    import is told so, however far it is.
    """
    ask(by, brought.draft_act, brought)
    if brought.state == "undoing":
        take_back_many.configure(lock=f"import {brought.number}").defer(number=brought.number)
    if brought.ended_at:
        return
    if brought.state == "paused":
        brought.resume(by=by)
    if brought.rows_expected <= SMALL:
        brought.run(by=by)
        return
    with transaction.atomic():
        if brought.started_at is None:
            brought.start(by=by)
        bring_in.configure(lock=f"import {brought.number}").defer(number=brought.number)


def a_worker_is_alive() -> bool:
    """Whether some worker gave a sign of life within the last minute, by the database's own clock."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=Now() - SILENT_AFTER).exists()


def is_queued(brought: Import) -> bool:
    """Whether some job for this import waits or is under way."""
    tasks = (bring_in.name, try_out.name, take_back_many.name)
    waiting = ProcrastinateJob.objects.filter(task_name__in=tasks, status__in=("todo", "doing"))
    return waiting.filter(args__number=brought.number).exists()
