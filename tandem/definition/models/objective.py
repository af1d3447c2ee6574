"""Objectives with their key results, and what else features are gathered by: initiatives and components."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.places import place_after
from tandem.definition.aims import mean, score_of
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Product

MOST_RESULTS = 10


class ObjectiveQuerySet(NamedQuerySet):
    """Objectives with what their score asks for."""

    def with_results(self) -> Any:
        return self.select_related("item").prefetch_related(
            models.Prefetch("results", KeyResult.objects.filter(taken_out_at=None).order_by("position"))
        )


@kept()
class Objective(Named):
    """What a product wants to reach in a period. Its key results say whether it did, each from 0 to 1."""

    kind: ClassVar[str] = "objective"
    searched: ClassVar[tuple[str, ...]] = ("statement",)
    revisable: ClassVar[tuple[str, ...]] = ("statement", "starts_on", "due_on")

    statement = models.TextField(default="", blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = ObjectiveQuerySet.as_manager()

    def standing_results(self) -> list[KeyResult]:
        """Those not taken out, in their order."""
        return sorted((one for one in self.results.all() if one.taken_out_at is None), key=lambda one: one.position)

    @property
    def score(self) -> Decimal | None:
        """The mean of its key results; one that was never measured counts as 0 once another was."""
        return mean([one.score for one in self.standing_results()])

    @classmethod
    @recorded("aimed at", act="draft definition")
    def aim(
        cls, product: Product, title: str, *, by: Any, statement: str = "", starts_on: date | None = None,
        due_on: date | None = None,
    ) -> Objective:  # fmt: skip
        """Say what the product wants to reach, and by when."""
        _refuse_backwards(starts_on, due_on)
        said = {"statement": statement.strip(), "starts_on": starts_on, "due_on": due_on}
        return cls._make(_named(title, "objective"), product=product, **said)

    @recorded("took on a key result", act="draft definition", facts=("title", "target"))
    def measure_by(
        self, title: str, *, target: Decimal, by: Any, baseline: Decimal = Decimal(0), unit: str = ""
    ) -> KeyResult:
        """Say by which number one will see that it is reached."""
        if target == baseline:
            raise Refused("The target must differ from where it stands at the start.")
        if len(self.standing_results()) >= MOST_RESULTS:
            raise Refused(f"An objective has at most {MOST_RESULTS} key results.")
        said = {"target": target, "baseline": baseline, "unit": unit.strip(), "title": _named(title, "key result")}
        return KeyResult.objects.create(objective=self, position=place_after(self.results), **said)

    @recorded("measured a key result of", act="draft definition", facts=("position", "value"))
    def measure(self, position: int, value: Decimal, *, by: Any, because: str = "") -> KeyResult:
        """Say where the number stands now; its score follows from it."""
        found = self._result(position)
        found.now, found.measured_at = value, clock.now()
        found.save(update_fields=["now", "measured_at"])
        return found

    @recorded("took out a key result", act="draft definition", facts=("position",))
    def take_out_result(self, position: int, *, by: Any, because: str = "") -> None:
        """Measure by it no more; its place is not given to another."""
        found = self._result(position)
        found.taken_out_at = clock.now()
        found.save(update_fields=["taken_out_at"])

    def _result(self, position: int) -> KeyResult:
        found = self.results.filter(position=position, taken_out_at=None).first()
        if found is None:
            raise Refused(f"There is no key result {position} here.")
        return found

    def _put(self, name: str, value: Any) -> None:
        super()._put(name, _named(value, "objective") if name == "title" else value)
        _refuse_backwards(self.starts_on, self.due_on)


@kept()
class KeyResult(models.Model):
    """One number of an objective: where it started, where it should go, where it is."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="results")
    position = models.IntegerField()
    title = models.CharField(max_length=300)
    baseline = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    target = models.DecimalField(max_digits=18, decimal_places=2)
    unit = models.CharField(max_length=30, default="", blank=True)
    now = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    measured_at = models.DateTimeField(null=True)
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["objective", "position"], name="key_result_position")]

    def __str__(self) -> str:
        return self.title

    @property
    def score(self) -> Decimal | None:
        return score_of(self.baseline, self.target, self.now)


@kept()
class Initiative(Named):
    """A piece of work larger than a feature, which serves one objective or none."""

    kind: ClassVar[str] = "initiative"
    searched: ClassVar[tuple[str, ...]] = ("statement",)
    revisable: ClassVar[tuple[str, ...]] = ("statement", "objective")

    statement = models.TextField(default="", blank=True)
    objective = models.ForeignKey(Objective, models.PROTECT, null=True, blank=True, related_name="initiatives")

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("began", act="draft definition")
    def begin(
        cls, product: Product, title: str, *, by: Any, statement: str = "", objective: Objective | None = None
    ) -> Initiative:
        """Begin an initiative of a product, for one of its objectives."""
        refuse_stranger(product.pk, objective)
        said = {"statement": statement.strip(), "objective": objective}
        return cls._make(_named(title, "initiative"), product=product, **said)

    def _put(self, name: str, value: Any) -> None:
        if name == "objective":
            refuse_stranger(self.item.product_id, value)
        super()._put(name, _named(value, "initiative") if name == "title" else value)


@kept()
class Component(Named):
    """A part of a product that its features belong to."""

    kind: ClassVar[str] = "component"
    searched: ClassVar[tuple[str, ...]] = ("statement",)
    revisable: ClassVar[tuple[str, ...]] = ("statement",)

    statement = models.TextField(default="", blank=True)

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("added", act="draft definition")
    def add(cls, product: Product, title: str, *, by: Any, statement: str = "") -> Component:
        """Name a part of the product."""
        title = _named(title, "component")
        if cls.objects.in_use().filter(item__product=product.pk, item__title__iexact=title).exists():
            raise Refused(f"There is already a component called {title} here.")
        return cls._make(title, product=product, statement=statement.strip())

    def _put(self, name: str, value: Any) -> None:
        super()._put(name, _named(value, "component") if name == "title" else value)


def refuse_stranger(product: Any, noun: Named | None) -> None:
    """What belongs together belongs to one product, and is in use."""
    if noun is not None and (noun.item.product_id != product or noun.item.is_retired):
        raise Refused(f"{noun.mark} belongs to another product, or was retired.")


def _named(title: str, kind: str) -> str:
    title = " ".join(str(title).split())
    if not title or len(title) > 300:
        raise Refused(f"Give the {kind} a name of at most 300 characters.")
    return title


def _refuse_backwards(starts_on: date | None, due_on: date | None) -> None:
    if starts_on and due_on and starts_on > due_on:
        raise Refused("It begins after the day it is due.")
