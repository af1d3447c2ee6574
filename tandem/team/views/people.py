"""Who sees a product: restricting it, opening it again, and the people who are named for it."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.team.models import Insider, Member
from tandem.team.request import Request, product_of_slug
from tandem.team.seeing import seen_by

SHOWN = 200


def people(request: Request, product: str) -> HttpResponse:
    """Who sees it and why; what restricting takes from whom. With a person chosen, they are let in."""
    found = product_of_slug(request, product)
    if request.method == "POST":
        member = _members([request.POST.get("member", "")])
        if not member:
            raise Refused("Choose somebody who is a member.")
        Insider.let_in(found, member[0], by=request.user)
        return see(request, f"/products/{product}/people", f"{member[0]} sees {found} now")
    seen = seen_by(found)
    context = {
        "section": "team",
        "product": found,
        "seen": seen,
        "losing": seen.others[:SHOWN],
        "more": max(0, len(seen.others) - SHOWN),
        "may_restrict": request.user.may("restrict a product", found),
        "may_name": request.user.may("name people", found),
    }
    return page(request, "team/people.html", context)


@require_POST
def restriction(request: Request, product: str) -> HttpResponse:
    """Restrict it, keeping those who are ticked; or open it to everybody."""
    found = product_of_slug(request, product)
    because = request.POST.get("because", "")[:500]
    if request.POST.get("to") == "everybody":
        found.open_up(by=request.user, because=because)
        return see(request, f"/products/{product}/people", f"Everybody sees {found} now")
    with transaction.atomic():
        found.restrict(by=request.user, because=because)
        for member in _members(request.POST.getlist("keep")):
            Insider.let_in(found, member, by=request.user)
    return see(request, f"/products/{product}/people", f"{found} is restricted")


@require_POST
def leaving(request: Request, product: str, number: int) -> HttpResponse:
    """Somebody who was named sees it no more while it is restricted."""
    found = product_of_slug(request, product)
    member = get_object_or_404(Member.objects.select_related("item"), item__number=number)
    Insider.shut_out(found, member, by=request.user)
    return see(request, f"/products/{product}/people", f"{member} is no longer named for {found}")


def _members(said: list[str]) -> list[Member]:
    return list(Member.objects.active().filter(item__number__in=[number_in(one) for one in said]))
