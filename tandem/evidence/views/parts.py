"""Looking closer at a theme: its parts, splitting one off, and the name of the area it belongs to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.evidence.models import Area, Note, Theme
from tandem.evidence.parts import Parts
from tandem.evidence.views.acting import UNPROCESSABLE, press, product_of
from tandem.record.verbs import ask
from tandem.team.models import Product
from tandem.team.request import Request

CHANGED = "Notes came or went since this was found. Look at the parts again."
QUOTED = 3


def show(request: Request, number: int) -> HttpResponse:
    """The finer groups within a theme, with a few notes of each."""
    return _page(request, _found(request, number))


@require_POST
def split(request: Request, number: int) -> HttpResponse:
    """Make one part a theme of its own. What was shown must still be so."""
    theme = _found(request, number)
    ask(request.user, "sort evidence", theme)
    parts = Parts.of(theme)
    chosen = next((part for part in parts.rows if str(part.place) == request.POST.get("part")), None)
    again = partial(_page, request, theme)
    if chosen is None or parts.mark != request.POST.get("mark"):
        return again(refusal=CHANGED, status=UNPROCESSABLE)
    title = request.POST.get("title", "").strip() or chosen.title
    verb = partial(theme.split, chosen.notes, title, by=request.user)
    return press(request, verb, "Split off: every re-run keeps it", theme.get_absolute_url(), again)


@require_POST
def area_name(request: Request, pk: int) -> HttpResponse:
    """Name an area."""
    area = get_object_or_404(Area.objects.visible_to(request.user).select_related("product"), pk=pk)
    product = get_object_or_404(Product.objects.visible_to(request.user), pk=area.product_id)
    desk = f"/products/{product.slug}/evidence"
    verb = partial(area.rename, request.POST.get("title", ""), by=request.user)
    return press(request, verb, "Renamed", desk, lambda refusal, status: see(request, desk, refusal))


def _page(request: Request, theme: Theme, refusal: str = "", status: int = 200) -> HttpResponse:
    parts = Parts.of(theme)
    shown = [pk for part in parts.rows for pk in part.notes[-QUOTED:]]
    notes = Note.objects.visible_to(request.user).with_speaker().in_bulk(shown)
    context: dict[str, Any] = {
        "theme": theme,
        "product": product_of(request, theme.item.product_id),
        "parts": [(part, [notes[pk] for pk in reversed(part.notes[-QUOTED:]) if pk in notes]) for part in parts.rows],
        "mark": parts.mark,
        "read": parts.read,
        "refusal": refusal,
        "may_sort": request.user.may("sort evidence", theme),
        "section": "evidence",
    }
    return page(request, "evidence/theme_parts.html", context, status=status)


def _found(request: Request, number: int) -> Theme:
    themes = Theme.objects.visible_to(request.user).select_related("item__product", "area")
    return get_object_or_404(themes, item__number=number)
