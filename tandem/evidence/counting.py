"""How many notes a product has, told on every page: counted each time while few, remembered once there are many.

A dismissed note is not counted, nor one that lies folded under another: the list of notes holds as many.
"""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection

from tandem.core.once import once

FEW = 10_000  # an index tells so many in a millisecond or two
REMEMBERED = 600
ALL = "SELECT 1 FROM evidence_note WHERE product_id = %(product)s LIMIT %(most)s"
ASIDE = """
    SELECT 1 FROM evidence_note WHERE product_id = %(product)s AND state = 'dismissed'
    UNION ALL
    SELECT 1 FROM evidence_note WHERE product_id = %(product)s AND folded_into_id IS NOT NULL AND state <> 'dismissed'
    LIMIT %(most)s
"""


@once
def notes_heard(product: int) -> int:
    """The notes of a product: exact up to FEW, beyond it as of ten minutes ago at most, or of the last import."""
    came, aside = _count(product, FEW + 1)
    if came <= FEW:
        return came - aside
    remembered = cache.get(_key(product))
    if remembered is None:
        came, aside = _count(product)
        remembered = came - aside
        cache.set(_key(product), remembered, REMEMBERED)
    return int(remembered)


def count_anew(product: int | None) -> None:
    """Many notes came or went: the next page counts them."""
    if product is not None:
        cache.delete(_key(product))


def _count(product: int, most: int | None = None) -> tuple[int, int]:
    """All that came, and those of them that are dismissed or folded; neither past `most`, each from an index alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT (SELECT count(*) FROM ({ALL}) AS came), (SELECT count(*) FROM ({ASIDE}) AS aside)",
            {"product": product, "most": most},
        )
        came, aside = cursor.fetchone()
        return int(came), int(aside)


def _key(product: int) -> str:
    return f"notes-heard-{product}"
