"""Activities: the company's catalog, the grid of products by activities, and one activity of one product."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt
from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.team.forms_of_activities import HolderForm, LeavingOutForm
from tandem.team.forms_of_seats import PersonForm
from tandem.team.holding import Cell, Holdings
from tandem.team.models import Activity, ActivityOwner, Consulted, LeftOut, Matter, Member, Product
from tandem.team.places import places
from tandem.team.request import Request, product_of_slug

SIDES = {"pm": "Product management", "pmm": "Product marketing"}


def catalog(request: Request) -> HttpResponse:
    """Every activity of both roles, which are on, and who holds each by the company's template."""
    found = Activity.objects.in_use().select_related("item", "person__item").order_by("position", "pk")
    context = {
        "section": "team",
        "places": places("catalog"),
        "groups": [
            ("On for every product", [one for one in found if one.is_on], True),
            ("Off for now", [one for one in found if not one.is_on], False),
        ],
        "may": request.user.may("keep the catalog"),
    }
    return page(request, "team/catalog.html", context)


def activity(request: Request, number: int) -> HttpResponse:
    """One activity: what it is, who usually holds it, and who holds it on each product."""
    shown = _activity(number)
    held = Holdings(_products(request), [shown])
    form = HolderForm(initial={"holder": shown.holder, "person": shown.person_id})
    context = {
        "section": "team",
        "shown": shown,
        "cells": [held.cell(product, shown) for product in held.products],
        "form": form,
        "may": request.user.may("keep the catalog"),
    }
    return page(request, "team/activity.html", context)


@require_POST
def state(request: Request, number: int) -> HttpResponse:
    """Switch an activity on or off for the company."""
    shown = _activity(number)
    if request.POST.get("on"):
        shown.switch_on(by=request.user)
        return see(request, "/activities", f"{shown} is on for every product")
    shown.switch_off(by=request.user, because=request.POST.get("because", "")[:500])
    return see(request, "/activities", f"{shown} is off")


@require_POST
def holder(request: Request, number: int) -> HttpResponse:
    """Say who holds it wherever a product makes no exception."""
    shown, form = _activity(number), HolderForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose a side, one person, or that each product names its own.")
    shown.hold_by(form.cleaned_data["holder"], person=form.cleaned_data["person"], by=request.user)
    return see(request, shown.get_absolute_url(), "The template is changed for every product without an exception")


def grid(request: Request) -> HttpResponse:
    """Every product by every activity that is on; or only what nobody holds and what two hold."""
    side, line = request.GET.get("side", ""), request.GET.get("line", "")
    products = [one for one in _products(request) if not line or str(one.line_id or 0) == line]
    held = Holdings(products)
    if side in SIDES:
        held.activities = [one for one in held.activities if one.usual_side in (side, "both")]
    rows = held.rows()
    open_cells = [cell for _, cells in rows for cell in cells if cell.is_gap or cell.is_double]
    context = {
        "section": "team",
        "places": places("grid"),
        "rows": rows,
        "activities": held.activities,
        "columns": "|".join(["Product", *(one.title for one in held.activities)]),
        "gaps": sum(cell.is_gap for cell in open_cells),
        "doubles": sum(cell.is_double for cell in open_cells),
        "open_cells": open_cells,
        "only": request.GET.get("only") == "gaps",
        "side": side,
        "line": line,
        "lines": _lines(request),
        "may": request.user.may("take a matter"),
    }
    return page(request, "team/grid.html", context)


def cell(request: Request, product: str, number: int) -> HttpResponse:
    """One activity of one product: who holds it, who is asked, and what can be done about it."""
    return _cell(request, *_place(request, product, number))


@require_POST
def taking(request: Request, product: str, number: int) -> HttpResponse:
    """Take an activity up, or give it up again."""
    of, shown = _place(request, product, number)
    if request.POST.get("give_up"):
        ActivityOwner.give_up(of, shown, by=request.user)
        return see(request, _url(of, shown), f"{shown} is not yours any more")
    ActivityOwner.take_up(of, shown, by=request.user)
    return see(request, _url(of, shown), f"You hold {shown.title.lower()} of {of} now")


@require_POST
def gap(request: Request, product: str, number: int) -> HttpResponse:
    """Put an activity that nobody holds on the unowned list."""
    of, shown = _place(request, product, number)
    made = Matter.raise_gap(of, shown, by=request.user)
    return see(request, "/unowned", f"{made.title} is on the unowned list")


@require_POST
def consulted(request: Request, product: str, number: int) -> HttpResponse:
    """Have somebody asked before it is decided, or no longer."""
    of, shown = _place(request, product, number)
    form = PersonForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose a person.")
    member: Member = form.cleaned_data["member"]
    if request.POST.get("no_longer"):
        Consulted.leave_be(of, shown, member, by=request.user)
    else:
        Consulted.ask(of, shown, member, by=request.user)
    return see(request, _url(of, shown), "Saved")


@require_POST
def exception(request: Request, product: str, number: int) -> HttpResponse:
    """Do without it here, for a reason; or have it again."""
    of, shown = _place(request, product, number)
    if request.POST.get("take_in"):
        LeftOut.take_in(of, shown, by=request.user)
        return see(request, _url(of, shown), f"{of} has it again")
    form = LeavingOutForm(request.POST)
    if attempt(form, partial(_leave_out, of, shown, form, request.user)):
        return see(request, _url(of, shown), f"{of} does without it")
    return _cell(request, of, shown, form)


def _cell(request: Request, product: Product, shown: Activity, refused: LeavingOutForm | None = None) -> HttpResponse:
    held: Cell = Holdings([product], [shown]).cell(product, shown)
    context = {
        "section": "team",
        "product": product,
        "shown": shown,
        "cell": held,
        "mine": request.user in held.holders,
        "by_name": product.activity_owners.filter(activity=shown, member=request.user, until=None).exists(),
        "past": product.activity_owners.filter(activity=shown).exclude(until=None).select_related("member__item"),
        "person_form": PersonForm(auto_id="asked_%s"),
        "assign_form": PersonForm(auto_id="assigned_%s"),
        "form": refused or LeavingOutForm(),
        "may_assign": request.user.may("assign activities", product),
        "may_take": request.user.may("take a matter", product),
        "may_raise": request.user.may("raise a matter", product),
    }
    return page(request, "team/cell.html", context, status=422 if refused else 200)


def _leave_out(product: Product, shown: Activity, form: LeavingOutForm, by: Any) -> LeftOut:
    return LeftOut.leave_out(product, shown, because=form.cleaned_data["because"], by=by)


def _url(product: Product, shown: Activity) -> str:
    return f"/products/{product.slug}/activities/{shown.number}"


def _products(request: Request) -> Any:
    return request.user.products().select_related("line__item").order_by("item__title")


def _lines(request: Request) -> list[tuple[str, str]]:
    """The product lines of the products one sees."""
    found = {one.line_id: one.line.title for one in _products(request) if one.line}
    return [(str(key), title) for key, title in sorted(found.items(), key=lambda each: each[1])]


def _activity(number: int) -> Activity:
    found: Activity = get_object_or_404(Activity.objects.select_related("item", "person__item"), item__number=number)
    return found


def _place(request: Request, slug: str, number: int) -> tuple[Product, Activity]:
    product = product_of_slug(request, slug)
    return product, _activity(number)
