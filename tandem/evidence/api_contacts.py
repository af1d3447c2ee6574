"""People at companies over the API."""

from __future__ import annotations

from typing import Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.evidence.api_companies import ContactIn, ContactOut
from tandem.evidence.api_words import Because, example
from tandem.evidence.erasing import Found, found_of
from tandem.evidence.models import Contact
from tandem.record.verbs import ask
from tandem.team.request import Request

contacts = Router(tags=["Companies"])


class ContactChange(ContactIn):
    """Who they are; what is left out is emptied."""

    model_config = example(name="Ines Roth", email="ines@harbor.example", role="Head of finance", ours=False)
    ours: bool = Field(False, description="Whether they work with us, such as a partner.")


class PlaceOut(Schema):
    """One place that holds words of the person."""

    model_config = example(key="item-48", kind="Decision", excerpt="… as Ines Roth said …")  # type: ignore[assignment]
    key: str = Field(description="Name it in `leave` where somebody else is meant.")
    kind: str = Field(alias="called")
    excerpt: str


class ForeseenOut(Schema):
    """What there is of a person: what erasing them would come to."""

    model_config = example(own=[481], naming=[502], namesakes=[], files=["I-4"], places=[], history=3, shared=False)  # type: ignore[assignment]
    own: list[int] = Field(description="Their own notes, which are blanked.")
    naming: list[int] = Field(description="Notes of others that name them; name those to cover in `also`.")
    namesakes: list[int] = Field(description="Notes by somebody of their name; name those that are theirs in `also`.")
    files: list[str] = Field(description="The imports whose files brought them.")
    places: list[PlaceOut] = Field(alias="elsewhere", description="What is covered elsewhere.")
    history: int = Field(alias="past", description="How many rows of history are covered.")
    shared: bool = Field(description="Somebody else bears their name, so only their address is looked for.")

    @staticmethod
    def resolve_own(found: Found) -> list[int]:
        return [note.pk for note in found.own]

    @staticmethod
    def resolve_naming(found: Found) -> list[int]:
        return [note.pk for note in found.naming]

    @staticmethod
    def resolve_namesakes(found: Found) -> list[int]:
        return [note.pk for note in found.namesakes]

    @staticmethod
    def resolve_files(found: Found) -> list[str]:
        return [brought.mark for brought in found.files]


class ErasureIn(Because):
    """What goes beside what is theirs, and what stays."""

    model_config = example(because="They asked for it", also=[502], leave=[], files=True, sure=True)
    also: list[int] = Field(default_factory=list, max_length=1000)
    leave: list[str] = Field(default_factory=list, max_length=1000)
    files: bool = Field(True, description="Whether the files they came in are deleted too.")
    sure: Literal[True] = Field(description="It cannot be undone.")


class ErasureOut(Schema):
    """What it came to."""

    model_config = example(notes=3, naming=1, rows=7, files=1)  # type: ignore[assignment]
    notes: int
    naming: int
    rows: int = Field(description="Rows in which words were covered, history's too.")
    files: int


@contacts.get("/{id}", response=ContactOut, operation_id="read_contact", summary="One person")
def read_contact(request: Request, id: int) -> Contact:
    """A person by id."""
    return _contact(request, id)


@contacts.put("/{id}", response=ContactOut, operation_id="correct_contact", summary="Put right who they are")
def correct_contact(request: Request, id: int, said: ContactChange) -> Contact:
    """An e-mail address belongs to one person."""
    person = _contact(request, id)
    person.correct(**said.dict(), by=request.user)
    return person


@contacts.get("/{id}/erasure", response=ForeseenOut, operation_id="foresee_erasure", summary="What erasing would take")
def foresee_erasure(request: Request, id: int) -> Found:
    """Read only. For administrators."""
    person = _contact(request, id)
    ask(request.user, "erase a person", person)
    return found_of(person, request.user)


@contacts.post("/{id}/erasure", response=ErasureOut, operation_id="erase_contact", summary="Erase a person")
def erase_contact(request: Request, id: int, said: ErasureIn) -> dict[str, int]:
    """Everything there is of them goes, from history too, for ever. Look at what that is first."""
    person = _contact(request, id)
    asked = said.dict(exclude={"sure"})
    return person.erase(**asked, by=request.user).came_to


def _contact(request: Request, id: int) -> Contact:
    return get_object_or_404(Contact.objects.visible_to(request.user).with_company(), pk=id)
