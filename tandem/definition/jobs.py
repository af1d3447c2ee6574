"""Definition's work that nobody waits for: scores are worked out again from the evidence of the hour."""

from __future__ import annotations

from tandem.definition.models import ScoringModel
from tandem.definition.reckoning import reckon
from tandem.record.jobs import app

TASK = "definition.count_scores"


@app.periodic(cron="25 * * * *")
@app.task(name=TASK, queue="definition", queueing_lock=TASK, pass_context=False)
def count_scores(timestamp: int) -> None:
    """Read the evidence anew for every model in use; a score that moved says that evidence did it."""
    reckon(list(ScoringModel.objects.in_use().select_related("item__product")), "evidence")
