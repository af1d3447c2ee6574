"""One goal: what was stated, what came of it, and who says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.definition.models import Goal
from tandem.definition.views.acting import UNPROCESSABLE, attempt, product_of
from tandem.outcomes.forms import CorrectForm, JudgeForm, ReadForm
from tandem.outcomes.held import held
from tandem.outcomes.models import Result
from tandem.record.models import Event
from tandem.team.models import Workspace
from tandem.team.request import Request


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, found(request, number))


@require_POST
def result(request: Request, number: int) -> HttpResponse:
    """Record what it came to."""
    goal, form = found(request, number), ReadForm(request.POST, auto_id="read_%s")
    return _kept(request, goal, form, lambda: Result.read(goal, by=request.user, **form.cleaned_data), "read_form")


@require_POST
def judgment(request: Request, number: int) -> HttpResponse:
    """Judge it where nothing could be measured."""
    goal, form = found(request, number), JudgeForm(request.POST, auto_id="judge_%s")
    return _kept(request, goal, form, lambda: Result.judge(goal, by=request.user, **form.cleaned_data), "judge_form")


@require_POST
def correction(request: Request, number: int) -> HttpResponse:
    """Put another result in place of the one that stands."""
    goal, form = found(request, number), CorrectForm(request.POST, auto_id="correct_%s")
    standing = get_object_or_404(Result, goal=goal)

    def correct() -> bool:
        standing.correct(by=request.user, **form.cleaned_data)
        return True

    return _kept(request, goal, form, correct, "correct_form")


def found(request: Request, number: int) -> Goal:
    """The goal of this number, if the member may see it."""
    visible = Goal.objects.visible_to(request.user).select_related("item__product", "about", "result__by__item")
    goal: Goal = get_object_or_404(visible, item__number=number)
    return goal


def _kept(request: Request, goal: Goal, form: forms.Form, verb: Callable[[], Any], name: str) -> HttpResponse:
    """Keep a result and go back to where it was typed; what a rule refuses is said on the goal's page."""
    if attempt(form, verb) is None:
        return _page(request, found(request, goal.number), status=UNPROCESSABLE, **{name: form})
    back = reverse("outcomes:outcomes", args=[product_of(request, goal).slug])
    return see(request, back if request.POST.get("back") else goal.get_absolute_url(), "Recorded")


def _page(request: Request, goal: Goal, *, status: int = 200, **filled: Any) -> HttpResponse:
    context = {**_about(goal, request.user), "product": product_of(request, goal), **filled}
    return page(request, "outcomes/goal.html", context, status=status)


def _about(goal: Goal, member: Any) -> dict[str, Any]:
    """Everything the page shows, with the forms empty."""
    events = Event.objects.visible_to(member).about(goal.item).select_related("by").newest_first()
    return {
        "goal": goal,
        "section": "outcomes",
        "held": held([goal], Workspace.current().today)[0],
        "may_record": member.may("record an outcome", goal),
        "read_form": ReadForm(auto_id="read_%s"),
        "judge_form": JudgeForm(auto_id="judge_%s"),
        "correct_form": CorrectForm(auto_id="correct_%s"),
        "events": [_told(event) for event in events[:20]],
    }


def _told(event: Event) -> dict[str, Any]:
    by = event.by.title if event.by else "The console"
    return {"at": event.at, "by": by, "says": f"{event.verb} it{_figure(event)}", "because": event.because}


def _figure(event: Event) -> str:
    """What the event kept of the result: : 42, or : met."""
    actual, met = event.facts.get("actual"), event.facts.get("met")
    if actual is not None:
        return f": {actual}"
    return "" if met is None else f": {'met' if met else 'missed'}"
