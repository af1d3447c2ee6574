"""People at companies over the API."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from ninja import Field, Router

from tandem.evidence.api_companies import ContactIn, ContactOut
from tandem.evidence.api_words import example
from tandem.evidence.models import Contact
from tandem.team.request import Request

contacts = Router(tags=["Companies"])


class ContactChange(ContactIn):
    """Who they are; what is left out is emptied."""

    model_config = example(name="Ines Roth", email="ines@harbor.example", role="Head of finance", ours=False)
    ours: bool = Field(False, description="Whether they work with us, such as a partner.")


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


def _contact(request: Request, id: int) -> Contact:
    return get_object_or_404(Contact.objects.visible_to(request.user).with_company(), pk=id)
