"""Which language each note is written in: read as it comes in, and for those that came before, bit by bit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import connection

from tandem.language.languages import language_named, language_of, language_stated

CHUNK = 2_000
AT_ONCE = 100_000  # notes that one run of the job reads: a minute's work


def language_in(custom: Mapping[str, Any], text: str) -> str:
    """What the source states, wherever it states one that is known; else what the text tells."""
    return language_stated(str(custom.get("language") or "")) or language_of(text)


def languages_heard(product: int) -> list[tuple[str, str]]:
    """The languages of a product's notes with their names: one step in an index for each, however many notes."""
    statement = """
        WITH RECURSIVE heard AS (
            (SELECT min(language) AS language FROM evidence_note WHERE product_id = %(product)s AND language > '')
            UNION ALL
            SELECT (SELECT min(language) FROM evidence_note WHERE product_id = %(product)s
                    AND language > heard.language)
            FROM heard WHERE heard.language IS NOT NULL
        ) SELECT language FROM heard WHERE language IS NOT NULL
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {"product": product})
        return sorted(((code, language_named(code)) for (code,) in cursor.fetchall()), key=lambda each: each[1])


def read_languages(most: int = AT_ONCE) -> int:
    """Read notes that nothing was read in yet, and say how many. Killed anywhere, the next run goes on from there."""
    done = 0
    while done < most and (read := _read_some()):
        done += read
    return done


def _read_some() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, custom ->> 'language', title, left(body, 2000) FROM evidence_note WHERE language = ''"
            " ORDER BY id LIMIT %s",
            [CHUNK],
        )
        rows = cursor.fetchall()
        told = [language_in({"language": stated}, f"{title}\n{body}") for _, stated, title, body in rows]
        cursor.execute(
            "UPDATE evidence_note SET language = told.code FROM unnest(%s::bigint[], %s::text[]) AS told(note, code)"
            " WHERE evidence_note.id = told.note",
            [[row[0] for row in rows], told],
        )
    return len(rows)
