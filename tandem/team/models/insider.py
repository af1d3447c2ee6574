"""The people of a restricted product who hold no seat of it: named one by one, and told apart from its owners."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import Product


class InsiderQuerySet(models.QuerySet["Insider"]):
    """Who is named, for as long as they are."""

    def standing(self) -> Self:
        return self.filter(until=None)


@kept()
class Insider(models.Model):
    """A member who sees a product also while it is restricted. It gives no right there beside those of the role."""

    draft_act: ClassVar[str] = "name people"

    product = models.ForeignKey(Product, models.PROTECT, related_name="insiders")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = InsiderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "product"], condition=models.Q(until=None), name="one_standing_insider"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} of {self.product}"

    @property
    def item(self) -> Item:
        """Its place in the record is the product's."""
        return self.product.item

    @classmethod
    @recorded("let somebody in", act="name people", facts=("member",))
    def let_in(cls, product: Product, member: Member, *, by: Any) -> Insider:
        """This member sees the product from now on, whether it is restricted or not. `shut_out` undoes it."""
        if not member.is_active:
            raise Refused(f"{member} has left.")
        known = cls.objects.standing().filter(product=product, member=member).first()
        return known or cls.objects.create(product=product, member=member, since=clock.now())

    @classmethod
    @recorded("took somebody out", act="name people", facts=("member",))
    def shut_out(cls, product: Product, member: Member, *, by: Any) -> None:
        """While the product is restricted this member sees it no more, unless a seat or role lets them. `let_in` undoes
        it.
        """
        if not cls.objects.standing().filter(product=product, member=member).update(until=clock.now()):
            raise Refused(f"{member} is not named for {product}.")
