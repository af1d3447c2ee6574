"""Notes and highlights over the API."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from tandem.core.errors import Refused
from tandem.evidence.api_sorting import assignable
from tandem.evidence.api_words import AboutIn, Because, Consent, Feeling, HighlightOut, NoteOut, Said, example, listed
from tandem.evidence.filters import ANY_STATE, NoteFilter
from tandem.evidence.forms import item_named
from tandem.evidence.models import Company, Highlight, Note, Source
from tandem.evidence.search import find_notes
from tandem.team.request import Request, product_of_slug

notes = Router(tags=["Notes"])


FormOf = Literal["", "ticket", "call", "review", "survey", "nps", "forum", "interview", "email", "other"]


class NoteList(Schema):
    rows: list[NoteOut]
    next: str | None = Field(None, description="Pass it as `after` for the following page; null on the last.")


class MarkOut(Schema):
    """A place in an excerpt, in code points: the found words, or the sentence nearest in meaning."""

    model_config = example(start=4, end=9, says="")  # type: ignore[assignment]
    start: int
    end: int
    says: str = Field("", description="`nearest in meaning`, or empty for words that were searched for.")


class Narrowed(Schema):
    """The conditions that notes are narrowed by, as on the page."""

    about: str = Field("", description="Marks of what they speak of, such as F-3,P-7; needs a product.")
    source: int | None = None
    form: FormOf = ""
    company: str = Field("", description="Its number or its name.")
    segment: str = Field("", description="The mark or name of a segment, or the companies' own word for theirs.")
    market: Literal["", "in", "out"] = Field(
        "", description="Whether a company of the product's target market said it."
    )
    arr_from: Decimal | None = Field(None, ge=0)
    arr_to: Decimal | None = Field(None, ge=0)
    theme: int | None = None
    area: int | None = Field(None, description="The id of an area.")
    state: Literal["", "new", "done", "dismissed", "any"] = ""
    stars: int | None = Field(None, ge=0, le=5)
    nps: Literal["", "detractors", "passives", "promoters"] = ""
    tag: str = ""
    language: str = Field("", description="A code such as `de`; `und` for texts that do not tell.")
    linked: Literal["", "yes", "no"] = ""
    days: Literal[7, 30, 90] | None = None
    since: date | None = None
    until: date | None = None


class HitOut(Schema):
    """A note that was found, and by what."""

    model_config = example(note={"id": 481}, why="words and meaning")  # type: ignore[assignment]
    note: NoteOut
    why: str = Field(description="these very words, words, words and meaning, or meaning")
    excerpt: str = Field("", description="The part of the note that tells.")
    marks: list[MarkOut] = Field([], description="What was found in the excerpt.")


class NoteIn(Said):
    """What somebody said."""

    model_config = example(
        product="ledgerly", text="The feed is stuck again.", form="call", author_email="ines@harbor.example"
    )  # type: ignore[assignment]
    product: str = Field(max_length=60, description="The product's slug.")
    text: str = Field(min_length=1, max_length=200_000)
    source: int | None = Field(
        None, description="The number of a source; without one the note is filed under notes by hand."
    )
    form: Literal["ticket", "call", "review", "survey", "nps", "forum", "interview", "email", "other"] = "other"
    author_name: str = Field("", max_length=200)
    author_email: str = Field("", max_length=254, description="Its domain finds the company; free mail finds none.")
    company: int | None = Field(None, description="The number of the company, where the address does not tell.")
    also_companies: list[int] = Field(
        default_factory=list, max_length=50, description="The numbers of further companies that it speaks for."
    )
    said_at: datetime | None = None
    title: str = Field("", max_length=500)
    with_pm: bool = False
    url: str = Field("", max_length=2000)


class HighlightIn(Said):
    """Words to mark, with what they speak of, how they sound, or whether they may be quoted: at least one of these."""

    model_config = example(start=26, end=51, about="P-7", feeling="angry", consent="ask_first")  # type: ignore[assignment]
    start: int = Field(ge=0, le=200_000)
    end: int = Field(ge=0, le=200_000)
    about: str = Field("", max_length=40)
    feeling: Feeling = ""
    consent: Consent = ""


class StateIn(Said):
    """What becomes of a note on the desk."""

    model_config = example(state="dismissed")  # type: ignore[assignment]
    state: Literal["new", "done", "dismissed"]
    because: str = Field("", max_length=2000)


class AssigneeIn(Said):
    """Who should look."""

    model_config = example(member=1)  # type: ignore[assignment]
    member: int | None = Field(description="The number of a member who sees the note, or null for nobody.")


class SpeakerIn(Said):
    """Who said it."""

    model_config = example(company=7)  # type: ignore[assignment]
    company: int | None = Field(description="The number of the company that spoke, or null for none.")


class FurtherIn(Said):
    """A further company that the note speaks for."""

    model_config = example(company=12)  # type: ignore[assignment]
    company: int = Field(description="The number of the company.")


class ConversationIn(Said):
    """Whether the note is a conversation with the product manager."""

    model_config = example(with_pm=True)  # type: ignore[assignment]
    with_pm: bool


class ConsentIn(Said):
    """Whether the words may be used as a quote."""

    model_config = example(consent="may_use")  # type: ignore[assignment]
    consent: Consent


class FeelingIn(Said):
    """How the words sound."""

    model_config = example(feeling="angry")  # type: ignore[assignment]
    feeling: Feeling


@notes.get("", response=NoteList, operation_id="list_notes", summary="Notes, newest first")
def list_notes(
    request: Request,
    narrowed: Query[Narrowed],
    product: str | None = None,
    assignee: int | None = None,
    unassigned: bool = False,
    after: str | None = None,
    limit: int = 50,
) -> dict[str, Any]:
    """Narrow them by product (slug), by any of the conditions, by who should look (a member's number) or to those that
    nobody should; dismissed ones are among them unless you say so.
    """
    chosen = _filter(request, product, narrowed, ANY_STATE)
    found = chosen.apply(_seen(request))
    found = found.filter(assignee__item__number=assignee) if assignee is not None else found
    found = found.filter(assignee=None) if unassigned else found
    return listed(chosen.of_product(found) if product else found, ("-said_at", "-id"), after, limit)


@notes.get("/search", response=list[HitOut], operation_id="search_notes", summary="Find notes by words and meaning")
def find(
    request: Request,
    q: str,
    narrowed: Query[Narrowed],
    product: str | None = None,
    as_typed: bool = False,
    limit: int = 20,
) -> list[Any]:
    """Both rankings are fused; notes that hold the very words come first. The conditions narrow what is ranked. An
    unknown word is also searched for as the words it may have been meant to be, unless `as_typed`.
    """
    chosen = _filter(request, product, narrowed)
    most = max(1, min(limit, 100))
    found = find_notes(chosen.product, q, request.user, limit=most, narrow=chosen.apply, as_typed=as_typed)
    prefetch_related_objects([hit.note for hit in found.hits], "also__item")
    return found.hits


@notes.post("", response={201: NoteOut}, operation_id="add_note", summary="Add a note")
def add_note(request: Request, said: NoteIn) -> tuple[int, Note]:
    """Its text is kept as written, for ever; it joins the nearest theme at once."""
    given = said.dict(exclude={"product", "source", "company", "also_companies"})
    source = (
        get_object_or_404(Source.objects.visible_to(request.user), item__number=said.source) if said.source else None
    )
    made = Note.add(
        product_of_slug(request, said.product),
        source=source,
        company=_company(request, said.company),
        also=[also for number in said.also_companies if (also := _company(request, number))],
        by=request.user,
        **given,
    )
    return 201, note_named(request, made.pk)


@notes.get("/{id}", response=NoteOut, operation_id="read_note", summary="One note")
def read_note(request: Request, id: int) -> Note:
    """A note by its id."""
    return note_named(request, id)


@notes.get(
    "/{id}/highlights", response=list[HighlightOut], operation_id="list_highlights", summary="What is marked in a note"
)
def list_highlights(request: Request, id: int) -> Any:
    """The standing highlights and links of a note, in the order of the text."""
    marks = Highlight.objects.standing().filter(note=note_named(request, id))
    return marks.select_related("about").order_by("start", "pk")


@notes.post("/{id}/highlights", response={201: HighlightOut}, operation_id="highlight_words", summary="Highlight words")
def highlight_words(request: Request, id: int, said: HighlightIn) -> tuple[int, Highlight]:
    """Mark words of the note and say what they speak of."""
    about = item_named(said.about, request.user)
    return 201, note_named(request, id).highlight(
        said.start, said.end, about=about, feeling=said.feeling, consent=said.consent, by=request.user
    )


@notes.post("/{id}/links", response={201: HighlightOut}, operation_id="link_note", summary="Link a whole note")
def link_note(request: Request, id: int, said: AboutIn) -> tuple[int, Highlight]:
    """The whole note speaks of it; linking twice changes nothing."""
    return 201, note_named(request, id).link(_named(item_named(said.about, request.user)), by=request.user)


@notes.post("/{id}/state", response=NoteOut, operation_id="sort_note", summary="Dismiss a note, or work through it")
def sort_note(request: Request, id: int, said: StateIn) -> Note:
    """A dismissed note counts no more; `new` undoes both."""
    note = note_named(request, id)
    if said.state == "dismissed":
        note.dismiss(because=said.because, by=request.user)
    else:
        (note.finish if said.state == "done" else note.put_back)(by=request.user)
    return note


@notes.post("/{id}/company", response=NoteOut, operation_id="name_company_of_note", summary="Say which company spoke")
def say_company(request: Request, id: int, said: SpeakerIn) -> Note:
    """Where the e-mail address does not tell."""
    note_named(request, id).say_company(_company(request, said.company), by=request.user)
    return note_named(request, id)


@notes.post("/{id}/assignment", response=NoteOut, operation_id="assign_note", summary="Say who should look at a note")
def assign(request: Request, id: int, said: AssigneeIn) -> Note:
    """Whoever does not see the note cannot be assigned."""
    note = note_named(request, id)
    note.assign(assignable(said.member), by=request.user)
    return note


@notes.post("/{id}/companies", response=NoteOut, operation_id="name_further_company", summary="Name a further company")
def also_from(request: Request, id: int, said: FurtherIn) -> Note:
    """The note speaks for this company too; both count as having said it."""
    note_named(request, id).also_from(_the_company(request, said.company), by=request.user)
    return note_named(request, id)


@notes.delete(
    "/{id}/companies/{company}",
    response=NoteOut,
    operation_id="take_company_away",
    summary="Take a further company away",
)
def no_longer_from(request: Request, id: int, company: int) -> Note:
    """Undoes naming a further company."""
    note_named(request, id).no_longer_from(_the_company(request, company), by=request.user)
    return note_named(request, id)


@notes.post(
    "/{id}/conversation", response=NoteOut, operation_id="note_conversation", summary="A conversation with the PM"
)
def say_with_pm(request: Request, id: int, said: ConversationIn) -> Note:
    """Validating a problem asks for at least one conversation with the PM."""
    note = note_named(request, id)
    note.say_with_pm(said.with_pm, by=request.user)
    return note


@notes.post(
    "/{id}/highlights/{highlight}/taking-back",
    response=HighlightOut,
    operation_id="take_back_highlight",
    summary="Take back a highlight",
)
def take_back(request: Request, id: int, highlight: int, said: Because) -> Highlight:
    """It counts no more and stays in the record."""
    mark = _mark(request, id, highlight)
    mark.take_back(by=request.user)
    return mark


@notes.post(
    "/{id}/highlights/{highlight}/putting-back",
    response=HighlightOut,
    operation_id="put_back_highlight",
    summary="Put back a highlight",
)
def put_back(request: Request, id: int, highlight: int, said: Because) -> Highlight:
    """Undoes taking back."""
    mark = _mark(request, id, highlight)
    mark.put_back(by=request.user)
    return mark


@notes.post(
    "/{id}/highlights/{highlight}/quote",
    response=HighlightOut,
    operation_id="mark_quote",
    summary="Say whether words may be quoted",
)
def mark_quote(request: Request, id: int, highlight: int, said: ConsentIn) -> Highlight:
    """May use, ask first, or no quote."""
    mark = _mark(request, id, highlight)
    mark.mark_quote(said.consent, by=request.user)
    return mark


@notes.post(
    "/{id}/highlights/{highlight}/feeling",
    response=HighlightOut,
    operation_id="read_feeling",
    summary="Say how words sound",
)
def feel(request: Request, id: int, highlight: int, said: FeelingIn) -> Highlight:
    """Angry, resigned, hopeful, pleased or delighted."""
    mark = _mark(request, id, highlight)
    mark.feel(said.feeling, by=request.user)
    return mark


def _filter(request: Request, product: str | None, narrowed: Narrowed, state: str = "") -> NoteFilter:
    said = {name: str(value) for name, value in narrowed.dict(exclude_none=True).items()}
    of = product_of_slug(request, product) if product else None
    return NoteFilter.of({**said, "state": said["state"] or state}, of)


def _seen(request: Request) -> Any:
    return Note.objects.visible_to(request.user).with_speaker().with_companies().select_related("theme__item")


def note_named(request: Request, id: int) -> Note:
    return get_object_or_404(_seen(request), pk=id)


def _mark(request: Request, note: int, id: int) -> Highlight:
    return get_object_or_404(Highlight.objects.visible_to(request.user).filter(note=note).with_note(), pk=id)


def _company(request: Request, number: int | None) -> Company | None:
    return _the_company(request, number) if number is not None else None


def _the_company(request: Request, number: int) -> Company:
    return get_object_or_404(Company.objects.visible_to(request.user).select_related("item"), item__number=number)


def _named(about: Any) -> Any:
    if about is None:
        raise Refused("Say what the note speaks of, such as P-7.")
    return about
