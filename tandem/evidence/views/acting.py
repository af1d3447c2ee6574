"""What the pages of evidence have in common: products by their address, verbs and their refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core.acting import attempt as attempt
from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import see
from tandem.evidence.models.note import LINKED
from tandem.record.models import Item
from tandem.team.models import Product
from tandem.team.request import Request

UNPROCESSABLE = 422
OFFERED = 300


def product_of(request: Request, number: int | None) -> Product | None:
    """The product that something belongs to, or None for what belongs to the workspace."""
    if number is None:
        return None
    return get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), pk=number)


def press(
    request: Request, verb: Callable[[], Any], toast: str, url: str, again: Callable[..., HttpResponse]
) -> HttpResponse:
    """Call the verb of a button; what a rule refuses is said on top of the page it stands on."""
    try:
        verb()
    except NotAllowed:
        raise
    except Refused as refused:
        return again(refusal=refused.sentence, status=UNPROCESSABLE)
    return see(request, url, toast)


def offered(request: Request, product: Product | None) -> list[Item]:
    """What notes can be linked to, the newest first: the list behind the field "Speaks of"."""
    items = Item.objects.visible_to(request.user).in_use().filter(kind__in=LINKED)
    items = items.filter(product=product.pk) if product else items
    return list(items.order_by("-made_at", "-pk")[:OFFERED])
