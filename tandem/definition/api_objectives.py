"""Objectives with their key results, initiatives and components over the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Field, Router, Schema

from tandem.definition.api_shared import NounOut, ReasonIn, example, listed, visible
from tandem.definition.models import Component, Initiative, Objective
from tandem.team.request import Request, product_of_slug

objectives, initiatives, components = (Router(tags=["Objectives"]) for _ in range(3))


class ObjectiveIn(Schema):
    """What a product wants to reach."""

    model_config = example(product="ledgerly", title="Nobody waits for a bank", due_on="2027-03-31")  # type: ignore[assignment]
    product: str
    title: str = Field(min_length=1, max_length=300)
    statement: str = Field("", max_length=4000)
    starts_on: date | None = None
    due_on: date | None = None


class ObjectiveChange(Schema):
    """What to change; what is left out stays."""

    model_config = example(version=1, due_on="2027-06-30")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=300)
    statement: str | None = Field(None, max_length=4000)
    starts_on: date | None = None
    due_on: date | None = None


class ResultIn(Schema):
    """A number by which one sees whether it is reached."""

    model_config = example(title="Feeds repaired within a day", baseline="40", target="90", unit="%")  # type: ignore[assignment]
    title: str = Field(min_length=1, max_length=300)
    baseline: Decimal = Field(Decimal(0), max_digits=18, decimal_places=2)
    target: Decimal = Field(max_digits=18, decimal_places=2)
    unit: str = Field("", max_length=30)


class ValueIn(Schema):
    """Where the number stands now."""

    model_config = example(value="55")  # type: ignore[assignment]
    value: Decimal = Field(max_digits=18, decimal_places=2)
    because: str = Field("", max_length=2000)


class KeyResultOut(Schema):
    """A key result with its score."""

    position: int
    title: str
    baseline: Decimal
    target: Decimal
    unit: str
    now: Decimal | None
    score: Decimal | None = Field(description="From 0 to 1; null where nothing was measured.")


class ObjectiveOut(NounOut):
    """An objective with its key results."""

    statement: str
    starts_on: date | None
    due_on: date | None
    score: Decimal | None = Field(description="The mean of its key results, from 0 to 1.")
    results: list[KeyResultOut] = Field(alias="standing_results")


class Objectives(Schema):
    """One page of objectives."""

    items: list[ObjectiveOut]
    next: str | None


class GatheringIn(Schema):
    """An initiative or a component."""

    model_config = example(product="ledgerly", title="Bank feeds")  # type: ignore[assignment]
    product: str
    title: str = Field(min_length=1, max_length=300)
    statement: str = Field("", max_length=4000)


class InitiativeIn(GatheringIn):
    """An initiative, for an objective or none."""

    objective: int | None = Field(None, description="Its number.")


class GatheringChange(Schema):
    """What to change; what is left out stays."""

    model_config = example(version=1, statement="Everything between a bank and a ledger.")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=300)
    statement: str | None = Field(None, max_length=4000)


class GatheringOut(NounOut):
    """An initiative or a component."""

    statement: str


class Gatherings(Schema):
    """One page of them."""

    items: list[GatheringOut]
    next: str | None


@objectives.get("", response=Objectives, operation_id="objectives_list", summary="List objectives")
def list_objectives(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Objectives, newest first."""
    return listed(request, Objective.objects.with_results(), product, after, limit)


@objectives.post("", response={201: ObjectiveOut}, operation_id="objectives_aim", summary="State an objective")
def aim(request: Request, given: ObjectiveIn) -> Any:
    """Say what the product wants to reach."""
    said = given.dict(exclude={"product", "title"})
    return 201, Objective.aim(product_of_slug(request, given.product), given.title, by=request.user, **said)


@objectives.get("/{int:number}", response=ObjectiveOut, operation_id="objectives_read", summary="Read an objective")
def read_objective(request: Request, number: int) -> Any:
    """One objective."""
    return _objective(request, number)


@objectives.patch(
    "/{int:number}", response=ObjectiveOut, operation_id="objectives_revise", summary="Revise an objective"
)
def revise_objective(request: Request, number: int, given: ObjectiveChange) -> Any:
    """Change its words or its period."""
    return _revised(_objective(request, number), given, request)


@objectives.post(
    "/{int:number}/results",
    response={201: KeyResultOut},
    operation_id="objectives_measure_by",
    summary="Add a key result",
)
def measure_by(request: Request, number: int, given: ResultIn) -> Any:
    """Say by which number one will see it."""
    return 201, _objective(request, number).measure_by(by=request.user, **given.dict())


@objectives.post(
    "/{int:number}/results/{int:position}/value",
    response=KeyResultOut,
    operation_id="objectives_measure",
    summary="Measure a key result",
)
def measure(request: Request, number: int, position: int, given: ValueIn) -> Any:
    """Say where the number stands now; its score follows."""
    return _objective(request, number).measure(_place(position), by=request.user, **given.dict())


@objectives.post(
    "/{int:number}/results/{int:position}/removal",
    response={204: None},
    operation_id="objectives_take_out_result",
    summary="Take out a key result",
)
def take_out_result(request: Request, number: int, position: int, given: ReasonIn) -> Any:
    """Measure by it no more."""
    _objective(request, number).take_out_result(_place(position), because=given.because, by=request.user)
    return 204, None


@initiatives.get("", response=Gatherings, operation_id="initiatives_list", summary="List initiatives")
def list_initiatives(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Initiatives, newest first."""
    return listed(request, Initiative.objects.all(), product, after, limit)


@initiatives.post("", response={201: GatheringOut}, operation_id="initiatives_begin", summary="Begin an initiative")
def begin_initiative(request: Request, given: InitiativeIn) -> Any:
    """Begin a larger piece of work, for an objective or none."""
    of = product_of_slug(request, given.product)
    aim = _objective(request, given.objective) if given.objective else None
    return 201, Initiative.begin(of, given.title, statement=given.statement, objective=aim, by=request.user)


@initiatives.get("/{int:number}", response=GatheringOut, operation_id="initiatives_read", summary="Read an initiative")
def read_initiative(request: Request, number: int) -> Any:
    """One initiative."""
    return visible(request, Initiative.objects, number)


@initiatives.patch(
    "/{int:number}", response=GatheringOut, operation_id="initiatives_revise", summary="Revise an initiative"
)
def revise_initiative(request: Request, number: int, given: GatheringChange) -> Any:
    """Change its words."""
    return _revised(visible(request, Initiative.objects, number), given, request)


@components.get("", response=Gatherings, operation_id="components_list", summary="List components")
def list_components(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Components, newest first."""
    return listed(request, Component.objects.all(), product, after, limit)


@components.post("", response={201: GatheringOut}, operation_id="components_add", summary="Name a component")
def add_component(request: Request, given: GatheringIn) -> Any:
    """Name a part of the product."""
    of = product_of_slug(request, given.product)
    return 201, Component.add(of, given.title, statement=given.statement, by=request.user)


@components.get("/{int:number}", response=GatheringOut, operation_id="components_read", summary="Read a component")
def read_component(request: Request, number: int) -> Any:
    """One component."""
    return visible(request, Component.objects, number)


@components.patch(
    "/{int:number}", response=GatheringOut, operation_id="components_revise", summary="Revise a component"
)
def revise_component(request: Request, number: int, given: GatheringChange) -> Any:
    """Change its words."""
    return _revised(visible(request, Component.objects, number), given, request)


def _objective(request: Request, number: int) -> Objective:
    found: Objective = visible(request, Objective.objects.with_results(), number)
    return found


def _revised(noun: Any, given: Any, request: Request) -> Any:
    changes = given.dict(exclude={"version"}, exclude_unset=True)
    noun.revise(by=request.user, version=given.version, **changes)
    return noun


def _place(position: int) -> int:
    """A place that no objective has is told like any other that is missing."""
    return position if 0 < position < 10_000 else 0
