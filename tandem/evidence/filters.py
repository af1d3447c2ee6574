"""What the note list is narrowed to: what notes speak of, source, company, theme, state, rating, days and more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, reduce
from operator import or_
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet

from tandem.core import clock
from tandem.evidence.forms import marked
from tandem.evidence.models.area import Area
from tandem.evidence.models.company import Company, CompanyQuerySet
from tandem.evidence.models.highlight import Highlight, HighlightQuerySet
from tandem.evidence.models.market import TargetMarket
from tandem.evidence.models.note import STATES, NoteQuerySet
from tandem.evidence.models.segment import Segment
from tandem.evidence.models.source import KINDS, Source
from tandem.evidence.models.speaking import said_for, said_for_any_of
from tandem.language.languages import NAMES, UNKNOWN, language_named
from tandem.record.models import Item

ANY_STATE = "any"
MOST_MARKS = 20
MOST_SEGMENTS = 200
LONGEST_WORD = 120
PRESETS = {7: "Last 7 days", 30: "Last 30 days", 90: "Last 90 days"}
NPS = {"detractors": (0, 6), "passives": (7, 8), "promoters": (9, 10)}
MARKETS = {"in": "In the target market", "out": "Not in the target market"}
LINKS = {"yes": "Linked", "no": "Linked to nothing"}
STATES_SAID = {"new": "New", "done": "Worked through", "dismissed": "Dismissed", ANY_STATE: "In any state"}
FORMS = dict(KINDS)


@dataclass(frozen=True)
class NoteFilter:
    """One narrowing of the list, read from the address; what makes no sense there narrows nothing."""

    product: Any
    about: tuple[Item, ...] = ()
    source: int | None = None
    form: str = ""
    company: int | None = None
    segment: str = ""
    market: str = ""
    arr_from: Decimal | None = None
    arr_to: Decimal | None = None
    theme: int | None = None
    area: int | None = None
    state: str = ""
    stars: int | None = None
    nps: str = ""
    tag: str = ""
    language: str = ""
    linked: str = ""
    days: int | None = None
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, said: Mapping[str, Any], product: Any) -> NoteFilter:
        """From the fields of an address."""
        days = _number(said.get("days"))
        return cls(
            product, about=_things(said.get("about"), product), source=_number(said.get("source")),
            form=_one_of(said.get("form"), FORMS), company=_company(said.get("company")),
            segment=_word(said.get("segment")), market=_one_of(said.get("market"), MARKETS),
            arr_from=_amount(said.get("arr_from")), arr_to=_amount(said.get("arr_to")),
            theme=_number(said.get("theme")), area=_number(said.get("area")),
            state=_one_of(said.get("state"), (*STATES, ANY_STATE)), stars=_number(said.get("stars")),
            nps=_one_of(said.get("nps"), NPS), tag=_word(said.get("tag")),
            language=_one_of(said.get("language"), NAMES), linked=_one_of(said.get("linked"), LINKS),
            days=days if days in PRESETS else None,
            since=day_named(said.get("since")), until=day_named(said.get("until")),
        )  # fmt: skip

    def apply(self, notes: NoteQuerySet) -> NoteQuerySet:
        """The notes that are left. Dismissed ones are shown only when asked for, and folded ones where all are, or
        all that speak of something: so that a count of links finds as many notes.
        """
        left = notes.filter(**{name: value for name, value in self._plain().items() if value is not None})
        for condition in (self._rated(), self._said_by(), self._tagged(), self._spoken_of()):
            left = left.filter(condition)
        if self.state == ANY_STATE:
            return left
        left = left.filter(state=self.state) if self.state else left.worth_reading()
        return left if self.about else left.filter(folded_into=None)

    def of_product(self, notes: NoteQuerySet) -> NoteQuerySet:
        """The product's own notes, and of those that speak of something the workspace's too: links are counted so."""
        own = Q(product=self.product.pk)
        return notes.filter(own | Q(product=None) if self.about else own)

    @cached_property
    def sources(self) -> list[Source]:
        """What the list of sources offers."""
        found = Source.objects.of(self.product).in_use().select_related("item")
        return list(found.order_by("item__title"))

    @cached_property
    def segments(self) -> list[str]:
        """The segments kept as rules, which the field of the segment offers."""
        return list(Segment.objects.by_name().values_list("item__title", flat=True)[:MOST_SEGMENTS])

    @cached_property
    def segment_kept(self) -> Segment | None:
        """The segment that the condition means, by its mark or its name, where it is kept as a rule."""
        if not self.segment:
            return None
        asked, kept = marked(self.segment), Segment.objects.in_use().select_related("item")
        meant = Q(item__number=asked[1]) if asked and asked[0] == "segment" else Q(item__title__iexact=self.segment)
        return kept.filter(meant).first()

    @property
    def segment_named(self) -> str:
        """What stands in the field of the segment."""
        return self.segment_kept.title if self.segment_kept else self.segment

    @property
    def company_named(self) -> str:
        """What stands in the field of the company."""
        return self._title("company", self.company) if self.company else ""

    @property
    def marks(self) -> str:
        """What the notes speak of, as the address says it."""
        return ",".join(item.mark for item in self.about)

    @property
    def is_narrow(self) -> bool:
        return bool(self.asked)

    @property
    def more(self) -> int:
        """How many conditions are set that the folded part of the form holds."""
        return len(self.asked.keys() - {"source", "state", "stars", "about", "theme", "area"})

    @cached_property
    def asked(self) -> dict[str, str]:
        """The conditions that are set, as the address says them, always in the same order."""
        values = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "product"}
        said = {name: self.marks if name == "about" else str(value) for name, value in values.items()}
        return {name: said[name] for name, value in values.items() if value not in (None, "", ())}

    def address(self, query: str = "") -> str:
        """The query string of this list and search: the same for the same question."""
        return urlencode({**({"q": query} if query else {}), **self.asked})

    def without(self, name: str) -> NoteFilter:
        """The same with one condition taken off."""
        return replace(self, **{name: getattr(NoteFilter(self.product), name)})

    def says(self, name: str) -> str:
        """One of its conditions in words."""
        value = getattr(self, name)
        says: dict[str, Callable[[], Any]] = {
            "about": lambda: f"About {self.marks}", "source": lambda: self._title("source", value),
            "form": lambda: FORMS[value], "company": lambda: self.company_named or "No company of this name",
            "segment": lambda: f"Segment {self.segment_named}", "market": lambda: MARKETS[value],
            "arr_from": lambda: f"ARR from {value:,}",
            "arr_to": lambda: f"ARR up to {value:,}", "theme": lambda: f"Theme: {self._title('theme', value)}",
            "language": lambda: "Language not known" if value == UNKNOWN else f"In {language_named(value)}",
            "area": lambda: f"Area: {self._area()}", "state": lambda: STATES_SAID[value],
            "stars": lambda: f"{value} star{'s' if value != 1 else ''}",
            "nps": lambda: value.capitalize(), "tag": lambda: f"Tagged {value}", "linked": lambda: LINKS[value],
            "days": lambda: PRESETS[value], "since": lambda: f"From {value.day} {value:%b %Y}",
            "until": lambda: f"Up to {value.day} {value:%b %Y}",
        }  # fmt: skip
        return str(says[name]())

    def _title(self, kind: str, number: int) -> str:
        """What a thing of this product or of the workspace is called: nothing is told of another product's."""
        own = Q(product=None) | Q(product=self.product.pk if self.product else None)
        found = Item.objects.filter(own, kind=kind, number=number).values_list("title", flat=True).first()
        return str(found or f"no {kind} of this number")

    def _area(self) -> str:
        found = Area.objects.filter(pk=self.area or 0, product=self.product.pk if self.product else None).first()
        return found.title if found else "no area of this number"

    def _plain(self) -> dict[str, Any]:
        ago = clock.now() - timedelta(days=self.days) if self.days else None
        return {
            "source": _id_of("source", self.source),
            "theme": _id_of("theme", self.theme),
            "language": self.language or None,
            "theme__area": self.area,
            "said_at__gte": max((at for at in (ago, start_of(self.since)) if at), default=None),
            "said_at__lt": start_of(self.until and self.until + timedelta(days=1)),
        }

    def _rated(self) -> Q:
        rated = Q()
        if self.stars is not None:
            rated &= Q(rating_scale="stars_1_5", rating__gte=self.stars, rating__lt=self.stars + 1)
        if self.nps:
            low, high = NPS[self.nps]
            rated &= Q(rating_scale="nps_0_10", rating__gte=low, rating__lt=high + 1)
        return rated

    def _said_by(self) -> Q:
        """By the form of the source, and by what is known of the company."""
        by = Q(source__in=Source.objects.filter(form=self.form).values("pk")) if self.form else Q()
        by &= said_for(_id_of("company", self.company)) if self.company is not None else Q()
        if self.market == "out":
            by &= ~said_for_any_of(self._market()) & Q(company__isnull=False)
        companies = self._companies()
        return by if companies is None else by & said_for_any_of(companies)

    def _companies(self) -> QuerySet[Company] | None:
        """The companies that meet all that is asked of them, the rule of a segment and the target market too."""
        known = {"segment__iexact": self.segment or None, "arr__gte": self.arr_from, "arr__lte": self.arr_to}
        if self.segment_kept:
            del known["segment__iexact"]
        asked = {name: value for name, value in known.items() if value is not None}
        companies = self._market() if self.market == "in" else Company.objects.all()
        companies = companies.in_segment(self.segment_kept) if self.segment_kept else companies
        return companies.filter(**asked) if asked or self.segment_kept or self.market == "in" else None

    def _market(self) -> CompanyQuerySet:
        """The companies in one of the product's target markets; of the workspace's notes, in none."""
        markets = TargetMarket.objects.filter(item__product=self.product.pk).in_use() if self.product else ()
        return Company.objects.in_any_market(markets)

    def _tagged(self) -> Q:
        return Q(tags__contains=[self.tag]) & ~Q(tags=[]) if self.tag else Q()  # the second is what the index says

    def _spoken_of(self) -> Q:
        spoken = Q(pk__in=self._links().values("note")) if self.about else Q()
        if self.linked:
            links = Exists(Highlight.objects.standing().filter(note=OuterRef("pk"), about__isnull=False))
            spoken &= Q(links) if self.linked == "yes" else ~Q(links)
        return spoken

    def _links(self) -> HighlightQuerySet:
        return Highlight.objects.standing().filter(about__in=self.about)


def _things(text: str | None, product: Any) -> tuple[Item, ...]:
    """The product's things of these marks, such as F-3,P-7."""
    asked = [found for mark in (text or "").split(",")[:MOST_MARKS] if (found := marked(mark))]
    if not asked or product is None:
        return ()
    wanted = reduce(or_, (Q(kind=kind, number=number) for kind, number in asked), Q(pk=None))
    return tuple(Item.objects.filter(wanted, product=product.pk).order_by("kind", "number"))


def _id_of(kind: str, number: int | None) -> int | None:
    """The key of one thing, so that the database need not guess how many notes it has; 0, which nothing has, if there
    is none of this number.
    """
    if number is None:
        return None
    return Item.objects.filter(kind=kind, number=number).values_list("pk", flat=True).first() or 0


def start_of(day: date | None) -> datetime | None:
    """When a day begins, as notes are dated."""
    return datetime.combine(day, time.min, UTC) if day else None


def _company(text: str | None) -> int | None:
    """A company's number, or the number of the one whose name this is, or that alone has it in its name; 0, which none
    has, where there is none or more than one.
    """
    name = _word(text)
    if (number := _number(name)) is not None or not name:
        return number
    known = Company.objects.in_use().select_related("item")
    exact = known.named(name)
    alike = [exact] if exact else list(known.filter(item__title__icontains=name)[:2])
    return alike[0].number if len(alike) == 1 else 0


def _number(text: str | None) -> int | None:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _amount(text: str | None) -> Decimal | None:
    try:
        found = Decimal((text or "").replace(",", "").strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and 0 <= found < 10**16 else None


def _one_of(text: str | None, known: Any) -> str:
    return text if text and text in known else ""


def _word(text: str | None) -> str:
    return " ".join((text or "").replace("\0", "").split())[:LONGEST_WORD]


def day_named(text: str | None) -> date | None:
    """The day that an address says."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if date.min < found < date(9000, 1, 1) else None
