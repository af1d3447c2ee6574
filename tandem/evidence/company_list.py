"""The list of companies: what it is narrowed to and sorted by, and the columns that are counted for one page of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, DateTimeField, F, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from tandem.evidence.models import Company, Note, NoteCompany, Segment, TargetMarket
from tandem.evidence.models.company import LIFE_CYCLE
from tandem.record.reactions import Sign, signs_of
from tandem.team.fields import Narrowing, narrowed, narrowings

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
SORTS = {"arr": ("-worth", "pk"), "name": ("item__title", "pk"), "heard": ("-heard", "pk")}


@dataclass(frozen=True)
class CompanyFilter:
    """One narrowing of the list, read from the address; what makes no sense there narrows nothing."""

    q: str = ""
    life_cycle: str = ""
    industry: str = ""
    segment: Segment | None = None
    market: TargetMarket | None = None
    sort: str = "arr"
    fields: tuple[Narrowing, ...] = ()

    @classmethod
    def of(cls, said: Mapping[str, str], member: Any) -> CompanyFilter:
        """From the fields of an address."""
        return cls(
            q=said.get("q", "").replace("\0", "").strip()[:200],
            life_cycle=said.get("is", "") if said.get("is", "") in LIFE_CYCLE else "",
            industry=said.get("industry", "").replace("\0", "")[:80],
            segment=_numbered(Segment.objects.visible_to(member).in_use(), said.get("segment", "")),
            market=_numbered(TargetMarket.objects.visible_to(member).in_use(), said.get("market", "")),
            sort=said.get("sort", "") if said.get("sort", "") in SORTS else "arr",
            fields=tuple(narrowings("company", said)),
        )

    @property
    def order(self) -> Sequence[str]:
        return SORTS[self.sort]

    @property
    def is_narrow(self) -> bool:
        own = any(one.chosen for one in self.fields)
        return bool(self.q or self.life_cycle or self.industry or self.segment or self.market or own)

    def apply(self, companies: Any) -> Any:
        """The companies that are left, with the figure they are sorted by."""
        asked = {"item__title__icontains": self.q, "industry__iexact": self.industry, "life_cycle": self.life_cycle}
        left = companies.filter(**{name: value for name, value in asked.items() if value})
        left = left.in_segment(self.segment) if self.segment else left
        left = narrowed(left.in_market(self.market) if self.market else left, self.fields)
        if self.sort == "heard":
            return left.annotate(heard=_last_heard())
        return left.annotate(worth=Coalesce(F("arr"), 0, output_field=Company._meta.get_field("arr")))


@dataclass(frozen=True)
class Line:
    """One company as the list shows it."""

    company: Company
    notes: int
    heard: datetime | None
    signs: tuple[Sign, ...]


def lines(companies: Sequence[Company], member: Any) -> list[Line]:
    """The counted columns of one page, in three statements, the first of an index alone, and what later stages ask."""
    keys = [company.pk for company in companies]
    counts: dict[int, int] = defaultdict(int)
    heard: dict[int, datetime] = {}
    seen = Note.objects.visible_to(member).worth_reading()
    further = NoteCompany.objects.filter(company__in=keys, note__in=seen)
    said = [
        seen.filter(company__in=keys).values_list("company").annotate(notes=Count("*"), newest=Max("said_at")),
        further.values_list("company").annotate(notes=Count("*"), newest=Max("note__said_at")),
    ]
    for company, notes, newest in (row for rows in said for row in rows.order_by()):
        counts[company] += notes
        heard[company] = max(newest, heard.get(company, NEVER))
    signs = signs_of("company", keys, member)
    return [Line(one, counts[one.pk], heard.get(one.pk), tuple(signs.get(one.pk, ()))) for one in companies]


def _last_heard() -> Any:
    newest = Note.objects.filter(company=OuterRef("pk")).order_by("-said_at").values("said_at")[:1]
    return Coalesce(Subquery(newest), Value(NEVER), output_field=DateTimeField())


def _numbered(things: Any, text: str) -> Any:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
    return things.select_related("item").filter(item__number=number).first() if number is not None else None
