"""A roadmap as a file, in the edition and with the filters that the page has."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse

from tandem.core.errors import Refused
from tandem.core.limits import is_too_often
from tandem.definition import picturing
from tandem.definition.models.roadmap import AUDIENCES
from tandem.definition.picturing import Sheet
from tandem.definition.roadmaps import Inside, Outside
from tandem.definition.serving import served_for
from tandem.definition.views.acting import product_named
from tandem.definition.views.roadmap import asked_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request

MOST, WITHIN = 120, 600
LINES, DRAWN = 5_000, 40
FORMS: dict[str, tuple[Callable[[Sheet], bytes], str]] = {
    "csv": (picturing.as_csv, "text/csv; charset=utf-8"),
    "pptx": (picturing.as_pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "pdf": (picturing.as_pdf, "application/pdf"),
    "png": (picturing.as_png, "image/png"),
}


def file(request: Request, product: str, kind: str) -> HttpResponse:
    """The roadmap to take along. An outside edition that would leak a name is refused, with what and where."""
    of = product_named(request, product)
    if is_too_often(request, "roadmap file", most=MOST, seconds=WITHIN):
        raise Refused("That were many files in a short time. Try again in ten minutes.")
    write, form = FORMS[kind]
    sheet = _sheet(request, of, LINES if kind == "csv" else DRAWN)
    name = f"{of.slug}-roadmap-{request.GET.get('edition', 'inside') if _audience(request) else 'inside'}.{kind}"
    return HttpResponse(
        write(sheet), content_type=form, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _sheet(request: Request, of: Product, most: int) -> Sheet:
    asked, today = asked_of(request), Workspace.current().today
    if audience := _audience(request):
        told = Outside(of, audience, today)
        if told.leaks:
            raise Refused("Not exported. " + " ".join(one.says for one in told.leaks))
        return Sheet(f"Roadmap of {of.title}", f"As of {today.day} {today:%B %Y}. Dates may change.", told.columns())
    layout = "now" if asked.get("layout") == "timeline" else asked.get("layout", "now")
    served = served_for(of, request.user)
    columns = Inside([of], today, {**asked, "layout": layout}, served).columns(most)
    return Sheet(f"Roadmap of {of.title}", f"Inside edition, as of {today.day} {today:%B %Y}", columns)


def _audience(request: Request) -> str:
    said = request.GET.get("edition", "inside")
    return said if said in dict(AUDIENCES) else ""
