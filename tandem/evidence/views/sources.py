"""A source: what it is, the notes that came from it, its imports."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from tandem.core.acting import revise
from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.evidence.forms import ReviseSource
from tandem.evidence.models import Import, Note, Source
from tandem.evidence.views.acting import product_of
from tandem.evidence.views.showing import with_marks
from tandem.team.request import Request


def show(request: Request, number: int) -> HttpResponse:
    """Its kind, its notes, newest first, and the files that were brought into it."""
    source = _found(request, number)
    notes = Note.objects.visible_to(request.user).filter(source=source)
    imports = Import.objects.visible_to(request.user).filter(source=source).select_related("item", "started_by__item")
    context = {
        "product": product_of(request, source.item.product_id),
        "source": source,
        "count": notes.count(),
        "newest": notes.newest_first().first(),
        "notes": Keyset(
            with_marks(notes.with_speaker()), order=("-said_at", "-id"), after=request.GET.get("after"), size=20
        ).page(),
        "imports": list(imports.newest_first()[:10]),
        "may_edit": request.user.may(source.draft_act, source),
        "section": "evidence",
    }
    return page(request, "evidence/source.html", context, fragment="found")


def edit(request: Request, number: int) -> HttpResponse:
    """Give it another name or kind; its notes stay."""
    source = _found(request, number)
    product, revision = product_of(request, source.item.product_id), revise(request, source, ReviseSource)
    if revision.is_done:
        return see(request, source.get_absolute_url(), "Saved")
    home = ("Imports", reverse("evidence:imports", args=[product.slug])) if product else ("Evidence", "/")
    context = {"noun": source, "revision": revision, "home": home, "product": product, "section": "evidence"}
    return page(request, "ui/revise.html", context, status=revision.status)


def _found(request: Request, number: int) -> Source:
    return get_object_or_404(Source.objects.visible_to(request.user).select_related("item"), item__number=number)
