"""Comments beside a thing: writing, mending, taking back; whom an at sign may mean; following."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from tandem.core.acting import attempt
from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.team.forms_of_talk import CommentForm
from tandem.team.models import Comment, Follow
from tandem.team.request import Request
from tandem.team.talking import Place, called_by, people_called, place_at


@require_POST
def comments(request: Request) -> HttpResponse:
    """Say something beside a thing."""
    place = _place(request, request.POST.get("about", ""))
    under = _under(request, request.POST.get("under", ""))
    written = Comment.write(place.item, request.POST.get("text", ""), note=place.note, under=under, by=request.user)
    return see(request, written.address, "Said")


def comment(request: Request, number: int) -> HttpResponse:
    """Mend one's own comment while it is fresh."""
    found = _comment(request, number)
    form = CommentForm(request.POST or None, initial={"text": found.text})
    if not found.can_be_changed(request.user) and request.method == "GET":
        raise Refused("A comment can be changed by its author, for fifteen minutes.")
    if request.method == "POST" and attempt(form, partial(_mend, found, form, request.user)):
        return see(request, found.address, "Changed")
    context = {"section": "team", "form": form, "place": _place(request, found.address.partition("#")[0])}
    return page(request, "team/comment_edit.html", context, status=422 if form.errors else 200)


@require_POST
def comment_state(request: Request, number: int) -> HttpResponse:
    """Take a comment back, or put it back."""
    found = _comment(request, number)
    if request.POST.get("state") == "back":
        found.put_back(by=request.user)
        return see(request, found.address, "Put back")
    found.take_back(by=request.user)
    return see(request, found.address, "Taken back")


@require_GET
def people(request: Request) -> HttpResponse:
    """Whom the letters after an at sign may mean: those who see the thing."""
    place, begins = _place(request, request.GET.get("about", "")), request.GET.get("q", "").strip()[:60]
    found = people_called(begins, place.item)
    return page(request, "team/comment_people.html", {"people": called_by(found)})


@require_POST
def follows(request: Request) -> HttpResponse:
    """Follow a thing, or no longer."""
    place = _place(request, request.POST.get("about", ""))
    if request.POST.get("on"):
        Follow.begin(place.item, note=place.note, by=request.user)
        return see(request, f"{place.url}#talk", f"You follow {place.mark}")
    Follow.end(place.item, note=place.note, by=request.user)
    return see(request, f"{place.url}#talk", f"You no longer follow {place.mark}")


def _mend(found: Comment, form: CommentForm, by: Any) -> bool:
    found.mend(form.cleaned_data["text"], by=by)
    return True


def _place(request: Request, said: str) -> Place:
    if place := place_at(said, request.user):
        return place
    raise Http404


def _comment(request: Request, number: int) -> Comment:
    found: Comment = get_object_or_404(
        Comment.objects.visible_to(request.user).select_related("about__product", "by__item", "taken_back_by__item"),
        pk=number,
    )
    return found


def _under(request: Request, said: str) -> Comment | None:
    return _comment(request, number_in(said)) if said else None
