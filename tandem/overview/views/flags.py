"""Every flag of a product: what the rules notice, what sleeps, and putting one to sleep or waking it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.overview.forms import AcknowledgeForm, SnoozeForm
from tandem.overview.narrowing import narrowed, pills_of
from tandem.record.flags import Flag, every_flag
from tandem.team.models import Product, Snooze, Workspace
from tandem.team.request import Request, product_of_slug
from tandem.team.role_rules import ACKNOWLEDGED

SIZE = 200


def flags(request: Request, product: str) -> HttpResponse:
    """Everything the rules notice that this member may know of, worst first; and what sleeps."""
    shown, today = product_of_slug(request, product), Workspace.current().today
    asleep = Snooze.objects.known_to(shown, request.user, today)
    sleeping = {one.flag for one in asleep if one.until}
    awake = [flag for flag in every_flag(shown, today, request.user) if flag.identity not in sleeping]
    whose, how_bad = request.GET.get("whose", ""), request.GET.get("severity", "")
    found, start = narrowed(awake, request.user, whose, how_bad), _start(request)
    context = {
        "product": shown,
        "section": "overview",
        "today": today,
        "flags": found[start : start + SIZE],
        "count": len(found),
        "further": _further(request, start + SIZE) if len(found) > start + SIZE else "",
        "pills": pills_of(awake, request.user, whose, how_bad),
        "is_narrowed": bool(whose or how_bad),
        "asleep": asleep,
        "may_snooze": request.user.may("snooze", shown),
        "acknowledged": ACKNOWLEDGED,
    }
    return page(request, "overview/flags.html", context)


def _start(request: Request) -> int:
    return number_in(request.GET.get("from"))


def _further(request: Request, start: int) -> str:
    query = request.GET.copy()
    query["from"] = str(start)
    return f"?{query.urlencode()}"


@require_POST
def snoozes(request: Request, product: str) -> HttpResponse:
    """Put a flag to sleep until a day, or acknowledge it, with a reason."""
    shown, form = product_of_slug(request, product), _form(request.POST.get("flag", ""), request.POST)
    if attempt(form, partial(_put, shown, form, request.user)):
        until = form.cleaned_data.get("until")
        return see(request, f"/products/{product}/flags", "It sleeps until then" if until else "Acknowledged")
    return _asked(request, shown, form, status=422)


def snooze_new(request: Request, product: str) -> HttpResponse:
    """The form that puts one flag to sleep."""
    shown, flag = product_of_slug(request, product), request.GET.get("flag", "")[:200]
    return _asked(request, shown, _form(flag, None))


@require_POST
def waking(request: Request, product: str, snooze: int) -> HttpResponse:
    """Wake a flag before its day."""
    shown = product_of_slug(request, product)
    known = Snooze.objects.known_to(shown, request.user, Workspace.current().today)
    found = next((one for one in known if one.pk == snooze), None)
    (found or get_object_or_404(Snooze.objects.none(), pk=snooze)).wake(by=request.user)
    return see(request, f"/products/{product}/flags", "Awake again")


def _asked(request: Request, product: Product, form: Any, status: int = 200) -> HttpResponse:
    flag = _flag(request, product, form.data.get("flag") or form.initial.get("flag", ""))
    context = {"product": product, "section": "overview", "form": form, "flag": flag}
    return page(request, "overview/snooze.html", context, status=status)


def _flag(request: Request, product: Product, identity: str) -> Flag | None:
    found = every_flag(product, Workspace.current().today, request.user)
    return next((flag for flag in found if flag.identity == identity), None)


def _form(flag: str, said: Any) -> SnoozeForm | AcknowledgeForm:
    """What one rule notices is acknowledged; everything else sleeps until a day."""
    kind = AcknowledgeForm if any(flag.startswith(f"{rule} ") for rule in ACKNOWLEDGED) else SnoozeForm
    return kind(said, initial={"flag": flag})


def _put(product: Product, form: Any, by: Any) -> Snooze:
    said = form.cleaned_data
    return Snooze.put(product, said["flag"], until=said.get("until"), because=said["because"], by=by)
