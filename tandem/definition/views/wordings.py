"""Two wordings of a problem, feature or requirement side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core.htmx import page
from tandem.definition.models import Feature, Problem, Requirement
from tandem.definition.views.acting import product_of
from tandem.definition.wordings import side_by_side, wordings_of
from tandem.team.request import Request

KNOWN: dict[str, Any] = {"problem": Problem, "feature": Feature, "requirement": Requirement}


def wording(request: Request, number: int, kind: str) -> HttpResponse:
    """The wording chosen on the left, by default the one before the last, and on the right a later one."""
    seen = KNOWN[kind].objects.visible_to(request.user).select_related("item")
    noun = get_object_or_404(seen, item__number=number)
    found = wordings_of(noun)
    after = _chosen(request, "now", len(found), len(found))
    before = _chosen(request, "then", len(found), max(1, after - 1))
    numbered = list(enumerate(found, start=1))
    context = {
        "noun": noun,
        "product": product_of(request, noun),
        "wordings": numbered,
        "before": (before, found[before - 1]) if found else None,
        "after": (after, found[after - 1]) if found else None,
        "pairs": side_by_side(found[before - 1], found[after - 1]) if len(found) > 1 else [],
        "section": "definition",
    }
    return page(request, "definition/wording.html", context)


def _chosen(request: Request, name: str, most: int, otherwise: int) -> int:
    said = request.GET.get(name, "")
    chosen = int(said) if said.isdecimal() and len(said) < 6 else otherwise
    return max(1, min(most, chosen))
