"""The portfolio: every product on one page, for those who answer for several."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from tandem.core.errors import Refused
from tandem.core.htmx import page
from tandem.core.limits import is_too_often
from tandem.overview.portfolio import AT_ONCE, SORTS, Asked, Line, portfolio, rolled_up
from tandem.overview.portfolio_slides import FORMS, slides_of
from tandem.team.models import Accountability, Workspace
from tandem.team.request import Request
from tandem.ui.lists import choices
from tandem.ui.sheets import csv_file

MOST, WITHIN = 60, 600
COLUMNS = (
    "Product", "Product line", "Head", "Life cycle", "Product manager", "Product marketer", "Notes", "Evidence",
    "Next launch", "Day", "Gates passed", "Gates", "References", "References aimed at",
    "Hit rate", "Goals met", "Goals due", "Flags", "Worst flag", "Money at risk",
)  # fmt: skip


def show(request: Request) -> HttpResponse:
    """Products with owners, readiness, references, hit rate and flags; narrowed, sorted, and rolled up."""
    sort, asked, by = _sort(request), Asked.read(request.GET), _by(request)
    lines = portfolio(request.user, Workspace.current().today, sort, asked=asked, at_once=AT_ONCE)
    unknown = sum(not line.figures.is_known for line in lines)
    context = {
        "lines": lines,
        "unknown": unknown,
        "rolled": rolled_up(lines, by) if len(lines) > 1 and not unknown else [],
        "ways": choices(request.GET, "by", (("line", "By line"), ("head", "By head")), by),
        "sorts": choices(request.GET, "sort", [(name, label) for name, (label, _) in SORTS.items()], sort),
        "query": request.GET.urlencode(),
        "kinds": tuple(FORMS),
        "asked": asked,
        "is_narrowed": any(vars(asked).values()),
        "choices": _narrowings(request),
        "section": "portfolio",
        "may_open": request.user.may("open a product"),
    }
    return page(request, "overview/portfolio.html", context, fragment="lines")


def portfolio_csv(request: Request) -> HttpResponse:
    """The same lines as a table; cells that a spreadsheet would run as a formula are defused."""
    return csv_file("portfolio.csv", COLUMNS, map(_row, _all_lines(request)))


def portfolio_slides(request: Request, kind: str) -> HttpResponse:
    """The page as slides, as PDF or as a picture: grouped, sorted and narrowed as it is."""
    if is_too_often(request, "portfolio slides", most=MOST, seconds=WITHIN):
        raise Refused("That were many files in a short time. Try again in ten minutes.")
    return slides_given(_all_lines(request), kind, by=_by(request), sort=_sort(request), asked=Asked.read(request.GET))


def slides_given(lines: list[Line], kind: str, *, by: str, sort: str, asked: Asked) -> HttpResponse:
    """The file itself, for a page and for a program alike."""
    write, form = FORMS[kind]
    here = Workspace.current()
    slides = slides_of(lines, by=by, today=here.today, currency=here.currency, sort=sort, asked=asked)
    return HttpResponse(
        write(slides), content_type=form, headers={"Content-Disposition": f'attachment; filename="portfolio.{kind}"'}
    )


def _all_lines(request: Request) -> list[Line]:
    """Every product is counted, however long it takes: what is given out says nothing half."""
    return portfolio(request.user, Workspace.current().today, _sort(request), asked=Asked.read(request.GET))


def _by(request: Request) -> str:
    return "head" if request.GET.get("by") == "head" else "line"


def _narrowings(request: Request) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What the portfolio can be narrowed by: of the products one sees, in two statements."""
    products = list(request.user.products().select_related("line__item", "line__head__item"))
    seats = Accountability.objects.current().filter(product__in=products).select_related("member__item")
    lines = {str(one.line.number): one.line.title for one in products if one.line}
    heads = {str(one.line.head.number): one.line.head.title for one in products if one.line and one.line.head}
    owners = {str(row.member.number): row.member.title for row in seats}
    stages = {one.life_cycle: one.life_cycle.capitalize() for one in products}
    found = [("line", "Every line", lines), ("head", "Every head", heads), ("owner", "Every owner", owners)]
    found.append(("life_cycle", "Every stage of life", stages))
    by_name = [(name, every, sorted(them.items(), key=lambda each: each[1].lower())) for name, every, them in found]
    return [each for each in by_name if len(each[2]) > 1 or (each[2] and request.GET.get(each[0]))]


def _sort(request: Request) -> str:
    asked = request.GET.get("sort", "name")
    return asked if asked in SORTS else "name"


def _row(line: Line) -> list[Any]:
    figures, of = line.figures, line.product
    gates = [figures.passed, figures.gates] if figures.launch else ["", ""]
    quality = figures.quality
    evidence = [quality.notes, " ".join(quality.warnings)] if quality else ["", ""]
    head = of.line.head if of.line else None
    references = [figures.references, figures.aim] if figures.aim else ["", ""]
    return [
        of.title, of.line.title if of.line else "", head or "", of.life_cycle, line.pm or "", line.pmm or "", *evidence,
        figures.launch, figures.day or "", *gates, *references, line.rate.percent, line.rate.met, line.rate.due,
        figures.flags, figures.worst, figures.at_risk,
    ]  # fmt: skip
