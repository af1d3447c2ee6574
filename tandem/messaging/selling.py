"""What sales needs for one prospect: likeliest references, usable quotes, battlecards, assets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tandem.charter.models import Reference
from tandem.evidence.models import Company, Highlight
from tandem.evidence.quoting import Quote, quote_from
from tandem.messaging.battlecard import battlecard
from tandem.messaging.likeness import Firm, Likeness, likeness
from tandem.messaging.models import Competitor, Deal

REFERENCES, QUOTES, LOOKED_AT = 5, 6, 400


@dataclass(frozen=True)
class Likely:
    """One reference with how like the prospect it is and how often it may still be used this quarter."""

    reference: Reference
    likeness: Likeness
    left: int

    @property
    def why(self) -> str:
        return ", ".join(self.likeness.because).capitalize() or "Another kind of firm"

    @property
    def text(self) -> str:
        """Ready to copy: the company and its statement of use."""
        statement = self.reference.statement
        return (
            f"{self.reference.member.company.title}: “{statement}”"
            if statement
            else self.reference.member.company.title
        )


@dataclass(frozen=True)
class Card:
    """One competitor's battlecard, ready to copy."""

    competitor: Competitor
    text: str


def firm_of(company: Company | None, industry: str, product: Any) -> Firm:
    """The prospect as likeness sees it: a company we know, or an industry alone."""
    if company is None:
        return Firm(industry=industry)
    problems = _problems([company.pk], product)[company.pk]
    return Firm(company.industry, company.segment, company.employees, problems)


def likely_references(product: Any, member: Any, asked: Firm, today: date) -> list[Likely]:
    """References that may be named today, the likest first, then the one used least."""
    found = list(Reference.objects.visible_to(member).of(product).usable_now(today).with_scope("name").with_bearer())
    companies = {reference.member.company_id: reference.member.company for reference in found}
    problems = _problems(companies, product)
    firms = {pk: Firm(one.industry, one.segment, one.employees, problems[pk]) for pk, one in companies.items()}
    likely = [
        Likely(
            one,
            likeness(asked, firms[one.member.company_id]),
            max(0, one.uses_a_quarter - one.used_this_quarter(today)),
        )
        for one in found
    ]
    return sorted(likely, key=lambda one: (-one.likeness.points, -one.left, one.reference.number))[:REFERENCES]


def usable_quotes(product: Any, member: Any, asked: Firm) -> list[Quote]:
    """Quotes that may be used: of the prospect's problems and of firms like it first, then the newest."""
    seen = (
        Highlight.objects.visible_to(member)
        .filter(note__product=product.pk, consent="may_use")
        .exclude(note__state="dismissed")
    )
    quotes = list(seen.quotes().with_note().order_by("-note__said_at", "-pk")[:LOOKED_AT])
    ranked = sorted(enumerate(quotes), key=lambda pair: (-_fits(pair[1], asked), pair[0]))
    return [quote_from(highlight) for _, highlight in ranked[:QUOTES]]


def cards(product: Any, member: Any, company: Company | None) -> list[Card]:
    """Battlecards; the competitors met in the prospect's own deals come first."""
    met = (
        {name.lower() for name in Deal.objects.of(product).filter(company=company).values_list("competitor", flat=True)}
        if company
        else set()
    )
    found = Competitor.objects.visible_to(member).of(product).in_use().with_capabilities().order_by("item__number")
    ordered = sorted(found, key=lambda one: one.name.lower() not in met)
    return [Card(one, battlecard(product.name, one, one.stands())) for one in ordered]


def _fits(highlight: Highlight, asked: Firm) -> int:
    company = highlight.note.company
    about = frozenset({highlight.about_id} if highlight.about_id else ())
    firm = Firm(company.industry, company.segment, company.employees, about) if company else Firm(problems=about)
    return likeness(asked, firm).points


def _problems(companies: Iterable[int], product: Any) -> dict[int, frozenset[int]]:
    """The problems each company spoke of, or another for it, in two statements."""
    said = Highlight.objects.standing().filter(note__product=product.pk, about__kind="problem")
    found: dict[int, set[int]] = defaultdict(set)
    for path in ("note__company", "note__also"):
        spoke = said.filter(**{f"{path}__in": list(companies)}).exclude(note__state="dismissed")
        for company, problem in spoke.values_list(path, "about").distinct():
            found[company].add(problem)
    return defaultdict(frozenset, {company: frozenset(problems) for company, problems in found.items()})
