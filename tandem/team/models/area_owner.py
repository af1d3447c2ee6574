"""Area owners: who answers for a region, a segment or a component of a product, below its two owners."""

from __future__ import annotations

from typing import Any

from django.db import models

from tandem.core.errors import NotAllowed, Refused
from tandem.record.history import kept
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import SIDES, DatedQuerySet, Product
from tandem.team.models.workspace import Workspace

FORMS = [("region", "Region"), ("segment", "Segment"), ("component", "Component")]


@kept()
class AreaOwner(models.Model):
    """One person for one area of one side, from a day on. They draft and take work on; they accept and sign nothing."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="area_owners")
    side = models.CharField(max_length=3, choices=SIDES)
    form = models.CharField(max_length=10, choices=FORMS)
    name = models.CharField(max_length=120)
    member = models.ForeignKey(Member, models.PROTECT, related_name="areas")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "product", "side", "form", "name", condition=models.Q(until=None), name="one_owner_per_area"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_form_display()} {self.name}"

    @classmethod
    @recorded("named an area owner of", act="name area owners", facts=("side", "form", "name", "member"))
    def put_in_charge(
        cls, product: Product, member: Member, *, side: str, form: str, name: str, by: Any, because: str = ""
    ) -> AreaOwner:
        """Name who answers for an area below the owner of a side; whoever had it before stays in the history."""
        _refuse_other_side(product, side, by)
        if not name.strip():
            raise Refused("Say which region, segment or component.")
        if not member.is_active:
            raise Refused(f"{member} has left and cannot answer for an area.")
        today, name = Workspace.current().today, name.strip()
        before = cls.objects.filter(product=product, side=side, form=form, name__iexact=name, until=None)
        before.update(until=today)
        member.forget_hats()
        return cls.objects.create(product=product, side=side, form=form, name=name, member=member, since=today)

    @recorded("ended an area of", act="name area owners")
    def end(self, *, by: Any, because: str = "") -> None:
        """Nobody owns this area apart from the owner of its side any more; naming somebody anew is the inverse."""
        _refuse_other_side(self.product, self.side, by)
        if self.until:
            raise Refused("That ended already.")
        self.until = Workspace.current().today
        self.save(update_fields=["until"])
        self.member.forget_hats()

    @property
    def item(self) -> Any:
        """It stands in the record with its product."""
        return self.product.item


def _refuse_other_side(product: Product, side: str, by: Any) -> None:
    """A PM names areas of definition, a PMM areas of messaging; heads and administrators name either."""
    if product.owner(side) != by and not by.may("name owners", product):
        raise NotAllowed("Only the owner of that side, a head or an administrator may do this.")
