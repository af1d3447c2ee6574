"""Giving notes their themes, any number of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

AT_ONCE = 500_000
PAIR = np.dtype(
    [("fields", ">i2"), ("note_length", ">i4"), ("note", ">i8"), ("theme_length", ">i4"), ("theme", ">i8")]
)
STATEMENT = """
    UPDATE evidence_note SET theme_id = put.theme FROM put
    WHERE evidence_note.id = put.note AND evidence_note.theme_id IS DISTINCT FROM put.theme
"""


def put_notes(notes: Sequence[int] | NDArray[np.int64], themes: Sequence[int] | NDArray[np.int64]) -> None:
    """They go over by COPY into a table of this transaction alone; notes that stay where they were are left alone."""
    keys, places = np.asarray(notes, np.int64), np.asarray(themes, np.int64)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS put (note bigint, theme bigint) ON COMMIT DROP")
        cursor.execute("TRUNCATE put")
        with cursor.copy("COPY put FROM STDIN (FORMAT binary)") as copy:
            copy.write(b"PGCOPY\n\xff\r\n\0" + bytes(8))
            for start in range(0, len(keys), AT_ONCE):
                copy.write(_pairs(keys[start : start + AT_ONCE], places[start : start + AT_ONCE]))
            copy.write(b"\xff\xff")
        cursor.execute("ANALYZE put")
        cursor.execute(STATEMENT)


def _pairs(notes: NDArray[np.int64], themes: NDArray[np.int64]) -> bytes:
    """Rows of two numbers as COPY reads them: lengths and big-endian values."""
    rows = np.zeros(len(notes), PAIR)
    rows["fields"], rows["note_length"], rows["theme_length"] = 2, 8, 8
    rows["note"], rows["theme"] = notes, themes
    return rows.tobytes()
