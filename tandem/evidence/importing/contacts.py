"""Contacts out of files: found by e-mail, without one by name and company, and tied to the company they work for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Lower

from tandem.core.errors import Refused
from tandem.evidence.erased import erased_among
from tandem.evidence.importing.matching import Companies
from tandem.evidence.importing.undoing import linked_rows
from tandem.evidence.models import Contact, Import
from tandem.evidence.targets import Chunk, Record, Tally, Undone, register

NAME_LENGTH, ROLE_LENGTH, TAG_LENGTH, MOST_TAGS = 200, 120, 60, 50
WRITTEN = ("name", "role", "company", "tags")


@dataclass(frozen=True)
class Person:
    """What a row says of somebody; `company` is None where it names none that is known."""

    record: Record
    email: str
    facts: dict[str, Any]

    @property
    def key(self) -> tuple[str, Any]:
        return (self.email, None) if self.email else (self.facts["name"].lower(), self.facts.get("company_id"))


def identity(record: Record) -> str:
    """The e-mail address; without one the name and the company."""
    return record.values.get("email") or f"{_name(record.values)}\n{_words(record.values.get('company'))}".lower()


def write(chunk: Chunk) -> Tally:
    """Note the people nobody knows and bring the others up to date. A free mail address makes no company, and a company
    that somebody set stays.
    """
    tally = Tally()
    companies = Companies.of(
        {_words(record.values.get("company")) for record in chunk.records},
        {mail for record in chunk.records if (mail := record.values.get("email"))},
    )
    people = _without_erased(_readable(chunk, companies, tally), tally)
    known = _known(people)
    new = [person for person in people if person.key not in known]
    made = [Contact(email=p.email, imported=chunk.brought, **p.facts) for p in sorted(new, key=lambda p: str(p.key))]
    Contact.objects.bulk_create(made, batch_size=1000)
    tally.created += len(made)
    _bring_up_to_date([(known[person.key], person.facts) for person in people if person.key in known], tally)
    return tally


def undo(brought: Import) -> Undone:
    """Take away the people that no note names."""
    mine = Contact.objects.filter(imported=brought)
    kept = linked_rows(mine)
    gone = mine.exclude(pk__in=kept)
    count = gone.count()
    gone.delete()
    return Undone(count, len(kept))


def _readable(chunk: Chunk, companies: Companies, tally: Tally) -> list[Person]:
    people = []
    for record in chunk.records:
        try:
            people.append(_person(record, companies))
        except Refused as no:
            tally.reject(record, no.sentence)
    return people


def _without_erased(people: list[Person], tally: Tally) -> list[Person]:
    """A file that still holds somebody who was erased does not bring them back."""
    erased = erased_among({person.email or person.facts["name"] for person in people})
    taken = [person for person in people if (person.email or person.facts["name"]) not in erased]
    tally.skipped += len(people) - len(taken)
    return taken


def _person(record: Record, companies: Companies) -> Person:
    said = record.values
    email, name = said.get("email") or "", _name(said)
    if not (email or name):
        raise Refused("The row has neither a name nor an e-mail address.")
    if len(name) > NAME_LENGTH:
        raise Refused(f"Name: at most {NAME_LENGTH} characters.")
    facts: dict[str, Any] = {"name": name} if name or not email else {}
    if role := _words(said.get("role")):
        facts["role"] = role[:ROLE_LENGTH]
    if tags := said.get("tags"):
        facts["tags"] = [tag[:TAG_LENGTH] for tag in tags][:MOST_TAGS]
    if company := companies.named(_words(said.get("company"))) or companies.of_email(email):
        facts["company_id"] = company
    return Person(record, email, facts)


def _known(people: Iterable[Person]) -> dict[tuple[str, Any], Contact]:
    """Those who are noted already, by address, or by name and company among those without an address."""
    mails = {person.email for person in people if person.email}
    names = {person.facts["name"].lower() for person in people if not person.email}
    found = {(contact.email.lower(), None): contact for contact in _low("email", mails)}
    nameless: dict[tuple[str, Any], Contact] = {
        (contact.name.lower(), contact.company_id): contact for contact in _low("name", names) if not contact.email
    }
    return {**nameless, **found}


def _low(field: str, wanted: set[str]) -> Iterable[Contact]:
    return Contact.objects.annotate(low=Lower(field)).filter(low__in=wanted) if wanted else ()


def _bring_up_to_date(known: list[tuple[Contact, dict[str, Any]]], tally: Tally) -> None:
    changed = []
    for contact, facts in known:
        wanted = {**facts, "company_id": contact.company_id or facts.get("company_id")}
        if any(getattr(contact, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(contact, name, value)
            changed.append(contact)
    Contact.objects.bulk_update(changed, WRITTEN, batch_size=500)
    tally.updated += len(changed)
    tally.unchanged += len(known) - len(changed)


def _name(said: dict[str, Any]) -> str:
    apart = f"{said.get('first_name') or ''} {said.get('last_name') or ''}"
    return _words(said.get("name")) or _words(apart)


def _words(text: Any) -> str:
    return " ".join(str(text or "").split())


register(
    "contacts", "Contacts", "contact", place=1.5, identity=identity, write=write, undo=undo, listed="/companies",
)  # fmt: skip
