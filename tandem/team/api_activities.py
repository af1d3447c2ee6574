"""Activities over the API: the catalog, who holds what on each product, and how much each person answers for."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from tandem.core.errors import Refused
from tandem.team.holding import Holdings
from tandem.team.models import Activity, ActivityOwner, Consulted, LeftOut, Matter, Workspace
from tandem.team.request import Request, member_of_number, product_of_slug
from tandem.team.schemas import MatterOut
from tandem.team.schemas_of_seats import (
    ActivityChange,
    ActivityIn,
    ActivityOut,
    ActivityPlaceIn,
    HolderIn,
    HoldingOut,
    LeavingOutIn,
    UsualHolderIn,
    WorkloadOut,
)
from tandem.team.workload import workloads as counted

activities, workloads = Router(tags=["Activities"]), Router(tags=["Workloads"])


@activities.get("", response=list[ActivityOut], operation_id="list_activities", summary="The company's activities")
def list_activities(request: Request) -> Any:
    """The template of both roles; ten are on at first."""
    return Activity.objects.in_use().select_related("item", "person__item").order_by("position", "pk")


@activities.post("", response={201: ActivityOut}, operation_id="open_activity", summary="Add an activity")
def open_activity(request: Request, said: ActivityIn) -> tuple[int, Activity]:
    """Administrators only."""
    if Activity.objects.filter(key=said.key).exists():
        raise Refused(f"There is already an activity {said.key}.")
    return 201, Activity.open(said.name, by=request.user, **said.dict(exclude={"name"}))


@activities.get("/holdings", response=list[HoldingOut], operation_id="list_holdings", summary="Who does what")
def list_holdings(request: Request, product: str | None = None) -> list[dict[str, Any]]:
    """Each activity that is on, of each product you see or of one; gaps and doubles are marked."""
    seen = request.user.products()
    rows = Holdings(seen.filter(slug=product) if product else seen).rows()
    return [HoldingOut.of(cell) for _, cells in rows for cell in cells]


@activities.patch("/{key}", response=ActivityOut, operation_id="revise_activity", summary="Change an activity")
def revise_activity(request: Request, key: str, said: ActivityChange) -> Activity:
    """Its name, its sentence, the side that usually holds it."""
    shown = _activity(key)
    changes = said.dict(exclude={"version"}, exclude_unset=True)
    shown.revise(version=said.version, by=request.user, **changes)
    return shown


@activities.post("/{key}/on", response=ActivityOut, operation_id="switch_activity_on", summary="Switch it on")
def switch_activity_on(request: Request, key: str) -> Activity:
    """It needs a holder on every product from now on."""
    shown = _activity(key)
    shown.switch_on(by=request.user)
    return shown


@activities.delete("/{key}/on", response=ActivityOut, operation_id="switch_activity_off", summary="Switch it off")
def switch_activity_off(request: Request, key: str) -> Activity:
    """Nobody has to hold it any more."""
    shown = _activity(key)
    shown.switch_off(by=request.user)
    return shown


@activities.put("/{key}/holder", response=ActivityOut, operation_id="set_usual_holder", summary="Set the template")
def set_usual_holder(request: Request, key: str, said: UsualHolderIn) -> Activity:
    """Who holds it on every product that makes no exception."""
    shown = _activity(key)
    person = member_of_number(said.member) if said.member is not None else None
    shown.hold_by(said.holder, person=person, by=request.user)
    return shown


@activities.post("/{key}/owner", response=ActivityOut, operation_id="assign_activity", summary="Assign an activity")
def assign_activity(request: Request, key: str, said: HolderIn) -> Activity:
    """One person is accountable for an activity of a product."""
    shown = _activity(key)
    shown.assign(product_of_slug(request, said.product), member_of_number(said.member), by=request.user)
    return shown


@activities.post("/{key}/taking", response=ActivityOut, operation_id="take_up_activity", summary="Take it up yourself")
def take_up_activity(request: Request, key: str, said: ActivityPlaceIn) -> Activity:
    """Beside whoever holds it, a double that the owners settle."""
    shown = _activity(key)
    ActivityOwner.take_up(product_of_slug(request, said.product), shown, by=request.user)
    return shown


@activities.post("/{key}/giving-up", response=ActivityOut, operation_id="give_up_activity", summary="Give it up")
def give_up_activity(request: Request, key: str, said: ActivityPlaceIn) -> Activity:
    """The inverse of taking it up."""
    shown = _activity(key)
    ActivityOwner.give_up(product_of_slug(request, said.product), shown, by=request.user)
    return shown


@activities.post("/{key}/gap", response={201: MatterOut}, operation_id="raise_gap", summary="Put a gap on the list")
def raise_gap(request: Request, key: str, said: ActivityPlaceIn) -> tuple[int, Matter]:
    """On the unowned list, once; whoever takes the matter holds the activity."""
    return 201, Matter.raise_gap(product_of_slug(request, said.product), _activity(key), by=request.user)


@activities.post("/{key}/consulted", response=ActivityOut, operation_id="consult_on_activity", summary="Consult")
def consult_on_activity(request: Request, key: str, said: HolderIn) -> Activity:
    """Somebody is asked before it is decided."""
    shown = _activity(key)
    Consulted.ask(product_of_slug(request, said.product), shown, member_of_number(said.member), by=request.user)
    return shown


@activities.post(
    "/{key}/no-longer-consulted", response=ActivityOut, operation_id="stop_consulting", summary="Consult no longer"
)
def stop_consulting(request: Request, key: str, said: HolderIn) -> Activity:
    """The inverse of consulting."""
    shown = _activity(key)
    Consulted.leave_be(product_of_slug(request, said.product), shown, member_of_number(said.member), by=request.user)
    return shown


@activities.post("/{key}/left-out", response=ActivityOut, operation_id="leave_out_activity", summary="Do without it")
def leave_out_activity(request: Request, key: str, said: LeavingOutIn) -> Activity:
    """For a reason, on one product."""
    shown = _activity(key)
    LeftOut.leave_out(product_of_slug(request, said.product), shown, because=said.because, by=request.user)
    return shown


@activities.post("/{key}/taken-in", response=ActivityOut, operation_id="take_in_activity", summary="Have it again")
def take_in_activity(request: Request, key: str, said: ActivityPlaceIn) -> Activity:
    """The inverse of leaving it out."""
    shown = _activity(key)
    LeftOut.take_in(product_of_slug(request, said.product), shown, by=request.user)
    return shown


@workloads.get("", response=list[WorkloadOut], operation_id="list_workloads", summary="How much each answers for")
def list_workloads(request: Request) -> list[dict[str, Any]]:
    """Products and activities of each person on the products you see, against the workspace's limit."""
    limit = Workspace.current().thresholds.products_per_person
    return [WorkloadOut.of(load) for load in counted(request.user.products(), limit)]


def _activity(key: str) -> Activity:
    found = Activity.objects.in_use().select_related("item", "person__item")
    shown: Activity = get_object_or_404(found, key=key)
    return shown
