"""Jobs: work that outlives a request, kept in PostgreSQL and enqueued in the transaction that asks for it."""

from typing import Any

from procrastinate.contrib.django import app

__all__ = ["app", "work"]
SILENT_SECONDS = 60


@app.periodic(cron="* * * * *")
@app.task(name="record.take_up_again", queue="record", pass_context=True)
async def take_up_again(context: Any, timestamp: int) -> None:
    """Let the jobs of a worker that was killed wait for the next one: whatever they do, they do once more safely."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await jobs.retry_job(job)


def work() -> None:
    """Work off the waiting jobs until told to stop; those that ended well are not kept."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(delete_jobs="successful")
