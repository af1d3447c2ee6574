"""Products and who answers for them: exactly one accountable PM and one accountable PMM at any moment."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.workspace import Workspace

SIDES = [("pm", "Product management"), ("pmm", "Product marketing")]
LIFE_CYCLE = ["idea", "in development", "available", "mature", "end of life"]


@kept()
class ProductLine(Named):
    """A family of products under one head."""

    kind: ClassVar[str] = "product line"
    draft_act: ClassVar[str] = "open a product"

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("opened", act="open a product")
    def open(cls, name: str, *, by: Any) -> ProductLine:
        """Open a product line."""
        return cls._make(name)


class ProductQuerySet(NamedQuerySet):
    """Products; a restricted one is seen by its people, heads and administrators."""

    product_path = "pk"

    def visible_to(self, member: Any) -> Self:
        return self.filter(pk__in=member.visible_products())


@kept()
class Product(Named):
    """What PM and PMM ride together. It is addressed by its slug."""

    kind: ClassVar[str] = "product"
    draft_act: ClassVar[str] = "open a product"
    searched: ClassVar[tuple[str, ...]] = ("summary",)
    revisable: ClassVar[tuple[str, ...]] = ("summary", "life_cycle", "line")

    slug = models.SlugField(max_length=60, unique=True)
    summary = models.TextField(default="", blank=True)
    business = models.CharField(
        max_length=10, default="business", choices=[(name, name) for name in ("business", "platform", "consumer")]
    )
    life_cycle = models.CharField(
        max_length=16, default="in development", choices=[(name, name) for name in LIFE_CYCLE]
    )
    line = models.ForeignKey(ProductLine, models.PROTECT, null=True, blank=True, related_name="products")
    restricted = models.BooleanField(default=False)

    objects = ProductQuerySet.as_manager()

    @classmethod
    @recorded("opened", act="open a product")
    def open(cls, name: str, *, slug: str, by: Any, summary: str = "", line: ProductLine | None = None) -> Product:
        """Open a product. Nobody answers for it yet, and a flag says so until both owners are named."""
        if cls.objects.filter(slug=slug).exists():
            raise Refused(f"Another product already has the address {slug}.")
        return cls._make(name, slug=slug, summary=summary, line=line)

    @recorded("named", act="name owners", facts=("side", "member"))
    def put_in_charge(self, member: Member, side: str, *, by: Any, because: str = "") -> Accountability:
        """Name the one accountable PM or PMM. Whoever held the seat before stays in the history."""
        if not member.is_active:
            raise Refused(f"{member} has left and cannot answer for a product.")
        today = Workspace.current().today
        Accountability.objects.current().filter(product=self, side=side).update(until=today)
        member.forget_hats()
        return Accountability.objects.create(product=self, side=side, member=member, since=today)

    @recorded("delegated", act="delegate", facts=("side", "member", "until"))
    def delegate(self, member: Member, side: str, *, until: date, by: Any, because: str = "") -> Delegation:
        """Let someone accept on one side until a date. Only the side's own accountable person may, never a delegate."""
        if self.owner(side) != by:
            raise Refused("Only the accountable person of that side may name a delegate for it.")
        member.forget_hats()
        return Delegation.objects.create(
            product=self, side=side, member=member, since=Workspace.current().today, until=until
        )

    @recorded("restricted", act="restrict a product")
    def restrict(self, *, by: Any, because: str = "") -> None:
        """From the next page on only its own people, heads and administrators see it. `open_up` undoes it."""
        self.restricted = True
        self.save(update_fields=["restricted"])

    @recorded("opened to everybody", act="restrict a product")
    def open_up(self, *, by: Any, because: str = "") -> None:
        """Every member sees it, with all that was written there. `restrict` undoes it."""
        self.restricted = False
        self.save(update_fields=["restricted"])

    def get_absolute_url(self) -> str:
        return f"/products/{self.slug}"

    @property
    def name(self) -> str:
        return self.title

    def owner(self, side: str) -> Member | None:
        """Who answers for this side now."""
        return self.owners().get(side)

    def owners(self) -> dict[str, Member]:
        """The accountable people now, by side; a side nobody holds is missing. One statement, kept on the instance."""
        if "_owners" not in self.__dict__:
            current = Accountability.objects.current().filter(product=self).select_related("member__item")
            self.__dict__["_owners"] = {row.side: row.member for row in current}
        found: dict[str, Member] = self.__dict__["_owners"]
        return found

    @property
    def pm(self) -> Member | None:
        return self.owner("pm")

    @property
    def pmm(self) -> Member | None:
        return self.owner("pmm")


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from a day on, until another."""

    def current(self) -> Self:
        today = clock.today()
        return self.filter(Q(until=None) | Q(until__gt=today))


@kept()
class Accountability(models.Model):
    """One person answers for one side of one product, from a day on. The database forbids a second at the same time."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="accountabilities")
    side = models.CharField(max_length=3, choices=SIDES)
    member = models.ForeignKey(Member, models.PROTECT, related_name="accountabilities")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(F("product"), F("side"), condition=Q(until=None), name="one_accountable_per_side")
        ]

    def __str__(self) -> str:
        return f"{self.member} answers for {self.product}"


@kept()
class Delegation(models.Model):
    """Someone who may accept on a side of a product until a date; never sign, overrule, delegate or hand over."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="delegations")
    side = models.CharField(max_length=3, choices=SIDES)
    member = models.ForeignKey(Member, models.PROTECT, related_name="delegations")
    acts = ArrayField(models.CharField(max_length=40), default=list)
    since = models.DateField()
    until = models.DateField()

    objects = DatedQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.member} until {self.until}"
