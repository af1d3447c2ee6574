"""Pages of companies that are likely one: suggestions with their reason, merging, and taking a merger apart."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import page, see
from tandem.evidence.likely import suggestions
from tandem.evidence.merging import what_goes_over
from tandem.evidence.models import Company
from tandem.evidence.views.acting import UNPROCESSABLE, press
from tandem.team.models import Workspace
from tandem.team.request import Request


def index(request: Request, refusal: str = "", status: int = 200) -> HttpResponse:
    """Pairs that are likely one company, the surest first."""
    context = {"pairs": suggestions(request.user), "refusal": refusal, **_frame(request)}
    return page(request, "evidence/likely_companies.html", context, status=status)


def merger(request: Request, number: int) -> HttpResponse:
    """Two companies side by side, with what would go over; sent, they are merged into the one of this address."""
    into = _found(request, number)
    gone = _found(request, _number((request.POST or request.GET).get("gone", "")))
    if request.method != "POST":
        return _side_by_side(request, into, gone)
    try:
        into.absorb(gone, because=request.POST.get("because", ""), by=request.user)
    except NotAllowed:
        raise
    except Refused as refused:
        return _side_by_side(request, into, gone, refusal=refused.sentence, status=UNPROCESSABLE)
    return see(request, into.get_absolute_url(), f"{gone} merged into {into}")


@require_POST
def parting(request: Request, number: int) -> HttpResponse:
    """They are two after all."""
    into = _found(request, number)
    gone = _found(request, _number(request.POST.get("gone", "")))
    verb = partial(into.part_from, gone, by=request.user)
    return press(
        request, verb, f"{gone} is a company of its own again", gone.get_absolute_url(), partial(index, request)
    )


@require_POST
def apart(request: Request, number: int) -> HttpResponse:
    """Two that look alike are two, or may be suggested again."""
    one = _found(request, number)
    other = _found(request, _number(request.POST.get("other", "")))
    verb = one.let_be_suggested if request.POST.get("again") else one.keep_apart
    back = one.get_absolute_url() if request.POST.get("back") else "/companies/likely"
    return press(request, partial(verb, other, by=request.user), "Noted", back, partial(index, request))


def _side_by_side(request: Request, into: Company, gone: Company, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"into": into, "gone": gone, "goes_over": what_goes_over(gone), "refusal": refusal, **_frame(request)}
    return page(request, "evidence/company_merger.html", context, status=status)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _found(request: Request, number: int) -> Company:
    found = Company.objects.visible_to(request.user).select_related("item", "merged_into__item")
    return get_object_or_404(found, item__number=number)


def _frame(request: Request) -> dict[str, Any]:
    return {
        "section": "companies",
        "currency": Workspace.current().currency,
        "may_sort": request.user.may("sort evidence"),
    }
