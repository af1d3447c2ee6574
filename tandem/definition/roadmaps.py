"""A roadmap as one edition tells it: inside from features and releases, outside from the words that were accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, Value, When, Window
from django.db.models.functions import Cast, Coalesce, RowNumber

from tandem.core.paging import Keyset, Page
from tandem.definition.horizons import HORIZONS, Span, begins, edges_of, ends, horizon_of, rounded
from tandem.definition.leaking import Leak
from tandem.definition.leaks import leaks_of
from tandem.definition.models import Edition, Feature, Objective, Release
from tandem.definition.models.feature import STATUSES
from tandem.definition.steps import Steps
from tandem.ui.figures import whole_day

LAYOUTS = {"now": "Now, next, later", "timeline": "Timeline", "objective": "By objective", "board": "By status"}
OUTSIDE = {"now": LAYOUTS["now"], "timeline": LAYOUTS["timeline"]}
FAR = date(9999, 12, 31)
IN_SIGHT, PAGE, ROWS, COLUMNS, TOLD = 12, 60, 60, 30, 500
LINE, NAMES = 32, 240  # how high a line of a timeline is, and how wide its names
BESIDE = ("item__product", "release__item", "own_status__item")
NARROWEST = 8  # how wide a bar of one day is drawn
FILTERS = {
    "status": "status", "release": "release__item__number", "objective": "item__roadmap_place__objective__item__number",
    "initiative": "item__roadmap_place__initiative__item__number",
    "component": "item__roadmap_place__component__item__number",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One thing on a roadmap, as its edition tells it."""

    name: str
    when: str
    text: str = ""
    confidence: str = ""
    mark: str = ""
    url: str = ""
    says: str = ""
    number: int = 0
    is_free: bool = False


@dataclass(frozen=True)
class Column:
    """One column: its first entries, and how many there are."""

    key: str
    label: str
    entries: Sequence[Entry]
    count: int
    says: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.entries)


@dataclass(frozen=True)
class Bar:
    """One line of a timeline: where its bar begins and how long it is, in the units of the span."""

    name: str
    says: str
    at: float
    width: float
    first: date
    last: date
    url: str = ""
    move: str = ""
    state: str = ""
    charter: str = ""
    available: str = ""


@dataclass(frozen=True)
class Timeline:
    """The bars of a span, and what has no date that could be drawn."""

    span: Span
    bars: Sequence[Bar]
    undated: Sequence[Entry] = field(default=())
    more: int = 0

    @property
    def rows(self) -> list[tuple[int, Bar]]:
        """Each bar with how far down its line begins."""
        return [(place * LINE, bar) for place, bar in enumerate(self.bars)]

    @property
    def height(self) -> int:
        return len(self.bars) * LINE + 4

    @property
    def box(self) -> str:
        """What the drawing shows: names to the left, months above."""
        return f"-{NAMES} -26 {NAMES + self.span.WIDTH + 16} {self.height + 26}"


class Inside:
    """What the team sees: features by column, releases by date; as narrowed by what the address asks."""

    def __init__(
        self, products: Sequence[Any], today: date, asked: Mapping[str, str], served: Collection[int] = ()
    ) -> None:
        """`served` are features of other products that serve these, as far as the reader may see them."""
        self.products, self.today, self.asked, self.served = list(products), today, asked, served
        self.keys = {one.pk for one in self.products}
        self.layout = asked.get("layout") if asked.get("layout") in LAYOUTS else "now"

    @property
    def is_narrowed(self) -> bool:
        """Whether some of the filters leave out a part."""
        return any(self.asked.get(name, "").strip() for name in ("q", *FILTERS))

    @cached_property
    def _chosen(self) -> Any:
        """Features of these products that the filters leave, wherever they stand."""
        rows = Feature.objects.in_use().filter(Q(item__product__in=self.keys) | Q(item__in=self.served))
        if words := self.asked.get("q", "").strip():
            rows = rows.filter(item__title__icontains=words[:100])
        for name in FILTERS:
            if value := self.asked.get(name, ""):
                rows = self._narrowed(rows, name, value)
        return rows

    @cached_property
    def _found(self) -> Any:
        """Those that a layout of columns shows, each with the column it stands in."""
        rows = self._chosen
        if self.layout != "board":
            rows = rows.exclude(status__in=("dropped", "shipped"))
        return rows.annotate(column=self._column(), due=Coalesce("release__available_on", Value(FAR)))

    @cached_property
    def _steps(self) -> Steps | None:
        """The steps of one product; several have but the fixed states in common."""
        return Steps(self.products[0], "feature") if len(self.products) == 1 else None

    def _narrowed(self, rows: Any, name: str, value: str) -> Any:
        if name == "status":
            return self._steps.narrowed(rows, value) if self._steps else rows.filter(status=value)
        return rows.filter(**{FILTERS[name]: value}) if is_number(value) else rows.none()

    def _column(self) -> Any:
        if self.layout == "board":
            return self._steps.column_of() if self._steps else F("status")
        if self.layout == "objective":
            aim = "item__roadmap_place__objective"
            own = When(item__product__in=self.keys, then=Cast(Coalesce(aim, Value(0)), CharField()))
            return Case(own, default=Value("0"), output_field=CharField())
        now, following = edges_of(self.today)
        dated = {"release__available_on__isnull": False}
        return Case(
            When(release__available_on__lte=now, then=Value("now")),
            When(release__available_on__lte=following, then=Value("next")),
            When(**dated, then=Value("later")),
            When(item__roadmap_place__horizon__gt="", then=F("item__roadmap_place__horizon")),
            When(status="building", then=Value("now")),
            default=Value("later"),
            output_field=CharField(),
        )

    def columns(self, most: int = IN_SIGHT) -> list[Column]:
        """Every column with its first entries: two statements for all of them, however many features there are."""
        order = [F("due").asc(), F("item__number").asc()]
        place = Window(RowNumber(), partition_by=[F("column")], order_by=order)
        shown = self._found.annotate(nth=place).filter(nth__lte=most).select_related(*BESIDE)
        counts = dict(self._found.order_by().values_list("column").annotate(Count("pk")))
        found: dict[str, list[Entry]] = {}
        for feature in shown.order_by("nth"):
            found.setdefault(feature.column, []).append(self._entry(feature))
        return [
            Column(key, label, found.get(key, []), counts.get(key, 0), says)
            for key, label, says in self._labels(counts)
        ]

    def column(self, key: str, after: str | None) -> tuple[Column, Page[Any]]:
        """One column, page by page."""
        label = next((label for known, label, _ in self._labels({key: 1}) if known == key), "")
        rows = self._found.filter(column=key).select_related(*BESIDE)
        shown = Keyset(rows, ("due", "item__number"), after, PAGE).page()
        entries = [self._entry(feature) for feature in shown.rows]
        return Column(key, label, entries, len(entries)), shown

    def _is_free(self, feature: Any, when: str) -> bool:
        """Whether it is put elsewhere by hand: not what a delivery tool moves, nor what a date keeps in its place."""
        return not (feature.delivered_in if self.layout == "board" else when and self.layout != "objective")

    def _labels(self, counts: Mapping[str, int]) -> list[tuple[str, str, str]]:
        if self.layout == "board":
            return self._steps.columns if self._steps else [(key, label, "") for key, label in STATUSES]
        if self.layout == "now":
            return [(key, label, "") for key, label in HORIZONS]
        found = Objective.objects.with_results().in_use().filter(item__product__in=[one.pk for one in self.products])
        aims = [(str(one.pk), one.title, _scored(one)) for one in found.order_by("due_on", "item__number")[:COLUMNS]]
        return [*aims, ("0", "For no objective", "")]

    def _entry(self, feature: Any) -> Entry:
        release = feature.release
        when = whole_day(release.available_on) if release and release.available_on else ""
        is_own = feature.item.product_id in self.keys
        where = f"{feature.item.product.title} " if len(self.products) > 1 or not is_own else ""
        said = f"{where}{release.title}" if release else where
        step = "" if self.layout == "board" and self._steps else feature.status_name
        return Entry(
            feature.title, when, mark=feature.mark, url=feature.get_absolute_url(), number=feature.number,
            says=" · ".join(part for part in (feature.mark, said.strip(), when, step) if part),
            is_free=is_own and self._is_free(feature, when),
        )  # fmt: skip

    def timeline(self, span: Span) -> Timeline:
        """Releases as bars from their charter release to general availability; of a narrowed one those that hold a
        feature that the filters leave.
        """
        rows = self._releases().select_related("item__product").annotate(
            first=Coalesce("charter_released_on", "charter_release_on", "made_available_on", "available_on"),
            last=Coalesce("made_available_on", "available_on", "charter_released_on", "charter_release_on"),
        )
        dated = rows.filter(first__lt=span.after, last__gte=span.first).order_by(
            "item__product", "first", "item__number"
        )
        in_it = Q(features__item__retired_at=None) & ~Q(features__status="dropped")
        shown = Count("features", filter=in_it & Q(features__in=self._chosen) if self.is_narrowed else in_it)
        counted = dated.annotate(in_it=Count("features", filter=in_it), shown=shown)
        bars = [self._bar(one, span) for one in counted[: ROWS + 1]]
        undated = rows.filter(first=None, made_available_on=None).order_by("item__number")[:ROWS]
        told = [Entry(self._name(one), "", mark=one.mark, url=one.get_absolute_url()) for one in undated]
        return Timeline(span, bars[:ROWS], told, max(0, len(bars) - ROWS))

    def _releases(self) -> Any:
        rows = Release.objects.in_use().filter(item__product__in=[one.pk for one in self.products])
        return rows.filter(pk__in=self._chosen.values("release")) if self.is_narrowed else rows

    def _bar(self, release: Any, span: Span) -> Bar:
        at, end = span.at(release.first), span.at(release.last)
        state = "out" if release.has_shipped else "late" if release.last < self.today else "planned"
        days = " to ".join(dict.fromkeys(whole_day(one) for one in (release.first, release.last)))
        scope = f"{release.shown} of {release.in_it}" if self.is_narrowed else str(release.in_it)
        return Bar(
            self._name(release), f"{days}, {release.says.lower()}, {scope} in scope", at,
            max(end - at, NARROWEST), release.first, release.last, url=release.get_absolute_url(), state=state,
            move="" if release.has_shipped else f"{release.get_absolute_url()}/move",
            charter=_iso(release.charter_release_on), available=_iso(release.available_on),
        )  # fmt: skip

    def _name(self, release: Any) -> str:
        return f"{release.item.product.title} {release.title}" if len(self.products) > 1 else release.title


class Outside:
    """What one audience outside reads: accepted words alone, without those that would leak a name."""

    def __init__(self, product: Any, audience: str, today: date, *, passed: Iterable[str] = ()) -> None:
        self.product, self.audience, self.today = product, audience, today
        self.passed = frozenset(passed)

    @cached_property
    def _accepted(self) -> list[Edition]:
        found = (
            Edition.objects.of(self.product).for_audience(self.audience).filter(about__kind__in=("release", "feature"))
        )
        shipped = Q(pk__in=Feature.objects.of(self.product).filter(status__in=("shipped", "dropped")).values("pk"))
        shipped |= Q(pk__in=Release.objects.of(self.product).out().values("pk"))
        return list(found.exclude(about__in=self._items(shipped)).order_by("promised_on", "about__number")[:TOLD])

    def _items(self, chosen: Q) -> Any:
        from tandem.record.models import Item

        return Item.objects.filter(chosen).values("pk")

    @cached_property
    def leaks(self) -> list[Leak]:
        """What would be told by mistake; none of it is shown."""
        return leaks_of(self.product, self._accepted, passed=self.passed)

    @cached_property
    def editions(self) -> list[Edition]:
        held = {one.where for one in self.leaks}
        return [one for one in self._accepted if one.name not in held]

    def columns(self) -> list[Column]:
        found: dict[str, list[Entry]] = {key: [] for key, _ in HORIZONS}
        for one in self.editions:
            day = None if one.rounding == "later" else one.promised_on
            found[horizon_of(day, self.today)].append(self._entry(one))
        return [Column(key, label, found[key], len(found[key])) for key, label in HORIZONS]

    def timeline(self, span: Span) -> Timeline:
        """Each promise as the whole period that was named: nothing outside is drawn sharper than it is told."""
        dated = [one for one in self.editions if one.rounding != "later" and one.promised_on]
        bars = [bar for one in dated if (bar := self._bar(one, span))]
        later = [self._entry(one) for one in self.editions if one not in dated]
        return Timeline(span, bars[:ROWS], later, max(0, len(bars) - ROWS))

    def _bar(self, one: Edition, span: Span) -> Bar | None:
        assert one.promised_on is not None
        first, last = begins(one.promised_on, one.rounding), ends(one.promised_on, one.rounding)
        if not span.holds(first, last):
            return None
        at = span.at(first)
        return Bar(one.name, one.when, at, max(span.at(last) - at, NARROWEST), first, last, state="planned")

    def _entry(self, one: Edition) -> Entry:
        known = one.audience != "customers" or self.audience != "customers"
        says = one.get_confidence_display() if known and one.rounding != "later" else ""
        return Entry(one.name, rounded(one.promised_on, one.rounding), one.text, confidence=says)


def _scored(one: Objective) -> str:
    due = f"by {whole_day(one.due_on)}" if one.due_on else ""
    return " · ".join(part for part in (f"score {one.score}" if one.score is not None else "", due) if part)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def is_number(value: str) -> bool:
    """Whether it can be the number of something."""
    return value.isdecimal() and value.isascii() and len(value) < 10
