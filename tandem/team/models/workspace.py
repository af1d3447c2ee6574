"""The workspace: one installation serves one company, and this is its one row of settings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.once import once
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.letters import DECLINED, SHIPPED, SUBJECT, refuse_unknown
from tandem.team.thresholds import PRESETS, Thresholds

MASKABLE = ("contributor", "sales", "viewer")


def masked_by_default() -> list[str]:
    """Who does not work on evidence."""
    return ["sales", "viewer"]


@kept()
class Workspace(Named):
    """The company that runs this installation: currency, time zone, preset and its own words for some of ours."""

    kind: ClassVar[str] = "workspace"
    draft_act: ClassVar[str] = "administer"
    revisable: ClassVar[tuple[str, ...]] = (
        "currency",
        "time_zone",
        "preset",
        "charter_label",
        "arr_label",
        "pm_label",
        "pmm_label",
        "answer_days",
        "reply_subject",
        "reply_shipped",
        "reply_declined",
        "masked_for",
    )

    currency = models.CharField(max_length=3, default="USD")
    time_zone = models.CharField(max_length=40, default="UTC")
    preset = models.CharField(max_length=12, default="growing", choices=[(name, name) for name in PRESETS])
    charter_label = models.CharField(max_length=40, default="charter program")
    arr_label = models.CharField(max_length=20, default="ARR")
    pm_label = models.CharField(max_length=40, default="Product manager")
    pmm_label = models.CharField(max_length=40, default="Product marketer")
    answer_days = models.PositiveSmallIntegerField(default=PRESETS["growing"].answer_days)
    reply_subject = models.CharField(max_length=300, default=SUBJECT)
    reply_shipped = models.TextField(default=SHIPPED)
    reply_declined = models.TextField(default=DECLINED)
    masked_for = ArrayField(models.CharField(max_length=14), default=masked_by_default, blank=True)
    is_demo = models.BooleanField(default=False)
    only = models.BooleanField(default=True, unique=True, editable=False)

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("opened", act="administer")
    def open(
        cls, name: str, *, by: Any, currency: str = "USD", time_zone: str = "UTC", is_demo: bool = False
    ) -> Workspace:
        """Open the workspace. There is one in an installation."""
        if cls.objects.exists():
            raise Refused("This installation already has its workspace.")
        return cls._make(name, currency=currency, time_zone=time_zone, is_demo=is_demo)

    @classmethod
    def current(cls) -> Workspace:
        """The one workspace."""
        found = the_workspace()
        if found is None:
            raise Refused("Nothing is set up yet. Run `tandem createowner` on the machine that serves Tandem.")
        return found

    @property
    def thresholds(self) -> Thresholds:
        return replace(PRESETS[self.preset], answer_days=self.answer_days)

    def _put(self, name: str, value: Any) -> None:
        if name.startswith("reply_"):
            refuse_unknown(value)
        if name == "masked_for" and not set(value) <= set(MASKABLE):
            raise Refused("Administrators and heads always see people's data.")
        super()._put(name, value)

    @property
    def today(self) -> date:
        return clock.today(self.time_zone)


@once
def the_workspace() -> Workspace | None:
    """Asked many times a page, looked up once; None while nothing is set up."""
    return Workspace.objects.select_related("item").first()


def day_at_work() -> date:
    """Today where the company works; in UTC while nothing is set up."""
    found = the_workspace()
    return found.today if found else clock.today()
