"""Launches over the API: plan, steps, gates, signatures, overruling."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.core.paging import Keyset
from tandem.definition.models import Problem, Release
from tandem.evidence.models import TargetMarket
from tandem.launch.models import Launch, Overrule, PlanStep
from tandem.launch.plan import FORMS, Line
from tandem.team.models import Workspace
from tandem.team.request import Request, member_of_number, product_of_slug

launches, steps = Router(tags=["Launches"]), Router(tags=["Plan steps"])
ROUTERS = {"/launches": launches, "/steps": steps}


def _example(**fields: Any) -> dict[str, Any]:
    return {"json_schema_extra": {"examples": [fields]}}


class LaunchIn(Schema):
    """A launch to plan."""

    model_config = _example(product="ledgerly", name="Ledgerly 2.0", tier=1, day="2026-12-04", releases=[4], problem=7)  # type: ignore[assignment]
    product: str = Field(description="The product's slug.")
    name: str = Field(min_length=1, max_length=200)
    tier: int = Field(ge=1, le=3, description="The tier decides which gates stand before the day.")
    day: date
    releases: list[int] = Field([], description="Numbers of the releases it covers.", max_length=20)
    problem: int | None = Field(None, description="Number of the one problem it announces.")
    market: int | None = Field(None, description="Number of the target market it is for.")
    market_share: Decimal | None = Field(
        None, ge=0, le=100, decimal_places=2, description="Percent of the target market that has it."
    )
    audience: str = Field("", max_length=1000)


class GateOut(Schema):
    """One gate, computed when asked."""

    name: str
    label: str
    open: bool
    overruled: bool
    because: str


class LaunchOut(Schema):
    """A launch with its gates."""

    model_config = _example(
        number=1, name="Ledgerly 2.0", tier=1, day="2026-12-04", launched_on=None, is_accepted=True, market="TM-1",
        ready=False, gates=[]
    )  # type: ignore[assignment]
    number: int
    name: str = Field(alias="title")
    tier: int
    day: date
    launched_on: date | None
    is_accepted: bool = Field(description="A plan counts once the product marketer, or a delegate, accepted it.")
    market: str | None = Field(description="The target market it is for.")
    ready: bool = Field(description="Every gate is open or overruled.")
    gates: list[GateOut]

    @staticmethod
    def resolve_market(launch: Launch) -> str | None:
        return launch.market.mark if launch.market else None

    @staticmethod
    def resolve_gates(launch: Launch) -> Any:
        return launch.gates(Workspace.current().today)

    @staticmethod
    def resolve_ready(launch: Launch) -> bool:
        return all(gate.passed for gate in launch.gates(Workspace.current().today))


class LaunchList(Schema):
    rows: list[LaunchOut]
    next: str | None = None


class StepIn(Schema):
    """One step of a plan."""

    model_config = _example(title="Brief the analysts", owner=5, days_from_day=-7, form="press")  # type: ignore[assignment]
    title: str = Field(min_length=1, max_length=300)
    owner: int | None = Field(None, description="A member's number.")
    days_from_day: int = Field(0, ge=-3650, le=3650, description="-14 is two weeks before the day.")
    form: str = Field("task", description="One of task, support, training, press, release_note, online.")


class StepsIn(Schema):
    """Many steps at once."""

    model_config = _example(
        steps=[{"title": "Brief the analysts", "owner": None, "days_from_day": -7, "form": "press"}]
    )  # type: ignore[assignment]
    steps: list[StepIn] = Field(min_length=1, max_length=500)


class StepOut(Schema):
    """A step with its calendar day."""

    model_config = _example(
        number=11, title="Brief the analysts", owner="Luis Moreno", due_on="2026-11-27", done_on=None, form="press"
    )  # type: ignore[assignment]
    number: int
    title: str
    owner: str | None
    form: str
    due_on: date
    done_on: date | None

    @staticmethod
    def resolve_owner(step: PlanStep) -> str | None:
        return step.owner.title if step.owner else None


class SignIn(Schema):
    """Go or no-go for one side."""

    model_config = _example(side="pm", go=True, because="")  # type: ignore[assignment]
    side: str = Field(pattern="^(pm|pmm)$")
    go: bool
    because: str = Field("", max_length=2000)


class OverruleIn(Schema):
    """One side's reason for passing a closed gate."""

    model_config = _example(gate="references", side="pm", because="Four references and a dated promise of two more.")  # type: ignore[assignment]
    gate: str = Field(max_length=40)
    side: str = Field(pattern="^(pm|pmm)$")
    because: str = Field(min_length=1, max_length=2000)


class DayIn(Schema):
    """Another day for the launch."""

    model_config = _example(day="2026-12-11", because="Two references answer next week.")  # type: ignore[assignment]
    day: date
    because: str = Field(min_length=1, max_length=1000)


class CoveredReleaseIn(Schema):
    """A release to cover."""

    model_config = _example(release=4)  # type: ignore[assignment]
    release: int


class OwnerIn(Schema):
    """Who does a step."""

    model_config = _example(member=5)  # type: ignore[assignment]
    member: int


class LaunchReviseIn(Schema):
    """Plain changes, with the version last seen."""

    model_config = _example(version=3, audience="Owners of service firms")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=200)
    audience: str | None = Field(None, max_length=1000)
    tier: int | None = Field(None, ge=1, le=3)


@launches.get("", response=LaunchList, operation_id="list_launches", summary="The launches you may see")
def list_launches(
    request: Request, product: str | None = None, after: str | None = None, limit: int = 20
) -> dict[str, Any]:
    """Newest first, each with its gates."""
    seen = Launch.objects.visible_to(request.user).in_use().select_related("item__acceptance", "market__item")
    found = seen.prefetch_related("releases__item")
    if product:
        found = found.of(product_of_slug(request, product))
    page = Keyset(found, order=("-item_id",), after=after, size=min(max(limit, 1), 50)).page()
    return {"rows": page.rows, "next": page.next}


@launches.post("", response={201: LaunchOut}, operation_id="plan_launch", summary="Plan a launch")
def plan_launch(request: Request, said: LaunchIn) -> tuple[int, Launch]:
    """Its tier decides the gates; it announces one problem."""
    fields = said.dict(exclude={"product", "name", "releases", "problem", "market"})
    releases = [_one(Release, request, number) for number in said.releases]
    fields["problem"] = _one(Problem, request, said.problem) if said.problem else None
    fields["market"] = _one(TargetMarket, request, said.market) if said.market else None
    made = Launch.plan(
        product_of_slug(request, said.product), said.name, by=request.user, releases=releases, **fields
    )
    return 201, made


@launches.get("/{number}", response=LaunchOut, operation_id="read_launch", summary="One launch")
def read_launch(request: Request, number: int) -> Launch:
    """A launch with its gates, computed now."""
    return _launch(request, number)


@launches.patch("/{number}", response=LaunchOut, operation_id="revise_launch", summary="Revise a launch")
def revise_launch(request: Request, number: int, said: LaunchReviseIn) -> Launch:
    """A version other than the one last seen is refused, with both texts."""
    changes = said.dict(exclude={"version"}, exclude_unset=True)
    _launch(request, number).revise(
        by=request.user, version=said.version, **{name: value for name, value in changes.items() if value is not None}
    )
    return _launch(request, number)


@launches.post(
    "/{number}/acceptance", response=LaunchOut, operation_id="accept_launch", summary="Accept the plan of a launch"
)
def accept_launch(request: Request, number: int) -> Launch:
    """Let a drafted plan count. Only the product marketer or a delegate may."""
    _launch(request, number).accept(by=request.user)
    return _launch(request, number)


@launches.post("/{number}/releases", response=LaunchOut, operation_id="cover_release", summary="Cover a release")
def cover_release(request: Request, number: int, said: CoveredReleaseIn) -> Launch:
    """Take a release of the same product into the launch."""
    _launch(request, number).cover(_one(Release, request, said.release), by=request.user)
    return _launch(request, number)


@launches.delete(
    "/{number}/releases/{release}", response=LaunchOut, operation_id="uncover_release", summary="Take a release out"
)
def uncover_release(request: Request, number: int, release: int) -> Launch:
    """The inverse of covering it."""
    _launch(request, number).uncover(_one(Release, request, release), by=request.user)
    return _launch(request, number)


@launches.get("/{number}/steps", response=list[StepOut], operation_id="list_steps", summary="The plan of a launch")
def list_steps(request: Request, number: int) -> Any:
    """Steps in the order of their days."""
    return _launch(request, number).steps.in_order().select_related("launch")


@launches.post("/{number}/steps", response={201: list[StepOut]}, operation_id="add_steps", summary="Add steps")
def add_steps(request: Request, number: int, said: StepsIn) -> tuple[int, list[PlanStep]]:
    """One step or a whole plan, in one event."""
    owners = {one.owner: member_of_number(one.owner).email if one.owner else "" for one in said.steps}
    lines = [Line(one.title, owners[one.owner], one.days_from_day, _form(one.form)) for one in said.steps]
    return 201, _launch(request, number).take_in(lines, by=request.user)


@launches.post("/{number}/signature", response=LaunchOut, operation_id="sign_launch", summary="Sign go or no-go")
def sign_launch(request: Request, number: int, said: SignIn) -> Launch:
    """Only the owner of that side signs; go is refused while a gate is closed and not overruled."""
    _launch(request, number).sign(said.side, go=said.go, because=said.because, by=request.user)
    return _launch(request, number)


@launches.post(
    "/{number}/overruling", response=LaunchOut, operation_id="overrule_gate", summary="Overrule a closed gate"
)
def overrule_gate(request: Request, number: int, said: OverruleIn) -> Launch:
    """It takes both owners, each with a reason, for ever in the record."""
    _launch(request, number).overrule(said.gate, said.side, because=said.because, by=request.user)
    return _launch(request, number)


@launches.post(
    "/releases/{release}/overruling",
    response={204: None},
    operation_id="overrule_release_gate",
    summary="Overrule a release's gate",
)
def overrule_release_gate(request: Request, release: int, said: OverruleIn) -> tuple[int, None]:
    """Pass a gate that keeps a release from general availability; both owners, each with a reason."""
    Overrule.of_release(_one(Release, request, release), said.gate, said.side, because=said.because, by=request.user)
    return 204, None


@launches.post("/{number}/day", response=LaunchOut, operation_id="move_launch", summary="Move the day")
def move_launch(request: Request, number: int, said: DayIn) -> Launch:
    """The dates of all steps move with it."""
    _launch(request, number).move_to(said.day, because=said.because, by=request.user)
    return _launch(request, number)


@launches.post("/{number}/launching", response=LaunchOut, operation_id="launch", summary="Mark it launched")
def mark_launched(request: Request, number: int) -> Launch:
    """Every gate must be passed and both owners must have signed go."""
    _launch(request, number).launch(by=request.user)
    return _launch(request, number)


@steps.get("/{number}", response=StepOut, operation_id="read_step", summary="One step")
def read_step(request: Request, number: int) -> PlanStep:
    """A step by number."""
    return _step(request, number)


@steps.post("/{number}/completion", response=StepOut, operation_id="finish_step", summary="Mark a step done")
def finish_step(request: Request, number: int) -> PlanStep:
    """The support step is confirmed by its owner alone."""
    _step(request, number).finish(by=request.user)
    return _step(request, number)


@steps.delete("/{number}/completion", response=StepOut, operation_id="reopen_step", summary="Reopen a step")
def reopen_step(request: Request, number: int) -> PlanStep:
    """Not done after all."""
    _step(request, number).reopen(by=request.user)
    return _step(request, number)


@steps.post("/{number}/owner", response=StepOut, operation_id="give_step", summary="Give a step an owner")
def give_step(request: Request, number: int, said: OwnerIn) -> PlanStep:
    """From now on this member does it."""
    _step(request, number).give_to(member_of_number(said.member), by=request.user)
    return _step(request, number)


def _launch(request: Request, number: int) -> Launch:
    found: Launch = get_object_or_404(
        Launch.objects.visible_to(request.user).select_related("item__product"), item__number=number
    )
    return found


def _step(request: Request, number: int) -> PlanStep:
    visible = PlanStep.objects.visible_to(request.user).select_related("item", "owner__item", "launch__item", "after")
    found: PlanStep = get_object_or_404(visible, item__number=number)
    return found


def _one(noun: Any, request: Request, number: int) -> Any:
    return get_object_or_404(noun.objects.visible_to(request.user).select_related("item"), item__number=number)


def _form(said: str) -> str:
    if said not in FORMS.values():
        raise Refused("A step is of kind task, support, training, press, release_note or online.")
    return said
