"""Activities of both roles, and who holds each for a product."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.product import DatedQuerySet, Product
from tandem.team.models.workspace import Workspace


@kept()
class Activity(Named):
    """One kind of work of the two roles, such as pricing or win/loss; ten are on at first."""

    kind: ClassVar[str] = "activity"
    draft_act: ClassVar[str] = "administer"

    key = models.SlugField(max_length=40, unique=True)
    usual_side = models.CharField(max_length=4, choices=[("pm", "PM"), ("pmm", "PMM"), ("both", "both")])
    is_on = models.BooleanField(default=False)
    position = models.IntegerField(default=0)

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("opened", act="administer")
    def open(cls, name: str, *, key: str, usual_side: str, is_on: bool, position: int, by: Any) -> Activity:
        """Add an activity to the company's template."""
        return cls._make(name, key=key, usual_side=usual_side, is_on=is_on, position=position)

    def assign(self, product: Product, member: Member, *, by: Any) -> ActivityOwner:
        """Make one person accountable for this activity on a product."""
        return ActivityOwner.put_in_charge(product, self, member, by=by)


@kept()
class ActivityOwner(models.Model):
    """Who is accountable for one activity of one product, from a day on."""

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="holders")
    product = models.ForeignKey(Product, models.PROTECT, related_name="activity_owners")
    member = models.ForeignKey(Member, models.PROTECT, related_name="activities")
    since = models.DateField()
    until = models.DateField(null=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "activity", "product", condition=models.Q(until=None), name="one_accountable_per_activity"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.activity}"

    @classmethod
    @recorded("assigned", act="assign activities", facts=("activity", "member"))
    def put_in_charge(cls, product: Product, activity: Activity, member: Member, *, by: Any) -> ActivityOwner:
        """Make one person accountable for an activity on a product, as its owners may; who held it before stays in the
        history.
        """
        today = Workspace.current().today
        cls.objects.current().filter(activity=activity, product=product).update(until=today)
        return cls.objects.create(activity=activity, product=product, member=member, since=today)
