"""Asking for notes: which of them, with what beside."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from tandem.evidence.models.company import Company
from tandem.evidence.models.speaking import said_for, said_for_any_of
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

    def from_any_of(self, companies: Any) -> Self:
        """What the companies of a query said, or others for them: the notes of a segment or target market."""
        return self.filter(said_for_any_of(companies))

    def newest_first(self) -> Self:
        return self.order_by("-said_at", "-id")

    def waiting(self) -> Self:
        """Those that nobody has worked through or dismissed yet."""
        return self.filter(state="new")
