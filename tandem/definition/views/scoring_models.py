"""Pages of models of prioritizing: begin with a template, change the formula and see at once what it comes to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused
from tandem.core.htmx import asks_for_fragment, page, see
from tandem.definition.models import Driver, Recount, ScoringModel
from tandem.definition.reckoning import NOUNS
from tandem.definition.scoring_forms import DriverForm, FormulaForm, ModelForm, of_driver
from tandem.definition.trying import tried
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named, product_of, said_in
from tandem.definition.views.priorities import standing, waiting_of
from tandem.team.request import Request


def new(request: Request) -> HttpResponse:
    """Take up a template."""
    product = product_named(request, request.GET.get("product"))
    form = ModelForm(said_in(request), initial={"recipe": "rice"})
    if request.method == "POST" and (
        made := attempt(form, lambda: ScoringModel.take_up(product, by=request.user, **form.cleaned_data))
    ):
        return see(request, made.get_absolute_url(), _said(made, f"{made.title} taken up"))
    context = {"form": form, "product": product, "section": "definition"}
    return page(request, "definition/scoring_model_new.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


def check(request: Request, number: int) -> HttpResponse:
    """What a formula would come to, worked out on a few real features while one writes; nothing is kept."""
    model = _found(request, number)
    context = {"tried": _tried(model, request.GET.get("formula", model.formula)), "model": model}
    return page(request, "definition/formula_check.html", context)


@require_POST
def formula(request: Request, number: int) -> HttpResponse:
    """Keep another formula."""
    model = _found(request, number)
    form = FormulaForm(request.POST)
    if attempt(form, lambda: [model.word_formula(by=request.user, **form.cleaned_data)]) is None:
        return _page(request, _found(request, number), formula_form=form, status=UNPROCESSABLE)
    return see(request, model.get_absolute_url(), _said(model, "Formula changed"))


@require_POST
def drivers(request: Request, number: int) -> HttpResponse:
    """Add a driver, or change one."""
    model = _found(request, number)
    form = DriverForm(request.POST, auto_id="driver_%s")
    if attempt(form, lambda: model.put_driver(by=request.user, **form.said())) is None:
        return _page(request, model, driver_form=form, status=UNPROCESSABLE)
    return see(request, f"{model.get_absolute_url()}#drivers", _said(model, "Driver kept"))


@require_POST
def counting(request: Request, number: int) -> HttpResponse:
    """Read the evidence of today."""
    model = _found(request, number)
    verb = partial(model.count_again, by=request.user)
    return press(request, verb, "Counting the evidence again", model.get_absolute_url(), partial(_page, request, model))


def progress(request: Request, number: int) -> HttpResponse:
    """How far the worker has come with the scores of a model, asked every second until it is done."""
    model = _found(request, number)
    if not asks_for_fragment(request):
        return see(request, model.get_absolute_url())
    context = {"model": model, "is_done": not model.under_way, **waiting_of(model)}
    return page(request, "definition/recount.html", context)


@require_POST
def retirement(request: Request, number: int) -> HttpResponse:
    """Take a model out of use, or bring it back."""
    model = _found(request, number)
    act = model.restore if model.item.retired_at else model.retire
    verb = partial(act, by=request.user, because=request.POST.get("because", "") or "no longer needed")
    return press(request, verb, "Done", model.get_absolute_url(), partial(_page, request, model))


def _found(request: Request, number: int) -> ScoringModel:
    seen = ScoringModel.objects.visible_to(request.user).select_related("item__product", "recount")
    found: ScoringModel = get_object_or_404(seen, item__number=number)
    return found


def _page(
    request: Request, model: ScoringModel, *, refusal: str = "", status: int = 200, **filled: Any
) -> HttpResponse:
    product = product_of(request, model)
    used = model.drivers()
    asked = next((one for one in Driver.objects.of(product) if one.key == request.GET.get("driver")), None)
    context = {
        "model": model,
        "product": product,
        "drivers": used,
        "others": [one for one in Driver.objects.of(product).order_by("name") if one not in used],
        "formula_form": FormulaForm(initial={"formula": model.formula}),
        "driver_form": DriverForm(initial=of_driver(asked) if asked else {}, auto_id="driver_%s"),
        "asked": asked,
        "tried": _tried(model, model.formula),
        "may_draft": request.user.may("draft definition", model),
        "refusal": refusal,
        "section": "definition",
        **waiting_of(model),
        **filled,
    }
    return page(request, "definition/scoring_model.html", context, status=status)


def _said(model: ScoringModel, done: str) -> str:
    """What was done, and what became of the scores."""
    begun = Recount.objects.at_work().filter(model=model).exists()
    return f"{done}, the scores are being worked out" if begun else f"{done}, every score worked out again"


def _tried(model: ScoringModel, text: str) -> dict[str, Any]:
    """The formula on the first few of the list as it stands."""
    try:
        read = model.fitting(text)
    except Refused as refused:
        return {"refused": refused.sentence}
    first = standing(model).order_by("-sorting", "-id").values_list("about", flat=True)[:3]
    nouns = NOUNS[model.scores].objects.of(model.item.product).filter(pk__in=list(first)).select_related("item")
    return {"rows": tried(model, read, list(nouns))}
