"""The outcomes of a product: its hit rate over time, and every goal of what is out."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from tandem.core.htmx import page, see
from tandem.definition.views.acting import UNPROCESSABLE, attempt, product_named
from tandem.outcomes.drawing import hit_rates
from tandem.outcomes.forms import PasteForm
from tandem.outcomes.held import aims_of_product, points_of, rate_of
from tandem.outcomes.pasting import COLUMNS, read_rows, recall
from tandem.team.models import Product, Workspace
from tandem.team.request import Request
from tandem.ui.figures import plural


def outcomes(request: Request, product: str) -> HttpResponse:
    """What came of it."""
    return page(request, "outcomes/outcomes.html", _about(product_named(request, product), request.user))


def past(request: Request, product: str) -> HttpResponse:
    """Paste past releases with their goals."""
    shown = product_named(request, product)
    form = PasteForm(request.POST or None)
    if made := attempt(form, lambda: recall(shown, read_rows(form.cleaned_data["rows"]), by=request.user)):
        return see(request, f"/products/{shown.slug}/outcomes", f"{plural(len(made), 'goal')} brought in")
    context = {"product": shown, "section": "outcomes", "form": form, "columns": COLUMNS}
    return page(request, "outcomes/past.html", context, status=UNPROCESSABLE if form.errors else 200)


def _about(product: Product, member: Any) -> dict[str, Any]:
    """Everything the page shows."""
    aims = aims_of_product(product, Workspace.current().today)
    points = points_of(aims)
    return {
        "product": product,
        "section": "outcomes",
        "rate": rate_of(aims),
        "points": points,
        "chart": hit_rates(points) if points else "",
        "out": [one for one in aims if one.day],
        "coming": [one for one in aims if not one.day and one.goals],
        "may_record": member.may("record an outcome", product),
        "may_paste": member.may("import", product),
    }
