"""The portfolio: every product on one page, for those who answer for several."""

from __future__ import annotations

import io
from typing import Any

from defusedcsv import csv
from django.http import HttpResponse

from tandem.core.htmx import page
from tandem.overview.portfolio import SORTS, Line, portfolio
from tandem.team.models import Workspace
from tandem.team.request import Request

COLUMNS = (
    "Product", "Product line", "Product manager", "Product marketer", "Notes", "Evidence",
    "Next launch", "Day", "Gates passed", "Gates",
    "Hit rate", "Goals met", "Goals due", "Flags", "Worst flag",
)  # fmt: skip


def show(request: Request) -> HttpResponse:
    """Products with owners, readiness, hit rate and flags."""
    sort = _sort(request)
    lines = portfolio(request.user, Workspace.current().today, sort)
    sorts = [(label, f"?sort={name}", name == sort) for name, (label, _) in SORTS.items()]
    may_open = request.user.may("open a product")
    return page(
        request,
        "overview/portfolio.html",
        {"lines": lines, "sorts": sorts, "sort": sort, "section": "portfolio", "may_open": may_open},
    )


def portfolio_csv(request: Request) -> HttpResponse:
    """The same lines as a table; cells that a spreadsheet would run as a formula are defused."""
    sheet = io.StringIO()
    rows = csv.writer(sheet)
    rows.writerow(COLUMNS)
    rows.writerows(_row(line) for line in portfolio(request.user, Workspace.current().today, _sort(request)))
    given = HttpResponse(sheet.getvalue(), content_type="text/csv; charset=utf-8")
    given["Content-Disposition"] = 'attachment; filename="portfolio.csv"'
    return given


def _sort(request: Request) -> str:
    asked = request.GET.get("sort", "name")
    return asked if asked in SORTS else "name"


def _row(line: Line) -> list[Any]:
    figures, of = line.figures, line.product
    gates = [figures.passed, figures.gates] if figures.launch else ["", ""]
    quality = figures.quality
    evidence = [quality.notes, " ".join(quality.warnings)] if quality else ["", ""]
    return [
        of.title, of.line.title if of.line else "", line.pm or "", line.pmm or "", *evidence, figures.launch,
        figures.day or "", *gates, line.rate.percent, line.rate.met, line.rate.due, figures.flags, figures.worst,
    ]  # fmt: skip
