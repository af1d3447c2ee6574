"""Whom rows speak of: companies by CRM id, domain or name and contacts by e-mail, found for a whole chunk at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models.functions import Lower

from tandem.core.errors import Refused
from tandem.evidence.addresses import domain_of, plain_domain, with_parents
from tandem.evidence.models import Company, CompanyDomain, Contact, Import

SEVERAL = ";"


@dataclass
class Companies:
    """The companies that a chunk can mean. Two of one name are nobody: never merged on a name alone."""

    by_crm_id: dict[str, int] = field(default_factory=dict)
    by_domain: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str], emails: Iterable[str] = (), *, retired: bool = False) -> Self:
        """Found in three statements, however many rows ask. Retired ones are found only where asked for."""
        wanted = {name.strip() for name in names if name.strip()}
        domains = {part for mail in emails for part in with_parents(domain_of(mail))} | {
            d for name in wanted if (d := as_domain(name))
        }
        standing = {} if retired else {"item__retired_at": None}
        under = {} if retired else {"company__item__retired_at": None}
        by_domain = (
            CompanyDomain.objects.annotate(low=Lower("domain"))
            .filter(low__in=domains, **under)
            .values_list("low", "company")
        )
        ids = Company.objects.filter(crm_id__in=wanted, **standing).exclude(crm_id="").values_list("crm_id", "pk")
        return cls(dict(ids), dict(by_domain), _unique_names(wanted, standing))

    def named(self, text: str) -> int | None:
        """The company that a cell names by its CRM id, its domain or its name."""
        text = text.strip()
        if not text:
            return None
        return self.by_crm_id.get(text) or self.by_domain.get(as_domain(text)) or self.by_name.get(text.lower())

    def all_named(self, text: str) -> tuple[list[int], str]:
        """The companies of a cell that may name several, parted by semicolons, and the names that nobody knows."""
        if whole := self.named(text):
            return [whole], ""
        names = [name for part in text.split(SEVERAL) if (name := part.strip())]
        found = {name: self.named(name) for name in names}
        known = list(dict.fromkeys(pk for pk in found.values() if pk))
        return known, f"{SEVERAL} ".join(name for name in names if found[name] is None)

    def of_email(self, email: str) -> int | None:
        """The company whose domain, or the nearest domain above it, an address has."""
        return next((self.by_domain[part] for part in with_parents(domain_of(email)) if part in self.by_domain), None)


@dataclass
class Contacts:
    """The people of a chunk by e-mail address."""

    by_email: dict[str, Contact]

    @classmethod
    def of(cls, people: Mapping[str, str], companies: Companies, brought: Import) -> Self:
        """Known ones are found, the others made, in the order of their addresses so that two imports never
        wait for each other.
        """
        found = {contact.email.lower(): contact for contact in _contacts(people)}
        new = [
            Contact(email=mail, name=people[mail][:200], company_id=companies.of_email(mail), imported=brought)
            for mail in sorted(people)
            if mail not in found
        ]
        Contact.objects.bulk_create(new, batch_size=1000)
        return cls(found | {contact.email: contact for contact in new})

    def found(self, email: str) -> Contact | None:
        return self.by_email.get(email) if email else None


def as_domain(text: str) -> str:
    """The text as a domain, or nothing where it is none."""
    if "." not in text or " " in text.strip():
        return ""
    try:
        return plain_domain(text)
    except Refused:
        return ""


def _unique_names(wanted: set[str], standing: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, list[int]] = defaultdict(list)
    low = {name.lower() for name in wanted}
    named = Company.objects.annotate(low=Lower("item__title")).filter(low__in=low, **standing).values_list("low", "pk")
    for name, pk in named:
        found[name].append(pk)
    return {name: pks[0] for name, pks in found.items() if len(pks) == 1}


def _contacts(people: Mapping[str, str]) -> Iterable[Contact]:
    return Contact.objects.annotate(low=Lower("email")).filter(low__in=list(people)) if people else ()
