"""Products and who answers for them: exactly one accountable PM and one accountable PMM at any moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tandem.core.errors import NotAllowed, Refused
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.notice import Notice
from tandem.team.models.workspace import Workspace, day_at_work
from tandem.team.permissions import DELEGABLE
from tandem.team.rules import SEAT_NAMES

SIDES = [("pm", "Product management"), ("pmm", "Product marketing")]
ENDING = (
    "Tell the customers of {} when it ends and what they can move to",
    "Withdraw the claims and sales assets of {}",
    "Agree with support how {} is served to its last day",
)
LIFE_CYCLE = ["idea", "in development", "available", "mature", "end of life"]


@kept()
class ProductLine(Named):
    """A family of products under one head."""

    kind: ClassVar[str] = "product line"
    draft_act: ClassVar[str] = "open a product"
    revisable: ClassVar[tuple[str, ...]] = ("head",)

    head = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="lines")

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("opened", act="open a product")
    def open(cls, name: str, *, by: Any, head: Member | None = None) -> ProductLine:
        """Open a product line, with the head its roll-up is read by."""
        if cls.objects.in_use().filter(item__title__iexact=name).exists():
            raise Refused(f"There is a product line {name} already.")
        return cls._make(name, head=head)


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
    revisable: ClassVar[tuple[str, ...]] = ("summary", "business", "life_cycle", "line")

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
    last_sale_on = models.DateField(null=True, blank=True)
    support_ends_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

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
        return self._seat(member, side, because=because)

    @recorded("handed over", act="hand over", facts=("side", "member"))
    def hand_over(
        self, member: Member, side: str, *, by: Any, because: str, note: str = "", also: bool = True
    ) -> Accountability:
        """Pass a seat on with everything open that goes with it: its holder may, or a head or administrator. It needs
        a reason; the note is for the successor, who is told. Delegations of the seat end with it; `also` gives the
        successor what the holder has in person, such as matters and plan steps.
        """
        from tandem.team.seats import open_of, pass_on

        holder = self._leaving(member, side, by)
        if not because.strip():
            raise Refused("Say why the seat changes hands; the record keeps it.")
        open_then = [str(one) for one in open_of(self, side, holder)]
        if also:
            pass_on(self, side, holder, member)
        seat = self._seat(member, side, because=because.strip(), note=note.strip(), open_then=open_then)
        if by != member:
            seat_named = f"{self} is yours as {SEAT_NAMES[side]} now; what is open is listed"
            Notice.tell(member, seat_named, f"/products/{self.slug}/seats", product=self.item, happening="input")
        return seat

    def _leaving(self, heir: Member, side: str, by: Any) -> Member:
        """Who holds the seat that is handed over; asked anew, since two may hand it over at one moment."""
        self.__dict__.pop("_owners", None)
        holder = self.owner(side)
        if holder is None:
            raise Refused(f"Nobody is {SEAT_NAMES.get(side, side)} of {self}; name one instead.")
        if holder != by and not by.may("name owners", self):
            raise NotAllowed("Only who holds this seat, a head or an administrator may hand it over.")
        if holder == heir or not heir.is_active:
            raise Refused("Choose a colleague who is still a member and does not hold this seat already.")
        return holder

    def _seat(self, member: Member, side: str, **said: Any) -> Accountability:
        """One statement ends the seat of whoever held it; the database forbids that two hold it."""
        if not member.is_active:
            raise Refused(f"{member} has left and cannot answer for a product.")
        today = Workspace.current().today
        before = Accountability.objects.current().filter(product=self, side=side)
        if before.exclude(member=member).update(until=today):
            Delegation.objects.current().filter(product=self, side=side).update(ended_on=today)
        before.update(until=today)
        self.__dict__.pop("_owners", None)
        member.forget_hats()
        return Accountability.objects.create(product=self, side=side, member=member, since=today, **said)

    @recorded("delegated", act="delegate", facts=("side", "member", "until", "acts"))
    def delegate(
        self, member: Member, side: str, *, until: date, by: Any, acts: Sequence[str] = (), because: str = ""
    ) -> Delegation:
        """Let someone accept on one side up to a day, everything or the acts named. Only the side's own accountable
        person may, never a delegate; and never to sign, overrule, delegate or hand over.
        """
        if self.owner(side) != by:
            raise Refused("Only the accountable person of that side may name a delegate for it.")
        if member == by or not member.is_active:
            raise Refused("Choose a colleague who is still a member; your own seat needs no delegate.")
        if until < Workspace.current().today:
            raise Refused("Choose a day that is still to come.")
        if beyond := set(acts) - set(DELEGABLE[side]):
            raise Refused(f"A delegate of this side cannot be given this: {', '.join(sorted(beyond))}.")
        member.forget_hats()
        today = Workspace.current().today
        Delegation.objects.current().filter(product=self, side=side, member=member).update(ended_on=today)
        return Delegation.objects.create(
            product=self, side=side, member=member, since=today, until=until, acts=sorted(acts), because=because
        )

    @recorded("ended a delegation of", act="end a delegation", facts=("delegation",))
    def end_delegation(self, delegation: Delegation, *, by: Any, because: str = "") -> None:
        """Take a delegation back before its day; the accountable person of the side may, or a head or administrator."""
        if self.owner(delegation.side) != by and not by.may("name owners", self):
            raise NotAllowed("Only the accountable person of that side may end a delegation of it.")
        if delegation.ended_on or delegation.product_id != self.pk:
            raise Refused("That delegation has ended already.")
        delegation.ended_on = Workspace.current().today
        delegation.save(update_fields=["ended_on"])
        delegation.member.forget_hats()

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

    @recorded("moved", act="open a product", facts=("life_cycle", "last_sale_on", "support_ends_on"))
    def move_to(
        self,
        life_cycle: str,
        *,
        by: Any,
        because: str,
        last_sale_on: date | None = None,
        support_ends_on: date | None = None,
        successor: Product | None = None,
    ) -> None:
        """Move it along its life cycle, or back, for a reason. Its end asks for the last days of sale and support, and
        leaves what has to be done on the unowned list.
        """
        if life_cycle not in LIFE_CYCLE or life_cycle == self.life_cycle:
            raise Refused("Choose another stage of its life.")
        if not because.strip():
            raise Refused("Say why; others plan with it.")
        ends = life_cycle == LIFE_CYCLE[-1]
        if ends:
            self._refuse_open_end(last_sale_on, support_ends_on, successor)
        self.life_cycle = life_cycle
        self.last_sale_on = last_sale_on if ends else None
        self.support_ends_on = support_ends_on if ends else None
        self.successor = successor if ends else None
        self.save(update_fields=["life_cycle", "last_sale_on", "support_ends_on", "successor"])
        if ends:
            self._leave_work(by)

    def _refuse_open_end(self, last_sale_on: date | None, support_ends_on: date | None, successor: Any) -> None:
        if last_sale_on is None or support_ends_on is None:
            raise Refused("Its end needs the last day of sale and the last day of support.")
        if support_ends_on < last_sale_on:
            raise Refused("Support cannot end before the last day of sale.")
        if successor == self:
            raise Refused("A product cannot follow itself.")

    def _leave_work(self, by: Any) -> None:
        from tandem.team.models.matter import Matter

        for work in ENDING:
            Matter.raise_(self, work.format(self), raised_from=self.item, by=by)

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


def page_of(item: Item) -> str:
    """The page of a thing. A product is addressed by its name there, and its people talk on its team page."""
    if item.kind != "product":
        return item.get_absolute_url()
    return f"/products/{Product.objects.values_list('slug', flat=True).get(pk=item.pk)}/team"


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from a day on until somebody ends them: the end is written when it comes, never before."""

    def current(self) -> Self:
        return self.filter(until=None)


@kept()
class Accountability(models.Model):
    """One person answers for one side of one product, from a day on. The database forbids a second at the same time."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="accountabilities")
    side = models.CharField(max_length=3, choices=SIDES)
    member = models.ForeignKey(Member, models.PROTECT, related_name="accountabilities")
    since = models.DateField()
    until = models.DateField(null=True)
    because = models.TextField(default="", blank=True)
    note = models.TextField(default="", blank=True)
    open_then = models.JSONField(default=list, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(F("product"), F("side"), condition=Q(until=None), name="one_accountable_per_side")
        ]

    def __str__(self) -> str:
        return f"{self.member} answers for {self.product}"


class DelegationQuerySet(models.QuerySet[Any]):
    """Delegations; one holds up to and with its last day where the company works, unless it was ended before."""

    def current(self) -> Self:
        return self.filter(ended_on=None, until__gte=day_at_work())


@kept()
class Delegation(models.Model):
    """Someone who may accept on a side of a product up to a day, all or some acts; never sign or hand over."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="delegations")
    side = models.CharField(max_length=3, choices=SIDES)
    member = models.ForeignKey(Member, models.PROTECT, related_name="delegations")
    acts = ArrayField(models.CharField(max_length=40), default=list)
    since = models.DateField()
    until = models.DateField()
    ended_on = models.DateField(null=True)
    because = models.TextField(default="", blank=True)

    objects = DelegationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.member} until {self.until}"

    def says(self, today: date) -> str:
        """Whether it holds: with its last day, or since when it does not any more."""
        if self.ended_on:
            return f"ended on {self.ended_on:%-d %b %Y}"
        return f"{'until' if self.until >= today else 'expired on'} {self.until:%-d %b %Y}"

    def is_current(self, today: date) -> bool:
        return self.ended_on is None and self.until >= today
