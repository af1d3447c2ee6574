"""The overview over the API: standing, search, trace."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from tandem.overview.finding import find_all
from tandem.overview.portfolio import SORTS, Asked, portfolio
from tandem.overview.standing import as_json, standing_of_product
from tandem.overview.trace import Node, walk
from tandem.overview.views.portfolio import slides_given
from tandem.overview.views.trace import marked
from tandem.team.models import Product, Workspace
from tandem.team.request import Request, product_of_slug

standing, search, trace = Router(tags=["Standing"]), Router(tags=["Search"]), Router(tags=["Trace"])
slides = Router(tags=["Portfolio"])
ROUTERS = {"/standing": standing, "/search": search, "/trace": trace, "/portfolio": slides}


class StageStandingOut(Schema):
    """One stage of the thread."""

    name: str
    count: int
    says: str
    gap: str = Field(description="What is missing, or empty.")
    owners: list[str]


class GateStandingOut(Schema):
    """One gate before the next launch."""

    name: str
    open: bool
    overruled: bool
    because: str


class FlagOut(Schema):
    """Something a rule noticed."""

    identity: str = Field(description="Rule and objects; what a snooze refers to.")
    rule: str
    about: list[str]
    title: str
    because: str
    severity: str
    label: str
    who: str | None
    url: str


class ProductStandingOut(Schema):
    """Where a product stands."""

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "product": "ledgerly",
                    "release": "2.0",
                    "headline": "Ledgerly 2.0 is not ready to launch",
                    "ready": False,
                    "stages": [],
                    "gates": [],
                    "flags": [],
                }
            ]
        }
    }
    product: str
    release: str | None
    headline: str
    ready: bool
    stages: list[StageStandingOut]
    gates: list[GateStandingOut]
    flags: list[FlagOut]


class FoundOut(Schema):
    """One search result."""

    model_config = {
        "json_schema_extra": {
            "examples": [{"kind": "problem", "title": "The bank feed stops", "says": "P-7", "url": "/problems/7"}]
        }
    }
    kind: str
    title: str
    says: str
    url: str


class TraceOut(Schema):
    """One object of a walk and what lies beyond it."""

    mark: str
    kind: str
    title: str
    says: str = Field(description="What it has to do with the one before it.")
    beyond: list[TraceOut]


class BothWaysOut(Schema):
    """The trace of one object, both ways."""

    model_config = {"json_schema_extra": {"examples": [{"mark": "P-7", "back": [], "ahead": []}]}}
    mark: str
    back: list[TraceOut] = Field(description="Who said it, and what it rests on.")
    ahead: list[TraceOut] = Field(description="What became of it.")


@standing.get("/{slug}", response=ProductStandingOut, operation_id="read_standing", summary="Where a product stands")
def read_standing(request: Request, slug: str) -> dict[str, Any]:
    """The readiness sentence, the six stages, the gates of the next launch and every flag, worst first."""
    product = product_of_slug(request, slug)
    return as_json(standing_of_product(product, Workspace.current().today, request.user))


class PortfolioAsked(Schema):
    """Which products, in which order and grouping."""

    line: str = Field("", max_length=18, description="The number of a product line.")
    head: str = Field("", max_length=18, description="The number of the member who heads a line.")
    owner: str = Field("", max_length=18, description="The number of the member who holds a seat.")
    life_cycle: str = ""
    sort: str = Field("name", description="name, launch, readiness, hits, flags, risk or gaps.")
    by: Literal["line", "head"] = "line"
    form: Literal["pptx", "pdf", "png"] = "pptx"


@slides.get("/slides", operation_id="read_portfolio_slides", summary="The portfolio as slides")
def read_portfolio_slides(request: Request, asked: Query[PortfolioAsked]) -> HttpResponse:
    """The products you see with their figures under the roll-up of each line or head, as a file."""
    sort, narrowed = asked.sort if asked.sort in SORTS else "name", Asked.read(asked.dict())
    lines = portfolio(request.user, Workspace.current().today, sort, asked=narrowed)
    return slides_given(lines, asked.form, by=asked.by, sort=sort, asked=narrowed)


@search.get("", response=list[FoundOut], operation_id="search", summary="Search over everything")
def search_everything(request: Request, q: str, product: str | None = None, limit: int = 20) -> list[Any]:
    """Items by words and marks, comments by words, then notes by words and meaning."""
    within = get_object_or_404(Product.objects.visible_to(request.user), slug=product) if product else None
    words, most = q.strip()[:400], min(max(limit, 1), 50)
    return find_all(words, request.user, product=within, most=most)[:most]


@trace.get("/{mark}", response=BothWaysOut, operation_id="trace", summary="The trace of one object")
def read_trace(request: Request, mark: str) -> dict[str, Any]:
    """Both ways from one object, each object once, as far as you may see."""
    item = marked(request, mark)
    back, ahead = walk(item, request.user, onward=False), walk(item, request.user, onward=True)
    return {
        "mark": item.mark,
        "back": [_told(node) for node in back.children],
        "ahead": [_told(node) for node in ahead.children],
    }


def _told(node: Node) -> dict[str, Any]:
    beyond = [_told(child) for child in node.children]
    return {"mark": node.item.mark, "kind": node.item.kind, "title": node.label, "says": node.says, "beyond": beyond}
