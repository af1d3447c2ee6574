"""What a program sends and reads of deals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from ninja import Field, Schema

from tandem.messaging.models import Deal
from tandem.messaging.schemas import example


class DealOut(Schema):
    """A deal."""

    number: int
    version: int = Field(description="Send it back when revising; a stale one is refused.")
    name: str = Field(alias="title")
    company: str | None
    amount: Decimal | None = Field(description="In the workspace's currency.")
    outcome: str = Field(description="open, won, lost, no decision or disqualified")
    stage: str
    reason: str
    competitor: str
    owner: str
    crm_id: str
    opened_on: date | None
    closed_on: date | None

    @staticmethod
    def resolve_company(deal: Deal) -> str | None:
        return deal.company.title if deal.company else None


class DealIn(Schema):
    """A deal to open."""

    model_config = example(product="ledgerly", name="Harbor Credit, Firm plan", company=3, amount="18000")  # type: ignore[assignment]
    product: str
    name: str = Field(min_length=1, max_length=300)
    company: int | None = None
    amount: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    stage: str = Field("", max_length=60)
    competitor: str = Field("", max_length=120)
    owner: str = Field("", max_length=120)
    crm_id: str = Field("", max_length=80)
    opened_on: date | None = None


class DealChange(Schema):
    """What to change in a deal, with the version last seen."""

    model_config = example(version=2, stage="Negotiation", amount="48000")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=200)
    amount: Decimal | None = Field(None, ge=0, max_digits=18, decimal_places=2)
    stage: str | None = Field(None, max_length=60)
    owner: str | None = Field(None, max_length=120)
    competitor: str | None = Field(None, max_length=120)
    reason: str | None = Field(None, max_length=2000)
    opened_on: date | None = None
    closed_on: date | None = None


class ClosingIn(Schema):
    """How a deal ended."""

    model_config = example(outcome="won", reason="The weekend move", competitor="Quillbooks")  # type: ignore[assignment]
    outcome: Literal["won", "lost", "no decision", "disqualified"]
    reason: str = Field("", max_length=2000)
    competitor: str = Field("", max_length=120)
    closed_on: date | None = None


class Deals(Schema):
    """One page of deals."""

    items: list[DealOut]
    next: str | None
