"""Overview's work that nobody waits for: the figures of the portfolio are counted before somebody opens it."""

from __future__ import annotations

from tandem.overview.portfolio import count_ahead
from tandem.record.jobs import app
from tandem.team.models import Workspace

TASK = "overview.count_portfolio"


@app.periodic(cron="* * * * *")
@app.task(name=TASK, queue="record", queueing_lock=TASK, pass_context=False)
def count_portfolio(timestamp: int) -> None:
    """Count anew the products in which something was recorded since the last minute."""
    if workspace := Workspace.objects.first():
        count_ahead(workspace.today)
