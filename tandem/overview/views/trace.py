"""The trace of one object, as an indented walk and as a drawn graph."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core.htmx import page
from tandem.overview.trace import address_of, graph, walk
from tandem.record.models import Item
from tandem.team.models import Product
from tandem.team.request import Request


def trace(request: Request, mark: str) -> HttpResponse:
    """Who said it, on the one side; what became of it, on the other."""
    item = marked(request, mark)
    back, ahead = walk(item, request.user, onward=False), walk(item, request.user, onward=True)
    nodes, arrows = graph(back, ahead)
    product = Product.objects.filter(pk=item.product_id or item.pk).select_related("item").first()
    context = {
        "item": item,
        "url": address_of(item),
        "back": back.children,
        "ahead": ahead.children,
        "nodes": nodes,
        "arrows": arrows,
        "product": product,
        "section": "record",
    }
    return page(request, "overview/trace.html", context)


def marked(request: Request, mark: str) -> Item:
    """The item with this mark, if the member may see it."""
    found: Item = get_object_or_404(Item.objects.visible_to(request.user).marked(mark))
    return found
