"""Pages of plan steps: one step, done, reopened, given to someone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.launch.forms import OwnerForm, people
from tandem.launch.models import PlanStep
from tandem.launch.views.launches import product_of
from tandem.team.models import Workspace
from tandem.team.request import Request


def show(request: Request, number: int) -> HttpResponse:
    """One step of a plan."""
    step, today = _found(request, number), Workspace.current().today
    context = {
        "step": step,
        "product": product_of(request, step.launch),
        "section": "launch",
        "today": today,
        "late": step.is_late(today),
        "people": people(),
        "may_plan": request.user.may("plan the launch", step),
    }
    return page(request, "launch/step.html", context)


@require_POST
def completion(request: Request, number: int) -> HttpResponse:
    """Done, or not done after all."""
    step = _found(request, number)
    if request.POST.get("done") == "no":
        step.reopen(by=request.user)
        return see(request, f"{step.launch.get_absolute_url()}#plan", "Reopened")
    step.finish(by=request.user)
    return see(request, f"{step.launch.get_absolute_url()}#plan", "Done")


@require_POST
def owner(request: Request, number: int) -> HttpResponse:
    """Give the step an owner."""
    step, form = _found(request, number), OwnerForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose someone who is still a member.")
    step.give_to(form.cleaned_data["member"], by=request.user)
    return see(request, step.get_absolute_url(), f"{step.owner} has it")


def _found(request: Request, number: int) -> PlanStep:
    visible = PlanStep.objects.visible_to(request.user).select_related(
        "item", "owner__item", "launch__item", "after__item", "done_by__item"
    )
    step: PlanStep = get_object_or_404(visible, item__number=number)
    return step
