"""The page of a validation: with whom, what they were asked to do, how each task went, and the verdict."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.definition.feature_forms import TaskForm, VerdictForm
from tandem.definition.models import Validation
from tandem.definition.succeeding import OUTCOMES, success_of
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of
from tandem.evidence.facts import companies_in_market
from tandem.evidence.models import Company, Contact
from tandem.evidence.quoting import quotes_of
from tandem.record.reactions import panels_of
from tandem.team.request import Request
from tandem.ui.figures import plural

QUOTES = 6


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, found(request, number))


@require_POST
def participants(request: Request, number: int) -> HttpResponse:
    """Take somebody in by name or address, or with `gone` let them go."""
    held = found(request, number)
    if gone := request.POST.get("gone", ""):
        leaving = partial(held.let_go, number_in(gone), by=request.user)
        return _press(request, held, leaving, "Taken off the list", "#participants")
    company, contact = _who(request.POST.get("who", "").strip(), request.user)
    verb = partial(held.take_in, company=company, contact=contact, by=request.user)
    return _press(request, held, verb, "Added", "#participants")


@require_POST
def tasks(request: Request, number: int) -> HttpResponse:
    """Add a task, or with `gone` take one out."""
    held = found(request, number)
    if gone := request.POST.get("gone", ""):
        verb = partial(held.no_longer_ask, number_in(gone), by=request.user)
        return _press(request, held, verb, "Taken out", "#tasks")
    return _press(request, held, partial(held.ask, request.POST.get("text", ""), by=request.user), "Added", "#tasks")


@require_POST
def results(request: Request, number: int) -> HttpResponse:
    """The whole grid at once: each cell is named by its task and person."""
    held = found(request, number)
    said = {}
    for name, outcome in request.POST.items():
        kind, _, rest = name.partition("-")
        task, _, person = rest.partition("-")
        if kind == "went":
            said[number_in(task), number_in(person)] = str(outcome)
    return _press(request, held, partial(held.note_results, said, by=request.user), "Kept", "#tasks")


@require_POST
def verdict(request: Request, number: int) -> HttpResponse:
    """How it went as a whole."""
    held = found(request, number)
    form = VerdictForm(request.POST, auto_id="verdict_%s")

    def verb() -> bool:
        said = form.cleaned_data
        held.conclude(said["verdict"], happened=said["happened"], held_on=said["held_on"], by=request.user)
        return True

    if attempt(form, verb) is None:
        return _page(request, held, form=form, status=UNPROCESSABLE)
    return see(request, held.get_absolute_url(), "The verdict is written down")


@require_POST
def acceptance(request: Request, number: int) -> HttpResponse:
    held = found(request, number)
    return _press(request, held, partial(held.accept, by=request.user), "The verdict counts from now on")


def found(request: Request, number: int) -> Validation:
    held: Validation = get_object_or_404(Validation.objects.visible_to(request.user).whole(), item__number=number)
    return held


def _page(
    request: Request, held: Validation, refusal: str = "", form: VerdictForm | None = None, status: int = 200
) -> HttpResponse:
    held = found(request, held.number)
    first = {"verdict": held.verdict, "happened": held.happened, "held_on": held.held_on}
    context: dict[str, Any] = {
        "held": held,
        "feature": held.feature,
        "product": product_of(request, held),
        **_went(held),
        "share": _share(held),
        "quotes": quotes_of(held.item, QUOTES),
        "may_draft": request.user.may("draft definition", held),
        "may_accept": request.user.may("accept definition", held) and held.verdict and not held.is_accepted,
        "verdict_form": form or VerdictForm(initial=first, auto_id="verdict_%s"),
        "task_form": TaskForm(auto_id="task_%s"),
        "panels": panels_of("validation", held, request.user),
        "refusal": refusal,
        "section": "definition",
    }
    return page(request, "definition/validation.html", context, status=status)


def _went(held: Validation) -> dict[str, Any]:
    """The grid of tasks and people, with how each task went and all of them together."""
    results, people = held.results, held.standing_participants
    grid = [
        {
            "task": task,
            "cells": [{"person": one, "outcome": results.get((task.pk, one.pk), "")} for one in people],
            "success": success_of(results, task.pk),
        }
        for task in held.standing_tasks
    ]
    whole = success_of(results)
    return {"people": people, "grid": grid, "whole": whole, "outcomes": [("", "Not tried"), *OUTCOMES]}


def _share(held: Validation) -> str:
    """How many of the companies are of the target market, in words."""
    companies = {one.pk for one in held.companies.all()}
    inside, has_market = companies_in_market(held.item.product_id, companies)
    if not companies:
        return "No company is named yet."
    if not has_market:
        return f"{plural(len(companies), 'company,companies')}; no target market is set."
    return f"{len(inside)} of {plural(len(companies), 'company,companies')} in the target market."


def _who(said: str, member: Any) -> tuple[Company | None, Contact | None]:
    """A contact by address or by a name that nobody shares, else a company by name."""
    if not said:
        return None, None
    known = Contact.objects.visible_to(member).with_company()
    people = list(known.filter(email__iexact=said)[:2]) or list(known.filter(name__iexact=said)[:2])
    if len(people) == 1:
        return None, people[0]
    firms = Company.objects.visible_to(member).in_use().filter(item__title__iexact=said)
    return firms.select_related("item").first(), None


def _press(request: Request, held: Validation, verb: Any, toast: str, place: str = "") -> HttpResponse:
    return press(request, verb, toast, held.get_absolute_url() + place, partial(_page, request, held))
