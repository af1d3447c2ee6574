"""What customers' words amount to for a problem, feature, claim or theme: how many, who, worth how much, how recent.

Ask `evidence_of(item, today)` for one thing, `evidence_of_many(items, today)` for a list of them in seven statements
however long it is; `quotes_of(item, limit)` in `quoting` gives the words themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection

from tandem.evidence.growth import LATELY as WEEKS
from tandem.evidence.growth import growth_of, rises, said_of_growth
from tandem.evidence.models.company import Company
from tandem.evidence.models.market import TargetMarket
from tandem.evidence.quality import Counted, Quality, SourceCount, most_first, weigh
from tandem.evidence.weighing import BY_LINK, BY_THEME, Shape, shapes_of, sources_named
from tandem.record.models import Item

NOTHING = Counted(date.min)
MANY = 10_000  # a theme of more notes is not weighed anew for each page


@dataclass(frozen=True)
class Voice:
    """What one company said about one thing; `company` is None for notes whose company is not known.

    `shared` of its notes another company said: they speak for both, and count among that company's in the whole.
    """

    company: int | None
    name: str
    arr: Decimal
    notes: int
    first: datetime
    newest: datetime
    lately: int = 0
    before: int = 0
    with_pm: int = 0
    in_market: bool = False
    shared: int = 0


@dataclass(frozen=True)
class Evidence:
    """The customers behind one thing. ARR is in the workspace's currency and counted once per company."""

    notes: int = 0
    companies: int = 0
    in_market: int = 0
    arr: Decimal = Decimal(0)
    arr_in_market: Decimal = Decimal(0)
    first: datetime | None = None
    newest: datetime | None = None
    sources: tuple[tuple[str, int], ...] = ()
    feelings: tuple[tuple[str, int], ...] = ()
    loudest: str = ""
    loudest_company: int | None = None
    loudest_share: float = 0.0
    growth: float | None = None
    with_pm: int = 0
    has_market: bool = False
    voices: tuple[Voice, ...] = field(default=(), repr=False)
    counted: Counted = NOTHING

    @cached_property
    def quality(self) -> Quality:
        """How recent, how much of it one voice, from how many sources, how much of it from the target market."""
        return weigh(self.counted)

    @property
    def spoke_with_pm(self) -> bool:
        """Whether at least one of these was a conversation with the PM."""
        return self.with_pm > 0

    @property
    def rises(self) -> bool:
        return rises(self.growth)

    @property
    def trend(self) -> str:
        """In words: 2.4× in 6 weeks."""
        return said_of_growth(self.growth)

    @property
    def mood(self) -> str:
        """In words: angry 61%, resigned 22%."""
        total = sum(count for _, count in self.feelings)
        said = [f"{name} {round(100 * count / total)}%" for name, count in self.feelings[:2]]
        return ", ".join(said).capitalize()


def tally(
    voices: Iterable[Voice],
    sources: Iterable[tuple[str, int]] = (),
    feelings: Iterable[tuple[str, int]] = (),
    *,
    has_market: bool = False,
) -> Evidence:
    """Add up what the companies said: ARR once per company, the loudest by notes, growth over all of them."""
    all_voices = sorted(voices, key=lambda voice: (-voice.arr, -voice.notes, voice.name))
    if not all_voices:
        return Evidence(has_market=has_market)
    known = [voice for voice in all_voices if voice.company is not None]
    inside = [voice for voice in known if voice.in_market]
    notes = sum(voice.notes - voice.shared for voice in all_voices)
    loudest = max(known, key=lambda voice: voice.notes, default=None)
    return Evidence(
        notes=notes,
        companies=len(known),
        in_market=len(inside),
        arr=sum((voice.arr for voice in known), Decimal(0)),
        arr_in_market=sum((voice.arr for voice in inside), Decimal(0)),
        first=min(voice.first for voice in all_voices),
        newest=max(voice.newest for voice in all_voices),
        sources=_most_first(sources),
        feelings=_most_first(feelings),
        loudest=loudest.name if loudest else "",
        loudest_company=loudest.company if loudest else None,
        loudest_share=loudest.notes / notes if loudest else 0.0,
        growth=growth_of(sum(voice.lately for voice in all_voices), sum(voice.before for voice in all_voices)),
        with_pm=sum(voice.with_pm for voice in all_voices),
        has_market=has_market,
        voices=tuple(known),
    )


def evidence_of(item: Item, today: date, *, through: Iterable[Item] = ()) -> Evidence:
    """The evidence of one thing. What was said of the things in `through` (a feature's problems) counts as well."""
    return evidence_of_many([item], today, through={item.pk: list(through)})[item.pk]


def evidence_of_many(
    items: Sequence[Item], today: date, *, through: Mapping[int, Iterable[Item]] | None = None
) -> dict[int, Evidence]:
    """The evidence of each item, by its id. A note linked twice counts once; dismissed notes do not count."""
    groups = {item.pk: (item, *(through or {}).get(item.pk, ())) for item in items}
    products = {item.pk: item.pk if item.kind == "product" else item.product_id for item in items}
    return evidence_of_groups(groups, products, today)


def evidence_of_groups(
    groups: Mapping[int, Iterable[Item]], products: Mapping[int, int | None], today: date
) -> dict[int, Evidence]:
    """The evidence of several things told as one, by a key of one's own; each key belongs to a product, whose target
    markets are asked. What no note speaks of has the evidence of nothing.
    """
    pairs = [(key, about.pk) for key, items in groups.items() for about in items]
    felt = """
        SELECT pair.target, link.feeling, count(*) FROM unnest(%s::bigint[], %s::bigint[]) AS pair(target, about)
        JOIN evidence_highlight link ON link.about_id = pair.about AND link.taken_back_at IS NULL
        WHERE link.feeling <> '' GROUP BY 1, 2
    """
    ids = ([target for target, _ in pairs], [about for _, about in pairs])
    return _told(products, _Asked(BY_LINK, felt, ids), today)


def evidence_of_themes(themes: Sequence[Any], today: date) -> dict[int, Evidence]:
    """The same figures for themes, over the notes that belong to each; of many notes the quality is what was kept."""
    felt = """
        SELECT note.theme_id, link.feeling, count(*) FROM evidence_note note
        JOIN evidence_highlight link ON link.note_id = note.id AND link.taken_back_at IS NULL AND link.feeling <> ''
        WHERE note.theme_id = ANY(%s) GROUP BY 1, 2
    """
    products = {theme.pk: theme.item.product_id for theme in themes}
    kept = {theme.pk: theme.counted for theme in themes if theme.note_count > MANY and theme.counted}
    return _told(products, _Asked(BY_THEME, felt, (list(products),)), today, kept)


def companies_in_market(product: int | None, companies: Iterable[int]) -> tuple[set[int], bool]:
    """Which of these companies are in one of the product's target markets, and whether it has any."""
    markets = list(TargetMarket.objects.filter(item__product=product).in_use()) if product else []
    if not markets:
        return set(), False
    found = Company.objects.filter(pk__in=list(companies)).in_any_market(markets)
    return set(found.values_list("pk", flat=True)), True


@dataclass(frozen=True)
class _Asked:
    """Which notes count for which target, and what was felt, as two statements over the same ids."""

    said: str
    felt: str
    ids: tuple[list[int], ...]


def _told(
    products: Mapping[int, int | None], asked: _Asked, today: date, kept: Mapping[int, Counted] | None = None
) -> dict[int, Evidence]:
    """What is told of each target; where all were counted before, as `kept` says, it is not done anew."""
    heard = _heard(asked, today)
    rows, kept = _by_company(heard), kept or {}
    companies, inside = _companies({row[1] for row in rows if row[1]}), _markets(products, rows)
    sources, feelings = _by_source(heard), _by_feeling(asked)
    market = {product: held for product, (held, _) in inside.items()}
    is_kept = kept.keys() >= products.keys()
    shapes = {} if is_kept or not heard else shapes_of(asked.said, asked.ids, products, market, today)
    voices: dict[int, list[Voice]] = defaultdict(list)
    for target, company, notes, first, newest, lately, before, with_pm, shared in rows:
        known, belongs = companies.get(company, NOBODY), company in market[products[target]]
        counts = (notes, first, newest, lately, before, with_pm)
        voices[target].append(Voice(company, known.title, known.arr, *counts, belongs, shared))
    told = {}
    for target, product in products.items():
        forms = _by_form(sources[target])
        said = tally(voices[target], forms, feelings[target], has_market=inside[product][1])
        number = companies.get(said.loudest_company, NOBODY).number
        counted = kept.get(target) or _counted(said, shapes.get(target), sources[target], number, today)
        told[target] = replace(said, counted=counted)
    return told


def _counted(said: Evidence, shape: Shape | None, sources: Any, number: int | None, today: date) -> Counted:
    if shape is None:
        return Counted(today, has_market=said.has_market)
    named = sum(voice.notes - voice.shared for voice in said.voices)
    loudest = max((voice.notes for voice in said.voices if voice.company == said.loudest_company), default=0)
    return Counted(
        today, shape.notes, said.companies, named, shape.oldest, shape.median, shape.newest, shape.lately,
        said.loudest, number, loudest, most_first(sources), said.has_market, said.in_market, shape.in_market,
    )  # fmt: skip


def _heard(asked: _Asked, today: date) -> list[Any]:
    """One row for each target, company and source: notes, first, newest, lately, before, with the PM, shared.

    A note that speaks for further companies gives each of them a row; what it adds to the whole it adds once.
    """
    now = datetime.combine(today + timedelta(days=1), time.min, UTC)
    middle, start = now - timedelta(weeks=WEEKS), now - timedelta(weeks=2 * WEEKS)
    return _rows(
        f"""
        WITH said AS ({asked.said})
        SELECT said.target, said.company_id, said.source_id, count(*), min(said.said_at), max(said.said_at),
               count(*) FILTER (WHERE said.said_at >= %s AND said.said_at < %s),
               count(*) FILTER (WHERE said.said_at >= %s AND said.said_at < %s),
               count(*) FILTER (WHERE said.with_pm), 0
        FROM said GROUP BY 1, 2, 3
        UNION ALL
        SELECT said.target, further.company_id, NULL, count(*), min(said.said_at), max(said.said_at), 0, 0, 0, count(*)
        FROM said JOIN evidence_notecompany further ON further.note_id = said.note_id GROUP BY 1, 2
        """,
        [*asked.ids, middle, now, start, middle],
    )


def _by_company(heard: Iterable[Any]) -> list[Any]:
    """The same without the source: one row for each target and company."""
    found: dict[tuple[int, int | None], list[Any]] = {}
    for target, company, _, notes, first, newest, *counts in heard:
        row = found.setdefault((target, company), [0, first, newest, 0, 0, 0, 0])
        row[0], row[1], row[2] = row[0] + notes, min(row[1], first), max(row[2], newest)
        row[3:] = [one + more for one, more in zip(row[3:], counts, strict=True)]
    return [(target, company, *row) for (target, company), row in found.items()]


def _by_source(heard: Iterable[Any]) -> dict[int, list[SourceCount]]:
    """How many notes each source brought, for each target."""
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for target, _, source, notes, *_rest in heard:
        if source is not None:
            counts[target, source] += notes
    known = sources_named({source for _, source in counts})
    found: dict[int, list[SourceCount]] = defaultdict(list)
    for (target, source), notes in counts.items():
        number, title, form = known[source]
        found[target].append(SourceCount(number, title, notes, form))
    return found


def _by_form(sources: Iterable[SourceCount]) -> list[tuple[str, int]]:
    """How many notes of each form of source."""
    counts: dict[str, int] = defaultdict(int)
    for source in sources:
        counts[source.form] += source.notes
    return list(counts.items())


def _by_feeling(asked: _Asked) -> dict[int, list[tuple[str, int]]]:
    return _grouped(_rows(asked.felt, list(asked.ids)))


@dataclass(frozen=True)
class _Known:
    """What is known of a company that said something."""

    number: int | None
    title: str
    arr: Decimal


NOBODY = _Known(None, "", Decimal(0))


def _companies(ids: set[int]) -> dict[int | None, _Known]:
    rows = Company.objects.filter(pk__in=ids).values_list("pk", "item__number", "item__title", "arr") if ids else ()
    return {pk: _Known(number, title, arr or Decimal(0)) for pk, number, title, arr in rows}


def _markets(products: Mapping[int, int | None], rows: Iterable[Any]) -> dict[int | None, tuple[set[int], bool]]:
    heard: dict[int | None, set[int]] = defaultdict(set)
    for target, company, *_ in rows:
        heard[products[target]].add(company)
    return {
        product: companies_in_market(product, {company for company in heard[product] if company})
        for product in dict.fromkeys(products.values())
    }


def _rows(statement: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _grouped(rows: Iterable[Any]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for target, name, count in rows:
        found[target].append((name, count))
    return found


def _most_first(counts: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))
