"""Models of prioritizing: formulas over drivers, what people estimate, scores worked out from both, why they moved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.definition.formulas import FUNCTIONS, Formula, Scaled, listed
from tandem.definition.recipes import FILLS, RECIPES
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Product

KEY = re.compile(r"[a-z][a-z0-9_]{0,29}")
SCORED = [("feature", "Features"), ("problem", "Problems")]
MOST = Decimal(10) ** 12
NONE = Decimal(-(10**15))  # below every score: what has none stands last
MOST_MODELS, MOST_DRIVERS, MOST_STEPS, LONGEST_STEP = 20, 60, 12, 200
CAUSES = [
    ("first", "First worked out"),
    ("estimate", "An estimate changed"),
    ("evidence", "The evidence changed"),
    ("formula", "The formula changed"),
    ("driver", "A driver changed"),
]


class PartOfProduct(NamedQuerySet):
    """Seen as the product they belong to."""

    product_path = "product_id"


@kept()
class Driver(models.Model):
    """One number that a product's models weigh: its scale, its weight, and in words what each step means."""

    product = models.ForeignKey(Item, models.PROTECT, related_name="+")
    key = models.CharField(max_length=30)
    name = models.CharField(max_length=80)
    unit = models.CharField(max_length=60, default="", blank=True)
    low = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    weight = models.DecimalField(max_digits=6, decimal_places=2, default=1)
    falls = models.BooleanField(default=False)
    filled_from = models.CharField(max_length=20, default="", blank=True, choices=list(FILLS.items()))
    rubric = models.JSONField(default=list)

    objects = PartOfProduct.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "key"], name="driver_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def fills(self) -> str:
        """What evidence fills it, in words."""
        return FILLS.get(self.filled_from, "")

    def scaled(self, value: Decimal | None) -> Scaled | None:
        """Where a value lies between the ends of the scale, the better the higher."""
        if value is None or self.low is None or self.high is None:
            return None
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return Scaled(1 - share if self.falls else share, self.weight)

    def refuse_unfit(self, value: Decimal) -> None:
        """A value outside the scale is a slip of the hand."""
        if not value.is_finite() or abs(value) >= MOST:
            raise Refused(f"{self.name} is no number that can be compared.")
        if self.low is not None and value < self.low:
            raise Refused(f"{self.name} is at least {self.low.normalize():f}.")
        if self.high is not None and not self.filled_from and value > self.high:
            raise Refused(f"{self.name} is at most {self.high.normalize():f}.")


@kept()
class ScoringModel(Named):
    """A way to say which comes first: one formula over the drivers of its product."""

    kind: ClassVar[str] = "scoring model"
    searched: ClassVar[tuple[str, ...]] = ("formula",)

    recipe = models.CharField(max_length=20)
    scores = models.CharField(max_length=10, choices=SCORED, default="feature")
    formula = models.TextField()

    objects = NamedQuerySet.as_manager()

    @property
    def read(self) -> Formula:
        return Formula.read(self.formula)

    @property
    def under_way(self) -> Any:
        """How far the worker has come with its scores; None where they are all worked out."""
        begun = getattr(self, "recount", None)
        return begun if begun and begun.ended_at is None else None

    def drivers(self) -> list[Driver]:
        """The drivers its formula names, in that order."""
        found = {one.key: one for one in Driver.objects.of(self.item.product)}
        return [found[key] for key in self.read.drivers if key in found]

    @classmethod
    @recorded("took up", act="draft definition", facts=("recipe",))
    def take_up(cls, product: Product, recipe: str, *, by: Any, title: str = "") -> ScoringModel:
        """Begin with a template; drivers that the product has already stay as they are, with their estimates."""
        if recipe not in RECIPES:
            raise Refused("Choose one of the templates.")
        if cls.objects.of(product).in_use().count() >= MOST_MODELS:
            raise Refused(f"A product has at most {MOST_MODELS} models; retire one first.")
        chosen = RECIPES[recipe]
        for one in chosen.drivers:
            Driver.objects.get_or_create(product=product.item, key=one.key, defaults=one.fields())
        _carry_over(product)
        made = cls._make(
            title.strip()[:120] or chosen.name,
            product=product,
            recipe=recipe,
            scores=chosen.scores,
            formula=chosen.formula,
        )
        _reckon([made], "first", by)
        return made

    @recorded("changed the formula of", act="draft definition", facts=("formula",))
    def word_formula(self, formula: str, *, by: Any, because: str = "") -> None:
        """Change the formula; every score is worked out again and says that it moved for this."""
        read = self.fitting(formula)
        self.formula = read.text
        self.save(update_fields=["formula"])
        _reckon([self], "formula", by, because)

    @recorded("changed a driver of", act="draft definition", facts=("key",))
    def put_driver(self, key: str, *, by: Any, because: str = "", **said: Any) -> Driver:
        """Add a driver to the product, or change its name, scale, weight, direction, source or rubric."""
        fields = _driver_fields(key, said)
        found, made = Driver.objects.get_or_create(product=self.item.product, key=key, defaults=fields)
        if made and Driver.objects.of(self.item.product).count() > MOST_DRIVERS:
            raise Refused(f"A product has at most {MOST_DRIVERS} drivers.")
        if not made:
            for name, value in fields.items():
                setattr(found, name, value)
            found.save()
        models = ScoringModel.objects.of(self.item.product).in_use().select_related("item__product").order_by("pk")
        naming = [other for other in models if key in other.read.drivers]
        for other in naming:
            other.fitting(other.formula)
        _reckon(naming, "driver", by, because or f"{found.name} was changed")
        return found

    @recorded("counted again", act="draft definition")
    def count_again(self, *, by: Any) -> None:
        """Read the evidence of today for every score; done by itself each hour too."""
        _reckon([self], "evidence", by)

    def fitting(self, formula: str) -> Formula:
        """A formula read, whose every driver the product has and can scale where it must be scaled."""
        read = Formula.read(formula)
        known = {one.key: one for one in Driver.objects.of(self.item.product)}
        if unknown := [key for key in read.drivers if key not in known]:
            raise Refused(f"There is no driver {listed(unknown)}. Add it first, or write another name.")
        if not read.drivers:
            raise Refused("The formula names no driver, so everything would score the same.")
        if endless := [key for key in read.weighs if known[key].low is None or known[key].high is None]:
            raise Refused(f"weighted needs both ends of the scale of {listed(endless)}.")
        return read


class EstimateQuerySet(NamedQuerySet):
    """Seen as what they are about."""

    product_path = "about__product"

    def of_items(self, items: Any) -> Self:
        return self.filter(about__in=items).select_related("driver", "by__item")


@kept()
class Estimate(models.Model):
    """What a person puts one driver of one thing at. It goes before what evidence says, which stays beside it."""

    about = models.ForeignKey(Item, models.PROTECT, related_name="estimates")
    driver = models.ForeignKey(Driver, models.PROTECT, related_name="estimates")
    value = models.DecimalField(max_digits=14, decimal_places=2)
    because = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = EstimateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "driver"], name="estimate_once")]

    def __str__(self) -> str:
        return f"{self.driver} {self.value}"

    @classmethod
    @recorded("estimated", act="draft definition", facts=("values",))
    def put(cls, noun: Any, values: Mapping[str, Decimal | None], *, by: Any, because: str = "") -> None:
        """Put drivers of a feature or problem at these values; None takes the estimate back, and evidence counts."""
        item = Item.objects.select_for_update().get(pk=noun.pk)
        if item.retired_at:
            raise Refused(f"{item.mark} was retired; restore it first.")
        known = {one.key: one for one in Driver.objects.of(item.product).filter(key__in=list(values))}
        if unknown := [key for key in values if key not in known]:
            raise Refused(f"There is no driver {listed(unknown)} here.")
        for key, value in values.items():
            cls._put(item, known[key], value, by=by, because=because)
        noun.take_estimates(values)
        from tandem.definition.reckoning import reckon_one

        reckon_one(noun, "estimate", by, because)

    @classmethod
    def follow(cls, noun: Any, values: dict[str, Any], *, by: Any, because: str = "") -> None:
        """Numbers that were written on the thing itself become estimates, as far as its product has such drivers."""
        known = Driver.objects.of(noun.item.product).filter(key__in=list(values)) if values else ()
        if found := {driver.key: values[driver.key] for driver in known}:
            cls.put(noun, found, by=by, because=because)

    @classmethod
    def _put(cls, item: Item, driver: Driver, value: Decimal | None, *, by: Any, because: str) -> None:
        if value is None:
            cls.objects.filter(about=item, driver=driver).delete()
            return
        driver.refuse_unfit(value)
        said = {"value": value, "because": because, "by_id": by.pk, "at": clock.now()}
        cls.objects.update_or_create(about=item, driver=driver, defaults=said)


class Score(models.Model):
    """What a model comes to for one thing, with the numbers it came from: kept, so that lists need not count."""

    model = models.ForeignKey(ScoringModel, models.PROTECT, related_name="rows")
    about = models.ForeignKey(Item, models.PROTECT, related_name="scores")
    value = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    sorting = models.DecimalField(max_digits=20, decimal_places=4, default=NONE)
    says = models.CharField(max_length=300, default="")
    numbers = models.JSONField(default=dict)
    counted_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "about"], name="score_once")]
        indexes = [models.Index(fields=["model", "-sorting", "-id"], name="score_by_value")]

    def __str__(self) -> str:
        return "" if self.value is None else f"{self.value.normalize():f}"

    @classmethod
    def begin(cls, noun: Any, by: Any) -> None:
        """Score what was just opened, where its product has models for it."""
        from tandem.definition.reckoning import reckon_one

        reckon_one(noun, "first", by)


class ScoreChange(models.Model):
    """A score that moved: when, by whom, from what to what, and why. Written once."""

    model = models.ForeignKey(ScoringModel, models.PROTECT, related_name="changes")
    about = models.ForeignKey(Item, models.PROTECT, related_name="score_changes")
    before = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    after = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    cause = models.CharField(max_length=10, choices=CAUSES)
    says = models.TextField(default="", blank=True)
    because = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["about", "-id"], name="score_change_newest")]

    def __str__(self) -> str:
        return self.says


def _reckon(models: Sequence[ScoringModel], cause: str, by: Any, because: str = "") -> None:
    from tandem.definition.reckoning import Cause
    from tandem.definition.recounting import recount

    recount(models, Cause(cause, by, because))


def _carry_over(product: Any) -> None:
    """Numbers that features had before their product had drivers become estimates, whose author is not known."""
    from tandem.definition.models.feature import RICE, Feature

    now, drivers = clock.now(), list(Driver.objects.of(product).filter(key__in=RICE))
    estimated = Feature.objects.of(product).in_use().values_list("pk", *(one.key for one in drivers))
    Estimate.objects.bulk_create(
        [
            Estimate(about_id=about, driver=driver, value=value, at=now)
            for about, *values in estimated
            for driver, value in zip(drivers, values, strict=True)
            if value is not None
        ],
        1000,
        ignore_conflicts=True,
    )


def _driver_fields(key: str, said: dict[str, Any]) -> dict[str, Any]:
    """What a driver is changed to, once it is sound."""
    if not KEY.fullmatch(key) or key in FUNCTIONS:
        raise Refused("The short name of a driver is small letters, digits and _, such as time_saved.")
    if "name" in said and not said["name"].strip():
        raise Refused("Give the driver a name.")
    if said.get("filled_from", "") not in ("", *FILLS):
        raise Refused("Evidence cannot fill it from that.")
    low, high = said.get("low"), said.get("high")
    if low is not None and high is not None and low >= high:
        raise Refused("The low end of the scale lies below the high end.")
    if not 0 <= said.get("weight", 1) <= 1000:
        raise Refused("A weight is between 0 and 1000.")
    steps = said.get("rubric", ())
    if len(steps) > MOST_STEPS or any(len(word) > LONGEST_STEP for step in steps for word in step):
        raise Refused(f"A rubric has at most {MOST_STEPS} steps of at most {LONGEST_STEP} characters.")
    return {"name": key.replace("_", " ").capitalize(), **said}
