"""Plan steps: what has to happen before, on and after the day."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core.errors import Refused
from tandem.launch.models.launch import Launch
from tandem.launch.plan import due_on, is_late
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Workspace

FORMS = [
    ("task", "Task"),
    ("support", "Support"),
    ("training", "Training"),
    ("press", "Press"),
    ("release_note", "Release note"),
    ("online", "Online"),
]


class PlanStepQuerySet(NamedQuerySet):
    """Steps in the order of their days."""

    def in_order(self) -> Self:
        return self.in_use().select_related("item", "owner__item").order_by("days_from_day", "item__number")

    def done(self) -> Self:
        return self.exclude(done_on=None)


@kept()
class PlanStep(Named):
    """One step of a launch plan, dated relative to the day (-14 is two weeks before it), with an owner."""

    kind: ClassVar[str] = "plan step"
    draft_act: ClassVar[str] = "plan the launch"
    revisable: ClassVar[tuple[str, ...]] = ("days_from_day", "form")

    launch = models.ForeignKey(Launch, models.PROTECT, related_name="steps")
    form = models.CharField(max_length=12, default="task", choices=FORMS)
    owner = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="plan_steps")
    days_from_day = models.IntegerField(default=0)
    after = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="before")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanStepQuerySet.as_manager()

    @classmethod
    @recorded("added", act="plan the launch")
    def add(
        cls,
        launch: Launch,
        title: str,
        *,
        days_from_day: int,
        by: Any,
        owner: Member | None = None,
        form: str = "task",
        after: PlanStep | None = None,
    ) -> PlanStep:
        """Add a step to a launch plan. A step may wait for another one of the same plan."""
        if not title.strip():
            raise Refused("Say what has to happen.")
        if after and after.launch_id != launch.pk:
            raise Refused("A step can wait only for a step of the same plan.")
        return cls._make(
            title,
            product=launch.item.product,
            launch=launch,
            days_from_day=days_from_day,
            owner=owner,
            form=form,
            after=after,
        )

    @recorded("did", act="do a plan step")
    def finish(self, *, by: Any) -> None:
        """Mark it done. The support step is confirmed by its owner alone; other steps by anyone on the team."""
        if self.done_on:
            raise Refused("This step is done already.")
        if self.after and not self.after.done_on:
            raise Refused(f"It waits for “{self.after.title}”.")
        if self.form == "support" and self.owner_id and by.pk and self.owner_id != by.pk:
            raise Refused(f"Only {self.owner} can confirm that support is ready.")
        self.done_on, self.done_by_id = Workspace.current().today, by.pk
        self.save(update_fields=["done_on", "done_by"])

    @recorded("reopened", act="do a plan step")
    def reopen(self, *, by: Any, because: str = "") -> None:
        """Not done after all: the inverse of finishing."""
        self.done_on = self.done_by = None
        self.save(update_fields=["done_on", "done_by"])

    @recorded("gave", act="plan the launch", facts=("member",))
    def give_to(self, member: Member, *, by: Any) -> None:
        """Give the step an owner."""
        self.owner = member
        self.save(update_fields=["owner"])

    @property
    def due_on(self) -> date:
        return due_on(self.launch.day, self.days_from_day)

    @property
    def when(self) -> str:
        """How far from the launch, in words: 77 days before, on the day, 3 days after."""
        days = abs(self.days_from_day)
        if not days:
            return "on the day"
        return f"{days} day{'' if days == 1 else 's'} {'before' if self.days_from_day < 0 else 'after'}"

    def is_late(self, today: date) -> bool:
        return is_late(self.due_on, self.done_on, today)
