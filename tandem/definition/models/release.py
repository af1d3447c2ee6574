"""Releases and the goals stated before they ship."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core.errors import Refused
from tandem.definition.availability import closed
from tandem.record.changes import noun_of
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Product, Workspace

DATES = ("charter_release_on", "available_on")


class ReleaseQuerySet(NamedQuerySet):
    """Releases, by whether they are out."""

    def still_to_come(self) -> Self:
        return self.filter(made_available_on=None)

    def out(self) -> Self:
        return self.exclude(made_available_on=None)

    def next_first(self) -> Self:
        return self.order_by(models.F("available_on").asc(nulls_last=True), "item__number")


@kept()
class Release(Named):
    """A named version of a product: its scope is the features that point at it."""

    kind: ClassVar[str] = "release"
    searched: ClassVar[tuple[str, ...]] = ("summary",)
    revisable: ClassVar[tuple[str, ...]] = ("summary", "charter_release_on", "available_on")

    summary = models.TextField(default="", blank=True)
    charter_release_on = models.DateField(null=True, blank=True)
    available_on = models.DateField(null=True, blank=True)
    charter_released_on = models.DateField(null=True, blank=True)
    made_available_on = models.DateField(null=True, blank=True)
    external_id = models.CharField(max_length=120, default="", blank=True)
    delivered_in = models.CharField(max_length=40, default="", blank=True)
    delivery_url = models.CharField(max_length=500, default="", blank=True)

    objects = ReleaseQuerySet.as_manager()

    @property
    def has_shipped(self) -> bool:
        return self.made_available_on is not None

    @property
    def says(self) -> str:
        """Where it stands, in a few words."""
        if self.has_shipped:
            return "Generally available"
        return "With charter customers" if self.charter_released_on else "Planned"

    @property
    def goals(self) -> models.QuerySet[Goal]:
        return Goal.objects.filter(about=self.item).in_use().select_related("item").order_by("item__number")

    def scope(self) -> Any:
        """The features that are meant to be in it, without those that were dropped."""
        return self.features.in_use().exclude(status="dropped").order_by("item__number")

    @classmethod
    @recorded("planned", act="draft definition")
    def plan(
        cls,
        product: Product,
        name: str,
        *,
        by: Any,
        summary: str = "",
        charter_release_on: date | None = None,
        available_on: date | None = None,
    ) -> Release:
        """Plan a release: what it is called and when it should reach charter customers, then everyone."""
        _refuse_backwards(charter_release_on, available_on)
        dates = {"charter_release_on": charter_release_on, "available_on": available_on}
        return cls._make(_named(name), product=product, summary=summary, **dates)

    @classmethod
    @recorded("recalled", act="import")
    def recall(cls, product: Product, name: str, *, made_available_on: date, by: Any, summary: str = "") -> Release:
        """Bring in a release that shipped before Tandem was here, so that its goals can be held against what came."""
        if made_available_on > Workspace.current().today:
            raise Refused("A past release has a day that has passed; plan a release that is still to come.")
        dates = {"available_on": made_available_on, "made_available_on": made_available_on}
        return cls._make(_named(name), product=product, summary=summary, **dates)

    @recorded("released to charter customers", act="accept definition")
    def release_to_charter(self, *, by: Any) -> None:
        """Give it to the charter customers. There must be something in it, and it happens once."""
        self._refuse_shipped()
        if self.charter_released_on:
            raise Refused("The charter customers have it already.")
        self._refuse_empty()
        self.charter_released_on = Workspace.current().today
        self.save(update_fields=["charter_released_on"])

    @recorded("made available", act="accept definition")
    def make_available(self, *, by: Any, because: str = "") -> None:
        """Make it generally available, once every registered gate is open; what is in its scope has shipped with it,
        but for what a delivery tool says of.
        """
        self._refuse_shipped()
        self._refuse_empty()
        if held := closed(self, Workspace.current().today):
            raise Refused("Not yet. " + " ".join(hold.because for hold in held))
        for feature in self.scope().exclude(status="shipped").filter(delivered_in=""):
            feature.ship(by=by)
        self.made_available_on = Workspace.current().today
        self.save(update_fields=["made_available_on"])

    @recorded("moved the dates of", act="accept definition", facts=("charter_release_on", "available_on"))
    def move(
        self, *, because: str, by: Any, available_on: date | None = None, charter_release_on: date | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> dict[str, str]:  # fmt: skip
        """Move its dates and what was answered to move with them; everyone concerned is told. It needs a reason: others
        counted on the old dates. Says what was done with each.
        """
        from tandem.definition.slipping import Shift, settle

        self._refuse_shipped()
        if not because.strip():
            raise Refused("Say why the date moves; others counted on it.")
        _refuse_backwards(charter_release_on, available_on)
        shift = Shift(self.charter_release_on, charter_release_on, self.available_on, available_on)
        if not shift.moves:
            raise Refused("These are the dates it has already.")
        self.charter_release_on, self.available_on = charter_release_on, available_on
        self.save(update_fields=["charter_release_on", "available_on"])
        return settle(self, shift, answers or {}, because=because.strip(), by=by)

    @recorded("revised", act="")
    def revise(self, *, by: Any, version: int, because: str = "", **changes: Any) -> None:
        """Change the plain fields. A date that others count on is moved where each of them is asked."""
        from tandem.definition.slipping import is_counted_on

        moved = [name for name in DATES if name in changes and getattr(self, name) not in (None, changes[name])]
        if moved and is_counted_on(self, by):
            raise Refused("Others count on this date. Move it with “Move the dates”, which asks for each of them.")
        self._refuse_stale(version, changes)
        for name, value in changes.items():
            self._put(name, value)
        self.save()

    def _refuse_shipped(self) -> None:
        if self.has_shipped:
            raise Refused(f"{self.title} is generally available already.")

    def _refuse_empty(self) -> None:
        if not self.scope().exists():
            raise Refused("Nothing is in this release yet; put a feature into it first.")


@kept()
class Goal(Named):
    """What a release or launch should achieve, and the day it is measured. Its title is the metric."""

    kind: ClassVar[str] = "goal"
    revisable: ClassVar[tuple[str, ...]] = ("baseline", "target", "unit", "due_on")

    about = models.ForeignKey(Item, models.PROTECT, related_name="goals")
    baseline = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=30, default="", blank=True)
    due_on = models.DateField(null=True, blank=True)
    stated_on = models.DateField()

    objects = NamedQuerySet.as_manager()

    @property
    def is_whole(self) -> bool:
        """Metric, baseline, target and date: what the gate *goals set* asks for."""
        return None not in (self.baseline, self.target, self.due_on)

    @property
    def stands(self) -> bool:
        """Whether what it was stated for is out: from then on it stays as it was stated."""
        about: Any = noun_of(self.about.kind)._default_manager.get(pk=self.about_id)
        return bool(about.has_shipped)

    @classmethod
    @recorded("stated", act="draft definition", facts=("target",))
    def state(
        cls,
        about: Any,
        metric: str,
        *,
        by: Any,
        baseline: Decimal | None = None,
        target: Decimal | None = None,
        unit: str = "",
        due_on: date | None = None,
    ) -> Goal:
        """State what a release or launch should achieve, before it is out: a goal made up afterwards proves nothing."""
        if about.has_shipped:
            raise Refused(f"{about.title} is out already; a goal is stated before.")
        if not metric.strip():
            raise Refused("Name what will be measured.")
        fields = {"baseline": baseline, "target": target, "unit": unit, "due_on": due_on}
        return cls._make(
            metric.strip(), product=about.item.product, about=about.item, stated_on=Workspace.current().today, **fields
        )

    @classmethod
    @recorded("recalled", act="import", facts=("target",))
    def recall(
        cls,
        release: Release,
        metric: str,
        *,
        stated_on: date,
        by: Any,
        baseline: Decimal | None = None,
        target: Decimal | None = None,
        unit: str = "",
        due_on: date | None = None,
    ) -> Goal:
        """Bring in a goal that was stated, elsewhere, before its release shipped."""
        if release.made_available_on and stated_on > release.made_available_on:
            raise Refused(f"{metric} was stated after {release.title} shipped, so it was no goal of it.")
        fields = {"baseline": baseline, "target": target, "unit": unit, "due_on": due_on}
        return cls._make(
            metric.strip(), product=release.item.product, about=release.item, stated_on=stated_on, **fields
        )

    def _put(self, name: str, value: Any) -> None:
        """A goal moved after the fact would be met by anything."""
        if self.stands:
            raise Refused(
                f"{self.about.title} is out, so this goal stays as it was stated; correct its result instead."
            )
        super()._put(name, value)


def _named(name: str) -> str:
    if not name.strip():
        raise Refused("Give the release a name, such as 2.0.")
    return name.strip()


def _refuse_backwards(charter: date | None, available: date | None) -> None:
    if charter and available and charter > available:
        raise Refused("The charter customers get it before everyone else does; the dates say otherwise.")
