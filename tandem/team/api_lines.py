"""Product lines and the life cycle of products over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.team.models import Member, Product, ProductLine
from tandem.team.request import Request, product_of_slug
from tandem.team.schemas import ProductOut, example

lines, cycle = Router(tags=["Product lines"]), Router(tags=["Products"])


class LineOut(Schema):
    """A product line with its head."""

    model_config = example(number=1, name="Books and pay", head="Ingrid Solberg", version=1)  # type: ignore[assignment]
    number: int
    name: str = Field(alias="title")
    head: str | None
    version: int

    @staticmethod
    def resolve_head(line: ProductLine) -> str | None:
        return str(line.head) if line.head else None


class LineIn(Schema):
    """A new product line."""

    model_config = example(name="Books and pay", head=3)  # type: ignore[assignment]
    name: str = Field(min_length=1, max_length=120)
    head: int | None = Field(None, description="The member's number.")


class LineChange(Schema):
    """Another name, or another head."""

    model_config = example(version=1, title="Books")  # type: ignore[assignment]
    version: int = Field(description="The version last seen.")
    title: str | None = Field(None, min_length=1, max_length=120)
    head: int | None = None


class LineOfIn(Schema):
    """The line that a product belongs to."""

    model_config = example(line=1)  # type: ignore[assignment]
    line: int | None = Field(description="The number of the line; null takes it out.")


class LifeCycleIn(Schema):
    """The next stage of a product's life."""

    model_config = example(
        life_cycle="end of life", because="Few use it", last_sale_on="2027-03-31", support_ends_on="2028-03-31"
    )  # type: ignore[assignment]
    life_cycle: str = Field(max_length=16)
    because: str = Field(min_length=1, max_length=500)
    last_sale_on: date | None = None
    support_ends_on: date | None = None
    successor: str | None = Field(None, description="The slug of the product that customers move to.")


@lines.get("", response=list[LineOut], operation_id="list_lines", summary="Product lines")
def list_lines(request: Request) -> Any:
    """In the order in which they were opened."""
    found = ProductLine.objects.visible_to(request.user).in_use()
    return found.select_related("item", "head__item").order_by("item__number")


@lines.post("", response={201: LineOut}, operation_id="open_line", summary="Open a product line")
def open_line(request: Request, said: LineIn) -> tuple[int, ProductLine]:
    """Heads and administrators."""
    return 201, ProductLine.open(said.name, head=_member(said.head), by=request.user)


@lines.patch("/{number}", response=LineOut, operation_id="revise_line", summary="Change a product line")
def revise_line(request: Request, number: int, said: LineChange) -> ProductLine:
    """Its name or its head."""
    seen = ProductLine.objects.visible_to(request.user).select_related("item", "head__item")
    shown: ProductLine = get_object_or_404(seen, item__number=number)
    changes: dict[str, Any] = said.dict(exclude={"version"}, exclude_unset=True)
    if "head" in changes:
        changes["head"] = _member(changes["head"])
    shown.revise(version=said.version, by=request.user, **changes)
    return shown


@cycle.put("/{slug}/line", response=ProductOut, operation_id="put_into_line", summary="Put a product into a line")
def put_into_line(request: Request, slug: str, said: LineOfIn) -> Product:
    """Or take it out of the line it is in."""
    product = product_of_slug(request, slug)
    seen = ProductLine.objects.visible_to(request.user).in_use()
    line = get_object_or_404(seen, item__number=said.line) if said.line is not None else None
    product.revise(line=line, version=product.version, by=request.user)
    return product


@cycle.post("/{slug}/life-cycle", response=ProductOut, operation_id="move_product", summary="Move along its life")
def move_product(request: Request, slug: str, said: LifeCycleIn) -> Product:
    """The end needs the last day of sale and of support."""
    product, fields = product_of_slug(request, slug), said.dict(exclude={"successor"})
    successor = product_of_slug(request, said.successor) if said.successor else None
    product.move_to(fields.pop("life_cycle"), successor=successor, by=request.user, **fields)
    return product


def _member(number: int | None) -> Member | None:
    if number is None:
        return None
    found: Member = get_object_or_404(Member.objects.active(), item__number=number)
    return found
