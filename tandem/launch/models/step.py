"""Plan steps: what has to happen before, on and after the day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.launch.models.launch import Launch
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.team.models import Member

FORMS = [("task", "Task"), ("support", "Support"), ("training", "Training"), ("press", "Press"), ("release_note", "Release note"), ("online", "Online")]


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
