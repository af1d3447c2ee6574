"""Pages of prioritizing: what comes first by a model, each number with where it is from, and why a score moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.definition.models import Driver, Estimate, Feature, Problem, Score, ScoreChange, ScoringModel
from tandem.definition.recipes import band_of
from tandem.definition.scoring_forms import EstimatesForm, placed
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named
from tandem.definition.views.lists import frame
from tandem.evidence.importing.queue import a_worker_is_alive
from tandem.record.kinds import KINDS, kind_and_number
from tandem.team.models import Product
from tandem.team.request import Request

NOBODY_WORKS = "No worker is running, so the scores wait. They are worked out as soon as `tandem up` runs one."
SIZE = 50
MOST_CHANGES = 60
NOUNS: dict[str, Any] = {"feature": Feature, "problem": Problem}


def index(request: Request, product: str) -> HttpResponse:
    """The features or problems of a product in the order of one model."""
    of = product_named(request, product)
    models = models_of(request, of)
    model = chosen(request, models, "model")
    context = {**priority_frame(of, "priorities", models), "model": model, "rows": [], "may_draft": _may(request, of)}
    context |= waiting_of(model)
    if model:
        shown = Keyset(
            standing(model).select_related("about"), ("-sorting", "-id"), request.GET.get("after"), SIZE
        ).page()
        drivers = model.drivers()
        context |= {"page": shown, "drivers": drivers, "rows": _rows(of, model, drivers, shown.rows)}
        context["columns"] = "|".join(
            [KINDS[model.scores].name.capitalize(), *(f"{_safe(one)}:num" for one in drivers), "Score:num"]
        )
        context["models"] = [(one.title, f"?model={one.number}", one.pk == model.pk) for one in models]
    return page(request, "definition/priorities.html", context, fragment="rows")


def scores(request: Request, product: str, mark: str) -> HttpResponse:
    """The scores of one thing, its estimates, and why they moved."""
    of = product_named(request, product)
    return _scores(request, of, noun_marked(request, of, mark))


@require_POST
def estimates(request: Request, product: str) -> HttpResponse:
    """Keep estimates: all those of one thing's form, or the two of its place in the matrix."""
    of = product_named(request, product)
    noun = noun_marked(request, of, request.POST.get("about", ""))
    back = request.POST.get("back", "")
    because = request.POST.get("because", "")[:2000]
    if back.startswith("?"):
        verb = partial(_place, request, noun, of, because)
        url = reverse("definition:matrix", args=[of.slug]) + back
        return press(request, verb, f"{noun.mark} moved", url, partial(_scores, request, of, noun))
    form = _form(noun, of, request.POST)
    if attempt(form, lambda: [Estimate.put(noun, form.changes(), by=request.user, because=because)]) is None:
        return _scores(request, of, noun, form=form, status=UNPROCESSABLE)
    return see(request, scores_url(of, noun.mark), "Estimates kept")


def priority_frame(of: Product, current: str, models: Iterable[ScoringModel]) -> dict[str, Any]:
    """The tabs over the lists of definition, and those over the ways to look at priorities."""
    names = {"priorities": "List", "matrix": "Matrix", "comparison": "Two models"}
    views = [(label, reverse(f"definition:{name}", args=[of.slug]), name == current) for name, label in names.items()]
    return {**frame(of, "priorities"), "views": views, "has_models": bool(models)}


def models_of(request: Request, of: Product) -> list[ScoringModel]:
    found = ScoringModel.objects.visible_to(request.user).of(of).in_use()
    found = found.select_related("item__product", "recount")
    return list(found.order_by("item__number"))


def waiting_of(*models: ScoringModel | None) -> dict[str, str]:
    """Whether scores that are to be worked out again wait for a worker that is not there."""
    under_way = any(model.under_way for model in models if model)
    return {"waits": NOBODY_WORKS if under_way and not a_worker_is_alive() else ""}


def chosen(request: Request, models: list[ScoringModel], name: str, otherwise: int = 0) -> ScoringModel | None:
    """The model the address names, else the first."""
    said = request.GET.get(name, "")
    return next(
        (one for one in models if str(one.number) == said), models[otherwise] if len(models) > otherwise else None
    )


def standing(model: ScoringModel) -> Any:
    """The rows of a model for what is still to come: nothing retired, shipped, dropped, solved or refuted."""
    product = model.item.product
    if model.scores == "feature":
        open_ones: Any = Feature.objects.of(product).under_way()
    else:
        open_ones = Problem.objects.of(product).in_use().exclude(state__in=("solved", "refuted"))
    return Score.objects.filter(model=model, about__in=open_ones.values("pk"))


def noun_marked(request: Request, of: Product, mark: str) -> Any:
    """The feature or problem of this product that a mark such as F-3 names."""
    kind, number = kind_and_number(mark)
    if kind not in NOUNS:
        raise Http404
    found = NOUNS[kind].objects.visible_to(request.user).of(of).in_use().select_related("item__product")
    return get_object_or_404(found, item__number=number)


def scores_url(of: Product, mark: str) -> str:
    return reverse("definition:scores", args=[of.slug, mark])


def notes_url(of: Product, mark: str) -> str:
    return f"{reverse('evidence:notes', args=[of.slug])}?about={mark}"


def cells(drivers: Iterable[Driver], score: Score, known: Mapping[str, Estimate], url: str) -> list[dict[str, Any]]:
    """Each number of a score: its value, where it is from, by whom and when, and what evidence says beside it."""
    return [
        {**score.numbers.get(one.key, {}), "source": score.numbers.get(one.key, {}).get("from", ""), "driver": one,
         "estimate": known.get(one.key), "notes_url": url, "on": score.counted_on}
        for one in drivers
    ]  # fmt: skip


def _rows(of: Product, model: ScoringModel, drivers: list[Driver], shown: list[Score]) -> list[dict[str, Any]]:
    known = _known([one.about_id for one in shown])
    return [
        {"score": one, "item": one.about, "url": scores_url(of, one.about.mark),
         "band": band_of(model.recipe, one.value),
         "cells": cells(drivers, one, known.get(one.about_id, {}), notes_url(of, one.about.mark))}
        for one in shown
    ]  # fmt: skip


def _known(items: Iterable[int]) -> dict[int, dict[str, Estimate]]:
    found: dict[int, dict[str, Estimate]] = {}
    for one in Estimate.objects.of_items(items):
        found.setdefault(one.about_id, {})[one.driver.key] = one
    return found


def _form(noun: Any, of: Product, data: Any = None) -> EstimatesForm:
    """Every driver that a model of this kind weighs; what evidence says stands beside."""
    rows = Score.objects.filter(about=noun.pk, model__item__retired_at=None).select_related("model__item__product")
    drivers: dict[str, Driver] = {}
    heard: dict[str, str] = {}
    for score in rows:
        drivers |= {one.key: one for one in score.model.drivers()}
        heard |= {key: f"Evidence says {one['evidence']}" for key, one in score.numbers.items() if "evidence" in one}
    now = {key: one.value.normalize() + 0 for key, one in _known([noun.pk]).get(noun.pk, {}).items()}
    return EstimatesForm(data, drivers=drivers.values(), now=now, heard=heard)


def _scores(
    request: Request, of: Product, noun: Any, *, form: Any = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    known = _known([noun.pk]).get(noun.pk, {})
    rows = Score.objects.filter(about=noun.pk, model__item__retired_at=None).select_related("model__item__product")
    told = [
        {"score": one, "model": one.model, "band": band_of(one.model.recipe, one.value),
         "cells": cells(one.model.drivers(), one, known, notes_url(of, noun.mark))}
        for one in rows.order_by("model__item__number")
    ]  # fmt: skip
    changes = ScoreChange.objects.filter(about=noun.pk).select_related("model__item", "by__item").order_by("-id")
    context = {
        **frame(of, "priorities"), "noun": noun, "told": told, "form": form or _form(noun, of), "refusal": refusal,
        "changes": changes[:MOST_CHANGES], "may_draft": _may(request, of),
    }  # fmt: skip
    return page(request, "definition/scores.html", context, status=status)


def _place(request: Request, noun: Any, of: Product, because: str) -> None:
    Estimate.put(noun, placed(request.POST, Driver.objects.of(of)), by=request.user, because=because)


def _may(request: Request, of: Product) -> bool:
    return request.user.may("draft definition", of)


def _safe(driver: Driver) -> str:
    """A heading of the grid, whose signs | and : part the columns."""
    return driver.name.replace("|", " ").replace(":", " ")
