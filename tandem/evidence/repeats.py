"""Finding what one person said twice, nearly in the same words. Two people are two voices, whatever they say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, NamedTuple

from django.db import connection

from tandem.evidence.models.fold import Fold
from tandem.evidence.models.highlight import Highlight
from tandem.language import find_duplicates

LONG = 60  # letters that two strangers hardly type alike
ALIKE = 0.5
TOGETHER = 5_000  # notes that are compared in one go
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)

# Who speaks: the e-mail address, else the name within the company, else the name; without any of them only long
# texts that are the same letter by letter count as one voice.
VOICE = f"""
    CASE WHEN author_email <> '' THEN 'e' || lower(author_email)
         WHEN author_name <> '' THEN 'n' || coalesce(company_id, 0) || ' ' || lower(author_name)
         WHEN company_id IS NOT NULL THEN 'c' || company_id
         WHEN length(body) >= {LONG} THEN 'w' || md5(lower(regexp_replace(body, '\\s+', ' ', 'g')))
    END
"""
VOICES = f"""
    WITH spoken AS (
        SELECT id, said_at, title, body, added_at, {VOICE} AS voice FROM evidence_note
        WHERE product_id = %s AND state <> 'dismissed' AND folded_into_id IS NULL
    ), again AS (
        SELECT voice FROM spoken WHERE voice IS NOT NULL GROUP BY voice HAVING count(*) > 1 AND max(added_at) >= %s
    )
    SELECT voice, id, title, body FROM spoken JOIN again USING (voice) ORDER BY voice, said_at, id
"""

Found = tuple[int, int, float]


class Said(NamedTuple):
    """What one voice said once."""

    voice: int
    note: int
    text: str


def fold_repeats(product: Any, *, by: Any, since: datetime | None = None) -> int:
    """Fold what voices heard since then say again. A note someone linked is never folded; the earliest stays on top."""
    found = _allowed([pair for voices in _voices(product.pk, since) for pair in repeats_of(voices)])
    return Fold.settle(product, found, by=by) if found else 0


def repeats_of(said: list[Said]) -> list[Found]:
    """Of what each voice said, oldest first: each note that nearly repeats an earlier one, that one, how nearly."""
    first: dict[int, int] = {}
    found = []
    texts, voices = [one.text for one in said], [one.voice for one in said]
    for early, late, likeness in find_duplicates(texts, threshold=ALIKE, groups=voices):
        if late not in first:
            first[late] = first.get(early, early)
            found.append((said[late].note, said[first[late]].note, likeness))
    return found


def _voices(product: int, since: datetime | None) -> Iterator[list[Said]]:
    """What the voices said that spoke more than once, each oldest first and whole; so many notes at a time."""
    together: list[Said] = []
    with connection.chunked_cursor() as cursor:
        cursor.execute(VOICES, [product, since or LONG_AGO])
        for number, (_, rows) in enumerate(groupby(cursor, key=lambda row: row[0])):
            together += [Said(number, pk, f"{title}\n{body}" if title else body) for _, pk, title, body in rows]
            if len(together) >= TOGETHER:
                yield together
                together = []
    yield together


def _allowed(found: list[Found]) -> list[Found]:
    """Without linked notes, and without those that somebody took apart before."""
    notes = [note for note, _, _ in found]
    linked = set(Highlight.objects.standing().filter(note__in=notes).values_list("note", flat=True))
    apart = set(Fold.objects.filter(note__in=notes).values_list("note", flat=True))
    return [pair for pair in found if pair[0] not in linked | apart]
