"""How many notes a product has, told on every page: counted each time while few, remembered once there are many."""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection

from tandem.core.once import once

FEW = 10_000  # an index tells so many in a millisecond or two
REMEMBERED = 600


@once
def notes_heard(product: int) -> int:
    """The notes of a product: exact up to FEW, beyond it as of ten minutes ago at most, or of the last import."""
    counted = _count(product, FEW + 1)
    if counted <= FEW:
        return counted
    remembered = cache.get(_key(product))
    if remembered is None:
        remembered = _count(product)
        cache.set(_key(product), remembered, REMEMBERED)
    return int(remembered)


def count_anew(product: int | None) -> None:
    """Many notes came or went: the next page counts them."""
    if product is not None:
        cache.delete(_key(product))


def _count(product: int, most: int | None = None) -> int:
    """Not past `most`; from the index alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT 1 FROM evidence_note WHERE product_id = %s LIMIT %s) AS counted",
            [product, most],
        )
        return int(cursor.fetchone()[0])


def _key(product: int) -> str:
    return f"notes-heard-{product}"
