"""Decisions over the API."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Field, Router, Schema

from tandem.definition.api_shared import NounOut, example, item_of_mark, listed, visible
from tandem.definition.grounds import noun_of
from tandem.definition.models import Decision
from tandem.team.request import Request

decisions = Router(tags=["Decisions"])


MEASURE: Any = Field(
    "", pattern="^(notes|companies|in_market|arr)?$", description="What customers say anew that brings it back."
)
THRESHOLD: Any = Field(None, gt=0, max_digits=14, decimal_places=2, description="How much of it, counted from today.")


class AlternativeIn(Schema):
    """One thing that was turned down, and why."""

    model_config = example(title="Repair first", because="It takes a quarter.")  # type: ignore[assignment]
    title: str = Field(min_length=1, max_length=300)
    because: str = Field(min_length=1, max_length=4000)


class AlternativeOut(Schema):
    """What was turned down, and why."""

    title: str
    because: str


class DecisionIn(Schema):
    """A decision with its reasons."""

    model_config = example(
        about="P-7",
        chosen="Tell first, repair second",
        because="9 of 11 callers could live with a late feed.",
        alternatives=[{"title": "Repair first", "because": "It takes a quarter."}],
        measure="companies",
        threshold="5",
    )  # type: ignore[assignment]
    about: str = Field(max_length=30, description="What it is about, as a mark such as P-7.")
    chosen: str = Field(min_length=1, max_length=300)
    because: str = Field(min_length=1)
    turned_down: str = ""
    alternatives: list[AlternativeIn] = Field([], max_length=50)
    form: str = Field("other", pattern="^(scope|price|priority|other)$")
    look_again_on: date | None = None
    measure: str = MEASURE
    threshold: Decimal | None = THRESHOLD
    supersedes: int | None = Field(None, description="Number of the decision whose place it takes.")


class LookIn(Schema):
    """It holds: until the next day named, until new evidence passes a mark, or for good."""

    model_config = example(on="2027-06-01", because="Still true for the new plan.")  # type: ignore[assignment]
    on: date | None = None
    measure: str = MEASURE
    threshold: Decimal | None = THRESHOLD
    because: str = Field("", max_length=2000)


class DissentIn(Schema):
    """Another mind, in one's own words."""

    model_config = example(words="A stop button is what they asked for.")  # type: ignore[assignment]
    words: str = Field(min_length=1, max_length=4000)


class SideIn(Schema):
    """The side one signs for."""

    model_config = example(side="pm")  # type: ignore[assignment]
    side: str = Field(pattern="^(pm|pmm)$")


class DissentOut(Schema):
    """Who was of another mind."""

    by: str = Field(alias="by.title")
    words: str
    at: datetime


class SignatureOut(Schema):
    """Who signed, for which side."""

    side: str
    by: str = Field(alias="by.title")
    holds_both_seats: bool
    at: datetime


class DecisionOut(NounOut):
    """A decision, and the evidence of its day."""

    about: str = Field(alias="about.mark")
    form: str
    because: str
    turned_down: str
    evidence: dict[str, Any] = Field(description="The figures of the day it was decided.")
    decided_on: date
    look_again_on: date | None
    measure: str
    threshold: Decimal | None
    is_accepted: bool
    supersedes: int | None
    superseded_by: int | None
    alternatives: list[AlternativeOut]
    dissents: list[DissentOut]
    signatures: list[SignatureOut]

    @staticmethod
    def resolve_supersedes(decision: Decision) -> int | None:
        return decision.supersedes.number if decision.supersedes else None

    @staticmethod
    def resolve_superseded_by(decision: Decision) -> int | None:
        return decision.successor.number if decision.successor else None

    @staticmethod
    def resolve_dissents(decision: Decision) -> list[Any]:
        return [one for one in decision.dissents.all() if one.taken_back_at is None]


class Decisions(Schema):
    """One page of decisions."""

    items: list[DecisionOut]
    next: str | None


@decisions.get("", response=Decisions, operation_id="decisions_list", summary="List decisions")
def list_decisions(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Decisions, newest first."""
    return listed(request, Decision.objects.whole(), product, after, limit)


@decisions.post("", response={201: DecisionOut}, operation_id="decisions_decide", summary="Write down a decision")
def decide(request: Request, given: DecisionIn) -> Any:
    """Write down what was decided; the evidence of the day is kept with it. A price is the marketer's to accept."""
    about = noun_of(item_of_mark(request, given.about))
    said = given.dict(exclude={"about", "chosen", "supersedes", "threshold"})
    said["alternatives"] = [(one.title, one.because) for one in given.alternatives]
    old = visible(request, Decision.objects.whole(), given.supersedes) if given.supersedes else None
    return 201, Decision.decide(about, given.chosen, by=request.user, mark=given.threshold, supersedes=old, **said)


@decisions.get("/{int:number}", response=DecisionOut, operation_id="decisions_read", summary="Read a decision")
def read_decision(request: Request, number: int) -> Any:
    """One decision."""
    return visible(request, Decision.objects.whole(), number)


@decisions.post(
    "/{int:number}/acceptance", response=DecisionOut, operation_id="decisions_accept", summary="Accept a decision"
)
def accept_decision(request: Request, number: int) -> Any:
    """Make it count: a price by the marketer, everything else by the product manager."""
    decision = visible(request, Decision.objects.whole(), number)
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
    decision = visible(request, Decision.objects.whole(), number)
    decision.look_again(by=request.user, mark=given.threshold, **given.dict(exclude={"threshold"}))
    return decision


@decisions.post(
    "/{int:number}/alternatives",
    response=DecisionOut,
    operation_id="decisions_turn_down",
    summary="Add an alternative that was turned down",
)
def turn_down(request: Request, number: int, given: AlternativeIn) -> Any:
    """One more thing that was turned down, with its reason."""
    decision = visible(request, Decision.objects.whole(), number)
    decision.turn_down(given.title, because=given.because, by=request.user)
    return _again(request, number)


@decisions.put("/{int:number}/dissent", response=DecisionOut, operation_id="decisions_dissent", summary="Dissent")
def dissent(request: Request, number: int, given: DissentIn) -> Any:
    """Be of another mind, by name; said again, the words are changed."""
    visible(request, Decision.objects.whole(), number).dissent(given.words, by=request.user)
    return _again(request, number)


@decisions.post(
    "/{int:number}/agreement", response=DecisionOut, operation_id="decisions_agree", summary="Take a dissent back"
)
def agree(request: Request, number: int) -> Any:
    """Undoes one's own dissent; it stays in the history."""
    visible(request, Decision.objects.whole(), number).agree(by=request.user)
    return _again(request, number)


@decisions.post(
    "/{int:number}/signature", response=DecisionOut, operation_id="decisions_sign", summary="Sign a decision"
)
def sign(request: Request, number: int, given: SideIn) -> Any:
    """Put one side's name under it, once; only who holds that seat may."""
    visible(request, Decision.objects.whole(), number).sign(given.side, by=request.user)
    return _again(request, number)


def _again(request: Request, number: int) -> Decision:
    """With the parts it has now."""
    found: Decision = visible(request, Decision.objects.whole(), number)
    return found
