"""Who sees a product, over the API: restricting it, opening it, naming its people."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.team.models import Insider, Member, Product
from tandem.team.request import Request, product_of_slug
from tandem.team.schemas import example
from tandem.team.seeing import Seen, seen_by

people = Router(tags=["Products"])


class SightOut(Schema):
    """Somebody who sees a product while it is restricted, and why."""

    number: int
    name: str
    why: str = Field(description="The seat or role it follows from, or named.")


class PeopleOut(Schema):
    """Who sees a product."""

    restricted: bool
    people: list[SightOut] = Field(description="Who sees it while it is restricted.")
    others: int = Field(description="How many members see it only while it is not.")


class RestrictionIn(Schema):
    """For its people alone, or for everybody."""

    model_config = example(restricted=True, because="Not announced yet")  # type: ignore[assignment]
    restricted: bool
    because: str = Field("", max_length=500)


class PersonIn(Schema):
    """Who is let in."""

    model_config = example(member=4)  # type: ignore[assignment]
    member: int = Field(description="The member's number.")


@people.get("/{slug}/people", response=PeopleOut, operation_id="list_people", summary="Who sees a product")
def list_people(request: Request, slug: str) -> dict[str, Any]:
    """Its people while it is restricted, each with the reason."""
    return _told(product_of_slug(request, slug))


@people.put("/{slug}/restriction", response=PeopleOut, operation_id="restrict_product", summary="Restrict or open it")
def restrict_product(request: Request, slug: str, said: RestrictionIn) -> dict[str, Any]:
    """From the next request on."""
    product = product_of_slug(request, slug)
    change = product.restrict if said.restricted else product.open_up
    change(by=request.user, because=said.because)
    return _told(product)


@people.post("/{slug}/people", response=PeopleOut, operation_id="let_in", summary="Let somebody in")
def let_in(request: Request, slug: str, said: PersonIn) -> dict[str, Any]:
    """A member who sees it also while it is restricted."""
    product = product_of_slug(request, slug)
    Insider.let_in(product, _member(said.member), by=request.user)
    return _told(product)


@people.delete("/{slug}/people/{int:member}", response=PeopleOut, operation_id="shut_out", summary="Take somebody out")
def shut_out(request: Request, slug: str, member: int) -> dict[str, Any]:
    """While it is restricted they see it no more, unless a seat or a role lets them."""
    product = product_of_slug(request, slug)
    Insider.shut_out(product, _member(member), by=request.user)
    return _told(product)


def _told(product: Product) -> dict[str, Any]:
    seen: Seen = seen_by(product)
    named = [{"number": member.number, "name": member.title, "why": why} for member, why in seen.sees]
    return {"restricted": product.restricted, "people": named, "others": len(seen.others)}


def _member(number: int) -> Member:
    found: Member = get_object_or_404(Member.objects.select_related("item"), item__number=number)
    return found
