"""The page of notices: what a member asked to be told."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.core import mail
from tandem.core.acting import attempt
from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.team.forms_of_talk import ChoicesForm
from tandem.team.models import Choices, Notice, Workspace
from tandem.team.request import Request


def index(request: Request) -> HttpResponse:
    """All of one's own, the newest first."""
    told = Notice.objects.visible_to(request.user)
    shown = Keyset(told, order=("-at", "-id"), after=request.GET.get("after"), size=50).page()
    context = {"notices": shown, "unread": told.unread().exists(), "section": "notices"}
    return page(request, "team/notices.html", context)


def choices(request: Request) -> HttpResponse:
    """How to be told of each thing, and when the digest comes."""
    mine, usual = Choices.of(request.user), Workspace.current().time_zone
    form = ChoicesForm(request.POST or None, choices=mine, usual=usual)
    if request.method == "POST" and attempt(form, partial(_choose, form, request.user)):
        return see(request, "/me/notices", "Saved")
    context = {"section": "notices", "form": form, "leaves": mail.leaves(), "email": request.user.email}
    return page(request, "team/choices.html", context, status=422 if form.errors else 200)


@require_POST
def reading(request: Request) -> HttpResponse:
    """Mark all of them as read."""
    Notice.objects.visible_to(request.user).read()
    return see(request, "/notices", "Marked as read")


def _choose(form: ChoicesForm, by: Any) -> bool:
    said = form.cleaned_data
    Choices.choose(form.ways, digest_hour=said["digest_hour"], time_zone=said["time_zone"], by=by)
    return True
