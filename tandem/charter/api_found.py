"""What the API of charter has in common: things by their number, as far as a token's owner may see them, and lists."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from tandem.charter.models import Build, CharterMember, Program, Reference, Session
from tandem.core.paging import Keyset
from tandem.evidence.models import Company
from tandem.record.models import Item
from tandem.team.request import Request, product_of_slug

LARGEST_NUMBER = 2**62


def example(**fields: Any) -> dict[str, Any]:
    """An example for the OpenAPI document."""
    return {"json_schema_extra": {"examples": [fields]}}


def listed(found: Any, after: str | None, limit: int) -> dict[str, Any]:
    """One page, the newest first."""
    page = Keyset(found, order=("-item_id",), after=after, size=min(max(limit, 1), 200)).page()
    return {"rows": page.rows, "next": page.next}


def seen(model: Any, request: Request, product: str = "") -> Any:
    """What this token may see of a kind, of one product where it is named."""
    found = model.objects.visible_to(request.user).in_use().select_related("item")
    return found.filter(item__product=product_of_slug(request, product).pk) if product else found


def program(request: Request, number: int) -> Program:
    return _one(Program.objects.visible_to(request.user).whole(), number)


def member(request: Request, number: int) -> CharterMember:
    return _one(CharterMember.objects.visible_to(request.user).with_company(), number)


def reference(request: Request, number: int) -> Reference:
    return _one(Reference.objects.visible_to(request.user).with_bearer(), number)


def build(request: Request, number: int) -> Build:
    return _one(Build.objects.visible_to(request.user).select_related("item", "program__item"), number)


def session(request: Request, number: int) -> Session:
    return _one(Session.objects.visible_to(request.user).select_related("item", "program__item"), number)


def company(request: Request, number: int) -> Company:
    return _one(Company.objects.visible_to(request.user).select_related("item"), number)


def marked(request: Request, mark: str) -> Item:
    """The item a mark such as P-7 names."""
    from tandem.definition.views.decisions import item_marked

    return item_marked(mark, request.user)


def _one(found: Any, number: int) -> Any:
    return get_object_or_404(found, item__number=number if 0 < number < LARGEST_NUMBER else 0)
