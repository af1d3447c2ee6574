"""Numbers for items: one sequence per kind across the installation; gaps are allowed, reuse is not."""

from django.apps import AppConfig
from django.db import connection

from tandem.record.kinds import KINDS, sequence_of


def make_sequences(sender: AppConfig, using: str = "default", **_: object) -> None:
    """Make the sequence of every kind that has none yet: runs after each migration."""
    from django.db import connections

    with connections[using].cursor() as cursor:
        for kind in KINDS:
            cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {sequence_of(kind)}")


def next_numbers(kind: str, count: int = 1) -> list[int]:
    """`count` fresh numbers of this kind, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence_of(kind), count])
        return [row[0] for row in cursor.fetchall()]
