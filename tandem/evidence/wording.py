"""The words that the notes of each product use, with how often: what a mistyped word of a search is held against.

Counted beside the notes, a product apart from the others, so that no word of a hidden product is ever proposed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from tandem.core.database import after_migration
from tandem.language import nearest_words

CHUNK = 20_000
WORKSPACE = 0  # stands for the notes that belong to no product
ALIKE = 0.2  # trigram likeness from which a word is looked at
LOOKED_AT = 60
COMPLETIONS = 3
SHORTEST_START = 3
OFTEN_ENOUGH = 2  # a word that stands in one note alone may be a slip of that pen

TABLES = """
    CREATE TABLE IF NOT EXISTS evidence_word (
        product_id bigint NOT NULL, word text COLLATE "C" NOT NULL, stem text COLLATE "C" NOT NULL, notes int NOT NULL,
        PRIMARY KEY (product_id, word)
    );
    CREATE INDEX IF NOT EXISTS word_stem ON evidence_word (product_id, stem);
    CREATE TABLE IF NOT EXISTS evidence_wordscounted (product_id bigint PRIMARY KEY, up_to bigint NOT NULL)
"""
COUNTED = """
    INSERT INTO evidence_word (product_id, word, stem, notes)
    SELECT %s, word, (ts_lexize('english_stem', word))[1], ndoc FROM ts_stat(%s)
    WHERE word ~ '^[[:alpha:]]{3,40}$' AND cardinality(ts_lexize('english_stem', word)) > 0 ORDER BY word
    ON CONFLICT (product_id, word) DO UPDATE SET notes = evidence_word.notes + excluded.notes
"""
THEIR_WORDS = (
    "SELECT to_tsvector('simple', title || ' ' || body) FROM evidence_note "
    "WHERE product_id IS NOT DISTINCT FROM {product} AND id > {after} AND id <= {last}"
)


@after_migration
def ensure_words(database: Any) -> None:
    """Make the tables of words, and where trigrams are installed the index that finds likely ones. Bears repetition."""
    with database.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() and _may_extend(cursor):
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute("CREATE INDEX IF NOT EXISTS word_trigrams ON evidence_word USING gin (word gin_trgm_ops)")


def count_words(product: int | None) -> int:
    """Count the words of the notes that came since the last time. Says how many notes were read."""
    key, read = product or WORKSPACE, 0
    while bounds := _next_notes(product, key):
        read += bounds[1]
    return read


def forget_words(product: int | None) -> None:
    """Count all of them anew at the next occasion: after notes were taken out, their words are nobody's."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evidence_word WHERE product_id = %s", [product or WORKSPACE])
        cursor.execute("DELETE FROM evidence_wordscounted WHERE product_id = %s", [product or WORKSPACE])


def held_by(words: Sequence[str], products: Sequence[int]) -> dict[str, int]:
    """In how many notes each of these words stands in some form: 0 for an unknown one. Stop words are left out."""
    statement = """
        SELECT asked.word, coalesce((
            SELECT sum(known.notes) FROM evidence_word known
            WHERE known.product_id = ANY(%s) AND known.stem = (ts_lexize('english_stem', asked.word))[1]
        ), 0)
        FROM unnest(%s::text[]) AS asked(word) WHERE cardinality(ts_lexize('english_stem', asked.word)) > 0
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(products), list(words)])
        return {word: int(notes) for word, notes in cursor.fetchall()}


def meant_by(word: str, products: Sequence[int]) -> list[str]:
    """What an unknown word was perhaps meant to be: the nearest known ones."""
    return nearest_words(word, _likely(word, products))


def completions(word: str, products: Sequence[int]) -> list[str]:
    """The most frequent words that begin so."""
    if len(word) < SHORTEST_START:
        return []
    statement = """
        SELECT word FROM evidence_word WHERE product_id = ANY(%s) AND word >= %s AND word < %s AND notes >= %s
        GROUP BY word ORDER BY sum(notes) DESC, word LIMIT %s
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(products), word, f"{word}\U0010ffff", OFTEN_ENOUGH, COMPLETIONS])
        return [found for (found,) in cursor.fetchall()]


def _likely(word: str, products: Sequence[int]) -> list[tuple[str, int]]:
    """Words that share enough of their letters; none where the database knows no trigrams."""
    statement = """
        SELECT word, sum(notes) FROM evidence_word WHERE word %% %s AND product_id = ANY(%s) AND notes >= %s
        GROUP BY word ORDER BY similarity(word, %s) DESC, sum(notes) DESC LIMIT %s
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('word_trigrams') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return []
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(statement, [word, list(products), OFTEN_ENOUGH, word, LOOKED_AT])
        return [(found, int(notes)) for found, notes in cursor.fetchall()]


def _next_notes(product: int | None, key: int) -> tuple[int, int] | None:
    """Count one chunk; one process at a time. The notes after it, or None when there are no more."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [4712, key % 2**31])
        cursor.execute("SELECT up_to FROM evidence_wordscounted WHERE product_id = %s", [key])
        after = (cursor.fetchone() or (0,))[0]
        cursor.execute(
            "SELECT max(id), count(*), (SELECT max(id) FROM evidence_note) FROM (SELECT id FROM evidence_note"
            " WHERE product_id IS NOT DISTINCT FROM %s AND id > %s ORDER BY id LIMIT %s) AS chunk",
            [product, after, CHUNK],
        )
        last, count, newest = cursor.fetchone()
        if not count:
            return None
        last = last if count == CHUNK else newest  # the notes of others in between need not be looked at again
        theirs = THEIR_WORDS.format(product=int(product) if product else "NULL", after=int(after), last=int(last))
        cursor.execute(COUNTED, [key, theirs])
        cursor.execute(
            "INSERT INTO evidence_wordscounted VALUES (%s, %s) ON CONFLICT (product_id) DO UPDATE SET up_to = %s",
            [key, last, last],
        )
        return int(last), int(count)


def _may_extend(cursor: Any) -> bool:
    """An extension needs the right to create in the database, unless it is there already."""
    cursor.execute(
        "SELECT has_database_privilege(current_database(), 'CREATE')"
        " OR EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm')"
    )
    return bool(cursor.fetchone()[0])
