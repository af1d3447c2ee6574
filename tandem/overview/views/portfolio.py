"""The portfolio: every product on one page, for those who answer for several."""

from __future__ import annotations

from django.http import HttpResponse

from tandem.core.htmx import page
from tandem.overview.portfolio import SORTS, portfolio
from tandem.team.models import Workspace
from tandem.team.request import Request


def show(request: Request) -> HttpResponse:
    """Products with owners, readiness, hit rate and flags."""
    asked = request.GET.get("sort", "name")
    sort = asked if asked in SORTS else "name"
    lines = portfolio(request.user, Workspace.current().today, sort)
    sorts = [(label, f"?sort={name}", name == sort) for name, (label, _) in SORTS.items()]
    may_open = request.user.may("open a product")
    return page(
        request,
        "overview/portfolio.html",
        {"lines": lines, "sorts": sorts, "section": "portfolio", "may_open": may_open},
    )
