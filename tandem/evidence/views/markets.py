"""Pages of target markets: for whom a product is built, with the companies counted while one writes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused, Stale
from tandem.core.htmx import page, see
from tandem.evidence.market import as_query, conditions_of
from tandem.evidence.models import Company, TargetMarket
from tandem.evidence.rule_forms import MarketForm, fields_of
from tandem.evidence.views.acting import UNPROCESSABLE, attempt, product_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request, product_of_slug

SHOWN = 12


def of_product(request: Request, product: str) -> HttpResponse:
    """A product's target markets, and the form for a further one."""
    found = product_of_slug(request, product)
    form = MarketForm(request.POST or None)
    if request.method == "POST" and attempt(form, lambda: bool(_define(found, form, request.user))):
        return see(request, f"/products/{found.slug}/market", "Target market defined")
    markets = list(TargetMarket.objects.visible_to(request.user).of(found).in_use().in_order())
    context = {
        "markets": [(market, inside(request, market.conditions)) for market in markets],
        "form": form,
        **_frame(found),
    }
    return page(request, "evidence/market.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    """One target market, its rule open to change."""
    market = _found(request, number)
    product = product_of(request, market.item.product_id)
    form = MarketForm(
        request.POST or None, initial={"sentence": market.title, "version": market.version, **fields_of(market.rules())}
    )
    try:
        if request.method == "POST" and attempt(form, lambda: _revise(market, form, request.user)):
            return see(request, f"/products/{product.slug}/market" if product else "/", "Saved")
    except Stale as stale:
        form.add_error(None, stale.sentence)
    context = {"market": market, "inside": inside(request, market.conditions), "form": form, **_frame(product)}
    return page(request, "evidence/market_edit.html", context, status=UNPROCESSABLE if form.errors else 200)


def retirement(request: Request, number: int) -> HttpResponse:
    """Take a target market out of use, or bring it back."""
    market = _found(request, number)
    if request.method == "POST":
        (market.restore if market.item.retired_at else market.retire)(
            by=request.user, because=request.POST.get("because", "") or "no longer aimed at"
        )
    product = product_of(request, market.item.product_id)
    return see(request, f"/products/{product.slug}/market" if product else "/", "Done")


@require_POST
def first(request: Request, number: int) -> HttpResponse:
    """Put it before the product's other target markets."""
    market = _found(request, number)
    market.put_first(by=request.user)
    product = product_of(request, market.item.product_id)
    return see(request, f"/products/{product.slug}/market" if product else "/", f"{market.title} comes first")


def count(request: Request, product: str) -> HttpResponse:
    """How many companies the rule holds as it stands in the form: asked by the page at every change."""
    form = MarketForm(request.GET)
    form.is_valid()
    try:
        counted = inside(request, form.conditions())
    except Refused as refused:
        counted = {"refused": refused.sentence}
    return page(request, "evidence/market_count.html", {"inside": counted, **_frame(product_of_slug(request, product))})


def _define(product: Product, form: MarketForm, by: Any) -> TargetMarket:
    return TargetMarket.define(product, form.cleaned_data["sentence"], form.conditions(), by=by)


def _revise(market: TargetMarket, form: MarketForm, by: Any) -> bool:
    market.revise(
        by=by,
        version=form.cleaned_data["version"] or 0,
        title=form.cleaned_data["sentence"],
        conditions=form.conditions(),
    )
    return True


def inside(request: Request, conditions: list[dict[str, Any]]) -> dict[str, Any]:
    """The companies a rule holds: how many of all, and the largest of them."""
    known = Company.objects.visible_to(request.user).in_use()
    held = known.filter(as_query(conditions_of(conditions))) if conditions else known.none()
    largest = held.select_related("item").order_by("-arr", "pk").exclude(arr=None)[:SHOWN]
    return {
        "count": held.count(),
        "all": known.count(),
        "largest": largest,
        "rules": [str(rule) for rule in conditions_of(conditions)],
    }


def _found(request: Request, number: int) -> TargetMarket:
    return get_object_or_404(TargetMarket.objects.visible_to(request.user).select_related("item"), item__number=number)


def _frame(product: Product | None) -> dict[str, Any]:
    count_url = reverse("evidence:market_count", args=[product.slug]) if product else ""
    currency = Workspace.current().currency
    return {"product": product, "section": "evidence", "currency": currency, "count_url": count_url}
