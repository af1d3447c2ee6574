"""What an administrator does with a member: another role, leaving, coming back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.team.handing import Held, part_with
from tandem.team.models import Member
from tandem.team.permissions import ROLES, taken_away
from tandem.team.request import Request


def role(request: Request, number: int) -> HttpResponse:
    """Choose another role, having read what each would take away."""
    shown = _member(number)
    if request.method == "POST":
        shown.take_role(request.POST.get("role", ""), because=request.POST.get("because", "")[:500], by=request.user)
        return see(request, shown.get_absolute_url(), f"{shown} is {shown.role} now")
    roles = [(one, taken_away(shown.role, one), taken_away(one, shown.role)) for one in ROLES if one != shown.role]
    context = {"section": "team", "shown": shown, "roles": roles, "may": request.user.may("administer")}
    return page(request, "team/member_role.html", context)


def departure(request: Request, number: int) -> HttpResponse:
    """What a person holds, who has it next, and the end of their access."""
    shown = _member(number)
    if request.method == "POST":
        part_with(shown, _heir(request), because=request.POST.get("because", "")[:500], by=request.user)
        return see(request, shown.get_absolute_url(), f"{shown} has left")
    others = Member.objects.active().exclude(pk=shown.pk).order_by("item__title")
    seen = {"held": Held.by(shown), "people": others} if request.user.may("administer") else {}
    context = {"section": "team", "shown": shown, "may": request.user.may("administer"), **seen}
    return page(request, "team/member_departure.html", context)


@require_POST
def coming_back(request: Request, number: int) -> HttpResponse:
    """Let somebody in again."""
    shown = _member(number)
    shown.come_back(by=request.user)
    return see(request, shown.get_absolute_url(), f"{shown} is back")


def _heir(request: Request) -> Member | None:
    return Member.objects.active().filter(item__number=number_in(request.POST.get("heir"))).first()


def _member(number: int) -> Member:
    found: Member = get_object_or_404(Member.objects.select_related("item"), item__number=number)
    return found
