"""What came since a member's last look: a few notes of a person's own bookkeeping, counted by index and only so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from tandem.core import clock
from tandem.core.once import once
from tandem.evidence.models.look import Look

MOST = 99

UNREAD = """
    SELECT count(*) FROM (
        SELECT 1 FROM evidence_note WHERE product_id = %(product)s AND state = 'new' AND added_at > coalesce(
            (SELECT at FROM evidence_look WHERE member_id = %(member)s AND on_id = %(product)s),
            (SELECT made_at FROM record_item WHERE id = %(member)s))
        LIMIT %(most)s) AS came
"""
UNREAD_OF_THEMES = """
    SELECT theme.id, came.notes FROM unnest(%(themes)s::bigint[]) AS theme(id)
    LEFT JOIN evidence_look AS look ON look.on_id = theme.id AND look.member_id = %(member)s
    CROSS JOIN (SELECT coalesce(
        (SELECT since FROM evidence_look WHERE member_id = %(member)s AND on_id = %(product)s), now()) AS at) AS begun
    CROSS JOIN LATERAL (SELECT count(*) AS notes FROM (
        SELECT 1 FROM evidence_note WHERE theme_id = theme.id AND state = 'new'
        AND added_at > greatest(look.at, begun.at) LIMIT %(most)s) AS fresh) AS came
    WHERE came.notes > 0
"""
LOOKED = """
    INSERT INTO evidence_look (member_id, on_id, since, at)
    SELECT %(member)s, thing, %(now)s, %(now)s FROM unnest(%(things)s::bigint[]) AS thing
    ON CONFLICT (member_id, on_id) DO UPDATE SET at = excluded.at
"""


@once
def unread(product: int, member: int) -> int:
    """New notes that came to a product since this member last looked at its desk, up to MOST + 1. Whoever has never
    looked is told of what came since they joined.
    """
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, {"product": product, "member": member, "most": MOST + 1})
        return int(cursor.fetchone()[0])


def unread_of_themes(product: int, themes: Sequence[int], member: int) -> dict[int, str]:
    """The same for themes, said as 7 or 99+, those with nothing new left out. Nothing counts that was there before the
    member's first look at the desk: otherwise everything would be new to whoever comes later.
    """
    asked: dict[str, Any] = {"product": product, "themes": list(themes), "member": member}
    asked["most"] = MOST + 1
    with connection.cursor() as cursor:
        cursor.execute(UNREAD_OF_THEMES, asked)
        return {theme: up_to(count) for theme, count in cursor.fetchall()}


def last_look(member: Any, on: int) -> datetime | None:
    """When this member looked at this last, before now."""
    return Look.objects.filter(member=member.pk, on=on).values_list("at", flat=True).first()


def looked(member: Any, *things: int) -> None:
    """This member has now seen these: products and themes, by the keys of their items."""
    with connection.cursor() as cursor:
        cursor.execute(LOOKED, {"member": member.pk, "things": list(things), "now": clock.now()})


def up_to(count: int, most: int = MOST) -> str:
    """7, or 99+ where there are more."""
    return f"{count:,}" if count <= most else f"{most:,}+"
