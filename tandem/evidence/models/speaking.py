"""Whose a note is: the one who said it, and further companies that it speaks for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q


def said_for(*companies: Any) -> Q:
    """The notes of these companies: their own, which the index by time finds, and the few that others said for them."""
    from tandem.evidence.models.also import NoteCompany

    keys = [getattr(company, "pk", company) for company in companies]
    own = Q(company__in=keys)
    further = list(NoteCompany.objects.filter(company__in=keys).values_list("note", flat=True))
    return own | Q(pk__in=further) if further else own


def said_for_any_of(companies: Any) -> Q:
    """The same for all companies of a query: their own by a subquery, for which the database plans."""
    from tandem.evidence.models.also import NoteCompany

    own = Q(company__in=companies.order_by().values("pk"))
    further = list(
        NoteCompany.objects.filter(company__in=companies.order_by().values("pk")).values_list("note", flat=True)
    )
    return own | Q(pk__in=further) if further else own
