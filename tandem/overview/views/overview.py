"""The overview: is the product ready, where does each stage stand, and what holds it back."""

from __future__ import annotations

from django.http import HttpResponse

from tandem.charter.standing import reference_standing
from tandem.core.htmx import page, see
from tandem.overview.standing import standing_of_product
from tandem.team.models import Workspace
from tandem.team.request import Request, product_of_slug
from tandem.team.seam import inputs_of


def home(request: Request) -> HttpResponse:
    """The first product this member sees, or the way to a first one."""
    product = request.user.products().first()
    if product is None:
        return page(request, "overview/empty.html", {"may_open": request.user.may("open a product")})
    return see(request, product.get_absolute_url())


def overview(request: Request, product: str) -> HttpResponse:
    """One product on one page."""
    shown = product_of_slug(request, product)
    today = Workspace.current().today
    context = {
        "product": shown,
        "section": "overview",
        "today": today,
        "standing": standing_of_product(shown, today, request.user),
        "owners": shown.owners(),
        "references": reference_standing(shown, today),
        "inputs": [(given, given.waiting_days(today)) for given in inputs_of(shown)[:3]],
        "may_snooze": request.user.may("snooze", shown),
    }
    return page(request, "overview/overview.html", context)
