"""Activities of both roles: the company's template, and the exceptions that single products make of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import DatedQuerySet, Product
from tandem.team.models.workspace import Workspace

HOLDERS = [
    ("pm", "The product manager"),
    ("pmm", "The product marketer"),
    ("person", "One person for all products"),
    ("", "Named for each product"),
]
USUAL_HOLDERS = {"pm": "pm", "pmm": "pmm", "both": ""}


@kept()
class Activity(Named):
    """One kind of work of the two roles, such as pricing or win/loss; ten are on at first. `holder` is the company's
    template: who is accountable for it on every product that makes no exception.
    """

    kind: ClassVar[str] = "activity"
    draft_act: ClassVar[str] = "keep the catalog"
    searched: ClassVar[tuple[str, ...]] = ("says",)
    revisable: ClassVar[tuple[str, ...]] = ("says", "usual_side")

    key = models.SlugField(max_length=40, unique=True)
    says = models.TextField(default="", blank=True)
    usual_side = models.CharField(max_length=4, choices=[("pm", "PM"), ("pmm", "PMM"), ("both", "both")])
    holder = models.CharField(max_length=6, choices=HOLDERS, default="", blank=True)
    person = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    is_on = models.BooleanField(default=False)
    position = models.IntegerField(default=0)

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("opened", act="administer")
    def open(
        cls, name: str, *, key: str, usual_side: str, is_on: bool, position: int, by: Any, says: str = ""
    ) -> Activity:
        """Add an activity to the company's template; the side that usually holds it holds it on every product."""
        holder = USUAL_HOLDERS[usual_side]
        given = {"key": key, "usual_side": usual_side, "holder": holder, "is_on": is_on, "position": position}
        return cls._make(name, says=says, **given)

    @recorded("switched on", act="keep the catalog")
    def switch_on(self, *, by: Any) -> None:
        """From now on it needs a holder on every product; `switch_off` undoes it."""
        self._switch(True)

    @recorded("switched off", act="keep the catalog")
    def switch_off(self, *, by: Any, because: str = "") -> None:
        """Nobody has to hold it any more; who held it stays in the history. `switch_on` undoes it."""
        self._switch(False)

    def _switch(self, is_on: bool) -> None:
        self.is_on = is_on
        self.save(update_fields=["is_on"])

    @recorded("set the usual holder of", act="keep the catalog", facts=("holder", "person"))
    def hold_by(self, holder: str, *, by: Any, person: Member | None = None) -> None:
        """Say who is accountable for it wherever a product makes no exception: a side, one person, or nobody yet."""
        if holder not in dict(HOLDERS):
            raise Refused("Choose a side, one person, or that each product names its own.")
        if holder == "person" and (person is None or not person.is_active):
            raise Refused("Choose the person who holds it for all products.")
        self.holder, self.person = holder, person if holder == "person" else None
        self.save(update_fields=["holder", "person"])

    def usually(self, owners: dict[str, Member]) -> Member | None:
        """Who holds it on a product with these owners by the company's template; None where that seat is empty."""
        return self.person if self.holder == "person" else owners.get(self.holder)

    def assign(self, product: Product, member: Member, *, by: Any) -> ActivityOwner | None:
        """Make one person accountable for this activity on a product."""
        return ActivityOwner.put_in_charge(product, self, member, by=by)


@kept()
class ActivityOwner(models.Model):
    """Somebody who is accountable for an activity of a product otherwise than by the template, from a day on; or who
    took it up `beside` whoever holds it, which the grid marks as a double until it is settled.
    """

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="holders")
    product = models.ForeignKey(Product, models.PROTECT, related_name="activity_owners")
    member = models.ForeignKey(Member, models.PROTECT, related_name="activities")
    beside = models.BooleanField(default=False)
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "activity",
                "product",
                condition=models.Q(until=None, beside=False),
                name="one_accountable_per_activity",
            ),
            models.UniqueConstraint(
                "activity", "product", "member", condition=models.Q(until=None), name="once_accountable_per_activity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.activity}"

    @classmethod
    @recorded("assigned", act="assign activities", facts=("activity", "member"))
    def put_in_charge(cls, product: Product, activity: Activity, member: Member, *, by: Any) -> ActivityOwner | None:
        """Make one person accountable for an activity on a product, as its owners may; who held it before stays in the
        history. Nothing is written down for whoever holds it by the template: only exceptions are.
        """
        if not member.is_active:
            raise Refused(f"{member} has left and cannot hold an activity.")
        today = Workspace.current().today
        _here(cls, product, activity).update(until=today)
        _here(LeftOut, product, activity).update(until=today)
        _here(Consulted, product, activity).filter(member=member).update(until=today)
        if activity.usually(product.owners()) == member:
            return None
        return cls.objects.create(activity=activity, product=product, member=member, since=today)

    @classmethod
    @recorded("took up", act="take a matter", facts=("activity",))
    def take_up(cls, product: Product, activity: Activity, *, by: Any) -> ActivityOwner:
        """Say "I do this": it fills a gap. Where somebody holds it already, it is a double that its owners settle by
        assigning it; `give_up` is the inverse.
        """
        mine = _here(cls, product, activity).filter(member=by)
        if mine.exists() or (activity.usually(product.owners()) == by and not _here(cls, product, activity).exists()):
            raise Refused(f"You hold {activity.title.lower()} already.")
        today = Workspace.current().today
        _here(Consulted, product, activity).filter(member=by).update(until=today)
        return cls.objects.create(activity=activity, product=product, member=by, beside=True, since=today)

    @classmethod
    @recorded("gave up", act="take a matter", facts=("activity",))
    def give_up(cls, product: Product, activity: Activity, *, by: Any) -> None:
        """Take back that one took it up or was named for it; the template holds again."""
        if not _here(cls, product, activity).filter(member=by).update(until=Workspace.current().today):
            raise Refused("You hold it by the company's template, or not at all; ask the owners to name somebody.")


@kept()
class Consulted(models.Model):
    """Somebody who is asked before an activity of a product is decided; any number are."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="consulted_on")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "activity", "product", "member", condition=models.Q(until=None), name="consulted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} on {self.activity}"

    @classmethod
    @recorded("will consult", act="assign activities", facts=("activity", "member"))
    def ask(cls, product: Product, activity: Activity, member: Member, *, by: Any) -> Consulted:
        """Have somebody asked before it is decided; `leave_be` is the inverse."""
        if not member.is_active:
            raise Refused(f"{member} has left and cannot be consulted.")
        if _here(cls, product, activity).filter(member=member).exists():
            raise Refused(f"{member} is consulted already.")
        return cls.objects.create(activity=activity, product=product, member=member, since=Workspace.current().today)

    @classmethod
    @recorded("stopped consulting", act="assign activities", facts=("activity", "member"))
    def leave_be(cls, product: Product, activity: Activity, member: Member, *, by: Any) -> None:
        """No longer ask them: the inverse of asking."""
        if not _here(cls, product, activity).filter(member=member).update(until=Workspace.current().today):
            raise Refused(f"{member} was not consulted.")


@kept()
class LeftOut(models.Model):
    """A product does without an activity that is on for the company, for a reason."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    because = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("activity", "product", condition=models.Q(until=None), name="left_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity}: {self.because}"

    @classmethod
    @recorded("left out", act="assign activities", facts=("activity",))
    def leave_out(cls, product: Product, activity: Activity, *, because: str, by: Any) -> LeftOut:
        """This product does without it, and says why; `take_in` is the inverse."""
        if not because.strip():
            raise Refused(f"Say why {product} does without {activity.title.lower()}.")
        if _here(cls, product, activity).exists():
            raise Refused(f"{product} does without it already.")
        today = Workspace.current().today
        return cls.objects.create(activity=activity, product=product, because=because.strip(), since=today)

    @classmethod
    @recorded("took in again", act="assign activities", facts=("activity",))
    def take_in(cls, product: Product, activity: Activity, *, by: Any) -> None:
        """The product has this activity again, held as before."""
        if not _here(cls, product, activity).update(until=Workspace.current().today):
            raise Refused("It was not left out.")


def _here(model: type[models.Model], product: Product, activity: Activity) -> Any:
    """What stands now between one product and one activity."""
    found: Any = model._default_manager
    return found.filter(product=product, activity=activity, until=None)
