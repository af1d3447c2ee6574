"""Pages of launches: the list of a product, one launch with its gates and plan, and a new one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.definition.forms import GoalForm
from tandem.definition.models import Goal
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named
from tandem.launch.forms import LaunchForm, MoveForm, OverruleForm, PasteForm, SignForm, StepForm
from tandem.launch.models import Launch
from tandem.launch.plan import TEMPLATES, read_lines
from tandem.record.reactions import panels_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request


def launches(request: Request, product: str) -> HttpResponse:
    """What is to be launched, and what was."""
    shown = product_named(request, product)
    found = (
        Launch.objects.visible_to(request.user).of(shown).in_use().select_related("item", "lead__item", "problem__item")
    )
    today = Workspace.current().today
    coming = [
        (launch, launch.gates(today))
        for launch in found.still_to_come().prefetch_related("releases__item").order_by("day")
    ]
    past = found.exclude(launched_on=None).order_by("-launched_on")
    context = {"product": shown, "section": "launch", "coming": coming, "past": past, "today": today}
    return page(request, "launch/launches.html", context)


def new(request: Request, product: str) -> HttpResponse:
    """Plan a launch."""
    shown = product_named(request, product)
    form = LaunchForm(request.POST or None, product=shown)
    if request.method == "POST" and (made := attempt(form, partial(_plan, shown, form, request.user))):
        return see(request, made.get_absolute_url(), f"{made.title} is planned")
    context = {"product": shown, "section": "launch", "form": form}
    return page(request, "launch/new.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, found(request, number))


@require_POST
def paste(request: Request, number: int) -> HttpResponse:
    """Take in pasted rows."""
    launch, form = found(request, number), PasteForm(request.POST)
    made = attempt(form, lambda: launch.take_in(read_lines(form.cleaned_data["rows"]), by=request.user))
    if made is None:
        return _page(request, launch, status=UNPROCESSABLE, paste_form=form)
    return see(request, f"{launch.get_absolute_url()}#plan", f"{len(made)} steps added")


@require_POST
def steps(request: Request, number: int) -> HttpResponse:
    """Add one step."""
    from tandem.launch.models import PlanStep

    launch, form = found(request, number), StepForm(request.POST)
    if attempt(form, lambda: PlanStep.add(launch, by=request.user, **form.cleaned_data)) is None:
        return _page(request, launch, status=UNPROCESSABLE, step_form=form)
    return see(request, f"{launch.get_absolute_url()}#plan", "Step added")


@require_POST
def goals(request: Request, number: int) -> HttpResponse:
    """State a goal of the launch."""
    launch, form = found(request, number), GoalForm(request.POST, auto_id="goal_%s")
    if attempt(form, lambda: _state(launch, form, request.user)) is None:
        return _page(request, launch, status=UNPROCESSABLE, goal_form=form)
    return see(request, f"{launch.get_absolute_url()}#goals", "Goal stated")


@require_POST
def signature(request: Request, number: int) -> HttpResponse:
    """Go or no-go."""
    launch, form = found(request, number), SignForm(request.POST)
    if attempt(form, lambda: launch.sign(by=request.user, **form.cleaned_data)) is None:
        return _page(request, launch, status=UNPROCESSABLE, sign_form=form)
    return see(request, f"{launch.get_absolute_url()}#signatures", "Signed")


def overruling(request: Request, number: int) -> HttpResponse:
    """Overrule a closed gate, with a reason."""
    launch = found(request, number)
    form = OverruleForm(
        request.POST or None, initial={"gate": request.GET.get("gate", ""), "side": _seat(request, launch)}
    )
    if request.method == "POST" and attempt(form, lambda: launch.overrule(by=request.user, **form.cleaned_data)):
        return see(request, f"{launch.get_absolute_url()}#gates", "Your reason stands in the record")
    named = form["gate"].value()
    gate = next((gate for gate in launch.gates(Workspace.current().today) if gate.name == named), None)
    context = {
        "product": product_of(request, launch),
        "section": "launch",
        "launch": launch,
        "form": form,
        "gate": gate,
    }
    return page(request, "launch/overrule.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def day(request: Request, number: int) -> HttpResponse:
    """Move the day."""
    launch, form = found(request, number), MoveForm(request.POST)
    if not form.is_valid():
        return _page(request, launch, status=UNPROCESSABLE, move_form=form)
    verb = partial(launch.move_to, by=request.user, **form.cleaned_data)
    return press(request, verb, "The day has moved", launch.get_absolute_url(), partial(_page, request, launch))


@require_POST
def acceptance(request: Request, number: int) -> HttpResponse:
    """Let the plan count."""
    launch = found(request, number)
    verb = partial(launch.accept, by=request.user)
    return press(request, verb, "The plan is accepted", launch.get_absolute_url(), partial(_page, request, launch))


@require_POST
def launching(request: Request, number: int) -> HttpResponse:
    """The day has come."""
    launch = found(request, number)
    return press(
        request,
        partial(launch.launch, by=request.user),
        "Launched",
        launch.get_absolute_url(),
        partial(_page, request, launch),
    )


def found(request: Request, number: int) -> Launch:
    visible = Launch.objects.visible_to(request.user).select_related(
        "item__product", "item__acceptance__by__item", "lead__item", "problem__item", "market__item"
    )
    launch: Launch = get_object_or_404(visible, item__number=number)
    return launch


def product_of(request: Request, launch: Launch) -> Product:
    return get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), pk=launch.item.product_id)


def _page(request: Request, launch: Launch, *, status: int = 200, refusal: str = "", **forms: Any) -> HttpResponse:
    product, today = product_of(request, launch), Workspace.current().today
    plan = list(launch.steps.in_order().select_related("launch", "after__item"))
    seat, signed = _seat(request, launch), launch.signatures()
    context = {
        "product": product,
        "section": "launch",
        "launch": launch,
        "today": today,
        "refusal": refusal,
        "gates": launch.gates(today),
        "plan": [(step, step.is_late(today)) for step in plan],
        "done": sum(1 for step in plan if step.done_on),
        "total": len(plan),
        "goals": launch.goals,
        "owners": product.owners(),
        "signatures": [(side, product.owner(side), signed.get(side)) for side in ("pm", "pmm")],
        "seat": seat,
        "overrules": launch.item.overrules.select_related("by__item").order_by("at"),
        "days": (launch.day - today).days,
        "may_plan": request.user.may("plan the launch", launch),
        "may_accept": request.user.may("accept the launch plan", launch),
        "releases": launch.releases.select_related("item"),
        "panels": panels_of("launch", launch, request.user),
        "step_form": StepForm(auto_id="step_%s"),
        "paste_form": PasteForm(),
        "move_form": MoveForm(auto_id="move_%s"),
        "goal_form": GoalForm(auto_id="goal_%s"),
        "sign_form": SignForm(initial={"side": seat}, auto_id="sign_%s"),
        **forms,
    }
    return page(request, "launch/launch.html", context, status=status)


def _seat(request: Request, launch: Launch) -> str:
    hats = request.user.hats(launch.item.product_id)
    signed = launch.signatures()
    held = [side for side in ("pm", "pmm") if side in hats]
    return next((side for side in held if side not in signed), held[0] if held else "")


def _plan(product: Product, form: LaunchForm, by: Any) -> Launch:
    said = dict(form.cleaned_data)
    template = said.pop("template")
    made = Launch.plan(product, said.pop("title"), by=by, **said)
    if template:
        made.take_in(TEMPLATES[made.tier], by=by)
    return made


def _state(launch: Launch, form: GoalForm, by: Any) -> Goal:
    said = dict(form.cleaned_data)
    return Goal.state(launch, said.pop("title", None) or said.pop("metric"), by=by, **said)
