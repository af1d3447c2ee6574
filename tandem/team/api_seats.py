"""The seats of a product over the API: who held them, handing over, delegates, areas."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from tandem.team.models import Accountability, AreaOwner
from tandem.team.request import Request, member_of_number, product_of_slug
from tandem.team.schemas_of_seats import AreaIn, DelegateOut, HandOverIn, OwnedAreaOut, SeatOut

seats = Router(tags=["Seats"])


@seats.get("/{slug}", response=list[SeatOut], operation_id="list_seats", summary="Everyone who held a seat")
def list_seats(request: Request, slug: str) -> Any:
    """Of both sides, the newest first."""
    return product_of_slug(request, slug).accountabilities.select_related("member__item").order_by("-since", "-pk")


@seats.post("/{slug}/handing-over", response=SeatOut, operation_id="hand_over_seat", summary="Hand a seat over")
def hand_over_seat(request: Request, slug: str, said: HandOverIn) -> Accountability:
    """One act: what was open is listed, the successor is told, delegations of the seat end."""
    product, heir = product_of_slug(request, slug), member_of_number(said.member)
    return product.hand_over(heir, said.side, because=said.because, note=said.note, also=said.also, by=request.user)


@seats.get("/{slug}/delegates", response=list[DelegateOut], operation_id="list_delegates", summary="Delegates")
def list_delegates(request: Request, slug: str) -> Any:
    """Those of today and those whose day is past."""
    return product_of_slug(request, slug).delegations.select_related("member__item").order_by("-until", "-pk")


@seats.delete(
    "/{slug}/delegates/{delegation}", response={204: None}, operation_id="end_delegation", summary="End a delegation"
)
def end_delegation(request: Request, slug: str, delegation: int) -> tuple[int, None]:
    """Before its day."""
    product = product_of_slug(request, slug)
    product.end_delegation(get_object_or_404(product.delegations, pk=delegation), by=request.user)
    return 204, None


@seats.get("/{slug}/areas", response=list[OwnedAreaOut], operation_id="list_areas_owned", summary="Areas with an owner")
def list_areas_owned(request: Request, slug: str) -> Any:
    """Regions, segments and components below the two owners."""
    return product_of_slug(request, slug).area_owners.filter(until=None).select_related("member__item").order_by("pk")


@seats.post("/{slug}/areas", response={201: OwnedAreaOut}, operation_id="name_area_owner", summary="Name an area owner")
def name_area_owner(request: Request, slug: str, said: AreaIn) -> tuple[int, AreaOwner]:
    """They draft and take work on, and accept nothing."""
    product, member = product_of_slug(request, slug), member_of_number(said.member)
    area = {"side": said.side, "form": said.form, "name": said.name}
    return 201, AreaOwner.put_in_charge(product, member, by=request.user, **area)


@seats.delete("/{slug}/areas/{owned}", response={204: None}, operation_id="end_area", summary="End an area")
def end_area(request: Request, slug: str, owned: int) -> tuple[int, None]:
    """Nobody owns it apart from the owner of its side any more."""
    get_object_or_404(product_of_slug(request, slug).area_owners, pk=owned).end(by=request.user)
    return 204, None
