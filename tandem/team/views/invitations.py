"""Invitations: asking people to join, and the page on which they do."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tandem.core import mail
from tandem.core.acting import attempt
from tandem.core.htmx import page, see
from tandem.core.limits import is_too_often
from tandem.core.paging import Keyset
from tandem.team.forms_of_members import AcceptanceForm, InvitationForm
from tandem.team.inviting import Asked, deliver, invite_all
from tandem.team.models import Invitation, Workspace
from tandem.team.models.invitation import UNKNOWN, Invitee
from tandem.team.request import Request

SIGNS_IN_BY = "allauth.account.auth_backends.AuthenticationBackend"
GONE, TOO_MANY = 410, 429
MOST, WITHIN = 30, 600


@never_cache
def invitations(request: Request) -> HttpResponse:
    """Who is invited and has not come yet; inviting more. A link that is given by hand is shown once, right here."""
    form = InvitationForm(request.POST or None, member=request.user)
    if request.method != "POST":
        return _page(request, form)
    asked = attempt(form, partial(_invite, form, request.user))
    if asked is None:
        return _page(request, form, status=422)
    wrong = [one for one in asked if one.wrong]
    left = {**request.POST.dict(), "emails": "\n".join(one.email for one in wrong)}
    again = InvitationForm(initial=left, member=request.user)
    return _page(request, again if wrong else InvitationForm(member=request.user), asked=asked)


@require_POST
@never_cache
def sending(request: Request, number: int) -> HttpResponse:
    """Send it once more, with a new link; or make the link to give it by hand."""
    found = _found(number)
    found.send_again(by=request.user)
    if request.POST.get("by") == "hand":
        found.make_link(by=request.user)
    else:
        deliver(found, by=request.user)
    if not found.link:
        return see(request, "/invitations", f"A new link is on its way to {found}")
    return _page(request, InvitationForm(member=request.user), asked=[Asked(found.email, found)])


@require_POST
def withdrawal(request: Request, number: int) -> HttpResponse:
    """Nobody can accept it any more."""
    found = _found(number)
    found.withdraw(by=request.user)
    return see(request, "/invitations", f"The invitation of {found} is withdrawn")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def join(request: Request, secret: str) -> HttpResponse:
    """Whoever has the link says who they are, and is in. Looking at it uses nothing up: mail programs look at links."""
    found = Invitation.found_by(secret)
    if found is None or found.why_dead:
        return _dead(request, found.why_dead if found else UNKNOWN)
    if request.user.is_authenticated:
        sentence = f"You are signed in as {request.user}. Sign out first: this invitation is for {found}."
        return render(request, "team/join.html", {"sentence": sentence, "sign_out": True})
    if request.method == "POST" and is_too_often(request, "join", most=MOST, seconds=WITHIN):
        return _dead(request, "Too many attempts came from your network. Try again in ten minutes.", TOO_MANY)
    form = AcceptanceForm(request.POST or None)
    if member := attempt(form, partial(_accept, found, form)) if request.method == "POST" else None:
        login(request, member, backend=SIGNS_IN_BY)
        return see(request, "/", f"Welcome, {member}")
    context = {"form": form, "invitation": found, "workspace": Workspace.current()}
    return render(request, "team/join.html", context, status=422 if form.errors else 200)


def _dead(request: Request, sentence: str, status: int = GONE) -> HttpResponse:
    return render(request, "team/join.html", {"sentence": sentence}, status=status)


def _invite(form: InvitationForm, by: Any) -> list[Asked]:
    said = form.cleaned_data
    return invite_all(said["emails"], role=said["role"], product=said["product"], side=said["side"], by=by)


def _accept(found: Invitation, form: AcceptanceForm) -> Any:
    return found.accept(form.cleaned_data["name"], password=form.cleaned_data["password"], by=Invitee())


def _page(
    request: Request, form: InvitationForm, *, asked: list[Asked] | None = None, status: int = 200
) -> HttpResponse:
    standing = Invitation.objects.visible_to(request.user).standing().select_related("by__item", "product__item")
    asked = asked or []
    context = {
        "section": "team",
        "form": form,
        "listed": Keyset(standing, order=("-made_at", "-id"), after=request.GET.get("after"), size=50).page(),
        "links": [one for one in asked if one.invitation and one.invitation.link],
        "mailed": [one for one in asked if one.invitation and not one.invitation.link],
        "wrong": [one for one in asked if one.wrong],
        "leaves": mail.leaves(),
        "may": request.user.may("administer"),
    }
    return page(request, "team/invitations.html", context, status=status)


def _found(number: int) -> Invitation:
    found: Invitation = get_object_or_404(Invitation.objects.select_related("by__item", "product__item"), pk=number)
    return found
