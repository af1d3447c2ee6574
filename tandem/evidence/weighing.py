"""What the quality of evidence is weighed by, asked of the database: a few statements for many things, however many
notes they have.

`shapes_of` is for pages, beside what `facts` asks anyway; `weighed` is for what is kept, and brings no row per company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import connection

from tandem.evidence.models.company import Company
from tandem.evidence.models.market import TargetMarket
from tandem.evidence.models.source import KINDS, Source
from tandem.evidence.quality import Counted, SourceCount, most_first, since

Inside = Mapping[int | None, Iterable[int]]  # for each product, the companies in its target market
Products = Mapping[int, int | None]  # for each target, whose target market counts

FACTS = "note.id AS note_id, note.company_id, note.source_id, note.said_at, note.with_pm"
COUNTS = "note.state <> 'dismissed'"
ONCE = f"{COUNTS} AND note.folded_into_id IS NULL"
BY_THEME = f"SELECT note.theme_id AS target, {FACTS} FROM evidence_note note WHERE note.theme_id = ANY(%s) AND {ONCE}"
BY_AREA = f"""
    SELECT theme.area_id AS target, {FACTS} FROM evidence_theme theme
    JOIN evidence_note note ON note.theme_id = theme.item_id WHERE theme.area_id = ANY(%s) AND {ONCE}
"""
BY_PRODUCT = f"""
    SELECT note.product_id AS target, {FACTS} FROM evidence_note note WHERE note.product_id = ANY(%s) AND {ONCE}
"""
BY_COMPANY = f"""
    SELECT %s::bigint AS target, {FACTS} FROM (
        SELECT id, product_id FROM evidence_note WHERE company_id = %s
        UNION SELECT note.id, note.product_id FROM evidence_notecompany further
        JOIN evidence_note note ON note.id = further.note_id WHERE further.company_id = %s
    ) AS spoken JOIN evidence_note note ON note.id = spoken.id AND {COUNTS}
    WHERE spoken.product_id IS NULL OR spoken.product_id = ANY(%s) LIMIT %s
"""
BY_LINK = f"""
    SELECT linked.target, {FACTS} FROM (
        SELECT DISTINCT pair.target, link.note_id FROM unnest(%s::bigint[], %s::bigint[]) AS pair(target, about)
        JOIN evidence_highlight link ON link.about_id = pair.about AND link.taken_back_at IS NULL
    ) AS linked JOIN evidence_note note ON note.id = linked.note_id AND {COUNTS}
"""
WITHIN = {
    "theme": "note.theme_id = %s AND note.folded_into_id IS NULL",
    "about": "note.id IN (SELECT note_id FROM evidence_highlight WHERE about_id = %s AND taken_back_at IS NULL)",
}
BY_SEGMENT = f"""
    SELECT inside.target, {FACTS} FROM unnest(%s::bigint[], %s::bigint[]) AS inside(target, company)
    JOIN evidence_note note ON note.company_id = inside.company WHERE {{within}} AND {COUNTS}
    UNION SELECT inside.target, {FACTS} FROM unnest(%s::bigint[], %s::bigint[]) AS inside(target, company)
    JOIN evidence_notecompany further ON further.company_id = inside.company
    JOIN evidence_note note ON note.id = further.note_id WHERE {{within}} AND {COUNTS}
"""
FORMS = dict(KINDS)
ASKED = """
    WITH said AS ({said}),
         asked AS (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS one(target, product)),
         market AS MATERIALIZED (SELECT * FROM unnest(%s::bigint[], %s::bigint[]) AS one(product, company))
"""
SHAPES = f"""
    {ASKED}, further AS MATERIALIZED (
        SELECT product, note_id FROM evidence_notecompany JOIN market ON company = company_id)
    SELECT said.target, count(*), min(said.said_at), percentile_disc(0.5) WITHIN GROUP (ORDER BY said.said_at),
           max(said.said_at), count(*) FILTER (WHERE said.said_at >= %s),
           count(*) FILTER (WHERE (asked.product, said.company_id) IN (SELECT product, company FROM market)
                               OR (asked.product, said.note_id) IN (SELECT product, note_id FROM further))
    FROM said JOIN asked ON asked.target = said.target GROUP BY 1
"""
VOICES = f"""
    {ASKED}, spoken AS (
        SELECT said.target, said.company_id AS company, count(*) AS own, count(*) AS loud FROM said GROUP BY 1, 2
        UNION ALL
        SELECT said.target, further.company_id, 0, count(*) FROM said
        JOIN evidence_notecompany further ON further.note_id = said.note_id GROUP BY 1, 2
    ), heard AS (
        SELECT target, company, sum(own) AS own, sum(loud) AS loud FROM spoken WHERE company IS NOT NULL GROUP BY 1, 2)
    SELECT heard.target, count(*), coalesce(sum(known.arr), 0), sum(own)::bigint,
           count(*) FILTER (WHERE (asked.product, heard.company) IN (SELECT product, company FROM market)),
           (array_agg(heard.company ORDER BY loud DESC, coalesce(known.arr, 0) DESC, item.title))[1], max(loud)::bigint
    FROM heard JOIN asked ON asked.target = heard.target JOIN evidence_company known ON known.item_id = heard.company
    JOIN record_item item ON item.id = heard.company GROUP BY 1
"""
SOURCES = "WITH said AS ({said}) SELECT said.target, said.source_id, count(*) FROM said GROUP BY 1, 2"


@dataclass(frozen=True)
class Shape:
    """Of one thing: how many notes, since when, half since when, until when, how many lately and in the market."""

    notes: int
    oldest: date
    median: date
    newest: date
    lately: int
    in_market: int


@dataclass(frozen=True)
class _Voices:
    """Of one thing: companies, what they pay, their notes, how many in the market, the loudest and its notes."""

    companies: int = 0
    arr: Decimal = Decimal(0)
    named: int = 0
    in_market: int = 0
    loudest: int | None = None
    loudest_notes: int = 0


@dataclass(frozen=True)
class Weighed:
    """What was counted of one thing, and what its companies pay."""

    counted: Counted
    arr: Decimal


def shapes_of(said: str, ids: Sequence[Any], products: Products, inside: Inside, today: date) -> dict[int, Shape]:
    """The shapes of things; the statement `said` gives for each target the FACTS of every note that counts, once."""
    begins = datetime.combine(since(today), time.min, UTC)
    rows = _rows(SHAPES, said, [*ids, *_asked(products, inside), begins])
    return {
        target: Shape(notes, oldest.date(), median.date(), newest.date(), lately, in_market)
        for target, notes, oldest, median, newest, lately, in_market in rows
    }


def weighed(
    said: str, products: Products, today: date, keys: Sequence[Any] | None = None
) -> dict[int, Weighed]:
    """All that the quality of these things is read from. `said` takes their keys, or what is given instead."""
    if not products:
        return {}
    keys, markets = keys or [list(products)], {product: _market(product) for product in set(products.values())}
    inside: Inside = {product: held or () for product, held in markets.items()}
    rows = _rows(VOICES, said, [*keys, *_asked(products, inside)])
    voices = {target: _Voices(*rest) for target, *rest in rows}
    shapes = shapes_of(said, keys, products, inside, today)
    sources, names = _sources(_rows(SOURCES, said, keys)), _names({each.loudest for each in voices.values()})
    found = {}
    for target, product in products.items():
        spoke, has_market = voices.get(target, _Voices()), markets[product] is not None
        counted = Counted(today, has_market=has_market)
        if shape := shapes.get(target):
            counted = _counted(counted, shape, spoke, (names[spoke.loudest], sources[target]))
        found[target] = Weighed(counted, spoke.arr)
    return found


def counted_alone(said: str, keys: Sequence[Any], today: date) -> Counted:
    """When and from which sources one thing's notes came: all that tells something of the notes of one company."""
    found = list(shapes_of(said, keys, {keys[0]: None}, {}, today).values())
    if not found:
        return Counted(today)
    (shape,), sources = found, _sources(_rows(SOURCES, said, keys))
    return Counted(
        today, shape.notes, companies=1, named=shape.notes, oldest=shape.oldest, median=shape.median,
        newest=shape.newest, lately=shape.lately, sources=most_first(sources[keys[0]]),
    )  # fmt: skip


def _counted(empty: Counted, shape: Shape, spoke: _Voices, named: tuple[tuple[int | None, str], Any]) -> Counted:
    (number, title), sources = named
    return replace(
        empty, notes=shape.notes, companies=spoke.companies, named=spoke.named, oldest=shape.oldest,
        median=shape.median, newest=shape.newest, lately=shape.lately, loudest=title, loudest_number=number,
        loudest_notes=spoke.loudest_notes, sources=most_first(sources), in_market=spoke.in_market,
        market_notes=shape.in_market,
    )  # fmt: skip


def _market(product: int | None) -> list[int] | None:
    """The companies in a product's target market; None where it has none."""
    markets = list(TargetMarket.objects.filter(item__product=product).in_use()) if product else []
    return list(Company.objects.in_any_market(markets).values_list("pk", flat=True)) if markets else None


def _asked(products: Products, inside: Inside) -> list[list[Any]]:
    """The pairs of target and product, then those of product and company, as the statements take them."""
    market = [(product, company) for product, companies in inside.items() if product for company in companies]
    return [list(products), list(products.values()), [one for one, _ in market], [company for _, company in market]]


def _sources(rows: Iterable[Any]) -> dict[int, list[SourceCount]]:
    rows = list(rows)
    known = sources_named({source for _, source, _ in rows})
    found: dict[int, list[SourceCount]] = defaultdict(list)
    for target, source, notes in rows:
        found[target].append(SourceCount(*known[source][:2], notes, known[source][2]))
    return found


def sources_named(keys: set[int]) -> dict[int, tuple[int, str, str]]:
    """The number, title and form of sources."""
    rows = Source.objects.filter(pk__in=keys).values_list("pk", "item__number", "item__title", "form")
    return {pk: (number, title, FORMS[form]) for pk, number, title, form in rows}


def _names(companies: set[int | None]) -> dict[int | None, tuple[int | None, str]]:
    rows = Company.objects.filter(pk__in=companies - {None}).values_list("pk", "item__number", "item__title")
    return {None: (None, ""), **{pk: (number, title) for pk, number, title in rows}}


def _rows(statement: str, said: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{said}", said), list(values))
        return list(cursor.fetchall())
