"""Pages that look at priorities otherwise: a square of two drivers, and two models side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db.models.fields.json import KeyTextTransform
from django.http import HttpResponse

from tandem.core.htmx import page
from tandem.definition.matrix import HEIGHT, WIDTH, Axis, Disagreement, Point, Square, axis_of, disagreements, drawn
from tandem.definition.models import Driver, ScoringModel
from tandem.definition.views.acting import product_named
from tandem.definition.views.priorities import chosen, models_of, priority_frame, scores_url, standing, waiting_of
from tandem.record.models import Item
from tandem.team.models import Product
from tandem.team.request import Request

SIZE = 50
FAR = 10  # ranks apart from which a disagreement is worth a talk
LARGEST_PLACE = 9


def show(request: Request, product: str) -> HttpResponse:
    """Where features stand by two drivers; each can be put elsewhere."""
    of = product_named(request, product)
    models = models_of(request, of)
    model = chosen(request, models, "model")
    context: dict[str, Any] = {**priority_frame(of, "matrix", models), "model": model, **waiting_of(model)}
    if model:
        context |= _shown(of, model, _sides(request, model.drivers()))
        context |= {"choices": _choices(models, model, context["sides"])}
    context["may_draft"] = request.user.may("draft definition", of)
    return page(request, "definition/matrix.html", context)


def comparison(request: Request, product: str) -> HttpResponse:
    """The rank of each in two models, the furthest apart first."""
    of = product_named(request, product)
    models = models_of(request, of)
    first, second = chosen(request, models, "first"), chosen(request, models, "second", 1)
    choices = [_pick("first", "First model", models, first), _pick("second", "Second model", models, second)]
    context = {**priority_frame(of, "comparison", models), "first": first, "second": second, "choices": choices}
    context |= waiting_of(first, second)
    if first and second and first.scores == second.scores and first.pk != second.pk:
        context |= {"alike": True, **_compared(of, disagreements(_scored(first), _scored(second)), _start(request))}
    return page(request, "definition/comparison.html", context)


def _shown(of: Product, model: ScoringModel, sides: tuple[Driver, Driver] | None) -> dict[str, Any]:
    """The square, and the question to come back to after a move."""
    square = _square(model, sides) if sides else Square((), ())
    asked = {"model": str(model.number), **{name: one.key for name, one in zip("xy", sides or (), strict=False)}}
    dots = _named(of, square)
    return {
        "sides": sides, "square": square, "dots": dots, "back": f"?{urlencode(asked)}", "width": WIDTH, "height": HEIGHT
    }  # fmt: skip


def _compared(of: Product, found: list[Disagreement], start: int) -> dict[str, Any]:
    """One page of disagreements, each with what it is about."""
    shown = found[start : start + SIZE]
    items = Item.objects.in_bulk([one.about for one in shown])
    return {
        "rows": [(one, items[one.about], scores_url(of, items[one.about].mark)) for one in shown],
        "count": len(found),
        "far": sum(abs(one.apart) >= FAR for one in found),
        "next": start + SIZE if len(found) > start + SIZE else 0,
    }


def _start(request: Request) -> int:
    said = request.GET.get("from", "")
    return int(said) if said.isdecimal() and len(said) < LARGEST_PLACE else 0


def _scored(model: ScoringModel) -> list[Any]:
    return list(standing(model).exclude(value=None).values_list("about", "value"))


def _sides(request: Request, drivers: list[Driver]) -> tuple[Driver, Driver] | None:
    """The two drivers the address names; else what is better the less across, and the first other upward."""
    if len(drivers) < 2:
        return None
    known = {one.key: one for one in drivers}
    costs = next((one for one in drivers if one.falls), drivers[1])
    across = known.get(request.GET.get("x", ""), costs)
    up = known.get(request.GET.get("y", ""), next(one for one in drivers if one != across))
    return across, up if up != across else next(one for one in drivers if one != across)


def _square(model: ScoringModel, sides: tuple[Driver, Driver]) -> Square:
    rows = standing(model).order_by("-sorting", "-id")
    for name, driver in zip("xy", sides, strict=True):
        rows = rows.annotate(**{name: KeyTextTransform("value", KeyTextTransform(driver.key, "numbers"))})
    values = list(rows.values_list("about", "x", "y"))
    points = [Point(about, float(x), float(y)) for about, x, y in values if x is not None and y is not None]
    across, up = (
        _axis(driver, [getattr(point, name) for point in points]) for name, driver in zip("xy", sides, strict=True)
    )
    return drawn(points, (across, up), unplaced=len(values) - len(points))


def _axis(driver: Driver, values: list[float]) -> Axis:
    return axis_of(driver.key, driver.name, (driver.low, driver.high), values, driver.falls)


def _named(of: Product, square: Square) -> list[dict[str, Any]]:
    items = Item.objects.in_bulk([dot.about for dot in square.dots])
    return [{"dot": dot, "item": items[dot.about], "url": scores_url(of, items[dot.about].mark)} for dot in square.dots]


def _choices(
    models: list[ScoringModel], model: ScoringModel, sides: tuple[Driver, Driver] | None
) -> list[dict[str, Any]]:
    drivers = [(one.key, one.name) for one in model.drivers()]
    across, up = (sides[0].key, sides[1].key) if sides else ("", "")
    return [
        _pick("model", "Model", models, model),
        {"name": "y", "label": "Upward", "options": drivers, "chosen": up},
        {"name": "x", "label": "Across", "options": drivers, "chosen": across},
    ]


def _pick(name: str, label: str, models: list[ScoringModel], now: ScoringModel | None) -> dict[str, Any]:
    options = [(str(one.number), one.title) for one in models]
    return {"name": name, "label": label, "options": options, "chosen": str(now.number) if now else ""}
