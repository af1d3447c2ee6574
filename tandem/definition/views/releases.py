"""Pages of releases: scope, dates, goals stated before they ship, and what holds them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.definition.availability import holds
from tandem.definition.forms import AskForm, GoalForm, ReasonForm, ReleaseForm
from tandem.definition.models import Decision, Feature, Goal, Release
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named, revise, said_in
from tandem.record.reactions import panels_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request


def new(request: Request) -> HttpResponse:
    """Plan a release."""
    product = product_named(request, request.GET.get("product"))
    form = ReleaseForm(said_in(request))
    if request.method == "POST" and (made := attempt(form, partial(_plan, product, form, request.user))):
        return see(request, made.get_absolute_url(), f"{made.title} planned")
    context = {"form": form, "product": product, "section": "definition"}
    return page(request, "definition/release_new.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    return revise(request, _found(request, number))


@require_POST
def goals(request: Request, number: int) -> HttpResponse:
    """State a goal."""
    release = _found(request, number)
    form = GoalForm(request.POST, auto_id="goal_%s")
    if attempt(form, partial(_state, release, form, request.user)) is None:
        return _page(request, release, status=UNPROCESSABLE, goal_form=form)
    return see(request, f"{release.get_absolute_url()}#goals", "Goal stated")


@require_POST
def charter_release(request: Request, number: int) -> HttpResponse:
    release = _found(request, number)
    verb = partial(release.release_to_charter, by=request.user)
    return press(
        request, verb, "Released to charter customers", release.get_absolute_url(), partial(_page, request, release)
    )


@require_POST
def availability(request: Request, number: int) -> HttpResponse:
    release = _found(request, number)
    verb = partial(release.make_available, by=request.user, because=request.POST.get("because", ""))
    return press(
        request,
        verb,
        f"{release.title} is generally available",
        release.get_absolute_url(),
        partial(_page, request, release),
    )


def _found(request: Request, number: int) -> Release:
    one: Release = get_object_or_404(
        Release.objects.visible_to(request.user).select_related("item"), item__number=number
    )
    return one


def _page(request: Request, release: Release, *, refusal: str = "", status: int = 200, **filled: Any) -> HttpResponse:
    release = _found(request, release.number)
    context = {**_about(release, request.user), "goal_form": GoalForm(auto_id="goal_%s"), **filled}
    return page(
        request, "definition/release.html", {**context, "refusal": refusal, "section": "definition"}, status=status
    )


def _about(release: Release, member: Any) -> dict[str, Any]:
    """Everything the page of a release shows."""
    product, today = Product.objects.select_related("item").get(pk=release.item.product_id), Workspace.current().today
    scope = [{"feature": one, "readiness": one.readiness} for one in release.scope().with_definition()]
    ready = [one for one in scope if one["readiness"].is_ready or one["feature"].status == "shipped"]
    return {
        "release": release,
        "product": product,
        "pm": product.pm,
        "scope": sorted(scope, key=lambda one: one in ready),
        "ready_count": len(ready),
        "goals": list(release.goals),
        "holds": holds(release, today),
        "dropped": Feature.objects.filter(release=release, status="dropped")
        .select_related("item")
        .order_by("item__number"),
        "decisions": Decision.objects.about(release.item)
        .in_use()
        .select_related("item__acceptance")
        .order_by("-decided_on", "-pk"),
        "may_accept": member.may("accept definition", release),
        "reason": ReasonForm(auto_id="reason_%s"),
        "ask": AskForm(initial={"about": release.mark, "to_side": "pmm"}, auto_id="ask_%s"),
        "panels": panels_of("release", release, member),
    }


def _plan(product: Any, form: ReleaseForm, by: Any) -> Release:
    said = dict(form.cleaned_data)
    return Release.plan(product, said.pop("title"), by=by, **said)


def _state(release: Release, form: GoalForm, by: Any) -> Goal:
    said = dict(form.cleaned_data)
    return Goal.state(release, said.pop("title"), by=by, **said)
