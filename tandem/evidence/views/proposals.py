"""What Tandem proposes about a note: that it speaks of something, and that it repeats another."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused
from tandem.evidence.forms import item_named
from tandem.evidence.models import Note, Suggestion, Theme
from tandem.evidence.views import notes
from tandem.evidence.views.acting import UNPROCESSABLE, press
from tandem.record.models import Item
from tandem.team.request import Request


@require_POST
def suggestion(request: Request, pk: int) -> HttpResponse:
    """Take what was suggested, link something else instead, or turn it down."""
    note = notes.note_found(request, pk)
    again = partial(notes.note_page, request, note)
    try:
        about, instead = _named(request, "about"), _named(request, "instead")
    except Refused as refused:
        return again(refusal=refused.sentence, status=UNPROCESSABLE)
    if about is None:
        return again(refusal="Say which suggestion you answer.", status=UNPROCESSABLE)
    verb, toast = _answer(note, about, instead, turned_down=request.POST.get("answer") == "no")
    return press(request, partial(verb, by=request.user), toast, note.get_absolute_url(), again)


@require_POST
def withdrawal(request: Request, pk: int) -> HttpResponse:
    """Take back what was answered."""
    note = notes.note_found(request, pk)
    again = partial(notes.note_page, request, note)
    try:
        about = _named(request, "about")
    except Refused as refused:
        return again(refusal=refused.sentence, status=UNPROCESSABLE)
    if about is None:
        return again(refusal="Say which answer you take back.", status=UNPROCESSABLE)
    verb = partial(Suggestion.withdraw, note, about, by=request.user)
    return press(request, verb, "Taken back", note.get_absolute_url(), again)


@require_POST
def theme(request: Request, pk: int) -> HttpResponse:
    """Put this note into another theme."""
    note = notes.note_found(request, pk)
    themes = Theme.objects.visible_to(request.user).filter(item__product=note.product_id).select_related("item")
    into = get_object_or_404(themes, item__number=_number(request.POST.get("into")))
    again = partial(notes.note_page, request, note)
    verb = partial(note.move, into, by=request.user)
    return press(request, verb, "Moved: it stays there after every re-run", note.get_absolute_url(), again)


@require_POST
def fold(request: Request, pk: int) -> HttpResponse:
    """Put this note under another that says the same."""
    note = notes.note_found(request, pk)
    into = get_object_or_404(Note.objects.visible_to(request.user), pk=_number(request.POST.get("under")))
    again = partial(notes.note_page, request, note)
    return press(request, partial(note.fold, into, by=request.user), "Folded", into.get_absolute_url(), again)


@require_POST
def unfolding(request: Request, pk: int) -> HttpResponse:
    """They are two notes after all."""
    note = notes.note_found(request, pk)
    again = partial(notes.note_page, request, note)
    return press(request, partial(note.unfold, by=request.user), "Taken apart", note.get_absolute_url(), again)


def _answer(note: Note, about: Item, instead: Item | None, *, turned_down: bool) -> tuple[Any, str]:
    if turned_down:
        return partial(Suggestion.turn_down, note, about), "Turned down"
    if instead is not None:
        return partial(Suggestion.correct, note, about, instead), f"Linked to {instead.mark} instead"
    return partial(Suggestion.take, note, about), f"Linked to {about.mark}"


def _named(request: Request, field: str) -> Item | None:
    return item_named(request.POST.get(field, ""), request.user)


def _number(text: str | None) -> int:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
