"""What the pages of definition share: one verb called, its refusal shown on the same page, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tandem.core.acting import attempt as attempt
from tandem.core.acting import revise as changed
from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import page, see
from tandem.definition.forms import REVISING, Version
from tandem.record.models import Item
from tandem.record.reactions import Edge, edges_of
from tandem.team.models import Product
from tandem.team.request import Request

UNPROCESSABLE = 422


def product_of(request: Request, noun: Any) -> Product:
    """The product a noun belongs to, with its item."""
    seen = Product.objects.visible_to(request.user).select_related("item")
    found: Product = get_object_or_404(seen, pk=noun.item.product_id)
    return found


def product_named(request: Request, slug: str | None) -> Product:
    """The product of this address, if the member may see it; without one the first the member sees."""
    seen = Product.objects.visible_to(request.user).in_use().select_related("item").order_by("item__number")
    first: Product | None = get_object_or_404(seen, slug=slug) if slug else seen.first()
    if first is None:
        raise Refused("There is no product yet. A head opens one under Team.")
    return first


def said_in(request: Request) -> Any:
    """What was sent, also when it is nothing at all; None while the form is only looked at."""
    return request.POST if request.method == "POST" else None


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


def revise(request: Request, noun: Any, form_class: type[Version] | None = None) -> HttpResponse:
    """Change a noun's plain fields; when somebody else did meanwhile, both texts are shown."""
    product, revision = product_of(request, noun), changed(request, noun, form_class or REVISING[type(noun)])
    if revision.is_done:
        return see(request, noun.get_absolute_url(), "Saved")
    home = ("Definition", reverse("definition:problems", args=[product.slug]))
    context = {"noun": noun, "revision": revision, "home": home, "product": product, "section": "definition"}
    return page(request, "ui/revise.html", context, status=revision.status)


def onward_from(item: Item, member: Any) -> list[Edge]:
    """What rests on a thing, as far as this member may see it: some of it may stand in another product."""
    ahead = [edge for edge in edges_of(item) if edge.onward]
    seen = Item.objects.visible_to(member).filter(pk__in=[edge.item.pk for edge in ahead])
    keys = set(seen.values_list("pk", flat=True)) if ahead else set()
    return [edge for edge in ahead if edge.item.pk in keys]


def place_in(request: Request) -> int:
    """The place a row is put at: a button's, or what a script wrote into the form."""
    said = request.POST.get("to") or request.POST.get("place", "")
    return int(said) if said.isdecimal() and len(said) < 6 else 1
