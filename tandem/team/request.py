"""A request as every page and route gets it: whoever asks is a member, and its address names what they may see."""

from __future__ import annotations

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tandem.team.models import Member, Product


class Request(HttpRequest):
    """A request by a member: nobody else comes past the sign-in of pages and the tokens of the API."""

    user: Member


def product_of_slug(request: Request, slug: str) -> Product:
    """The product of this address, if the member may see it; else it is not found."""
    found: Product = get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=slug)
    return found


def member_of_number(number: int) -> Member:
    """Somebody who is a member now; else they are not found."""
    found: Member = get_object_or_404(Member.objects.active().select_related("item"), item__number=number)
    return found
