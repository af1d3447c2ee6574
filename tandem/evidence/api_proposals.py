"""Suggestions and folds of notes over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.evidence.api_notes import note_named
from tandem.evidence.api_words import AboutIn, Because, NoteOut, Said, example
from tandem.evidence.forms import item_named
from tandem.evidence.models import Fold, Note, Suggestion, Theme
from tandem.evidence.suggesting import suggestions
from tandem.record.models import Item
from tandem.team.request import Request

proposals = Router(tags=["Notes"])


class ProposalOut(Schema):
    """Something a note likely speaks of."""

    model_config = example(about="P-7", score=0.62, reason="Its theme speaks of it.")  # type: ignore[assignment]
    about: str
    score: float = Field(description="How sure, 0 to 1.")
    reason: str

    @staticmethod
    def resolve_about(row: Any) -> str:
        return str(row.about.mark)


class SuggestionAnswerOut(Schema):
    """What was answered to a suggestion: taken, corrected or turned down."""

    id: int
    about: str
    answer: str
    instead: str | None
    at: datetime

    @staticmethod
    def resolve_about(row: Any) -> str:
        return str(row.about.mark)

    @staticmethod
    def resolve_instead(row: Any) -> str | None:
        return str(row.instead.mark) if row.instead else None


class InsteadIn(AboutIn):
    """A suggestion and what the note speaks of in its place."""

    model_config = example(about="P-7", instead="P-9")
    instead: str = Field(max_length=40, description="The mark of the right one.")


class ThemeIn(Said):
    """A theme by its number."""

    model_config = example(theme=3)  # type: ignore[assignment]
    theme: int


class FoldIn(Said):
    """The note that this one repeats."""

    model_config = example(into=481)  # type: ignore[assignment]
    into: int


@proposals.get(
    "/{id}/suggestions", response=list[ProposalOut], operation_id="list_suggestions", summary="What a note may speak of"
)
def list_suggestions(request: Request, id: int) -> Any:
    """The likeliest problems and features, best first, with the reason: at most three."""
    return suggestions(note_named(request, id), request.user)


@proposals.post(
    "/{id}/suggestions/taking",
    response={201: SuggestionAnswerOut},
    operation_id="take_suggestion",
    summary="Take a suggestion",
)
def take_suggestion(request: Request, id: int, said: AboutIn) -> tuple[int, Suggestion]:
    """The note is linked to it."""
    return 201, Suggestion.take(note_named(request, id), _thing(request, said.about), by=request.user)


@proposals.post(
    "/{id}/suggestions/turning-down",
    response={201: SuggestionAnswerOut},
    operation_id="turn_down_suggestion",
    summary="Turn down a suggestion",
)
def turn_down_suggestion(request: Request, id: int, said: AboutIn) -> tuple[int, Suggestion]:
    """It is not suggested for this note again."""
    return 201, Suggestion.turn_down(note_named(request, id), _thing(request, said.about), by=request.user)


@proposals.post(
    "/{id}/suggestions/correction",
    response={201: SuggestionAnswerOut},
    operation_id="correct_suggestion",
    summary="Link something else than suggested",
)
def correct_suggestion(request: Request, id: int, said: InsteadIn) -> tuple[int, Suggestion]:
    """The note is linked to the other."""
    about, instead = _thing(request, said.about), _thing(request, said.instead)
    return 201, Suggestion.correct(note_named(request, id), about, instead, by=request.user)


@proposals.post(
    "/{id}/suggestions/withdrawal",
    response=SuggestionAnswerOut,
    operation_id="withdraw_answer",
    summary="Take back an answer to a suggestion",
)
def withdraw_answer(request: Request, id: int, said: AboutIn) -> Suggestion:
    """A link that came of it is taken back as well."""
    return Suggestion.withdraw(note_named(request, id), _thing(request, said.about), by=request.user)


@proposals.get("/{id}/repeats", response=list[NoteOut], operation_id="list_repeats", summary="What lies under a note")
def list_repeats(request: Request, id: int) -> Any:
    """Notes that say the same again, oldest first."""
    folded = Fold.objects.standing().filter(into=note_named(request, id)).values("note")
    return Note.objects.visible_to(request.user).with_speaker().filter(pk__in=folded).order_by("said_at", "pk")


@proposals.post("/{id}/theme", response=NoteOut, operation_id="move_note", summary="Put a note into another theme")
def move_note(request: Request, id: int, said: ThemeIn) -> Note:
    """It stays there after every re-run."""
    theme = get_object_or_404(Theme.objects.visible_to(request.user).select_related("item"), item__number=said.theme)
    note = note_named(request, id)
    note.move(theme, by=request.user)
    return note


@proposals.post("/{id}/fold", response=NoteOut, operation_id="fold_note", summary="Fold a note under another")
def fold_note(request: Request, id: int, said: FoldIn) -> Note:
    """It repeats the other and is counted with it."""
    note = note_named(request, id)
    note.fold(note_named(request, said.into), by=request.user)
    return note


@proposals.post("/{id}/unfolding", response=NoteOut, operation_id="unfold_note", summary="Take folded notes apart")
def unfold_note(request: Request, id: int, said: Because) -> Note:
    """Each counts for itself again."""
    note = note_named(request, id)
    note.unfold(by=request.user)
    return note


def _thing(request: Request, mark: str) -> Item:
    found = item_named(mark, request.user)
    if found is None:
        raise Refused("Say which suggestion you mean, such as P-7.")
    return found
