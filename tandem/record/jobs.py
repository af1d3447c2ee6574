"""Jobs: work that outlives a request, kept in PostgreSQL and enqueued in the transaction that asks for it."""

from procrastinate.contrib.django import app

__all__ = ["app", "work"]


def work() -> None:
    """Work off the waiting jobs until told to stop; those that ended well are not kept."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(delete_jobs="successful")
