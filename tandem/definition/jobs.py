"""Definition's work that nobody waits for: scores are worked out again, each hour or where they are many."""

from __future__ import annotations

from procrastinate import RetryStrategy

from tandem.definition.models import ScoringModel
from tandem.definition.reckoning import Cause
from tandem.definition.recounting import go_on, recount_all
from tandem.record.jobs import app

TASK = "definition.count_scores"


@app.periodic(cron="25 * * * *")
@app.task(name=TASK, queue="definition", queueing_lock=TASK, pass_context=False)
def count_scores(timestamp: int) -> None:
    """Read the evidence anew for every model in use; a score that moved says that evidence did it. What was begun for
    another reason and stands still is finished for that reason.
    """
    for model in ScoringModel.objects.in_use().select_related("item__product", "recount").order_by("pk"):
        if model.under_way:
            go_on(model.pk)
        else:
            recount_all(model, Cause("evidence"))


@app.task(name="definition.score_again", queue="definition", retry=RetryStrategy(max_attempts=5, wait=5))
def score_again(model: int) -> None:
    """Work out the scores of a model again. Done twice, or again after a kill, it comes to the same."""
    go_on(model)
