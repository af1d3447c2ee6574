"""Companies, sources and target markets over the API."""

from __future__ import annotations

from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.evidence.api_words import Because, CompanyFacts, CompanyOut, Said, example, listed
from tandem.evidence.models import Company, Source, TargetMarket
from tandem.team.request import Request, product_of_slug

companies, sources, markets = Router(tags=["Companies"]), Router(tags=["Sources"]), Router(tags=["Target markets"])


class CompanyList(Schema):
    rows: list[CompanyOut]
    next: str | None = Field(None, description="Pass it as `after` for the following page; null on the last.")


class CompanyIn(CompanyFacts):
    """A company that is not there yet."""

    model_config = example(
        name="Harbor Credit", domains=["harbor.example"], arr="42000", industry="Finance", employees=40
    )  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=200)
    domains: list[str] = Field(
        default_factory=list, max_length=50, description="E-mail domains; notes from there find the company."
    )
    crm_id: str = Field("", max_length=80)


class CompanyChange(CompanyFacts):
    """The facts to change, and the version last seen."""

    model_config = example(version=2, arr="48000")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=200)


class DomainIn(Said):
    """An e-mail domain of the company."""

    model_config = example(domain="harbor.example")  # type: ignore[assignment]
    domain: str = Field(max_length=253)


class ContactIn(Said):
    """A person at the company."""

    model_config = example(name="Ines Roth", email="ines@harbor.example", role="Controller")  # type: ignore[assignment]
    name: str = Field("", max_length=200)
    email: str = Field("", max_length=254)
    role: str = Field("", max_length=120)


class ContactOut(Schema):
    """A person at a company."""

    id: int
    do_not_write: bool = Field(description="They asked not to be written to; nothing is sent to them.")
    name: str
    email: str
    role: str


class TakenOut(Schema):
    """How many notes found their company."""

    model_config = example(notes=12)  # type: ignore[assignment]
    notes: int


class SourceIn(Said):
    """Where notes come from."""

    model_config = example(product="ledgerly", title="Support inbox", form="ticket")  # type: ignore[assignment]
    product: str | None = Field(
        None, max_length=60, description="The product's slug; without one the source serves the workspace."
    )
    title: str = Field(min_length=1, max_length=120)
    form: Literal["ticket", "call", "review", "survey", "nps", "forum", "interview", "email", "other"] = "other"


class SourceChange(Said):
    """What to change in a source, with the version last seen."""

    model_config = example(version=1, title="Support desk")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=120)
    form: Literal["ticket", "call", "review", "survey", "nps", "forum", "interview", "email", "other"] | None = None


class SourceOut(Schema):
    """A named stream of notes."""

    model_config = example(number=2, version=1, title="Support inbox", form="ticket")  # type: ignore[assignment]
    number: int
    version: int
    title: str
    form: str


class Condition(Said):
    """One condition of a target market."""

    model_config = example(field="employees", relation="between", value=[5, 50])  # type: ignore[assignment]
    field: str = Field(
        max_length=200,
        description="employees, arr, industry, country, plan, segment, life_cycle, or one of yours: custom.Region",
    )
    relation: Literal["between", "at least", "at most", "in"]
    value: list[str | int | float] = Field(max_length=500)


class MarketIn(Said):
    """A target market: one sentence and the conditions that a company of it meets."""

    model_config = example(
        product="ledgerly",
        sentence="Small firms",
        conditions=[{"field": "employees", "relation": "between", "value": [5, 50]}],
    )  # type: ignore[assignment]
    product: str = Field(max_length=60)
    sentence: str = Field(min_length=1, max_length=300)
    conditions: list[Condition] = Field(max_length=50)


class MarketChange(Said):
    """The rule as it should be, with the version last seen."""

    model_config = example(
        version=2, sentence="Small firms", conditions=[{"field": "employees", "relation": "between", "value": [5, 80]}]
    )  # type: ignore[assignment]
    version: int
    sentence: str = Field(min_length=1, max_length=300)
    conditions: list[Condition] = Field(max_length=50)


class MarketOut(Schema):
    """For whom a product is built."""

    model_config = example(
        number=1,
        title="Small firms",
        conditions=[{"field": "employees", "is": "between", "value": [5, 50]}],
        companies=71,
        version=1,
    )  # type: ignore[assignment]
    number: int
    title: str
    conditions: list[dict[str, Any]]
    companies: int = Field(description="How many companies are in it now.")
    version: int

    @staticmethod
    def resolve_companies(market: TargetMarket) -> int:
        return Company.objects.in_use().in_market(market).count()


@companies.get("", response=CompanyList, operation_id="list_companies", summary="Companies")
def list_companies(request: Request, q: str = "", after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """In the order they were opened, narrowed by a part of the name."""
    found = Company.objects.visible_to(request.user).in_use().select_related("item").prefetch_related("domains")
    return listed(found.filter(item__title__icontains=q.replace("\0", "")) if q else found, ("item_id",), after, limit)


@companies.post("", response={201: CompanyOut}, operation_id="open_company", summary="Add a company")
def open_company(request: Request, said: CompanyIn) -> tuple[int, Company]:
    """A name or domain that another company has is refused."""
    facts = said.dict(exclude={"name", "domains"}, exclude_none=True)
    return 201, Company.open(said.name, domains=said.domains, by=request.user, **facts)


@companies.get("/{number}", response=CompanyOut, operation_id="read_company", summary="One company")
def read_company(request: Request, number: int) -> Company:
    """A company by its number."""
    return _company(request, number)


@companies.patch("/{number}", response=CompanyOut, operation_id="revise_company", summary="Change a company's facts")
def revise_company(request: Request, number: int, said: CompanyChange) -> Company:
    """Refused when somebody else changed it since the version you saw."""
    company = _company(request, number)
    company.revise(version=said.version, by=request.user, **said.dict(exclude={"version"}, exclude_unset=True))
    return company


@companies.post("/{number}/domains", response=CompanyOut, operation_id="add_domain", summary="Add an e-mail domain")
def add_domain(request: Request, number: int, said: DomainIn) -> Company:
    """A domain has one company; free mail has none."""
    company = _company(request, number)
    company.add_domain(said.domain, by=request.user)
    return _company(request, number)


@companies.delete(
    "/{number}/domains/{domain}", response=CompanyOut, operation_id="drop_domain", summary="Take a domain away"
)
def drop_domain(request: Request, number: int, domain: str) -> Company:
    """Notes matched by it keep their company."""
    _company(request, number).drop_domain(domain.replace("\0", ""), by=request.user)
    return _company(request, number)


@companies.get(
    "/{number}/contacts", response=list[ContactOut], operation_id="list_contacts", summary="People at a company"
)
def list_contacts(request: Request, number: int) -> Any:
    """By name."""
    return _company(request, number).contacts.order_by("name", "pk")[:200]


@companies.post(
    "/{number}/contacts", response={201: ContactOut}, operation_id="add_contact", summary="Note a person at a company"
)
def add_contact(request: Request, number: int, said: ContactIn) -> tuple[int, Any]:
    """An e-mail address belongs to one contact."""
    return 201, _company(request, number).add_contact(said.name, email=said.email, role=said.role, by=request.user)


@companies.post(
    "/{number}/waiting-notes", response=TakenOut, operation_id="take_waiting_notes", summary="Take its waiting notes"
)
def take_waiting_notes(request: Request, number: int) -> dict[str, int]:
    """Notes from its domains that came in before the company was known become its own."""
    return {"notes": _company(request, number).take_waiting_notes(by=request.user)}


@companies.post(
    "/{number}/contacts/{int:contact}/silence",
    response=ContactOut,
    operation_id="leave_contact_alone",
    summary="A person asks not to be written to",
)
def leave_contact_alone(request: Request, number: int, contact: int, said: Because) -> Any:
    """Nothing is sent to them any more."""
    person = get_object_or_404(_company(request, number).contacts, pk=contact)
    person.leave_alone(because=said.because, by=request.user)
    return person


@companies.post(
    "/{number}/contacts/{int:contact}/welcome",
    response=ContactOut,
    operation_id="welcome_contact_mail",
    summary="A person wants mail again",
)
def welcome_contact_mail(request: Request, number: int, contact: int, said: Because) -> Any:
    """Undoes the silence."""
    person = get_object_or_404(_company(request, number).contacts, pk=contact)
    person.welcome_mail(because=said.because, by=request.user)
    return person


@companies.post("/{number}/retirement", response=CompanyOut, operation_id="retire_company", summary="Retire a company")
def retire_company(request: Request, number: int, said: Because) -> Company:
    """Taken out of use; nothing is deleted."""
    company = _company(request, number)
    company.retire(because=said.because, by=request.user)
    return company


@companies.post(
    "/{number}/restoration", response=CompanyOut, operation_id="restore_company", summary="Restore a company"
)
def restore_company(request: Request, number: int, said: Because) -> Company:
    """Undoes retiring."""
    company = _company(request, number)
    company.restore(because=said.because, by=request.user)
    return company


@sources.get("", response=list[SourceOut], operation_id="list_sources", summary="Sources you may see")
def list_sources(request: Request) -> Any:
    """Each belongs to one product or to the workspace."""
    return Source.objects.visible_to(request.user).in_use().select_related("item").order_by("item__title")[:500]


@sources.post("", response={201: SourceOut}, operation_id="open_source", summary="Open a source")
def open_source(request: Request, said: SourceIn) -> tuple[int, Source]:
    """Its name is used once in its product."""
    product = product_of_slug(request, said.product) if said.product else None
    return 201, Source.open(product, said.title, form=said.form, by=request.user)


@sources.get("/{number}", response=SourceOut, operation_id="read_source", summary="One source")
def read_source(request: Request, number: int) -> Source:
    """A source by its number."""
    return get_object_or_404(Source.objects.visible_to(request.user).select_related("item"), item__number=number)


@sources.patch("/{number}", response=SourceOut, operation_id="revise_source", summary="Rename a source")
def revise_source(request: Request, number: int, said: SourceChange) -> Source:
    """Its notes stay. Refused when somebody else changed it since the version you saw."""
    source: Source = get_object_or_404(
        Source.objects.visible_to(request.user).select_related("item"), item__number=number
    )
    source.revise(version=said.version, by=request.user, **said.dict(exclude={"version"}, exclude_none=True))
    return source


@markets.get("", response=list[MarketOut], operation_id="list_markets", summary="Target markets of a product")
def list_markets(request: Request, product: str) -> Any:
    """Each with the companies in it now."""
    return TargetMarket.objects.visible_to(request.user).of(product_of_slug(request, product)).in_use().in_order()


@markets.post("", response={201: MarketOut}, operation_id="define_market", summary="Define a target market")
def define_market(request: Request, said: MarketIn) -> tuple[int, TargetMarket]:
    """A sentence, and conditions that must all hold."""
    return 201, TargetMarket.define(
        product_of_slug(request, said.product), said.sentence, _kept(said.conditions), by=request.user
    )


@markets.get("/{number}", response=MarketOut, operation_id="read_market", summary="One target market")
def read_market(request: Request, number: int) -> TargetMarket:
    """A target market by its number."""
    return _market(request, number)


@markets.patch("/{number}", response=MarketOut, operation_id="revise_market", summary="Change a target market")
def revise_market(request: Request, number: int, said: MarketChange) -> TargetMarket:
    """Refused when somebody else changed it since the version you saw."""
    market = _market(request, number)
    market.revise(version=said.version, title=said.sentence, conditions=_kept(said.conditions), by=request.user)
    return market


@markets.post("/{number}/first", response=MarketOut, operation_id="put_market_first", summary="Put it first")
def put_market_first(request: Request, number: int) -> TargetMarket:
    """Charter programs and launches of its product begin with it."""
    market = _market(request, number)
    market.put_first(by=request.user)
    return market


@markets.post(
    "/{number}/retirement", response=MarketOut, operation_id="retire_market", summary="Retire a target market"
)
def retire_market(request: Request, number: int, said: Because) -> TargetMarket:
    """It counts no more; nothing is deleted."""
    market = _market(request, number)
    market.retire(because=said.because, by=request.user)
    return market


def _kept(conditions: list[Condition]) -> list[dict[str, Any]]:
    return [{"field": one.field, "is": one.relation, "value": one.value} for one in conditions]


def _company(request: Request, number: int) -> Company:
    found = Company.objects.visible_to(request.user).select_related("item").prefetch_related("domains")
    return get_object_or_404(found, item__number=number)


def _market(request: Request, number: int) -> TargetMarket:
    return get_object_or_404(TargetMarket.objects.visible_to(request.user).select_related("item"), item__number=number)
