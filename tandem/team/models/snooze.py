"""Snoozes: the only thing about a flag that is stored."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.flags import Flag, every_flag, may_know
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import Product
from tandem.team.models.workspace import Workspace
from tandem.team.role_rules import ACKNOWLEDGED, is_about_roles


class SnoozeQuerySet(models.QuerySet["Snooze"]):
    """Snoozes of a product; those of questions about roles are for the few who may know of them."""

    def standing(self, today: date) -> Self:
        """Those that still hold: nobody woke them, and their day has not come."""
        return self.filter(Q(until=None) | Q(until__gt=today), woken_at=None)

    def asleep(self, product: Any, today: date) -> set[str]:
        """The flags that are not shown. What was acknowledged is for its rule to weigh."""
        found = self.standing(today).filter(product=product).exclude(until=None)
        return set(found.values_list("flag", flat=True))

    def known_to(self, product: Product, member: Any, today: date) -> list[Snooze]:
        """Those that stand and that this member may know of, the first to end first."""
        found = self.standing(today).filter(product=product).select_related("by__item").order_by("until", "pk")
        told = may_know(product, member)
        return [snooze for snooze in found if told or not is_about_roles(snooze.flag)]


@kept()
class Snooze(models.Model):
    """Somebody put a flag to sleep, with a reason: until a day, or, where it was acknowledged, until there are more
    people on the team or more products than there were then.
    """

    flag = models.CharField(max_length=200)
    product = models.ForeignKey(Product, models.PROTECT, related_name="snoozes")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300, default="", blank=True)
    until = models.DateField(null=True)
    because = models.TextField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    people = models.IntegerField(null=True)
    products = models.IntegerField(null=True)
    woken_at = models.DateTimeField(null=True)
    woken_by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["product", "until"], name="snooze_product_until")]

    def __str__(self) -> str:
        return f"{self.flag} until {self.until or 'the team grows'}"

    @property
    def rule(self) -> str:
        """The rule's name: what its identity says before the marks."""
        return self.flag.rpartition(f" {self.item.mark}")[0] or self.flag

    @classmethod
    def put(cls, product: Product, flag: str, *, until: date | None, because: str, by: Any) -> Snooze:
        """Put a flag to sleep, aloud or, if it is a question about roles, without a word of it in what everyone reads.
        With no day it is acknowledged, which one rule allows.
        """
        if until is None:
            return cls.acknowledge(product, flag, reason=because, by=by)
        if is_about_roles(flag):
            return cls.put_quietly(product, flag, until=until, reason=because, by=by)
        return cls.put_aloud(product, flag, until=until, because=because, by=by)

    @classmethod
    @recorded("snoozed", act="snooze", facts=("flag", "until"))
    def put_aloud(cls, product: Product, flag: str, *, until: date, because: str, by: Any) -> Snooze:
        """Put a flag to sleep until a later day. It needs a reason, and both are in the record."""
        if is_about_roles(flag):
            raise Refused("A question about roles is put to sleep quietly.")
        return cls._keep(product, flag, until, because, by)

    @classmethod
    @recorded("snoozed", act="snooze")
    def put_quietly(cls, product: Product, flag: str, *, until: date, reason: str, by: Any) -> Snooze:
        """The same for a question about roles: the record says that something sleeps, not what and why."""
        return cls._keep(product, flag, until, reason, by)

    @classmethod
    @recorded("snoozed", act="snooze")
    def acknowledge(cls, product: Product, flag: str, *, reason: str, by: Any) -> Snooze:
        """Say that it is known and fine for a team of this size; it comes back when the team or its products grow."""
        if not any(flag.startswith(f"{rule} ") for rule in ACKNOWLEDGED):
            raise Refused("Choose the day until which it can wait.")
        return cls._keep(product, flag, None, reason, by)

    @recorded("woke", act="snooze")
    def wake(self, *, by: Any) -> None:
        """Let it be noticed again before its day. The inverse of putting it to sleep."""
        if self.woken_at:
            raise Refused("It is awake already.")
        self.woken_at, self.woken_by = clock.now(), by
        self.save(update_fields=["woken_at", "woken_by"])

    @classmethod
    def _keep(cls, product: Product, flag: str, until: date | None, because: str, by: Any) -> Snooze:
        found = _noticed(product, flag, by)
        if not because.strip():
            raise Refused("Say why this can wait.")
        if until is not None and until <= Workspace.current().today:
            raise Refused("Choose a day in the future.")
        cls.objects.filter(product=product, flag=flag, woken_at=None).update(woken_at=clock.now(), woken_by=by)
        said = {"until": until, "because": because.strip(), "by": by, "at": clock.now(), "title": found.title[:300]}
        if until is None:
            said |= {"people": team_size(), "products": product_count()}
        return cls.objects.create(flag=flag, product=product, item=product.item, **said)


def team_size() -> int:
    """How many people are on the team."""
    return Member.objects.active().count()


def product_count() -> int:
    """How many products are open."""
    return Product.objects.in_use().exclude(life_cycle="end of life").count()


def _noticed(product: Product, flag: str, by: Any) -> Flag:
    """What some rule notices now, as far as this person may know: nothing else can be put to sleep."""
    found = (one for one in every_flag(product, Workspace.current().today, by) if one.identity == flag)
    if (first := next(found, None)) is None:
        raise Refused("No rule notices that now.")
    return first
