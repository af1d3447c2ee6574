"""Unowned matters: new work that fits nowhere yet, until someone takes it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import Product
from tandem.team.models.workspace import Workspace


@kept()
class Matter(Named):
    """A piece of work nobody owns, where it came up, and since when it waits."""

    kind: ClassVar[str] = "matter"
    draft_act: ClassVar[str] = "take a matter"

    raised_from = models.ForeignKey(Item, models.PROTECT, null=True, related_name="matters")
    raised_on = models.DateField()
    taken_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="matters")
    taken_on = models.DateField(null=True)

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("raised", act="raise a matter")
    def raise_(cls, product: Product, title: str, *, by: Any, raised_from: Item | None = None) -> Matter:
        """Put work that fits nowhere on the unowned list; a flag rises when it stays there too long."""
        return cls._make(title, product=product, raised_from=raised_from, raised_on=Workspace.current().today)

    @recorded("took", act="take a matter")
    def take(self, member: Member, *, by: Any) -> None:
        """Give it an owner."""
        self.taken_by, self.taken_on = member, Workspace.current().today
        self.save(update_fields=["taken_by", "taken_on"])

    def waiting_days(self, today: date) -> int:
        return (today - self.raised_on).days
