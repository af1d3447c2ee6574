"""Many new rows in one COPY: several times as quick as INSERT, because nothing is parsed row by row. Triggers
run as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb


def copy_in(rows: Sequence[models.Model]) -> None:
    """Give each row its key and write them all. A clash is the same error that an INSERT would raise."""
    if not rows:
        return
    meta = type(rows[0])._meta
    fields = [(field.attname, str(field.column), field) for field in meta.concrete_fields if not field.generated]
    for row, key in zip(rows, _fresh_keys(meta.db_table, str(meta.pk.column), len(rows)), strict=True):
        row.pk = key
    columns = sql.SQL(", ").join(sql.Identifier(column) for _, column, _ in fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(meta.db_table), columns)
    names = [(name, isinstance(field, models.JSONField)) for name, _, field in fields]
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_written(getattr(row, name), is_json) for name, is_json in names])


def _fresh_keys(table: str, column: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, count]
        )
        return [key for (key,) in cursor.fetchall()]


def _written(value: Any, is_json: bool) -> Any:
    return Jsonb(value) if is_json else value
