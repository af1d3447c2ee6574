"""Unowned matters: new work that fits nowhere yet, until someone takes it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.activity import Activity, ActivityOwner
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
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, related_name="matters")

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("raised", act="raise a matter")
    def raise_(cls, product: Product, title: str, *, by: Any, raised_from: Item | None = None) -> Matter:
        """Put work that fits nowhere on the unowned list; a flag rises when it stays there too long."""
        return cls._make(title, product=product, raised_from=raised_from, raised_on=Workspace.current().today)

    @classmethod
    @recorded("raised", act="raise a matter", facts=("activity",))
    def raise_gap(cls, product: Product, activity: Activity, *, by: Any) -> Matter:
        """Put an activity that nobody holds on the unowned list, once; whoever takes the matter holds the activity."""
        from tandem.team.holding import Holdings

        if not Holdings([product], [activity]).cell(product, activity).is_gap:
            raise Refused(f"{activity} of {product} is held by somebody, or left out.")
        waiting = cls.objects.of(product).in_use().filter(activity=activity, taken_by=None)
        if waiting.exists():
            raise Refused(f"{activity} of {product} is on the unowned list already.")
        today = Workspace.current().today
        return cls._make(f"{activity} of {product}", product=product, activity=activity, raised_on=today)

    @recorded("took", act="take a matter")
    def take(self, member: Member, *, by: Any) -> None:
        """Give it an owner; of an activity that nobody held, its holder on that product."""
        today = Workspace.current().today
        self.taken_by, self.taken_on = member, today
        self.save(update_fields=["taken_by", "taken_on"])
        if self.activity_id:
            here = {"product_id": self.item.product_id, "activity_id": self.activity_id, "until": None}
            ActivityOwner.objects.get_or_create(member=member, **here, defaults={"beside": True, "since": today})

    def waiting_days(self, today: date) -> int:
        return (today - self.raised_on).days
