"""Pages of custom fields: what is asked of problems, features and companies, and filling it in."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt, revise
from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.team.fields import FillingForm, answers_of, seen
from tandem.team.forms_of_fields import CustomFieldForm, EditCustomField
from tandem.team.models import CustomField, FieldValue
from tandem.team.models.custom_field import OF
from tandem.team.request import Request
from tandem.team.talking import place_at

COUNTED = 1000
FASTER = "Somebody filled these in while you were writing. Yours are still here, what stands now is beside them."


def index(request: Request) -> HttpResponse:
    """Every field by what it is asked of; an administrator adds one."""
    form = CustomFieldForm(request.POST or None, initial={"of": request.GET.get("of", "feature")})
    if request.method == "POST" and (made := attempt(form, partial(_open, form, request.user))):
        return see(request, made.get_absolute_url(), f"{made.title} is asked from now on")
    found = CustomField.objects.visible_to(request.user)
    context = {
        "section": "team",
        "form": form,
        "groups": [(name, found.asked_of(kind)) for kind, name in OF],
        "retired": found.exclude(item__retired_at=None).select_related("item").order_by("of", "pk"),
        "may_administer": request.user.may("administer"),
    }
    return page(request, "team/custom_fields.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    """One field: its words, its place, what may be chosen, how often it was answered."""
    return _page(request, _found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    """Change its name, what it is for, its unit."""
    found = _found(request, number)
    revision = revise(request, found, EditCustomField)
    if revision.is_done:
        return see(request, found.get_absolute_url(), "Saved")
    context = {"noun": found, "revision": revision, "home": ("Custom fields", "/custom-fields"), "section": "team"}
    return page(request, "ui/revise.html", context, status=revision.status)


@require_POST
def options(request: Request, number: int) -> HttpResponse:
    """Offer an answer more, call one otherwise, or withdraw one."""
    found, title, to = _found(request, number), request.POST.get("title", ""), request.POST.get("to", "")
    if request.POST.get("withdraw"):
        found.withdraw(title, by=request.user)
    elif to.strip():
        found.reword(title, to, by=request.user)
    else:
        found.offer(title, by=request.user)
    return see(request, f"{found.get_absolute_url()}#answers", "Saved")


@require_POST
def position(request: Request, number: int) -> HttpResponse:
    """Ask it earlier or later."""
    found = _found(request, number)
    beside = [one.pk for one in CustomField.objects.visible_to(request.user).asked_of(found.of)]
    if found.pk not in beside:
        raise Refused("A retired field has no place.")
    found.move(beside.index(found.pk) + 1 + (1 if request.POST.get("down") else -1), by=request.user)
    return see(request, "/custom-fields", f"{found.title} moved")


@require_POST
def retirement(request: Request, number: int) -> HttpResponse:
    """Ask it no longer, or again; what was answered stays."""
    found = _found(request, number)
    if found.item.is_retired:
        found.restore(by=request.user)
        return see(request, found.get_absolute_url(), f"{found.title} is asked again")
    found.retire(by=request.user, because=request.POST.get("because", "") or "no longer asked")
    return see(request, found.get_absolute_url(), f"{found.title} is asked no longer")


def filling(request: Request, mark: str) -> HttpResponse:
    """Fill in the fields of one thing."""
    place = place_at(mark, request.user)
    if place is None or place.item.kind not in dict(OF):
        raise Http404
    answers, stood = answers_of(place.item), seen(place.item)
    faster = request.method == "POST" and request.POST.get("stood", stood) != stood
    said = request.POST.copy() if request.method == "POST" else None
    if said is not None:
        said["stood"] = stood
    form = FillingForm(answers, said, stood=stood)
    if request.method == "POST" and attempt(form, partial(_fill, place.item, form, faster, request.user)):
        return see(request, place.url, "Saved")
    context = {"section": "team", "place": place, "form": form, "now": answers if faster else []}
    return page(request, "team/filling.html", context, status=422 if form.errors else 200)


def _fill(item: Any, form: FillingForm, faster: bool, by: Any) -> bool:
    if faster:
        raise Refused(FASTER)
    if changed := form.changed():
        FieldValue.fill(item, changed, by=by)
    return True


def _open(form: CustomFieldForm, by: Any) -> CustomField:
    said = form.cleaned_data
    return CustomField.open(said.pop("name"), options=tuple(said.pop("options").splitlines()), by=by, **said)


def _found(request: Request, number: int) -> CustomField:
    found: CustomField = get_object_or_404(
        CustomField.objects.visible_to(request.user).select_related("item"), item__number=number
    )
    return found


def _page(request: Request, found: CustomField) -> HttpResponse:
    answered = FieldValue.objects.filter(field=found).exclude(value=None)[: COUNTED + 1].count()
    context = {
        "section": "team",
        "field": found,
        "answered": f"more than {COUNTED:,}" if answered > COUNTED else str(answered),
        "options": found.options.all(),
        "may_administer": request.user.may("administer"),
    }
    return page(request, "team/custom_field.html", context)
