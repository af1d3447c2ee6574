"""The figures kept beside each theme: notes, companies, what they pay, and how often in each of twelve weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max

from tandem.core import clock
from tandem.evidence.counting import notes_heard
from tandem.evidence.facts import MANY
from tandem.evidence.languages import count_languages
from tandem.evidence.models.area import Area
from tandem.evidence.models.heard import Heard
from tandem.evidence.models.note import Note
from tandem.evidence.models.theme import Theme
from tandem.evidence.quality import Quality, weigh
from tandem.evidence.weighing import BY_AREA, BY_COMPANY, BY_PRODUCT, BY_THEME, counted_alone, weighed
from tandem.team.models import Product, Workspace

WEEKS = 12
RATED = ("stars", "starred", "promoters", "passives", "detractors")


def refresh_figures(themes: Sequence[int]) -> None:
    """Count anew for these themes, in a few statements however many notes they hold. Dismissed notes do not count."""
    if not themes:
        return
    weekly, ratings = _weekly(themes), _ratings(themes)
    rows = list(Theme.objects.filter(pk__in=themes).select_related("item"))
    heard = weighed(BY_THEME, {theme.pk: theme.item.product_id for theme in rows}, clock.now().date())
    for theme in rows:
        found = heard[theme.pk]
        theme.note_count, theme.company_count, theme.arr = found.counted.notes, found.counted.companies, found.arr
        theme.weighed = found.counted.as_kept()
        theme.weekly = [weekly[theme.pk].get(week, 0) for week in range(WEEKS)]
        for name, value in zip(RATED, ratings.get(theme.pk, (None, 0, 0, 0, 0)), strict=True):
            setattr(theme, name, value)
    Theme.objects.bulk_update(rows, ["note_count", "company_count", "arr", "weekly", "weighed", *RATED], batch_size=500)


def refresh_product(product: int) -> None:
    """Count anew for all themes of a product, its areas, and all of its notes together: after much changed."""
    refresh_figures(themes_of(product))
    today, areas = clock.now().date(), list(Area.objects.filter(product=product, gone_at=None))
    found = weighed(BY_AREA, dict.fromkeys((area.pk for area in areas), product), today)
    for area in areas:
        area.weighed = found[area.pk].counted.as_kept()
    Area.objects.bulk_update(areas, ["weighed"], batch_size=500)
    weigh_product(product)


def weigh_product(product: int) -> None:
    """Count all notes of a product, and keep what its quality is read from."""
    newest, today = _newest(product), clock.now().date()
    counted = weighed(BY_PRODUCT, {product: product}, today)[product].counted
    kept = {"weighed": counted.as_kept(), "languages": count_languages(product), "newest": newest}
    Heard.objects.update_or_create(product_id=product, defaults=kept)


def _newest(product: int) -> int:
    return Note.objects.filter(product=product).aggregate(newest=Max("pk"))["newest"] or 0


def quality_of_company(company: Any, member: Any) -> Quality | None:
    """How good the evidence of one company is, as far as the member may see it; of too many notes it is not told."""
    seen = list(member.visible_products().values_list("pk", flat=True))
    keys = [company.pk, company.pk, company.pk, seen, MANY + 1]
    counted = counted_alone(BY_COMPANY, keys, Workspace.current().today)
    return weigh(counted, about_one_company=True) if counted.notes <= MANY else None


def quality_of_product(product: int, today: date) -> Quality | None:
    """The same of all notes of a product: counted while they are few, else as they were last counted by the worker."""
    if notes_heard(product) <= MANY:
        return weigh(weighed(BY_PRODUCT, {product: product}, today)[product].counted)
    kept = Heard.objects.filter(pk=product).first()
    return kept.quality if kept else None


def weigh_what_came() -> None:
    """Count all of each product anew once a day, and its notes together where they are many and some came since."""
    for product in Product.objects.in_use().values_list("pk", flat=True):
        kept = Heard.objects.filter(pk=product).first()
        if kept is None or kept.weighed["on"] != clock.now().date().isoformat():
            refresh_product(product)
        elif notes_heard(product) > MANY and (not kept.languages or kept.newest != _newest(product)):
            weigh_product(product)


def themes_of(product: int) -> list[int]:
    """The ids of a product's themes that still hold notes of their own."""
    return list(Theme.objects.filter(item__product=product, merged_into=None).values_list("pk", flat=True))


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
