"""Pages of features: requirements, experience and validation, and the notes that may speak for it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.core.serving import download
from tandem.definition import forms
from tandem.definition.feature_forms import ExperienceForm, PlanForm, RequirementForm, StepForm, ValidationForm
from tandem.definition.following import blocked_by, needs_of
from tandem.definition.grounds import evidence_on_page, solved_by
from tandem.definition.models import Decision, Experience, Feature, Problem, Release, Validation
from tandem.definition.steps import Steps
from tandem.definition.suggesting import suggested_notes
from tandem.definition.views.acting import attempt, onward_from, product_named, product_of, revise, said_in
from tandem.definition.views.problems import inputs_to
from tandem.definition.ways import notes_about
from tandem.evidence.quoting import quotes_of
from tandem.record.reactions import panels_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request

QUOTES = 4


def new(request: Request) -> HttpResponse:
    """Open a feature, empty or for a problem."""
    problem = _asked_problem(request)
    product = product_of(request, problem) if problem else product_named(request, request.GET.get("product"))
    form = forms.FeatureForm(
        said_in(request),
        problems=Problem.objects.of(product).in_use().select_related("item").order_by("item__number"),
        initial={"problems": [problem.number] if problem else []},
    )
    if request.method == "POST" and (made := attempt(form, partial(_open, product, form, request.user))):
        return see(request, made.get_absolute_url(), f"{made.mark} opened")
    context = {"form": form, "product": product, "problem": problem, "section": "definition"}
    return page(request, "definition/feature_new.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return shown(request, found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    return revise(request, found(request, number))


def estimate(request: Request, number: int) -> HttpResponse:
    """The numbers of its score."""
    return revise(request, found(request, number), forms.ReviseEstimate)


def file(request: Request, number: int, position: int) -> FileResponse:
    """The file of an experience, always to be saved, never run by the browser as a page of ours."""
    kept: Experience = get_object_or_404(
        Experience.objects.select_related("file"), feature=found(request, number), position=position, file__isnull=False
    )
    return download(kept.file)


def found(request: Request, number: int) -> Feature:
    one: Feature = get_object_or_404(Feature.objects.visible_to(request.user).with_definition(), item__number=number)
    return one


def shown(request: Request, feature: Feature, *, refusal: str = "", status: int = 200, **filled: Any) -> HttpResponse:
    """The page of a feature; `filled` are forms that were refused, with what was typed into them."""
    feature = found(request, feature.number)
    context = {**_parts(feature, request.user), **_surroundings(feature, request.user)}
    context |= {**_empty_forms(feature), **filled}
    return page(
        request, "definition/feature.html", {**context, "refusal": refusal, "section": "definition"}, status=status
    )


def _parts(feature: Feature, member: Any) -> dict[str, Any]:
    """The definition itself."""
    tests = feature.validations.in_use().select_related("item__acceptance").prefetch_related("companies__item", "asked")
    return {
        "feature": feature,
        "readiness": feature.readiness,
        "bars": feature.readiness.bars,
        "problems": list(feature.problems.all()),
        "requirements": list(feature.requirements.all()),
        "experiences": _experiences(feature),
        "needs": needs_of(feature, member),
        "blocks": blocked_by(feature, member),
        "validations": [(held, _told(held)) for held in tests.order_by("-held_on", "-pk")],
    }


def _told(held: Validation) -> str:
    """With whom a test was held and what happened, on one line."""
    names = [company.title for company in held.companies.all()]
    others = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return " · ".join(part for part in (held.mark, ", ".join(names[:3]) + others, held.happened) if part)


def _experiences(feature: Feature) -> list[Experience]:
    """What shows it, with steps and pages; each flow has a form for its next step."""
    shown = list(feature.experiences.all())
    prefetch_related_objects(shown, "steps", "pages")
    for one in shown:
        one.next_step = StepForm(auto_id=f"step_{one.position}_%s", position=one.position)  # type: ignore[attr-defined]
    return shown


def _surroundings(feature: Feature, member: Any) -> dict[str, Any]:
    """What it rests on, what rests on it, who answers for it."""
    product, today = Product.objects.select_related("item").get(pk=feature.item.product_id), Workspace.current().today
    evidence = evidence_on_page(feature, today)
    through = solved_by(feature)
    return {
        "product": product,
        "pm": product.pm,
        "steps": Steps(product, "feature"),
        "evidence": evidence,
        "score": feature.score(evidence.companies),
        "quotes": quotes_of(feature.item, QUOTES, through=through),
        "suggested": suggested_notes(feature, member),
        "notes_url": notes_about(product, feature),
        **inputs_to(feature, evidence),
        "may_answer": member.may("answer input", feature),
        "may_accept": member.may("accept definition", feature),
        "may_draft": member.may("draft definition", feature),
        "onward": onward_from(feature.item, member),
        "decisions": Decision.objects.about(feature.item)
        .in_use()
        .select_related("item")
        .order_by("-decided_on", "-pk"),
        "panels": panels_of("feature", feature, member),
    }


def _empty_forms(feature: Feature) -> dict[str, Any]:
    releases = Release.objects.of(feature.item.product).in_use().still_to_come().select_related("item")
    return {
        "requirement_form": RequirementForm(auto_id="requirement_%s"),
        "experience_form": ExperienceForm(auto_id="experience_%s"),
        "validation_form": ValidationForm(auto_id="validation_%s"),
        "plan_form": PlanForm(auto_id="plan_%s"),
        "reason": forms.ReasonForm(auto_id="reason_%s"),
        "scope_form": forms.ScopeForm(
            releases=releases, initial={"release": feature.release and feature.release.number}
        ),
        "ask": forms.AskForm(initial={"about": feature.mark, "to_side": "pmm"}, auto_id="ask_%s"),
    }


def _asked_problem(request: Request) -> Problem | None:
    said = request.GET.get("problem", "")
    if not said:
        return None
    seen = Problem.objects.visible_to(request.user).with_item()
    asked: Problem = get_object_or_404(seen, item__number=number_in(said))
    return asked


def _open(product: Any, form: forms.FeatureForm, by: Any) -> Feature:
    return Feature.open(product, by=by, **form.cleaned_data)
