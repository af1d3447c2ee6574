"""The meaning of each note as a vector, for search. Optional: without pgvector notes are found by their words alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from numpy.typing import NDArray

from tandem.core.database import after_migration
from tandem.language import Encoder

DIMENSIONS = 256
CHUNK = 5000
INDEX_FROM = 50_000  # below, comparing with every note is quick and misses nothing (docs/decisions/009)
GROWN = 4  # times as many vectors as it was made of, and the index is made anew: its cells were chosen for those
A_CELL, MOST_CELLS, CELLS_SEARCHED = 350, 1_000, 32
LOOKED_AT = 20  # of the oldest and of the newest vectors, to tell whether they are of today's encoder
ROUNDED = 2e-3
WIDER = 8  # how many times as many as wanted are looked at before they are narrowed

# The app's role owns no table, so this one function makes the index in its owner's name. It works alone: parallel
# workers would need more shared memory than containers give.
INDEXING = f"""
    CREATE OR REPLACE FUNCTION evidence_index_vectors() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp SET maintenance_work_mem = '512MB' SET max_parallel_maintenance_workers = 0
    AS $$ DECLARE
        held bigint := (SELECT count(*) FROM evidence_notevector);
    BEGIN
        DROP INDEX IF EXISTS notevector_cells;
        EXECUTE format(
            'CREATE INDEX notevector_cells ON evidence_notevector USING ivfflat (vector halfvec_cosine_ops)'
            ' WITH (lists = %s)', least({MOST_CELLS}, held / {A_CELL} + 1)
        );
        EXECUTE format('COMMENT ON INDEX notevector_cells IS %L', held);
    END $$
"""

BINARY = np.dtype(
    [
        ("fields", ">i2"),
        ("key_length", ">i4"),
        ("key", ">i8"),
        ("length", ">i4"),
        ("dimensions", ">i2"),
        ("unused", ">i2"),
        ("vector", ">f2", (DIMENSIONS,)),
    ]
)
NEAREST = """
    SELECT note_id, vector <=> %s::halfvec AS distance FROM evidence_notevector ORDER BY distance, note_id LIMIT %s
"""
PICKED = """
    WITH wanted AS MATERIALIZED ({wanted})
    SELECT near.note_id, near.vector <=> %s::halfvec AS distance
    FROM wanted JOIN evidence_notevector near ON near.note_id = wanted.id ORDER BY distance, near.note_id LIMIT %s
"""

MANY = """
    SELECT CASE
        WHEN to_regclass('notevector_cells') IS NULL
        THEN (SELECT count(*) > %s FROM (SELECT FROM evidence_notevector LIMIT %s) AS counted)
        ELSE (SELECT reltuples FROM pg_class WHERE oid = 'evidence_notevector'::regclass)
            > %s * obj_description(to_regclass('notevector_cells'), 'pg_class')::bigint
    END
"""

Progress = Callable[[str, float], None]


@after_migration
def ensure_vectors(database: Any) -> None:
    """Make the table of vectors where the vector type is installed. Made again, it changes nothing."""
    with database.cursor() as cursor:
        if not _has_type(cursor):
            return
        cursor.execute(
            f"""
            CREATE TABLE IF NOT EXISTS evidence_notevector (
                note_id bigint PRIMARY KEY REFERENCES evidence_note(id) ON DELETE CASCADE,
                vector halfvec({DIMENSIONS}) NOT NULL
            )
            """
        )
        cursor.execute(INDEXING)


def has_vectors() -> bool:
    """Whether meaning can be searched here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('evidence_notevector') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def keep_vectors(notes: Sequence[int] | NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
    """Keep these vectors, a chunk at a time. Notes without a known word have none."""
    spoken = np.flatnonzero(vectors.any(axis=1))
    if not len(spoken) or not has_vectors():
        return
    keys = np.array(notes, np.int64)
    for start in range(0, len(spoken), CHUNK):
        places = spoken[start : start + CHUNK]
        _keep(keys[places], vectors[places])


def keep_missing(notes: Sequence[int], vectors: NDArray[np.float32]) -> None:
    """Keep those of these vectors that are not kept yet: all of them where the kept ones came from another encoder."""
    if not len(notes) or not has_vectors():
        return
    keys = np.array(notes, np.int64)
    kept = np.isin(keys, _kept_among(keys))
    needed = np.ones(len(keys), bool) if _is_outdated(keys, vectors, np.flatnonzero(kept)) else ~kept
    keep_vectors(keys[needed], vectors[needed])


def keep(notes: Sequence[Any]) -> None:
    """Make and keep the vectors of these notes."""
    keep_vectors([note.pk for note in notes], Encoder.shipped().encode([note.whole for note in notes]))


def fill_vectors(product: int | None, progress: Progress | None = None) -> int:
    """Vectors for the notes of a product (or of the workspace) that have none yet. Says how many were made."""
    if not has_vectors():
        return 0
    made, after = 0, 0
    while rows := _without_vector(product, after):
        texts = [f"{title}\n{body}" if title else body for _, title, body in rows]
        keep_vectors([row[0] for row in rows], Encoder.shipped().encode(texts))
        made, after = made + len(rows), rows[-1][0]
        if progress:
            progress(f"{made:,} notes prepared for search", 0.0)
    return made


def index_vectors() -> bool:
    """Past INDEX_FROM vectors make the index that keeps search quick, and again once there are GROWN times as many: it
    takes some seconds, and other writers wait meanwhile. Says whether it was made.
    """
    if not has_vectors():
        return False
    with connection.cursor() as cursor:
        cursor.execute(MANY, [INDEX_FROM, INDEX_FROM + 1, GROWN])
        if needed := bool(cursor.fetchone()[0]):
            cursor.execute("SELECT evidence_index_vectors()")
    return needed


def nearest_notes(vector: NDArray[np.float32], limit: int, wanted: Any) -> list[tuple[int, float]]:
    """Of the wanted notes (a queryset) those nearest in meaning, with their distance (0 same, 1 unrelated).

    The nearest of all notes are found first and then narrowed: so the scan need carry no vectors along. Only where
    too few are left, as for a small product among large ones, the wanted notes are picked out first.
    """
    if not vector.any() or not has_vectors():
        return []
    with transaction.atomic():
        near = _nearest_of_all(vector, limit * WIDER)
        for reach in (2 * limit, limit * WIDER):  # mostly nothing is narrowed, and twice as many are enough
            found = _left(near[:reach], wanted)[:limit]
            if len(found) == limit or len(near) <= reach < limit * WIDER:
                return found
        return found if len(near) < limit * WIDER else picked(vector, limit, wanted)


def _left(near: list[tuple[int, float]], wanted: Any) -> list[tuple[int, float]]:
    kept = set(wanted.filter(pk__in=[note for note, _ in near]).order_by().values_list("pk", flat=True))
    return [(note, distance) for note, distance in near if note in kept]


def _nearest_of_all(vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
    with connection.cursor() as cursor:
        # With an index, it looks on through further cells until the limit is met, and those may hold nearer ones.
        cursor.execute(
            "SELECT set_config('ivfflat.iterative_scan', 'relaxed_order', true),"
            " set_config('ivfflat.probes', %s, true)",
            [str(CELLS_SEARCHED)],
        )
        cursor.execute(NEAREST, [written(vector), limit])
        return sorted(((int(n), float(far)) for n, far in cursor.fetchall()), key=lambda one: (one[1], one[0]))


def picked(vector: NDArray[np.float32], limit: int, wanted: Any) -> list[tuple[int, float]]:
    """The same, where few notes are wanted: each of them is compared."""
    if not vector.any() or not has_vectors():
        return []
    try:
        statement, values = wanted.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:  # nothing can be wanted, as of the companies of a market that nobody defined
        return []
    with connection.cursor() as cursor:
        cursor.execute(PICKED.format(wanted=statement), [*values, written(vector), limit])
        return [(int(note), float(distance)) for note, distance in cursor.fetchall()]


def written(vector: NDArray[np.float32]) -> str:
    """As PostgreSQL reads a vector."""
    return "[" + ",".join(f"{number:.5f}" for number in vector.tolist()) + "]"


def _has_type(cursor: Any) -> bool:
    cursor.execute("SELECT 1 FROM pg_type WHERE typname = 'halfvec'")
    return cursor.fetchone() is not None


def _keep(notes: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
    """Through a table of this transaction alone, in PostgreSQL's binary form: numbers as text took most of the time."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMP TABLE IF NOT EXISTS fresh (note bigint, vector halfvec({DIMENSIONS})) ON COMMIT DROP"
        )
        cursor.execute("TRUNCATE fresh")
        with cursor.copy("COPY fresh FROM STDIN (FORMAT binary)") as copy:
            copy.write(in_binary(notes, vectors))
        cursor.execute(
            """
            INSERT INTO evidence_notevector (note_id, vector) SELECT note, vector FROM fresh
            ON CONFLICT (note_id) DO UPDATE SET vector = excluded.vector
            WHERE evidence_notevector.vector <> excluded.vector
            """
        )


def _kept_among(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The notes between the first and the last of these that have a vector."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(array_agg(note_id), '{}') FROM evidence_notevector WHERE note_id BETWEEN %s AND %s",
            [int(keys.min()), int(keys.max())],
        )
        return np.array(cursor.fetchone()[0], np.int64)


def _is_outdated(keys: NDArray[np.int64], vectors: NDArray[np.float32], kept: NDArray[np.int64]) -> bool:
    """Whether the oldest or newest kept vectors are others than the encoder of today gives."""
    places = kept[np.argsort(keys[kept], kind="stable")]
    looked_at = {int(keys[place]): vectors[place] for place in (*places[:LOOKED_AT], *places[-LOOKED_AT:])}
    with connection.cursor() as cursor:
        statement = "SELECT note_id, vector::text FROM evidence_notevector WHERE note_id = ANY(%s)"
        cursor.execute(statement, [list(looked_at)])
        return any(
            not np.allclose(np.array(json.loads(vector), np.float32), looked_at[note], atol=ROUNDED)
            for note, vector in cursor.fetchall()
        )


def in_binary(notes: NDArray[np.int64], vectors: NDArray[np.float32]) -> bytes:
    """Rows of (bigint, halfvec) as COPY reads them: its header, then lengths and big-endian values, then its end."""
    rows = np.zeros(len(notes), BINARY)
    rows["fields"], rows["key_length"], rows["key"] = 2, 8, notes
    rows["length"], rows["dimensions"], rows["vector"] = 4 + 2 * DIMENSIONS, DIMENSIONS, vectors
    return b"PGCOPY\n\xff\r\n\0" + bytes(8) + rows.tobytes() + b"\xff\xff"


def _without_vector(product: int | None, after: int) -> list[tuple[int, str, str]]:
    """Of the notes past this one; each is asked for once, also those without a known word."""
    statement = """
        SELECT note.id, note.title, note.body FROM evidence_note note
        WHERE note.product_id IS NOT DISTINCT FROM %s AND note.id > %s
          AND NOT EXISTS (SELECT 1 FROM evidence_notevector near WHERE near.note_id = note.id)
        ORDER BY note.id LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [product, after, CHUNK])
        return list(cursor.fetchall())
