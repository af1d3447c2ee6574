"""Pages of imports: the file, its columns with a preview, the progress, and the report with the rows given back."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core import files
from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import asks_for_fragment, page, see
from tandem.core.paging import Keyset
from tandem.evidence.import_forms import FileForm, MappingForm, ReadingForm
from tandem.evidence.importing.mapping import guessed
from tandem.evidence.importing.preview import preview_of, wanted_of
from tandem.evidence.importing.queue import NOBODY_WORKS, a_worker_is_alive, is_queued, set_going
from tandem.evidence.models import Import, Source
from tandem.evidence.presets import preset_of
from tandem.record.verbs import ask
from tandem.team.models import Product
from tandem.team.request import Request

WRONG = 422
SHOWN_REJECTS = 10


def listing(request: Request, product: str) -> HttpResponse:
    """What was brought into this product, newest first."""
    here = _product(request, product)
    found = Import.objects.visible_to(request.user).of(here).select_related("item", "source__item", "started_by__item")
    rows = Keyset(found, order=("-item__number",), after=request.GET.get("after")).page()
    return page(request, "evidence/imports.html", {"product": here, "page": rows}, fragment="rows")


def new(request: Request, product: str) -> HttpResponse:
    """A file or pasted rows, what is in them and where they come from."""
    here = _product(request, product)
    sources = Source.objects.visible_to(request.user).in_use().filter(item__product__in=[here.pk]) | _of_workspace(
        request
    )
    form = FileForm(
        request.POST or None,
        request.FILES or None,
        sources=sources.select_related("item").order_by("item__title"),
        initial=request.GET.dict(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            return see(request, _mapping_url(_opened(here, form, request.user)))
        except NotAllowed:
            raise
        except Refused as no:
            form.add_error(None, no.sentence)
    return page(
        request, "evidence/import_new.html", {"product": here, "form": form}, status=WRONG if form.errors else 200
    )


def mapping(request: Request, number: int) -> HttpResponse:
    """Which column is which field, with the first rows as they would come in; then it begins."""
    brought = _found(request, number)
    if brought.started_at:
        return see(request, brought.get_absolute_url())
    form = _mapping_form(request, brought)
    if form and request.method == "POST" and form.is_valid():
        wanted = wanted_of(brought, form.cleaned_data)
        try:
            brought.map(
                wanted.fields,
                by=request.user,
                dates=wanted.orders,
                zone=wanted.zone,
                currency=wanted.currency,
                rates=wanted.rates,
                answers=wanted.answers,
            )
            set_going(brought, by=request.user)
            return see(request, brought.get_absolute_url())
        except NotAllowed:
            raise
        except Refused as no:
            form.add_error(None, no.sentence)
    return _mapping_page(request, brought, form, status=WRONG if form and form.errors else 200)


@require_POST
def preview(request: Request, number: int) -> HttpResponse:
    """The first rows under the mapping as it stands on the page, nothing kept."""
    brought = _found(request, number)
    form = _mapping_form(request, brought)
    if form:
        form.is_valid()
    return _mapping_page(request, brought, form)


@require_POST
def reading(request: Request, number: int) -> HttpResponse:
    """Read the file in another way."""
    brought = _found(request, number)
    form = ReadingForm(request.POST, shape=brought.shown_shape, target=brought.target)
    if not form.is_valid():
        return _mapping_page(request, brought, _mapping_form(request, brought), reading_form=form, status=WRONG)
    brought.look_again(by=request.user, **form.asked)
    return see(request, _mapping_url(brought))


def show(request: Request, number: int) -> HttpResponse:
    """How far it is, or what it came to."""
    brought = _found(request, number)
    if brought.state == "mapping":
        return see(request, _mapping_url(brought))
    if asks_for_fragment(request) and not brought.is_at_work:  # it just ended: the whole page has something new to say
        return see(request, brought.get_absolute_url())
    waits = NOBODY_WORKS if brought.is_at_work and not a_worker_is_alive() else ""
    rejected = brought.rejected_rows.order_by("id")[:SHOWN_REJECTS] if brought.rejected else []
    stopped = brought.is_at_work and not is_queued(brought)
    product = _product_of(brought)
    context = {
        "product": product,
        "brought": brought,
        "waits": waits,
        "stopped": stopped,
        "rejected": rejected,
        **_next(request, brought, product),
    }
    return page(request, "evidence/import.html", context, fragment="report")


@require_POST
def run(request: Request, number: int) -> HttpResponse:
    """Let an import that was stopped go on."""
    brought = _found(request, number)
    set_going(brought, by=request.user)
    return see(request, brought.get_absolute_url())


@require_POST
def undoing(request: Request, number: int) -> HttpResponse:
    """Take back what it created."""
    brought = _found(request, number)
    undone = brought.undo(by=request.user, because=request.POST.get("because", ""))
    kept = f"; {undone.kept:,} stay because something rests on them" if undone.kept else ""
    return see(request, brought.get_absolute_url(), f"{undone.taken_back:,} taken back{kept}")


def rejects(request: Request, number: int) -> HttpResponseBase:
    """The rows given back, with the reason beside each."""
    brought = _found(request, number)
    if brought.rejects is None:
        raise Http404
    stream = open(files.path_of(brought.rejects), "rb")  # noqa: SIM115 - the response closes it
    return FileResponse(
        stream, as_attachment=True, filename=brought.rejects.name, content_type="text/csv; charset=utf-8"
    )


def _mapping_page(
    request: Request,
    brought: Import,
    form: MappingForm | None,
    *,
    reading_form: ReadingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    shape = brought.shown_shape
    said = (
        form.cleaned_data if form and form.is_bound and hasattr(form, "cleaned_data") else form.initial if form else {}
    )
    context = {
        "product": _product_of(brought), "brought": brought, "shape": shape, "form": form,
        "reading_form": reading_form or ReadingForm(shape=shape, target=brought.target, initial=_read_as(shape)),
        "preset": preset_of(shape) if shape else None,
        "preview": preview_of(brought, wanted_of(brought, said)) if form else None,
    }  # fmt: skip
    fragment = "preview" if asks_for_fragment(request) and request.method == "POST" and status == 200 else None
    return page(request, "evidence/import_mapping.html", context, fragment=fragment, status=status)


def _mapping_form(request: Request, brought: Import) -> MappingForm | None:
    shape = brought.shown_shape
    if shape is None:
        return None
    initial: dict[str, Any] = {f"column_{name}": str(at) for name, at in guessed(shape, brought.goes_to).items()}
    return MappingForm(request.POST or None, brought=brought, shape=shape, initial={"zone": "UTC", **initial})


def _read_as(shape: Any) -> dict[str, Any]:
    if shape is None:
        return {}
    delimiter = "tab" if shape.delimiter == "\t" else shape.delimiter
    read_as = {"encoding": shape.encoding, "delimiter": delimiter, "sheet": shape.sheet, "header_row": shape.header_row}
    return {**read_as, "preset": shape.preset}


def _opened(product: Product, form: FileForm, by: Any) -> Import:
    ask(by, Import.draft_act, product)  # before a file is kept or a source is opened for it
    said = form.cleaned_data
    brought_file = said["file"]
    name = brought_file.name if brought_file else "Pasted rows.csv"
    kept = files.store(brought_file.chunks() if brought_file else [said["text"].encode()], name=name)
    source = form.chosen_source if said["target"] == "notes" else None
    if said["target"] == "notes" and source is None:
        source = Source.open(product, said["new_source"], form=said["form"] or "other", by=by)
    return Import.open(product, kept, target=said["target"], source=source, by=by)


def _next(request: Request, brought: Import, product: Product | None) -> dict[str, Any]:
    """Where a finished import leads: the list of what came in, and for notes their themes."""
    target = brought.goes_to
    if brought.state != "done" or product is None or not target.listed:
        return {}
    source = brought.source.number if brought.source else ""
    return {
        "listed": target.listed.format(product=product.slug, source=source),
        "listed_label": f"Open the {target.label.lower()}",
        "may_find": target.name == "notes" and brought.created and request.user.may("sort evidence", product),
    }


def _product(request: Request, slug: str) -> Product:
    return get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=slug)


def _product_of(brought: Import) -> Product | None:
    return Product.objects.select_related("item").filter(pk=brought.item.product_id).first()


def _of_workspace(request: Request) -> Any:
    return Source.objects.visible_to(request.user).in_use().filter(item__product=None)


def _found(request: Request, number: int) -> Import:
    found = Import.objects.visible_to(request.user).select_related(
        "item", "file", "source__item", "started_by__item", "rejects"
    )
    return get_object_or_404(found, item__number=number)


def _mapping_url(brought: Import) -> str:
    return reverse("evidence:import_mapping", args=[brought.number])
