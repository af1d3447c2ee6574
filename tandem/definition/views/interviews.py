"""Pages of interviews: the plan, whom to ask, what was said, and the page that tells of one conversation."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.definition.interview_forms import HeldForm, InterviewForm
from tandem.definition.models import Interview, Interviewee, Problem
from tandem.definition.models.interview import STATES
from tandem.definition.recruiting import candidates
from tandem.definition.snapshots import snapshot_of
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of, revise, said_in
from tandem.evidence.models import Contact, Note
from tandem.record.reactions import panels_of
from tandem.team.models import Workspace
from tandem.team.request import Request

SAID = [(state, label) for state, label in STATES if state != "held"]


def new(request: Request, number: int) -> HttpResponse:
    """Plan conversations about a problem."""
    seen = Problem.objects.visible_to(request.user).with_item()
    problem: Problem = get_object_or_404(seen, item__number=number)
    form = InterviewForm(said_in(request), initial={"title": f"Conversations about: {problem.title}"[:300]})

    def verb() -> Interview:
        return Interview.plan(problem, by=request.user, **form.cleaned_data)

    if request.method == "POST" and (made := attempt(form, verb)):
        return see(request, made.get_absolute_url(), f"{made.mark} planned")
    product = product_of(request, problem)
    asked = urlencode({"about": problem.mark, "with_pm": "1"})
    note_url = f"/products/{product.slug}/notes/new?{asked}"
    context = {"form": form, "problem": problem, "product": product, "note_url": note_url, "section": "definition"}
    return page(request, "definition/interview_new.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    return revise(request, found(request, number))


@require_POST
def people(request: Request, number: int) -> HttpResponse:
    """Name somebody by the key of the contact or by address, or with `gone` take them off the list."""
    plan = found(request, number)
    if gone := request.POST.get("gone", ""):
        return _press(request, plan, partial(plan.drop, number_in(gone), by=request.user), "Taken off the list")
    who = request.POST.get("contact", "").strip()
    known = Contact.objects.visible_to(request.user)
    contact = known.filter(Q(pk=number_in(who)) if who.isdecimal() else Q(email__iexact=who)).first()
    return _press(request, plan, partial(plan.choose, contact, by=request.user), "Added to the list")


@require_POST
def state(request: Request, number: int, person: int) -> HttpResponse:
    """Invited, agreed or declined."""
    plan = found(request, number)
    said, because = request.POST.get("state", ""), request.POST.get("because", "")
    verb = partial(plan.say_state, person, said, because=because, by=request.user)
    return _press(request, plan, verb, "Noted")


def conversation(request: Request, number: int, person: int) -> HttpResponse:
    """What was said in one conversation becomes a note about the problem."""
    plan = found(request, number)
    form = HeldForm(said_in(request), initial={"note": None, "held_on": Workspace.current().today})
    if request.method == "POST" and (one := attempt(form, partial(_hold, request, plan, person, form))):
        return see(request, f"{plan.get_absolute_url()}/people/{one.pk}/snapshot", "Kept; the note counts as evidence")
    one = get_object_or_404(plan.people.filter(dropped_at=None).select_related("contact__company__item"), pk=person)
    context = {"form": form, "plan": plan, "person": one, "product": product_of(request, plan), "section": "definition"}
    return page(request, "definition/interview_held.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def learned(request: Request, number: int, person: int) -> HttpResponse:
    """What a conversation taught."""
    plan = found(request, number)
    verb = partial(plan.learn, person, request.POST.get("learned", ""), by=request.user)
    url = f"{plan.get_absolute_url()}/people/{person}/snapshot"
    return press(request, verb, "Kept", url, partial(_page, request, plan))


def snapshot(request: Request, number: int, person: int) -> HttpResponse:
    """One page about one conversation, to read or print: who, quick facts, their words, what was learned."""
    plan = found(request, number)
    rows = plan.people.filter(dropped_at=None).select_related("contact__company__item", "note__source__item")
    one = get_object_or_404(rows, pk=person)
    context = {
        "plan": plan,
        "person": one,
        "snapshot": snapshot_of(one, request.user),
        "product": product_of(request, plan),
        "may_draft": request.user.may("draft definition", plan),
        "section": "definition",
    }
    return page(request, "definition/snapshot.html", context)


def found(request: Request, number: int) -> Interview:
    seen = Interview.objects.visible_to(request.user).select_related("item", "problem__item")
    plan: Interview = get_object_or_404(seen, item__number=number)
    return plan


def _page(request: Request, plan: Interview, refusal: str = "", status: int = 200) -> HttpResponse:
    plan = found(request, plan.number)
    standing = list(plan.people.filter(dropped_at=None).select_related("contact__company__item"))
    held = sum(one.state == "held" for one in standing)
    context: dict[str, Any] = {
        "plan": plan,
        "problem": plan.problem,
        "product": product_of(request, plan),
        "people": standing,
        "held": held,
        "states": SAID,
        "candidates": candidates(plan, request.user, Workspace.current().today),
        "may_draft": request.user.may("draft definition", plan),
        "panels": panels_of("interview", plan, request.user),
        "refusal": refusal,
        "section": "definition",
    }
    return page(request, "definition/interview.html", context, status=status)


def _hold(request: Request, plan: Interview, person: int, form: HeldForm) -> Interviewee:
    said = dict(form.cleaned_data)
    number = said.pop("note")
    note = Note.objects.visible_to(request.user).filter(pk=number).first() if number else None
    if number and note is None:
        raise Refused("There is no note of that number that you may see.")
    return plan.hold(person, note=note, by=request.user, **said)


def _press(request: Request, plan: Interview, verb: Any, toast: str) -> HttpResponse:
    return press(request, verb, toast, f"{plan.get_absolute_url()}#people", partial(_page, request, plan))
