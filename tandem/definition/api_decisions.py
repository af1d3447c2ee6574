"""Decisions over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Field, Router, Schema

from tandem.definition.api_shared import NounOut, example, item_of_mark, listed, visible
from tandem.definition.grounds import noun_of
from tandem.definition.models import Decision
from tandem.team.request import Request

decisions = Router(tags=["Decisions"])


class DecisionIn(Schema):
    """A decision with its reasons."""

    model_config = example(
        about="P-7", chosen="Tell first, repair second", because="9 of 11 callers could live with a late feed."
    )  # type: ignore[assignment]
    about: str = Field(max_length=30, description="What it is about, as a mark such as P-7.")
    chosen: str = Field(min_length=1, max_length=300)
    because: str = Field(min_length=1)
    turned_down: str = ""
    form: str = Field("other", pattern="^(scope|price|priority|other)$")
    look_again_on: date | None = None


class LookIn(Schema):
    """It holds: until the next day named, or for good."""

    model_config = example(on="2027-06-01", because="Still true for the new plan.")  # type: ignore[assignment]
    on: date | None = None
    because: str = Field("", max_length=2000)


class DecisionOut(NounOut):
    """A decision, and the evidence of its day."""

    about: str = Field(alias="about.mark")
    form: str
    because: str
    turned_down: str
    evidence: dict[str, Any] = Field(description="The figures of the day it was decided.")
    decided_on: date
    look_again_on: date | None
    is_accepted: bool


class Decisions(Schema):
    """One page of decisions."""

    items: list[DecisionOut]
    next: str | None


@decisions.get("", response=Decisions, operation_id="decisions_list", summary="List decisions")
def list_decisions(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Decisions, newest first."""
    return listed(request, Decision.objects.select_related("about", "item__acceptance"), product, after, limit)


@decisions.post("", response={201: DecisionOut}, operation_id="decisions_decide", summary="Write down a decision")
def decide(request: Request, given: DecisionIn) -> Any:
    """Write down what was decided; the evidence of the day is kept with it. A price is the marketer's to accept."""
    about = noun_of(item_of_mark(request, given.about))
    return 201, Decision.decide(about, given.chosen, by=request.user, **given.dict(exclude={"about", "chosen"}))


@decisions.get("/{int:number}", response=DecisionOut, operation_id="decisions_read", summary="Read a decision")
def read_decision(request: Request, number: int) -> Any:
    """One decision."""
    return visible(request, Decision.objects.select_related("about"), number)


@decisions.post(
    "/{int:number}/acceptance", response=DecisionOut, operation_id="decisions_accept", summary="Accept a decision"
)
def accept_decision(request: Request, number: int) -> Any:
    """Make it count: a price by the marketer, everything else by the product manager."""
    decision = visible(request, Decision.objects.select_related("about"), number)
    decision.accept(by=request.user)
    return decision


@decisions.post(
    "/{int:number}/second-look",
    response=DecisionOut,
    operation_id="decisions_look_again",
    summary="Look at a decision again",
)
def look_again(request: Request, number: int, given: LookIn) -> Any:
    """It was looked at again and holds."""
    decision = visible(request, Decision.objects.select_related("about"), number)
    decision.look_again(by=request.user, on=given.on, because=given.because)
    return decision
