"""Pages of objectives with their key results, and of the initiatives and components that gather features."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.definition.models import Component, Feature, Initiative, Objective
from tandem.definition.roadmap_forms import (
    ComponentForm,
    InitiativeForm,
    ObjectiveForm,
    ResultForm,
    ReviseComponent,
    ReviseObjective,
    ValueForm,
)
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named, product_of, revise, said_in
from tandem.definition.views.lists import frame
from tandem.team.request import Request

MOST = 200
NOUNS: dict[str, Any] = {"initiative": Initiative, "component": Component}
SAYS = {
    "initiative": "A larger piece of work, made of features, that serves an objective.",
    "component": "A part of the product that its features belong to.",
}


def index(request: Request, product: str) -> HttpResponse:
    """What the product wants to reach, how far it is, and what features are gathered by."""
    of = product_named(request, product)
    rows = Objective.objects.visible_to(request.user).of(of).in_use().with_results().order_by("due_on", "item__number")
    gathered = {
        name: kind.objects.visible_to(request.user)
        .of(of)
        .in_use()
        .select_related("item")
        .order_by("item__number")[:MOST]
        for name, kind in NOUNS.items()
    }
    context = {**frame(of, "objectives"), "rows": rows[:MOST], "gathered": gathered}
    return page(request, "definition/objectives.html", context)


def new(request: Request) -> HttpResponse:
    """Say what the product wants to reach."""
    product = product_named(request, request.GET.get("product"))
    form = ObjectiveForm(said_in(request))
    if request.method == "POST" and (
        made := attempt(form, lambda: Objective.aim(product, by=request.user, **form.cleaned_data))
    ):
        return see(request, made.get_absolute_url(), f"{made.mark} stated")
    context = {
        "form": form,
        "product": product,
        "section": "definition",
        "title": "New objective",
        "submit": "Aim at it",
    }
    return page(request, "definition/gathered_new.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    return revise(request, _found(request, number), ReviseObjective)


@require_POST
def results(request: Request, number: int) -> HttpResponse:
    """Say by which number one will see it."""
    one, form = _found(request, number), ResultForm(request.POST, auto_id="result_%s")
    if attempt(form, lambda: one.measure_by(by=request.user, **form.cleaned_data)) is None:
        return _page(request, one, status=UNPROCESSABLE, result_form=form)
    return see(request, one.get_absolute_url(), "Key result taken on")


@require_POST
def value(request: Request, number: int, position: int) -> HttpResponse:
    """Say where a key result stands now."""
    one, form = _found(request, number), ValueForm(request.POST)
    if not form.is_valid():
        return _page(request, one, status=UNPROCESSABLE, refusal="Give the number as it stands now.")
    verb = partial(one.measure, position, by=request.user, **form.cleaned_data)
    return press(request, verb, "Measured", one.get_absolute_url(), partial(_page, request, one))


@require_POST
def removal(request: Request, number: int, position: int) -> HttpResponse:
    """Measure by it no more."""
    one = _found(request, number)
    verb = partial(one.take_out_result, position, by=request.user)
    return press(request, verb, "Key result taken out", one.get_absolute_url(), partial(_page, request, one))


def gathered_new(request: Request, kind: str) -> HttpResponse:
    """Begin an initiative, or name a component."""
    product = product_named(request, request.GET.get("product"))
    form = (
        InitiativeForm(said_in(request), product=product) if kind == "initiative" else ComponentForm(said_in(request))
    )
    begin: Any = Initiative.begin if kind == "initiative" else Component.add
    if request.method == "POST" and (
        made := attempt(form, lambda: begin(product, by=request.user, **form.cleaned_data))
    ):
        return see(request, made.get_absolute_url(), f"{made.title} added")
    context = {"form": form, "product": product, "section": "definition", "title": f"New {kind}", "submit": "Add it"}
    context["says"] = SAYS[kind]
    return page(request, "definition/gathered_new.html", context, status=UNPROCESSABLE if form.errors else 200)


def gathered(request: Request, kind: str, number: int) -> HttpResponse:
    """An initiative or a component with its features."""
    one = _gathering(request, kind, number)
    features = _features(request, one, kind)
    aim = one.objective if kind == "initiative" else None
    context = {
        "noun": one, "features": features, "aim": aim, "product": product_of(request, one), "says": SAYS[kind],
        "may_draft": request.user.may("draft definition", one), "section": "definition",
    }  # fmt: skip
    return page(request, "definition/gathered.html", context)


def gathered_edit(request: Request, kind: str, number: int) -> HttpResponse:
    return revise(request, _gathering(request, kind, number), ReviseComponent)


def _found(request: Request, number: int) -> Objective:
    one: Objective = get_object_or_404(Objective.objects.visible_to(request.user).with_results(), item__number=number)
    return one


def _gathering(request: Request, kind: str, number: int) -> Any:
    seen = NOUNS[kind].objects.visible_to(request.user).select_related("item")
    return get_object_or_404(seen, item__number=number)


def _features(request: Request, one: Any, name: str) -> Any:
    seen = Feature.objects.visible_to(request.user).in_use().filter(**{f"item__roadmap_place__{name}": one.pk})
    return seen.select_related("item", "release__item", "own_status__item").order_by("item__number")[:MOST]


def _page(request: Request, one: Objective, *, refusal: str = "", status: int = 200, **filled: Any) -> HttpResponse:
    one = _found(request, one.number)
    context = {
        "objective": one, "product": product_of(request, one), "section": "definition", "refusal": refusal,
        "results": one.standing_results(), "features": _features(request, one, "objective"),
        "initiatives": one.initiatives.in_use().select_related("item").order_by("item__number")[:MOST],
        "result_form": ResultForm(auto_id="result_%s"), "may_draft": request.user.may("draft definition", one),
        **filled,
    }  # fmt: skip
    return page(request, "definition/objective.html", context, status=status)
