"""Product lines, and the life cycle of a product."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt, revise
from tandem.core.htmx import page, see
from tandem.team.forms_of_lines import LineEditForm, LineForm
from tandem.team.forms_of_seats import LifeCycleForm
from tandem.team.holding import Holdings
from tandem.team.models import Product, ProductLine
from tandem.team.models.product import LIFE_CYCLE
from tandem.team.places import places
from tandem.team.request import Request


def lines(request: Request) -> HttpResponse:
    """Every product line with its head and its products; posting opens one."""
    form = LineForm(request.POST or None)
    if request.method == "POST" and (made := attempt(form, partial(_open, form, request.user))):
        return see(request, made.get_absolute_url(), f"{made} is open; put products into it")
    seen = list(request.user.products().order_by("item__title"))
    found = ProductLine.objects.visible_to(request.user).in_use().select_related("item", "head__item")
    context = {
        "section": "team",
        "places": places("lines"),
        "rows": [(line, [one for one in seen if one.line_id == line.pk]) for line in found.order_by("item__title")],
        "loose": [one for one in seen if one.line_id is None],
        "form": form,
        "may": request.user.may("open a product"),
    }
    return page(request, "team/lines.html", context, status=422 if form.errors else 200)


def line(request: Request, number: int) -> HttpResponse:
    """One product line: its head, its products with their owners; posting changes its name or head."""
    shown = _line(request, number)
    revision = revise(request, shown, LineEditForm)
    if revision.is_done:
        return see(request, shown.get_absolute_url(), "Saved")
    products = list(request.user.products().filter(line=shown).order_by("item__title"))
    held = Holdings(products, [])
    context = {
        "section": "team",
        "shown": shown,
        "rows": [(one, held.owners(one)) for one in products],
        "others": request.user.products().exclude(line=shown).order_by("item__title"),
        "form": revision.form,
        "may": request.user.may("open a product"),
    }
    return page(request, "team/line.html", context, status=revision.status)


@require_POST
def line_products(request: Request, number: int) -> HttpResponse:
    """Put a product into a line, or take it out again."""
    shown = _line(request, number)
    product = get_object_or_404(request.user.products(), slug=request.POST.get("product", ""))
    out = bool(request.POST.get("out"))
    product.revise(line=None if out else shown, version=product.version, by=request.user)
    return see(request, shown.get_absolute_url(), f"{product} is {'in no line' if out else f'in {shown}'} now")


def life_cycle(request: Request, product: str) -> HttpResponse:
    """Where a product is in its life, and moving it on; its end asks for more."""
    seen = Product.objects.visible_to(request.user).select_related("item", "line__item", "successor__item")
    shown = get_object_or_404(seen, slug=product)
    others = request.user.products().exclude(pk=shown.pk).order_by("item__title")
    at = LIFE_CYCLE.index(shown.life_cycle)
    choices = [(name, name.capitalize()) for name in LIFE_CYCLE[at + 1 :] + LIFE_CYCLE[:at]]  # the next stage first
    form = LifeCycleForm(request.POST or None, choices=choices, others=others)
    if request.method == "POST" and attempt(form, partial(_move, shown, form, request.user)):
        return see(request, f"/products/{product}/life-cycle", f"{shown} is {shown.life_cycle} now")
    context = {
        "section": "team",
        "product": shown,
        "stages": LIFE_CYCLE,
        "place": at + 1,
        "form": form,
        "may": request.user.may("open a product"),
    }
    return page(request, "team/life_cycle.html", context, status=422 if form.errors else 200)


def _open(form: LineForm, by: Any) -> ProductLine:
    said = form.cleaned_data
    return ProductLine.open(said["title"], head=said["head"], by=by)


def _move(product: Product, form: LifeCycleForm, by: Any) -> bool:
    said = dict(form.cleaned_data)
    product.move_to(said.pop("life_cycle"), by=by, **said)
    return True


def _line(request: Request, number: int) -> ProductLine:
    seen = ProductLine.objects.visible_to(request.user).select_related("item", "head__item")
    found: ProductLine = get_object_or_404(seen, item__number=number)
    return found
