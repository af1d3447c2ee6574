"""Which language each note is written in: read as it comes in, and for those that came before, bit by bit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tandem.evidence.counting import FEW, notes_heard
from tandem.evidence.models.heard import Heard
from tandem.language.languages import UNKNOWN, language_named, language_of, language_stated

CHUNK = 2_000
AT_ONCE = 100_000  # notes that one run of the job reads: a minute's work


def language_in(custom: Mapping[str, Any], text: str) -> str:
    """What the source states, wherever it states one that is known; else what the text tells."""
    return language_stated(str(custom.get("language") or "")) or language_of(text)


@dataclass(frozen=True)
class Spoken:
    """One language of a product's notes: how many of them, and their share of all that were read."""

    code: str
    name: str
    notes: int
    share: float

    @property
    def share_said(self) -> str:
        return "under 1%" if self.share < 0.005 else f"{self.share:.0%}"


def languages_heard(product: int) -> list[Spoken]:
    """The languages of a product's notes, that of most notes first, what could not be told last. Of many notes as the
    worker last counted them.
    """
    kept = Heard.objects.filter(pk=product).first() if notes_heard(product) > FEW else None
    return spoken(kept.languages if kept and kept.languages else count_languages(product))


def spoken(counted: Mapping[str, int]) -> list[Spoken]:
    """What was counted, with names and shares."""
    whole = sum(counted.values())
    rows = [Spoken(code, language_named(code), notes, notes / whole) for code, notes in counted.items() if notes]
    return sorted(rows, key=lambda one: (one.code == UNKNOWN, -one.notes, one.name))


def count_languages(product: int) -> dict[str, int]:
    """How many notes are in each language, from indexes but for those that are folded: the list holds as many."""
    statement = """
        SELECT language, sum(notes)::bigint FROM (
            SELECT language, count(*) AS notes FROM evidence_note WHERE product_id = %(product)s GROUP BY 1
            UNION ALL
            SELECT language, -count(*) FROM evidence_note
            WHERE product_id = %(product)s AND state = 'dismissed' GROUP BY 1
            UNION ALL
            SELECT language, -count(*) FROM evidence_note
            WHERE product_id = %(product)s AND folded_into_id IS NOT NULL AND state <> 'dismissed' GROUP BY 1
        ) AS counted WHERE language > '' GROUP BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {"product": product})
        return dict(cursor.fetchall())


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
