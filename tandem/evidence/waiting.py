"""Notes that wait for their company: written from one of its e-mail domains before anybody knew whose it was."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower, Reverse

from tandem.evidence.figures import refresh_figures
from tandem.evidence.models import Company, CompanyDomain, Contact, Note

MOST_COUNTED = 1000


def waiting_notes(company: Company) -> QuerySet[Note]:
    """Notes without a company whose author writes from one of its domains, or from below one."""
    return _from_there(Note.objects.filter(company=None).exclude(author_email=""), "author_email", company)


def count_waiting(company: Company) -> int:
    """How many, not past a thousand."""
    return waiting_notes(company)[:MOST_COUNTED].count()


def take_waiting(company: Company) -> int:
    """Give them their company, and the people who wrote them; says how many notes there were."""
    notes = waiting_notes(company)
    themes = set(notes.exclude(theme=None).order_by().values_list("theme", flat=True).distinct())
    people = _from_there(Contact.objects.filter(company=None).exclude(email=""), "email", company)
    people.update(company=company)
    taken = notes.update(company=company)
    refresh_figures(sorted(themes))
    return taken


def _from_there(rows: Any, email: str, company: Company) -> Any:
    """Addresses are read from their end, as the index on notes holds them."""
    domains = [row.domain.lower() for row in company.domains.all()]
    if not domains:
        return rows.none()
    backwards = rows.annotate(backwards=Reverse(Lower(email)))
    others = CompanyDomain.objects.exclude(company=company)
    below = [
        domain.lower()
        for own in domains
        for domain in others.filter(domain__iendswith=f".{own}").values_list("domain", flat=True)
    ]
    found = backwards.filter(_any_of(domains))
    return found.exclude(_any_of(below)) if below else found


def _any_of(domains: list[str]) -> Q:
    return reduce(
        or_, (Q(backwards__startswith=f"{domain[::-1]}{mark}") for domain in domains for mark in ("@", ".")), Q()
    )
