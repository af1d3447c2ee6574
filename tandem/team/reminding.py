"""Reminders: whoever should have answered an input by now is told, once."""

from __future__ import annotations

from tandem.core.errors import Refused
from tandem.record.jobs import app
from tandem.team.models import Console, Input, Workspace

MOST = 500


@app.periodic(cron="20 * * * *")
@app.task(name="team.remind_of_inputs", queue="record", queueing_lock="team.remind_of_inputs", pass_context=False)
def remind_of_inputs(timestamp: int) -> None:
    """Every hour; an input is late from the day after the agreed one, by the company's clock."""
    if Workspace.objects.exists():
        remind_of_late_ones()


def remind_of_late_ones() -> int:
    """Remind of what is late and was not reminded of yet; says of how many."""
    late = Input.objects.waiting().filter(due_on__lt=Workspace.current().today, reminded_on=None)
    told = 0
    for given in late.select_related("item__product", "about").order_by("due_on", "item_id")[:MOST]:
        try:
            given.remind(by=Console())
        except Refused:
            continue  # answered or retired this very moment
        told += 1
    return told
