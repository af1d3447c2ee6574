"""Numbers for items: one sequence per kind across the installation; gaps are allowed, reuse is not."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import AppConfig
from django.db import connection

from tandem.record.kinds import KINDS, sequence_of


def make_sequences(sender: AppConfig, using: str = "default", **_: object) -> None:
    """Make the sequence of every kind that has none yet: runs after each migration."""
    from django.db import connections

    with connections[using].cursor() as cursor:
        for kind in KINDS:
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {sequence_of(kind)}")


_thought_of: ContextVar[bool] = ContextVar("things_only_thought_of", default=False)


@contextmanager
def thought_of() -> Iterator[None]:
    """What is made within it is taken back before anyone sees it: it gets numbers below zero, and wastes none."""
    token = _thought_of.set(True)
    try:
        yield
    finally:
        _thought_of.reset(token)


def next_numbers(kind: str, count: int = 1) -> list[int]:
    """`count` fresh numbers of this kind, in one statement."""
    if _thought_of.get():
        first = random.getrandbits(60)
        return list(range(-first - count, -first))
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence_of(kind), count])
        return [row[0] for row in cursor.fetchall()]
