"""Releases and goals over the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ninja import Field, Router, Schema

from tandem.definition.api_shared import NounOut, ReasonIn, example, listed, visible
from tandem.definition.models import Goal, Release
from tandem.team.request import Request, product_of_slug

releases, goals = Router(tags=["Releases"]), Router(tags=["Goals"])


class ReleaseIn(Schema):
    """A release to plan; with `made_available_on` one that shipped before Tandem was here."""

    model_config = example(product="ledgerly", name="2.0", available_on="2026-12-04")  # type: ignore[assignment]
    product: str = Field(description="The product's slug.")
    name: str = Field(min_length=1, max_length=120)
    summary: str = ""
    charter_release_on: date | None = None
    available_on: date | None = None
    made_available_on: date | None = Field(None, description="Only for past releases that are brought in.")


class ReleaseChange(Schema):
    """What to change; what is left out stays."""

    model_config = example(version=2, available_on="2026-12-11")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=120)
    summary: str | None = None
    charter_release_on: date | None = None
    available_on: date | None = None


class ReleaseOut(NounOut):
    """A release and where it stands."""

    says: str = Field(description="Planned, With charter customers, or Generally available.")
    summary: str
    charter_release_on: date | None
    available_on: date | None
    charter_released_on: date | None
    made_available_on: date | None


class GoalIn(Schema):
    """A goal; `stated_on` only for one that was stated elsewhere before a past release shipped."""

    model_config = example(
        metric="Feeds repaired within a day", baseline="40", target="90", unit="%", due_on="2027-03-01"
    )  # type: ignore[assignment]
    metric: str = Field(min_length=1, max_length=300)
    baseline: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    target: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    unit: str = Field("", max_length=30)
    due_on: date | None = None
    stated_on: date | None = None


class GoalChange(Schema):
    """What to change in a goal."""

    model_config = example(version=2, target="95")  # type: ignore[assignment]
    version: int
    baseline: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    target: Decimal | None = Field(None, max_digits=18, decimal_places=2)
    unit: str | None = Field(None, max_length=30)
    due_on: date | None = None


class GoalOut(NounOut):
    """A goal of a release or launch."""

    about: str = Field(alias="about.mark", description="The release or launch, as a mark.")
    baseline: Decimal | None
    target: Decimal | None
    unit: str
    due_on: date | None
    stated_on: date
    is_whole: bool = Field(description="Metric, baseline, target and date are all there.")


class Releases(Schema):
    """One page of releases."""

    items: list[ReleaseOut]
    next: str | None


class Goals(Schema):
    """One page of goals."""

    items: list[GoalOut]
    next: str | None


@releases.get("", response=Releases, operation_id="releases_list", summary="List releases")
def list_releases(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Releases, newest first."""
    return listed(request, Release.objects.all(), product, after, limit)


@releases.post("", response={201: ReleaseOut}, operation_id="releases_plan", summary="Plan a release")
def plan_release(request: Request, given: ReleaseIn) -> Any:
    """Plan a release, or bring in a past one by the day it became available."""
    product = product_of_slug(request, given.product)
    if given.made_available_on:
        return 201, Release.recall(
            product, given.name, made_available_on=given.made_available_on, summary=given.summary, by=request.user
        )
    said = given.dict(exclude={"product", "name", "made_available_on"})
    return 201, Release.plan(product, given.name, by=request.user, **said)


@releases.get("/{int:number}", response=ReleaseOut, operation_id="releases_read", summary="Read a release")
def read_release(request: Request, number: int) -> Any:
    """One release."""
    return visible(request, Release.objects, number)


@releases.patch("/{int:number}", response=ReleaseOut, operation_id="releases_revise", summary="Revise a release")
def revise_release(request: Request, number: int, given: ReleaseChange) -> Any:
    """Change its name, summary or planned dates."""
    release = visible(request, Release.objects, number)
    release.revise(by=request.user, version=given.version, **given.dict(exclude={"version"}, exclude_unset=True))
    return release


@releases.post(
    "/{int:number}/goals", response={201: GoalOut}, operation_id="releases_state_goal", summary="State a goal"
)
def state_goal(request: Request, number: int, given: GoalIn) -> Any:
    """State a goal before the release ships; afterwards it is refused, except one that was stated in time elsewhere."""
    release = visible(request, Release.objects, number)
    said = given.dict(exclude={"metric", "stated_on"})
    if given.stated_on:
        return 201, Goal.recall(release, given.metric, stated_on=given.stated_on, by=request.user, **said)
    return 201, Goal.state(release, given.metric, by=request.user, **said)


@releases.post(
    "/{int:number}/charter-release",
    response=ReleaseOut,
    operation_id="releases_to_charter",
    summary="Release to charter customers",
)
def release_to_charter(request: Request, number: int) -> Any:
    """Give it to the charter customers."""
    release = visible(request, Release.objects, number)
    release.release_to_charter(by=request.user)
    return release


@releases.post(
    "/{int:number}/availability",
    response=ReleaseOut,
    operation_id="releases_make_available",
    summary="Make a release available",
)
def make_available(request: Request, number: int, given: ReasonIn) -> Any:
    """Make it generally available. Refused, with the reasons, while a gate in front of it is closed."""
    release = visible(request, Release.objects, number)
    release.make_available(by=request.user, because=given.because)
    return release


@goals.get("", response=Goals, operation_id="goals_list", summary="List goals")
def list_goals(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """Goals of releases and launches, newest first."""
    return listed(request, Goal.objects.select_related("about"), product, after, limit)


@goals.get("/{int:number}", response=GoalOut, operation_id="goals_read", summary="Read a goal")
def read_goal(request: Request, number: int) -> Any:
    """One goal."""
    return visible(request, Goal.objects.select_related("about"), number)


@goals.patch("/{int:number}", response=GoalOut, operation_id="goals_revise", summary="Revise a goal")
def revise_goal(request: Request, number: int, given: GoalChange) -> Any:
    """Change its figures or its day."""
    goal = visible(request, Goal.objects.select_related("about"), number)
    goal.revise(by=request.user, version=given.version, **given.dict(exclude={"version"}, exclude_unset=True))
    return goal
