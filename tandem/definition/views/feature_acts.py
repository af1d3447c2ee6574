"""What is done on the page of a feature: each act is a noun under its address, posted to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import see
from tandem.core.ids import number_in
from tandem.definition.feature_forms import ExperienceForm, PlanForm, RequirementForm, ValidationForm
from tandem.definition.models import Feature, Problem, Release, Requirement, Validation
from tandem.definition.steps import Steps
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press
from tandem.definition.views.features import found, shown
from tandem.definition.views.roadmap import placed
from tandem.evidence.models import Note
from tandem.team.request import Request


@require_POST
def requirements(request: Request, number: int) -> HttpResponse:
    """Add one requirement with its criteria, or several lines of them."""
    feature = found(request, number)
    form = RequirementForm(request.POST, auto_id="requirement_%s")
    verb = partial(_require, feature, form, request.user)
    return add(request, feature, form, verb, "requirement_form", "requirements")


@require_POST
def experiences(request: Request, number: int) -> HttpResponse:
    feature = found(request, number)
    form = ExperienceForm(request.POST, request.FILES, auto_id="experience_%s")
    return add(request, feature, form, partial(_show, feature, form, request.user), "experience_form", "experience")


@require_POST
def experience_removal(request: Request, number: int, position: int) -> HttpResponse:
    feature = found(request, number)
    return pressed(
        request, feature, partial(feature.take_out_experience, position, by=request.user), "Taken out", "#experience"
    )


@require_POST
def validations(request: Request, number: int) -> HttpResponse:
    feature = found(request, number)
    form = ValidationForm(request.POST, auto_id="validation_%s")
    verb = partial(_hold, feature, form, request.user)
    return add(request, feature, form, verb, "validation_form", "validations")


@require_POST
def plan(request: Request, number: int) -> HttpResponse:
    """Plan a test that is still to be held."""
    feature = found(request, number)
    form = PlanForm(request.POST, auto_id="plan_%s")

    def verb() -> Validation:
        return Validation.plan(feature, "", by=request.user, **form.cleaned_data)

    made = attempt(form, verb)
    if made is None:
        return shown(request, feature, plan_form=form, status=UNPROCESSABLE)
    return see(request, made.get_absolute_url(), f"{made.mark} planned")


@require_POST
def needs(request: Request, number: int) -> HttpResponse:
    """Need another feature first, or with `gone` no longer."""
    feature = found(request, number)
    said = request.POST.get("feature", "").strip().upper().removeprefix("F-")
    seen = Feature.objects.visible_to(request.user).select_related("item")
    on = get_object_or_404(seen, item__number=number_in(said))
    verb = partial(feature.no_longer_need if request.POST.get("gone") else feature.need, on, by=request.user)
    return pressed(request, feature, verb, "Kept", "#needs")


@require_POST
def support(request: Request, number: int) -> HttpResponse:
    """Accept a suggested note, or say that it does not speak for the feature."""
    feature = found(request, number)
    note = _note(request)
    if request.POST.get("fits") == "no":
        return pressed(
            request,
            feature,
            partial(feature.pass_over, note, by=request.user),
            "It will not be suggested again",
            "#support",
        )
    return pressed(request, feature, partial(feature.support_with, note, by=request.user), "Note linked", "#support")


@require_POST
def problems(request: Request, number: int) -> HttpResponse:
    """Take a problem on, or let go of it."""
    feature = found(request, number)
    said = request.POST.get("problem", "").upper().removeprefix("P-")
    problem = get_object_or_404(Problem.objects.visible_to(request.user).with_item(), item__number=number_in(said))
    verb = feature.let_go if request.POST.get("let_go") else feature.take_on
    return pressed(request, feature, partial(verb, problem, by=request.user), "Problems changed")


@require_POST
def release(request: Request, number: int) -> HttpResponse:
    """Put it into a release, or into none."""
    feature = found(request, number)
    said = request.POST.get("release", "")
    if not said:
        return pressed(
            request, feature, partial(feature.take_out_of_release, by=request.user), "Taken out of its release"
        )
    seen = Release.objects.visible_to(request.user).select_related("item")
    into = get_object_or_404(seen, item__number=number_in(said))
    return pressed(request, feature, partial(feature.put_into, into, by=request.user), f"In {into.title}")


@require_POST
def delivery(request: Request, number: int) -> HttpResponse:
    feature = found(request, number)
    return pressed(
        request, feature, partial(feature.build, by=request.user, because=_because(request)), "Sent to delivery"
    )


@require_POST
def shipment(request: Request, number: int) -> HttpResponse:
    feature = found(request, number)
    return pressed(request, feature, partial(feature.ship, by=request.user), f"{feature.mark} shipped")


@require_POST
def drop(request: Request, number: int) -> HttpResponse:
    feature = found(request, number)
    return pressed(
        request, feature, partial(feature.drop, by=request.user, because=_because(request)), f"{feature.mark} dropped"
    )


@require_POST
def pick_up(request: Request, number: int) -> HttpResponse:
    feature = found(request, number)
    return pressed(request, feature, partial(feature.pick_up, by=request.user), f"{feature.mark} picked up again")


@require_POST
def taking_over(request: Request, number: int) -> HttpResponse:
    """Keep its status here from now on."""
    feature = found(request, number)
    return pressed(request, feature, partial(feature.take_status_over, by=request.user), "Its status is kept here now")


@require_POST
def status(request: Request, number: int) -> HttpResponse:
    """Move it to another status of its product; from a board, back to the board."""
    feature, key = found(request, number), request.POST.get("stage", "")
    steps = Steps(feature.item.product, "feature")
    verb = partial(steps.put, feature, key, by=request.user, because=_because(request))
    if "back" in request.GET:
        return placed(request, feature, verb)
    return pressed(request, feature, verb, f"{feature.mark} moved", "#status")


@require_POST
def acceptance(request: Request, number: int) -> HttpResponse:
    feature = found(request, number)
    return pressed(request, feature, partial(feature.accept, by=request.user), f"{feature.mark} accepted")


def _because(request: Request) -> str:
    return request.POST.get("because", "")


def pressed(request: Request, feature: Feature, verb: Callable[[], Any], toast: str, place: str = "") -> HttpResponse:
    return press(request, verb, toast, feature.get_absolute_url() + place, partial(shown, request, feature))


def add(
    request: Request, feature: Feature, form: django_forms.Form, verb: Callable[[], Any], named: str, place: str
) -> HttpResponse:
    """Add a part of the definition from its form; refused, the page comes back with what was typed."""
    if attempt(form, verb) is None:
        refused: dict[str, Any] = {named: form}
        return shown(request, feature, status=UNPROCESSABLE, **refused)
    return see(request, f"{feature.get_absolute_url()}#{place}", "Added")


def _require(feature: Feature, form: RequirementForm, by: Any) -> Any:
    said = form.cleaned_data
    if said["criteria"]:
        return Requirement.state(feature, said["text"], criteria=said["criteria"], priority=said["priority"], by=by)
    return Requirement.paste(feature, said["text"], priority=said["priority"], by=by)


def _show(feature: Feature, form: ExperienceForm, by: Any) -> Any:
    said = dict(form.cleaned_data)
    return feature.show(said.pop("form"), said.pop("title"), file=said.pop("file") or None, by=by, **said)


def _note(request: Request) -> Note:
    key = number_in(request.POST.get("note"))
    note: Note = get_object_or_404(Note.objects.visible_to(request.user), pk=key)
    return note


def _hold(feature: Feature, form: django_forms.Form, by: Any) -> Validation:
    return Validation.hold(feature, "", by=by, **form.cleaned_data)
