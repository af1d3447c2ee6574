"""The figures kept beside each theme: notes, companies, what they pay, and how often in each of twelve weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from tandem.core import clock
from tandem.evidence.models.theme import Theme

WEEKS = 12
RATED = ("stars", "starred", "promoters", "passives", "detractors")


def refresh_figures(themes: Sequence[int]) -> None:
    """Count anew for these themes, in four statements however many notes they hold. Dismissed notes do not count."""
    if not themes:
        return
    counts, weekly, ratings = _counts(themes), _weekly(themes), _ratings(themes)
    rows = list(Theme.objects.filter(pk__in=themes))
    for theme in rows:
        theme.note_count, theme.company_count, theme.arr = counts.get(theme.pk, (0, 0, Decimal(0)))
        theme.weekly = [weekly[theme.pk].get(week, 0) for week in range(WEEKS)]
        for name, value in zip(RATED, ratings.get(theme.pk, (None, 0, 0, 0, 0)), strict=True):
            setattr(theme, name, value)
    Theme.objects.bulk_update(rows, ["note_count", "company_count", "arr", "weekly", *RATED], batch_size=500)


def themes_of(product: int) -> list[int]:
    """The ids of a product's themes that still hold notes of their own."""
    return list(Theme.objects.filter(item__product=product, merged_into=None).values_list("pk", flat=True))


def _counts(themes: Sequence[int]) -> dict[int, tuple[int, int, Decimal]]:
    """ARR counts once per company and theme, also where another company said it for this one."""
    statement = """
        WITH said AS (
            SELECT theme_id, company_id, count(*) AS notes FROM evidence_note
            WHERE theme_id = ANY(%s) AND state <> 'dismissed' AND folded_into_id IS NULL GROUP BY 1, 2
            UNION ALL
            SELECT note.theme_id, further.company_id, 0 FROM evidence_notecompany further
            JOIN evidence_note note ON note.id = further.note_id
            WHERE note.theme_id = ANY(%s) AND note.state <> 'dismissed'
        ), heard AS (SELECT theme_id, company_id, sum(notes) AS notes FROM said GROUP BY 1, 2)
        SELECT heard.theme_id, sum(heard.notes), count(heard.company_id), coalesce(sum(company.arr), 0)
        FROM heard LEFT JOIN evidence_company company ON company.item_id = heard.company_id GROUP BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(themes), list(themes)])
        return {theme: (int(notes), companies, arr) for theme, notes, companies, arr in cursor.fetchall()}


def _weekly(themes: Sequence[int]) -> dict[int, dict[int, int]]:
    """Notes in each of the last twelve weeks, the present one last."""
    start = clock.now() - timedelta(weeks=WEEKS)
    statement = """
        SELECT theme_id, least(floor(extract(epoch FROM said_at - %s) / 604800)::int, %s), count(*) FROM evidence_note
        WHERE theme_id = ANY(%s) AND said_at >= %s AND said_at <= %s AND state <> 'dismissed'
          AND folded_into_id IS NULL
        GROUP BY 1, 2
    """
    found: dict[int, dict[int, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(statement, [start, WEEKS - 1, list(themes), start, clock.now()])
        for theme, week, count in cursor.fetchall():
            found[theme][week] = count
    return found


def _ratings(themes: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """The mean of the stars and how many gave any; promoters, passives and detractors among the answers of 0 to 10."""
    statement = """
        SELECT theme_id, avg(rating) FILTER (WHERE stars), count(*) FILTER (WHERE stars),
            count(*) FILTER (WHERE nps AND rating >= 9), count(*) FILTER (WHERE nps AND rating >= 7 AND rating < 9),
            count(*) FILTER (WHERE nps AND rating < 7)
        FROM (
            SELECT theme_id, rating, rating_scale = 'stars_1_5' AS stars, rating_scale = 'nps_0_10' AS nps
            FROM evidence_note
            WHERE theme_id = ANY(%s) AND state <> 'dismissed' AND folded_into_id IS NULL AND rating IS NOT NULL
        ) AS rated GROUP BY 1
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(themes)])
        return {theme: (stars and round(stars, 2), *counts) for theme, stars, *counts in cursor.fetchall()}
