"""Offering a feature to another product, answering for a product that is asked, and ending it."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.definition.views.feature_acts import pressed
from tandem.definition.views.features import found
from tandem.team.models import Product
from tandem.team.request import Request

PLACE = "#serves"


@require_POST
def servings(request: Request, number: int) -> HttpResponse:
    """Ask another product whether it serves there too."""
    feature, product = found(request, number), _product(request)
    verb = partial(feature.offer_to, product, by=request.user, because=_words(request))
    return pressed(request, feature, verb, f"{product} is asked", PLACE)


@require_POST
def answer(request: Request, number: int) -> HttpResponse:
    """Take it for the product that is asked, or decline it with a reason."""
    feature, product = found(request, number), _product(request)
    takes = request.POST.get("accepted") == "yes"
    verb = partial(feature.answer_for, product, accepted=takes, by=request.user, words=_words(request))
    return pressed(request, feature, verb, "Accepted" if takes else "Declined", PLACE)


@require_POST
def ending(request: Request, number: int) -> HttpResponse:
    feature, product = found(request, number), _product(request)
    verb = partial(feature.take_back_from, product, by=request.user, because=_words(request))
    return pressed(request, feature, verb, f"No longer for {product}", PLACE)


def _product(request: Request) -> Product:
    seen = Product.objects.visible_to(request.user).in_use().select_related("item")
    asked: Product = get_object_or_404(seen, slug=request.POST.get("product", ""))
    return asked


def _words(request: Request) -> str:
    return request.POST.get("because", "")
