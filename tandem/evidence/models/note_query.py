"""Asking for notes: which of them, with what beside."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from tandem.evidence.models.company import Company
from tandem.record.models import NamedQuerySet


class NoteQuerySet(NamedQuerySet):
    """Notes, seen as their source is seen."""

    product_path = "product_id"

    def of(self, product: Any) -> Self:
        """Those of a product's own sources."""
        return self.filter(product=product.pk)

    def worth_reading(self) -> Self:
        """All but the dismissed ones."""
        return self.exclude(state="dismissed")

    def said_once(self) -> Self:
        """Those worth reading, each said once: without those that lie folded under another."""
        return self.worth_reading().filter(folded_into=None)

    def with_speaker(self) -> Self:
        """With all that a quote's footer shows."""
        return self.select_related("company__item", "source__item", "product", "assignee__item")

    def with_companies(self) -> Self:
        """With the further companies they speak for, in one more statement."""
        return self.prefetch_related(models.Prefetch("also", Company.objects.select_related("item").order_by("pk")))

    def from_companies(self, *companies: Any) -> Self:
        """What these companies said, or what was said for them by another."""
        return self.filter(said_for(*companies))

    def newest_first(self) -> Self:
        return self.order_by("-said_at", "-id")

    def waiting(self) -> Self:
        """Those that nobody has worked through or dismissed yet."""
        return self.filter(state="new")


def said_for(*companies: Any) -> Q:
    """The notes of these companies: their own, which the index by time finds, and the few that others said for them."""
    from tandem.evidence.models.note import Note

    keys = [getattr(company, "pk", company) for company in companies]
    own, through = Q(company__in=keys), Note.also.through
    further = list(through._default_manager.filter(company__in=keys).values_list("note", flat=True))
    return own | Q(pk__in=further) if further else own
