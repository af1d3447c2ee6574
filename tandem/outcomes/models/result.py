"""Results: what a goal came to, measured or judged."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from tandem.core.errors import Refused
from tandem.definition.models import Goal, Release
from tandem.launch.models import Launch
from tandem.record.history import kept
from tandem.record.models import Item
from tandem.record.verbs import recorded
from tandem.team.models import Member, Workspace
from tandem.ui.figures import measured


@kept()
class Result(models.Model):
    """The actual of one goal on the day it was read, or a signed judgment where nothing could be measured."""

    goal = models.OneToOneField(Goal, models.PROTECT, related_name="result")
    actual = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    judged_met = models.BooleanField(null=True)
    because = models.TextField(default="", blank=True)
    read_on = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.goal}: {self.says}"

    @property
    def item(self) -> Item:
        """The record knows a result as part of its goal."""
        return self.goal.item

    @property
    def says(self) -> str:
        """The figure with its unit, or the judgment."""
        if self.judged_met is not None:
            return "judged met" if self.judged_met else "judged missed"
        return measured(self.actual, self.goal.unit)

    @classmethod
    @recorded("measured", act="record an outcome", facts=("actual",))
    def read(cls, goal: Goal, actual: Decimal, *, by: Any, because: str = "", read_on: date | None = None) -> Result:
        """Record what a goal came to. It needs a target to be held against, and what it is for must be out."""
        _refuse_early(goal)
        if goal.target is None:
            raise Refused(f"“{goal.title}” has no target to hold a figure against; judge it instead.")
        return cls._keep(goal, by, read_on, actual=actual, because=because)

    @classmethod
    @recorded("judged", act="record an outcome", facts=("met",))
    def judge(cls, goal: Goal, met: bool, because: str, *, by: Any) -> Result:
        """Judge a goal that no figure can hold. A judgment is signed, and it says what it rests on."""
        _refuse_early(goal)
        _refuse_silence(because, "Say what the judgment rests on.")
        return cls._keep(goal, by, None, judged_met=met, because=because)

    @recorded("corrected", act="record an outcome", facts=("actual", "met"))
    def correct(self, *, because: str, by: Any, actual: Decimal | None = None, met: bool | None = None) -> None:
        """Put another figure or judgment in place of this one, with the reason; the first one stays in the history."""
        _refuse_silence(because, "Say why it changes; the first result stays in the history.")
        if (actual is None) == (met is None):
            raise Refused("Give either the right figure or the right judgment.")
        if actual is not None and self.goal.target is None:
            raise Refused(f"“{self.goal.title}” has no target to hold a figure against; judge it instead.")
        self.actual, self.judged_met, self.because = actual, met, because.strip()
        self.read_on, self.by = Workspace.current().today, _member(by)
        self.save()

    @classmethod
    def _keep(cls, goal: Goal, by: Any, read_on: date | None, **found: Any) -> Result:
        today = Workspace.current().today
        if cls.objects.filter(goal=goal).exists():
            raise Refused(f"“{goal.title}” has its result already; correct it, with a reason.")
        if read_on and read_on > today:
            raise Refused("A result cannot have been read on a day that is still to come.")
        found["because"] = found["because"].strip()
        return cls.objects.create(goal=goal, read_on=read_on or today, by=_member(by), **found)


def _refuse_early(goal: Goal) -> None:
    """A goal of something that is not out yet has nothing to be measured by."""
    kinds: dict[str, type[Release] | type[Launch]] = {"release": Release, "launch": Launch}
    if not kinds[goal.about.kind].objects.get(pk=goal.about_id).has_shipped:
        raise Refused(f"{goal.about.title} is not out yet, so nothing can be measured.")


def _refuse_silence(because: str, sentence: str) -> None:
    if not because.strip():
        raise Refused(sentence)


def _member(by: Any) -> Member | None:
    """The member who signs; the console is nobody."""
    return by if isinstance(by, Member) else None
