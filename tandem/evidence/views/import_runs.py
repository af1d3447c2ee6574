"""Pages of an import under way and after it: dry run, progress, pause, cancelling, report, rows given back, undoing."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from tandem.core import files
from tandem.core.acting import attempt
from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import asks_for_fragment, page, see
from tandem.evidence.import_forms import CancelForm, MendedForm
from tandem.evidence.importing.mended import bring_mended
from tandem.evidence.importing.queue import NOBODY_WORKS, a_worker_is_alive, is_queued, set_going
from tandem.evidence.models import Import
from tandem.evidence.targets import Undone
from tandem.evidence.views.imports import UNPROCESSABLE, import_numbered, mapping_url, product_behind
from tandem.record.verbs import ask
from tandem.team.models import Product
from tandem.team.request import Request

SHOWN_REJECTS = 10


def show(request: Request, number: int) -> HttpResponse:
    """How far it is, or what it came to."""
    brought = import_numbered(request, number)
    if brought.state == "mapping":
        return see(request, mapping_url(brought))
    if asks_for_fragment(request) and not brought.is_at_work:  # it just ended: the whole page has something new to say
        return see(request, brought.get_absolute_url())
    return _report(request, brought, MendedForm())


def dry_run(request: Request, number: int) -> HttpResponse:
    """What would become of each row, and how far the counting is."""
    brought = import_numbered(request, number)
    if brought.state != "mapping" or not brought.dry_run:
        return see(request, brought.get_absolute_url())
    if asks_for_fragment(request) and not brought.is_tried_out:
        return see(request, request.path)
    context = {
        "product": product_behind(brought),
        "brought": brought,
        "found": brought.dry_run,
        "waits": NOBODY_WORKS if brought.is_tried_out and not a_worker_is_alive() else "",
    }
    return page(request, "evidence/import_dry_run.html", context, fragment="report")


@require_POST
def run(request: Request, number: int) -> HttpResponse:
    """Let it begin after a dry run, or go on after a pause or a stop."""
    brought = import_numbered(request, number)
    set_going(brought, by=request.user)
    return see(request, brought.get_absolute_url())


@require_POST
def pausing(request: Request, number: int) -> HttpResponse:
    """Stop it for a while."""
    brought = import_numbered(request, number)
    brought.pause(by=request.user)
    return see(request, brought.get_absolute_url(), "Paused: what is in stays")


def cancelling(request: Request, number: int) -> HttpResponse:
    """End it before its end: ask whether what is in stays."""
    brought = import_numbered(request, number)
    form = CancelForm(request.POST or None, brought=brought)
    if request.method == "POST":
        undone = attempt(form, lambda: brought.cancel(by=request.user, **form.asked))
        if undone is not None:
            return see(request, brought.get_absolute_url(), f"Cancelled{_told(undone)}")
    context = {"product": product_behind(brought), "brought": brought, "form": form}
    return page(request, "evidence/import_cancel.html", context, status=UNPROCESSABLE if form.errors else 200)


def undoing(request: Request, number: int) -> HttpResponse:
    """What undoing would take back; then it is done."""
    brought = import_numbered(request, number)
    if request.method == "POST":
        undone = brought.undo(by=request.user, because=request.POST.get("because", ""))
        done = "Being undone" if undone.under_way else "Undone"
        return see(request, brought.get_absolute_url(), f"{done}{_told(undone)}")
    if not brought.can_be_undone:
        return see(request, brought.get_absolute_url())
    context = {"product": product_behind(brought), "brought": brought, "would": brought.would_undo()}
    return page(request, "evidence/import_undo.html", context)


@require_POST
def mended(request: Request, number: int) -> HttpResponse:
    """Bring the mended file of the rows given back, the way the first was brought."""
    brought = import_numbered(request, number)
    ask(request.user, Import.draft_act, brought)
    form = MendedForm(request.POST, request.FILES)
    again = attempt(form, lambda: bring_mended(brought, form.cleaned_data["file"], by=request.user))
    if again is None:
        return _report(request, brought, form, status=UNPROCESSABLE)
    try:
        set_going(again, by=request.user)
    except NotAllowed:
        raise
    except Refused:
        return see(request, mapping_url(again))
    return see(request, again.get_absolute_url())


def rejects(request: Request, number: int) -> HttpResponseBase:
    """The rows given back, with the reason beside each."""
    brought = import_numbered(request, number)
    if brought.rejects is None:
        raise Http404
    stream = open(files.path_of(brought.rejects), "rb")  # noqa: SIM115 - the response closes it
    return FileResponse(
        stream, as_attachment=True, filename=brought.rejects.name, content_type="text/csv; charset=utf-8"
    )


def _report(request: Request, brought: Import, form: MendedForm, status: int = 200) -> HttpResponse:
    product = product_behind(brought)
    context = {
        "product": product,
        "brought": brought,
        "waits": NOBODY_WORKS if brought.is_at_work and not a_worker_is_alive() else "",
        "stopped": brought.is_at_work and not is_queued(brought),
        "rejected": brought.rejected_rows.order_by("id")[:SHOWN_REJECTS] if brought.rejected else [],
        "form": form,
        **_next(request, brought, product),
    }
    return page(request, "evidence/import.html", context, fragment="progress" if status == 200 else None, status=status)


def _next(request: Request, brought: Import, product: Product | None) -> dict[str, Any]:
    """Where a finished import leads: the list of what came in, and for notes their themes."""
    target = brought.goes_to
    if brought.state not in ("done", "cancelled") or product is None or not target.listed:
        return {}
    source = brought.source.number if brought.source else ""
    return {
        "listed": target.listed.format(product=product.slug, source=source),
        "listed_label": f"Open the {target.label.lower()}",
        "may_find": target.name == "notes" and brought.created and request.user.may("sort evidence", product),
    }


def _told(undone: Undone) -> str:
    if undone.under_way:
        return ": the worker takes back what came in, part by part"
    taken = f": {undone.taken_back:,} taken back" if undone.taken_back or undone.kept else ""
    return f"{taken}, {undone.kept:,} stay because something rests on them" if undone.kept else taken
