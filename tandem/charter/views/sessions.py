"""Pages of sessions: what is planned, with whom, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.charter import forms
from tandem.charter.models import CharterMember, Program, Session
from tandem.charter.views.programs import found as found_program
from tandem.core import clock
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of
from tandem.team.request import Request


def listed(request: Request, number: int) -> HttpResponse:
    """The sessions of a program, the next ones first, and planning another."""
    program = found_program(request, number)
    form = forms.SessionForm(request.POST or None, members=_members(program))
    if request.method == "POST" and (made := attempt(form, partial(_plan, program, form, request.user))):
        return see(request, made.get_absolute_url(), "Session planned")
    sessions = list(
        program.sessions.in_use().select_related("item").prefetch_related("members__item").order_by("-starts_at")
    )
    context = {
        **_about(request, program), "form": form, "held": [one for one in sessions if one.is_held],
        "to_come": [one for one in reversed(sessions) if not one.is_held],
    }  # fmt: skip
    return page(request, "charter/sessions.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return shown(request, found(request, number))


@require_POST
def outcome(request: Request, number: int) -> HttpResponse:
    """It was held; what came of it."""
    session = found(request, number)
    form = forms.OutcomeForm(request.POST)
    attempt(form, lambda: session.hold(by=request.user, **form.cleaned_data))
    if not form.errors:
        return see(request, session.get_absolute_url(), "Session held")
    return shown(request, session, form=form, status=UNPROCESSABLE)


@require_POST
def reopening(request: Request, number: int) -> HttpResponse:
    """It did not happen after all."""
    session = found(request, number)
    verb = partial(session.reopen, by=request.user)
    return press(request, verb, "Open again", session.get_absolute_url(), partial(shown, request, session))


@require_POST
def answers(request: Request, number: int) -> HttpResponse:
    """A member has answered the questions."""
    session = found(request, number)
    said = request.POST.get("member", "")
    members = CharterMember.objects.visible_to(request.user).with_company()
    member = get_object_or_404(members, item__number=number_in(said))
    verb = partial(session.note_answers, member, by=request.user)
    return press(
        request, verb, f"{member.title} has answered", session.get_absolute_url(), partial(shown, request, session)
    )


def found(request: Request, number: int) -> Session:
    sessions = Session.objects.visible_to(request.user).select_related("item", "program__item")
    one: Session = get_object_or_404(sessions.prefetch_related("members__item", "answered"), item__number=number)
    return one


def shown(
    request: Request, session: Session, *, form: Any = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    session = found(request, session.number)
    waiting = {member.pk for member in session.waiting()}
    context = {
        **_about(request, session.program), "session": session, "refusal": refusal, "form": form or forms.OutcomeForm(),
        "members": [{"member": member, "waits": member.pk in waiting} for member in session.members.all()],
        "has_begun": session.starts_at <= clock.now(),
    }  # fmt: skip
    return page(request, "charter/session.html", context, status=status)


def _about(request: Request, program: Program) -> dict[str, Any]:
    by: Any = request.user
    may_run = by.may("run the charter", program)
    return {"program": program, "product": product_of(request, program), "section": "charter", "may_run": may_run}


def _members(program: Program) -> Any:
    return program.members.taking_a_place().select_related("item").order_by("item__title")


def _plan(program: Program, form: Any, by: Any) -> Session:
    said = dict(form.cleaned_data)
    return Session.plan(program, said.pop("title"), by=by, **said)
