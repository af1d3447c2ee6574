"""Whom rows speak of: companies by CRM id, domain or name and contacts by e-mail, found for a whole chunk at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from django.db.models import Q
from django.db.models.functions import Coalesce, Lower

from tandem.core.errors import Refused
from tandem.evidence.addresses import domain_of, plain_domain, with_parents
from tandem.evidence.models import Company, CompanyDomain, Contact, Import

SEVERAL = ";"
NOBODY = -1  # the key of a contact who is only thought of


@dataclass
class Companies:
    """The companies that a chunk can mean. Two of one name are nobody: never merged on a name alone. `merged` are the
    CRM ids of companies that people merged into another; they lead there.
    """

    by_crm_id: dict[str, int] = field(default_factory=dict)
    by_domain: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)
    merged: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str], emails: Iterable[str] = (), *, retired: bool = False) -> Self:
        """Found in three statements, however many rows ask. Retired ones are found only where asked for."""
        wanted = {name.strip() for name in names if name.strip()}
        domains = {part for mail in emails for part in with_parents(domain_of(mail))} | {
            d for name in wanted if (d := as_domain(name))
        }
        under = {} if retired else {"company__item__retired_at": None}
        by_domain = (
            CompanyDomain.objects.annotate(low=Lower("domain"))
            .filter(low__in=domains, **under)
            .values_list("low", "company")
        )
        standing = Company.objects.all() if retired else Company.objects.filter(_IN_USE)
        led = standing.annotate(leads_to=Coalesce("merged_into", "pk"))
        ids = list(led.filter(crm_id__in=wanted).exclude(crm_id="").values_list("crm_id", "leads_to", "pk"))
        merged = frozenset(crm_id for crm_id, leads_to, pk in ids if leads_to != pk)
        return cls({crm_id: to for crm_id, to, _ in ids}, dict(by_domain), _unique_names(wanted, led), merged)

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
    def of(cls, people: Mapping[str, str], companies: Companies, brought: Import, *, make: bool = True) -> Self:
        """Known ones are found, the others made, in the order of their addresses so that two imports never
        wait for each other. With `make` off they are only thought of, under a key that no contact has.
        """
        found = {contact.email.lower(): contact for contact in _contacts(people)}
        new = [
            Contact(email=mail, name=people[mail][:200], company_id=companies.of_email(mail), imported=brought)
            for mail in sorted(people)
            if mail not in found
        ]
        if make:
            Contact.objects.bulk_create(new, batch_size=1000)
        else:
            new = [Contact(pk=NOBODY, email=contact.email, company_id=contact.company_id) for contact in new]
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


_IN_USE = Q(item__retired_at=None) | Q(merged_into__item__retired_at=None, merged_into__isnull=False)


def _unique_names(wanted: set[str], led: Any) -> dict[str, int]:
    """Names that lead to one company; a merged one's leads to the company it was merged into."""
    found: dict[str, set[int]] = defaultdict(set)
    low = {name.lower() for name in wanted}
    for name, pk in led.annotate(low=Lower("item__title")).filter(low__in=low).values_list("low", "leads_to"):
        found[name].add(pk)
    return {name: next(iter(pks)) for name, pks in found.items() if len(pks) == 1}


def _contacts(people: Mapping[str, str]) -> Iterable[Contact]:
    return Contact.objects.annotate(low=Lower("email")).filter(low__in=list(people)) if people else ()
