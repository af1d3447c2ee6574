"""What the routes of definition share: examples, pages of a list, and finding what the token's member may see."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Schema

from tandem.core.paging import Keyset
from tandem.record.models import Item
from tandem.team.request import Request, product_of_slug

LARGEST = 200
LARGEST_NUMBER = 2**63 - 1


def example(**fields: Any) -> dict[str, Any]:
    """An example for the OpenAPI document."""
    return {"json_schema_extra": {"examples": [fields]}}


class ReasonIn(Schema):
    """Why, kept in the record with the act."""

    model_config = example(because="Nine of eleven callers said it unprompted.")  # type: ignore[assignment]
    because: str = Field("", max_length=2000, description="The reason; some acts demand one.")


class NounOut(Schema):
    """What every noun says of itself."""

    mark: str = Field(description="What people write, such as P-7.")
    number: int = Field(description="Its number across the installation, used in addresses.")
    title: str
    version: int = Field(description="Send it back when revising; a stale one is refused.")
    url: str = Field(alias="get_absolute_url", description="Its page.")


def visible(request: Request, found: Any, number: int) -> Any:
    """One noun by its number, if this member may see it; else it is not found."""
    inside = found.visible_to(request.user).select_related("item")
    return get_object_or_404(inside, item__number=number if 0 < number <= LARGEST_NUMBER else 0)


def item_of_mark(request: Request, mark: str) -> Item:
    """The item a mark such as P-7 names, if this member may see it."""
    return get_object_or_404(Item.objects.visible_to(request.user).in_use().marked(mark))


def listed(request: Request, found: Any, product: str | None, after: str | None, limit: int) -> dict[str, Any]:
    """One page of nouns, newest first, with the token of the next."""
    rows = found.visible_to(request.user).in_use()
    rows = rows.of(product_of_slug(request, product)) if product else rows
    shown = Keyset(rows.select_related("item"), ("-item__number",), after, max(1, min(limit, LARGEST))).page()
    return {"items": shown.rows, "next": shown.next}
