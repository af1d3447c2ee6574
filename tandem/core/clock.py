"""The only source of now. Tests and screenshots stand the clock still; everything else asks it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_standing_still: ContextVar[datetime | None] = ContextVar("standing_still", default=None)


def now() -> datetime:
    """The present moment in UTC, or the moment at which the clock stands still (TANDEM_NOW, ISO 8601)."""
    fixed = _standing_still.get()
    if fixed is None and (said := os.environ.get("TANDEM_NOW")):
        fixed = datetime.fromisoformat(said).astimezone(UTC)
    return fixed or datetime.now(UTC)


def today(zone: str = "UTC") -> date:
    """The calendar day it is now in the given time zone: due dates and quarters are counted in it."""
    return now().astimezone(ZoneInfo(zone)).date()


@contextmanager
def standing_still(at: datetime) -> Iterator[None]:
    """Within it, now() is always `at`."""
    token = _standing_still.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _standing_still.reset(token)
