"""What the API of evidence says and takes: the shapes shared by its routers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import field_validator

from tandem.core.paging import Keyset

Feeling = Literal["", "angry", "resigned", "hopeful", "pleased", "delighted"]
Consent = Literal["", "may_use", "ask_first"]
LARGEST_PAGE = 200


def example(**fields: Any) -> dict[str, Any]:
    """An example for the OpenAPI document."""
    return {"json_schema_extra": {"examples": [fields]}}


def listed(found: Any, order: tuple[str, ...], after: str | None, limit: int) -> dict[str, Any]:
    """One page and the key of the next."""
    page = Keyset(found, order=order, after=after, size=max(1, min(limit, LARGEST_PAGE))).page()
    return {"rows": page.rows, "next": page.next}


class Said(Schema):
    """Anything sent in: text without the null character, which no text of a person holds."""

    @field_validator("*", mode="before")
    @classmethod
    def _no_null(cls, value: Any) -> Any:
        if isinstance(value, str) and "\0" in value:
            raise ValueError("Text cannot hold the null character.")
        return value


class Because(Said):
    """An act with its reason."""

    model_config = example(because="Double of another one")  # type: ignore[assignment]
    because: str = Field("", max_length=2000, description="Why, for the record.")


class AboutIn(Said):
    """What is spoken of."""

    model_config = example(about="P-7")  # type: ignore[assignment]
    about: str = Field(max_length=40, description="The mark of a problem, feature, claim or competitor, such as P-7.")


class HighlightOut(Schema):
    """Marked words, or a link to a whole note (start = end = 0)."""

    model_config = example(
        id=12,
        note=481,
        start=26,
        end=51,
        words="stuck on Friday's balance",
        about="P-7",
        feeling="angry",
        consent="may_use",
        at="2026-11-22T09:00:00Z",
        taken_back=False,
    )  # type: ignore[assignment]
    id: int
    note: int = Field(alias="note_id")
    start: int = Field(description="Offsets are code points of the note's text.")
    end: int
    words: str
    about: str | None = Field(description="The mark of what the words speak of.")
    feeling: str
    consent: str = Field(description="Empty: no quote. may_use or ask_first: a quote.")
    at: datetime
    taken_back: bool

    @staticmethod
    def resolve_about(link: Any) -> str | None:
        return link.about.mark if link.about else None

    @staticmethod
    def resolve_taken_back(link: Any) -> bool:
        return link.taken_back_at is not None


class NoteOut(Schema):
    """What one person said once, word for word."""

    model_config = example(
        id=481,
        product="ledgerly",
        source="Support inbox",
        form="ticket",
        said_at="2026-11-21T08:12:00Z",
        author="ines@harbor.example",
        company=7,
        company_name="Harbor Credit",
        also_companies=[12],
        title="",
        text="Every Monday the feed is stuck on Friday's balance.",
        language="en",
        rating=None,
        state="new",
        theme=3,
        assignee=None,
        with_pm=False,
        url="",
    )  # type: ignore[assignment]
    id: int
    product: str | None = Field(description="The product's mark, or null for a note of the whole workspace.")
    source: str
    form: str
    said_at: datetime
    author: str
    company: int | None
    company_name: str
    also_companies: list[int] = Field(description="The numbers of further companies that it speaks for.")
    title: str
    text: str = Field(alias="body")
    language: str = Field(description="A code such as `de`; `und` where it does not tell, empty until it was read.")
    rating: Decimal | None
    state: str = Field(description="new, done or dismissed")
    theme: int | None
    assignee: int | None = Field(None, description="The number of the member who should look at it.")
    with_pm: bool = Field(description="Whether this was a conversation with the PM.")
    url: str

    @staticmethod
    def resolve_product(note: Any) -> str | None:
        return note.product.mark if note.product else None

    @staticmethod
    def resolve_source(note: Any) -> str:
        return str(note.source.title)

    @staticmethod
    def resolve_form(note: Any) -> str:
        return str(note.source.form)

    @staticmethod
    def resolve_author(note: Any) -> str:
        return note.author_email or note.author_name

    @staticmethod
    def resolve_company(note: Any) -> int | None:
        return note.company.number if note.company else None

    @staticmethod
    def resolve_assignee(note: Any) -> int | None:
        return note.assignee.number if note.assignee else None

    @staticmethod
    def resolve_company_name(note: Any) -> str:
        return note.company.title if note.company else ""

    @staticmethod
    def resolve_also_companies(note: Any) -> list[int]:
        return [company.number for company in note.also.all()]

    @staticmethod
    def resolve_theme(note: Any) -> int | None:
        return note.theme.number if note.theme else None


class CompanyOut(Schema):
    """A customer, prospect or former customer."""

    model_config = example(
        number=7,
        name="Harbor Credit",
        life_cycle="customer",
        arr="42000.00",
        industry="Finance",
        segment="SMB",
        plan="Pro",
        employees=40,
        country="Ireland",
        crm_id="001x",
        domains=["harbor.example"],
        version=2,
    )  # type: ignore[assignment]
    number: int
    name: str = Field(alias="title")
    life_cycle: str
    arr: Decimal | None = Field(description="A year, in the workspace's currency.")
    industry: str
    segment: str
    plan: str
    employees: int | None
    country: str
    crm_id: str
    domains: list[str]
    version: int = Field(description="Send it back with a change; another one is refused.")

    @staticmethod
    def resolve_domains(company: Any) -> list[str]:
        return [row.domain for row in company.domains.all()]


class CompanyFacts(Said):
    """A company's own facts; leave out what is not known."""

    life_cycle: Literal["prospect", "customer", "former"] | None = None
    arr: Decimal | None = Field(None, ge=0, max_digits=18, decimal_places=2)
    industry: str | None = Field(None, max_length=80)
    segment: str | None = Field(None, max_length=60)
    plan: str | None = Field(None, max_length=60)
    employees: int | None = Field(None, ge=0, le=2_000_000_000)
    country: str | None = Field(None, max_length=60)
    renewal_on: date | None = None
