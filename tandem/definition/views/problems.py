"""Pages of problems: what customers cannot do, how many said so, and what is missing before it counts."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.definition.against import against
from tandem.definition.forms import AskForm, DeclineForm, ProblemForm, ReasonForm
from tandem.definition.grounds import evidence_for_many, evidence_on_page
from tandem.definition.models import Decision, Feature, Interview, Problem, Serving
from tandem.definition.steps import Steps
from tandem.definition.views.acting import attempt, onward_from, press, product_named, product_of, revise, said_in
from tandem.definition.ways import notes_about, ways_to_validate
from tandem.evidence.models import Note, Theme
from tandem.evidence.quoting import quotes_of
from tandem.record.reactions import panels_of
from tandem.team.models import Input, Product, Workspace
from tandem.team.request import Request
from tandem.team.seam import sources_of

QUOTES = 4


def new(request: Request) -> HttpResponse:
    """Open a problem, empty or from a theme."""
    theme = _theme(request)
    product = product_named(request, request.GET.get("product")) if theme is None else product_of(request, theme)
    form = ProblemForm(said_in(request), initial=_suggested(theme) if theme else {})
    said = partial(_open, product, form, theme, request.user)
    if request.method == "POST" and (made := attempt(form, said)):
        return see(request, made.get_absolute_url(), f"{made.mark} opened")
    context = {"form": form, "theme": theme, "product": product, "section": "definition"}
    return page(request, "definition/problem_new.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    return revise(request, _found(request, number))


@require_POST
def validation(request: Request, number: int) -> HttpResponse:
    problem = _found(request, number)
    verb = partial(problem.validate, by=request.user, because=request.POST.get("because", ""))
    return press(
        request, verb, f"{problem.mark} is validated", problem.get_absolute_url(), partial(_page, request, problem)
    )


@require_POST
def refutation(request: Request, number: int) -> HttpResponse:
    problem = _found(request, number)
    verb = partial(problem.refute, by=request.user, because=request.POST.get("because", ""))
    return press(
        request, verb, f"{problem.mark} is refuted", problem.get_absolute_url(), partial(_page, request, problem)
    )


@require_POST
def withdrawal(request: Request, number: int) -> HttpResponse:
    problem = _found(request, number)
    verb = partial(problem.withdraw_verdict, by=request.user)
    return press(
        request, verb, "The verdict was withdrawn", problem.get_absolute_url(), partial(_page, request, problem)
    )


@require_POST
def acceptance(request: Request, number: int) -> HttpResponse:
    problem = _found(request, number)
    verb = partial(problem.accept, by=request.user)
    return press(
        request, verb, f"{problem.mark} accepted", problem.get_absolute_url(), partial(_page, request, problem)
    )


@require_POST
def solution(request: Request, number: int) -> HttpResponse:
    """Enough of those who voiced it say that it is solved."""
    problem = _found(request, number)
    verb = partial(problem.solve, by=request.user)
    return press(request, verb, f"{problem.mark} solved", problem.get_absolute_url(), partial(_page, request, problem))


@require_POST
def status(request: Request, number: int) -> HttpResponse:
    """Move it to another status of its product; into another state by the verdict that leads there."""
    problem = _found(request, number)
    steps = Steps(problem.item.product, "problem")
    key, because = request.POST.get("stage", ""), request.POST.get("because", "")
    verb = partial(steps.put, problem, key, by=request.user, because=because)
    url = f"{problem.get_absolute_url()}#status"
    return press(request, verb, f"{problem.mark} moved", url, partial(_page, request, problem))


@require_POST
def contraries(request: Request, number: int) -> HttpResponse:
    """Count a note against it, or with `gone` no longer."""
    problem = _found(request, number)
    key = number_in(request.POST.get("note", "").strip())
    url, again = f"{problem.get_absolute_url()}#against", partial(_page, request, problem)
    if request.POST.get("gone"):
        return press(request, partial(problem.no_longer_against, key, by=request.user), "Taken back", url, again)
    note = get_object_or_404(Note.objects.visible_to(request.user), pk=key)
    verb = partial(problem.count_against, note, because=request.POST.get("because", ""), by=request.user)
    return press(request, verb, "It speaks against the problem now", url, again)


def _found(request: Request, number: int) -> Problem:
    found: Problem = get_object_or_404(Problem.objects.visible_to(request.user).with_item(), item__number=number)
    return found


def _page(request: Request, problem: Problem, refusal: str = "", status: int = 200) -> HttpResponse:
    problem = _found(request, problem.number)
    context = {**about(problem, request.user), "refusal": refusal, "section": "definition"}
    return page(request, "definition/problem.html", context, status=status)


def about(problem: Problem, member: Any) -> dict[str, Any]:
    """Everything the page of a problem shows."""
    product, today = Product.objects.select_related("item").get(pk=problem.item.product_id), Workspace.current().today
    evidence = evidence_on_page(problem, today)
    return {
        "problem": problem,
        "product": product,
        "evidence": evidence,
        "notes_url": notes_about(product, problem),
        "checks": problem.checks(ways_to_validate(product, problem, evidence), evidence),
        "quotes": quotes_of(problem.item, QUOTES),
        "against": against(problem),
        "interviews": list(Interview.objects.about(problem).in_use().counted().select_related("item")),
        "may_draft": member.may("draft definition", problem),
        "solutions": _solutions(problem, member, today),
        "decisions": Decision.objects.about(problem.item)
        .in_use()
        .select_related("item")
        .order_by("-decided_on", "-pk"),
        "verdict": problem.standing_verdict(),
        "pm": product.pm,
        "steps": Steps(product, "problem"),
        **inputs_to(problem, evidence),
        "today": today,
        "may_accept": member.may("accept definition", problem),
        "may_answer": member.may("answer input", problem),
        "ask": AskForm(initial={"about": problem.mark, "to_side": "pmm"}),
        "reason": ReasonForm(),
        "onward": onward_from(problem.item, member),
        "panels": panels_of("problem", problem, member),
    }


def inputs_to(noun: Any, evidence: Any) -> dict[str, Any]:
    """What others gave to the definition: customers first, the marketer and everyone else beside them."""
    inputs = inputs_waiting(noun)
    return {"inputs": inputs, "sources": sources_of([one["input"] for one in inputs], "pm", evidence)}


def inputs_waiting(noun: Any) -> list[dict[str, Any]]:
    """What was said about it to the product manager, newest first: how long it waits, and the way to answer."""
    today = Workspace.current().today
    given = Input.objects.filter(about=noun.item, to_side="pm", item__retired_at=None).select_related(
        "item", "by__item", "answered"
    )
    return [
        {
            "input": one,
            "days": one.waiting_days(today),
            "answer": getattr(one, "answered", None),
            "url": f"/inputs/{one.number}/answer",
            "opens": f"decline-{one.number}",
            "form": DeclineForm(auto_id=f"decline_{one.number}_%s"),
        }
        for one in given.order_by("-asked_on", "-pk")
    ]


def _solutions(problem: Problem, member: Any, today: Any) -> list[dict[str, Any]]:
    there = Serving.objects.visible_to(member).accepted().filter(problems=problem).values("feature")
    own = problem.features.values("pk")
    seen = Feature.objects.visible_to(member).filter(Q(pk__in=own) | Q(pk__in=there))
    features = list(seen.in_use().with_definition().select_related("item__product").order_by("item__number"))
    heard = evidence_for_many(features, today)
    return [
        {"feature": one, "readiness": one.readiness, "score": one.score(heard[one.pk].companies)} for one in features
    ]


def _theme(request: Request) -> Theme | None:
    said = request.GET.get("theme", "")
    if not said:
        return None
    seen = Theme.objects.visible_to(request.user).select_related("item__product")
    found: Theme = get_object_or_404(seen, item__number=number_in(said))
    return found


def _suggested(theme: Theme) -> dict[str, str]:
    """A title and a statement, read off the theme for a person to put into words."""
    heard = f"{theme.note_count} notes from {theme.company_count} companies"
    words = f" They speak of {theme.keyword_line}." if theme.keywords else ""
    return {"title": theme.title, "statement": f"Said in {heard}.{words}"}


def _open(product: Any, form: ProblemForm, theme: Theme | None, by: Any) -> Problem:
    return Problem.open(product, theme=theme, by=by, **form.cleaned_data)
