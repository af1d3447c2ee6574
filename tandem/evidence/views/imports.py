"""Pages on the way into an import: the file, how it is read, and its columns with a preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt
from tandem.core.htmx import asks_for_fragment, page, see
from tandem.core.paging import Keyset
from tandem.evidence.import_forms import FileForm, ReadingForm
from tandem.evidence.importing.opening import opened_by
from tandem.evidence.importing.preview import preview_of, wanted_of
from tandem.evidence.importing.queue import set_going, set_trying
from tandem.evidence.mapping_form import Chosen, MappingForm
from tandem.evidence.models import Import, Source
from tandem.evidence.presets import preset_of
from tandem.team.models import Product
from tandem.team.request import Request, product_of_slug

UNPROCESSABLE = 422


def listing(request: Request, product: str) -> HttpResponse:
    """What was brought into this product, newest first."""
    here = product_of_slug(request, product)
    found = Import.objects.visible_to(request.user).of(here).select_related("item", "source__item", "started_by__item")
    rows = Keyset(found, order=("-item__number",), after=request.GET.get("after")).page()
    return page(request, "evidence/imports.html", {"product": here, "page": rows}, fragment="rows")


def new(request: Request, product: str) -> HttpResponse:
    """Files or pasted text, what is in them and where they come from."""
    here = product_of_slug(request, product)
    own = Source.objects.visible_to(request.user).in_use().filter(item__product__in=[here.pk])
    sources = (own | _of_workspace(request)).select_related("item").order_by("item__title")
    form = FileForm(request.POST or None, request.FILES or None, sources=sources, initial=request.GET.dict())
    opened = attempt(form, lambda: opened_by(here, form, request.user)) if request.method == "POST" else None
    if opened:
        return see(request, mapping_url(opened[0], opened[1:]))
    status = UNPROCESSABLE if form.errors else 200
    fragment = "form" if request.method == "GET" else None
    return page(request, "evidence/import_new.html", {"product": here, "form": form}, fragment, status=status)


def mapping(request: Request, number: int) -> HttpResponse:
    """Which column is which field, with the first rows as they would come in; then it begins, or is tried out."""
    brought = import_numbered(request, number)
    if brought.started_at:
        return see(request, brought.get_absolute_url())
    form = _mapping_form(request, brought)
    if form is None or request.method != "POST":
        return _mapping_page(request, brought, form)
    if attempt(form, lambda: _begun(request, brought, form)):
        return _onwards(request, brought)
    return _mapping_page(request, brought, form, status=UNPROCESSABLE)


@require_POST
def preview(request: Request, number: int) -> HttpResponse:
    """The first rows under the mapping as it stands on the page, nothing kept."""
    brought = import_numbered(request, number)
    form = _mapping_form(request, brought)
    if form:
        form.is_valid()
    return _mapping_page(request, brought, form)


@require_POST
def reading(request: Request, number: int) -> HttpResponse:
    """Read the file in another way; columns that are still there stay chosen."""
    brought = import_numbered(request, number)
    form = ReadingForm(request.POST, shape=brought.shown_shape, target=brought.target)
    if not form.is_valid():
        return _mapping_page(request, brought, _mapping_form(request, brought), reading_form=form, status=UNPROCESSABLE)
    chosen = Chosen.of(brought, request.POST)
    brought.look_again(by=request.user, **form.asked)
    return see(request, mapping_url(brought, _then(request), chosen.as_query(brought)))


def _begun(request: Request, brought: Import, form: MappingForm) -> Import:
    wanted = wanted_of(brought, form.cleaned_data)
    brought.map(
        wanted.fields, by=request.user, dates=wanted.orders, marks=wanted.marks, zone=wanted.zone,
        currency=wanted.currency, rates=wanted.rates, answers=wanted.answers,
    )  # fmt: skip
    goes = set_trying if "dry_run" in request.POST else set_going
    goes(brought, by=request.user)
    return brought


def _onwards(request: Request, brought: Import) -> HttpResponse:
    """To the dry run or the report; of several files brought together, to the columns of the next."""
    if "dry_run" in request.POST:
        return see(request, reverse("evidence:import_dry_run", args=[brought.number]))
    then = _then(request)
    if not then:
        return see(request, brought.get_absolute_url())
    return see(request, mapping_url(import_numbered(request, then[0]), then[1:]), f"{brought.title} is on its way")


def _then(request: Request) -> list[int]:
    """The imports of the other files that were brought together with this one."""
    return [int(one) for one in request.GET.getlist("then") if one.isdecimal() and len(one) < 16]


def _mapping_page(
    request: Request,
    brought: Import,
    form: MappingForm | None,
    *,
    reading_form: ReadingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shape = brought.shown_shape
    context = {
        "product": product_behind(brought), "brought": brought, "shape": shape, "form": form,
        "remembered": form.remembered if form else None, "query": request.META["QUERY_STRING"],
        "reading_form": reading_form or ReadingForm(shape=shape, target=brought.target, initial=_read_as(shape)),
        "preset": preset_of(shape) if shape else None,
        "preview": preview_of(brought, wanted_of(brought, form.said)) if form else None,
        "files_left": len(_then(request)),
    }  # fmt: skip
    fragment = "preview" if asks_for_fragment(request) and request.method == "POST" and status == 200 else None
    return page(request, "evidence/import_mapping.html", context, fragment=fragment, status=status)


def _mapping_form(request: Request, brought: Import) -> MappingForm | None:
    shape = brought.shown_shape
    if shape is None:
        return None
    chosen = request.GET.dict() if any(name.startswith("column_") for name in request.GET) else {}
    return MappingForm(request.POST or None, brought=brought, shape=shape, by=request.user, chosen=chosen)


def _read_as(shape: Any) -> dict[str, Any]:
    if shape is None:
        return {}
    delimiter = "tab" if shape.delimiter == "\t" else shape.delimiter
    read_as = {"encoding": shape.encoding, "delimiter": delimiter, "sheet": shape.sheet, "header_row": shape.header_row}
    return {**read_as, "preset": shape.preset}


def product_behind(brought: Import) -> Product | None:
    """The product that an import belongs to."""
    return Product.objects.select_related("item").filter(pk=brought.item.product_id).first()


def _of_workspace(request: Request) -> Any:
    return Source.objects.visible_to(request.user).in_use().filter(item__product=None)


def import_numbered(request: Request, number: int) -> Import:
    """The import of this number, if the member may see it."""
    found = Import.objects.visible_to(request.user).select_related(
        "item", "file", "source__item", "started_by__item", "rejects"
    )
    return get_object_or_404(found, item__number=number)


def mapping_url(brought: Import, then: Iterable[Any] = (), chosen: Mapping[str, Any] | None = None) -> str:
    """Where its columns are chosen: after it those of the other files, and with what was chosen so far."""
    numbers = [one.number if isinstance(one, Import) else one for one in then]
    query = urlencode([*(chosen or {}).items(), *(("then", number) for number in numbers)])
    address = reverse("evidence:import_mapping", args=[brought.number])
    return f"{address}?{query}" if query else address
