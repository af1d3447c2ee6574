"""Jobs: work that outlives a request, kept in PostgreSQL and enqueued in the transaction that asks for it."""

from procrastinate.contrib.django import app

__all__ = ["app"]
