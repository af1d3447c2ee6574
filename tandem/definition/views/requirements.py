"""Pages of requirements: what must be true, how one would see it, and how it came to be worded so."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page
from tandem.definition.models import Requirement
from tandem.definition.models.requirement import STATUSES
from tandem.definition.views.acting import place_in, press, product_of, revise
from tandem.record.reactions import panels_of
from tandem.team.request import Request


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    return revise(request, found(request, number))


@require_POST
def placing(request: Request, number: int) -> HttpResponse:
    """Put it at another place among the requirements of its feature."""
    one = found(request, number)
    place = place_in(request)
    url = f"{one.feature.get_absolute_url()}#{one.mark}"
    verb = partial(one.feature.arrange, one, place, by=request.user)
    return press(request, verb, f"{one.mark} is in its new place", url, partial(_page, request, one))


@require_POST
def status(request: Request, number: int) -> HttpResponse:
    """Open, agreed or met."""
    one = found(request, number)
    verb = partial(one.say_status, request.POST.get("status", ""), by=request.user)
    return press(request, verb, "Noted", one.get_absolute_url(), partial(_page, request, one))


@require_POST
def retirement(request: Request, number: int) -> HttpResponse:
    """Retire it, or with `back` bring it back."""
    one = found(request, number)
    back = bool(request.POST.get("back"))
    verb = one.restore if back else one.retire
    said = partial(verb, by=request.user, because=request.POST.get("because", ""))
    toast = f"{one.mark} is back" if back else f"{one.mark} was retired"
    return press(request, said, toast, one.get_absolute_url(), partial(_page, request, one))


def found(request: Request, number: int) -> Requirement:
    seen = Requirement.objects.visible_to(request.user).select_related("item", "feature__item", "by__item")
    one: Requirement = get_object_or_404(seen, item__number=number)
    return one


def _page(request: Request, one: Requirement, refusal: str = "", status: int = 200) -> HttpResponse:
    one = found(request, one.number)
    context: dict[str, Any] = {
        "requirement": one,
        "feature": one.feature,
        "product": product_of(request, one),
        "statuses": STATUSES,
        "may_draft": request.user.may("draft definition", one),
        "panels": panels_of("requirement", one, request.user),
        "refusal": refusal,
        "section": "definition",
    }
    return page(request, "definition/requirement.html", context, status=status)
