"""The page of one person at a company: what they said, where they work, and what they agreed to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.evidence.fates import fates_of
from tandem.evidence.forms import ContactForm
from tandem.evidence.models import Contact, Note
from tandem.evidence.views.acting import UNPROCESSABLE, attempt
from tandem.evidence.views.showing import with_marks
from tandem.record.reactions import panels_of
from tandem.team.request import Request


def show(request: Request, pk: int) -> HttpResponse:
    """Who they are and everything they said, newest first."""
    person = found(request, pk)
    seen = Note.objects.visible_to(request.user).filter(contact=person).worth_reading()
    notes = Keyset(
        with_marks(seen.with_speaker()), order=("-said_at", "-id"), after=request.GET.get("after"), size=20
    ).page()
    fates = fates_of(notes.rows, request.user)
    context = {
        "person": person,
        "notes": notes,
        "told": [(note, fates.get(note.pk, [])) for note in notes],
        "panels": panels_of("contact", person, request.user),
        "may_add": request.user.may("see personal data", person),
        "may_erase": request.user.may("erase a person", person) and not person.is_erased,
        "section": "companies",
    }
    return page(request, "evidence/contact.html", context)


def edit(request: Request, pk: int) -> HttpResponse:
    """Put right who they are."""
    person = found(request, pk)
    now = {name: getattr(person, name) for name in ("name", "email", "role", "ours")}
    form = ContactForm(request.POST or None, initial=now)
    if request.method == "POST" and attempt(form, lambda: _correct(person, form, request.user)):
        return see(request, person.get_absolute_url(), "Saved")
    context = {"form": form, "title": str(person), "back": person.get_absolute_url(), "section": "companies"}
    return page(request, "evidence/company_form.html", context, status=UNPROCESSABLE if form.errors else 200)


def _correct(person: Contact, form: ContactForm, by: Any) -> bool:
    person.correct(**form.cleaned_data, by=by)
    return True


def found(request: Request, pk: int) -> Contact:
    """The person of this address."""
    return get_object_or_404(Contact.objects.visible_to(request.user).with_company(), pk=pk)
