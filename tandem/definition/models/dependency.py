"""Features that need one another: which comes first, and what waits for it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.record.history import kept
from tandem.record.models import Named
from tandem.record.verbs import recorded
from tandem.team.models import Member, Product


class DependencyQuerySet(models.QuerySet["Dependency"]):
    """Which feature needs which."""

    def standing(self) -> Self:
        """Those that nobody took back, between features in use."""
        used = {f"{end}__item__retired_at": None for end in ("feature", "on")}
        whole = [f"{end}__{part}" for end in ("feature", "on") for part in ("item", "release__item")]
        return self.filter(taken_back_at=None, **used).select_related(*whole)

    def told(self) -> Self:
        """With whether each end may be named to everyone who sees the other: of its product, or of one that all see."""
        stranger = {}
        for end in ("feature", "on"):
            its = Product.objects.filter(pk=models.OuterRef(f"{end}__item__product"), restricted=True)
            same = models.Q(feature__item__product=models.F("on__item__product"))
            stranger[f"strange_{end}"] = models.Exists(its) & ~same
        return self.annotate(**stranger)


@kept()
class Dependency(models.Model):
    """One feature needs another, which therefore blocks it until it is there."""

    feature = models.ForeignKey("definition.Feature", models.PROTECT, related_name="needs")
    on = models.ForeignKey("definition.Feature", models.PROTECT, related_name="blocks")
    because = models.TextField(default="", blank=True)
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = DependencyQuerySet.as_manager()

    strange_feature: bool
    strange_on: bool

    class Meta:
        constraints = [
            models.UniqueConstraint("feature", "on", condition=models.Q(taken_back_at=None), name="dependency_once")
        ]

    def __str__(self) -> str:
        return f"{self.feature} needs {self.on}"


class Depending(Named):
    """What a feature needs of others."""

    class Meta:
        abstract = True

    @recorded("came to need another feature", act="draft definition", facts=("on",))
    def need(self, on: Any, *, by: Any, because: str = "") -> Dependency:
        """Say that it needs another feature first. A circle is refused: then nothing in it could ever begin."""
        _refuse_strange(self, on, by)
        lock_all()
        if way := way_between(on.pk, self.pk, standing_needs()):
            raise Refused(_says_circle(self, on, way))
        found = Dependency.objects.filter(feature=self.pk, on=on.pk, taken_back_at=None).first()
        return found or Dependency.objects.create(
            feature_id=self.pk, on=on, because=because.strip()[:1000], by=by, at=clock.now()
        )

    @recorded("no longer needs another feature", act="draft definition", facts=("on",))
    def no_longer_need(self, on: Any, *, by: Any) -> None:
        """It can be built without it after all. The inverse of needing it."""
        standing = Dependency.objects.filter(feature=self.pk, on=on.pk, taken_back_at=None)
        if not standing.update(taken_back_at=clock.now()):
            raise Refused(f"It does not need {on.mark}.")


def lock_all() -> None:
    """Two people linking at once cannot close a circle between them."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('definition_dependency'))")


def standing_needs() -> dict[int, list[int]]:
    """What each feature needs, by their keys."""
    found: dict[int, list[int]] = {}
    for feature, on in Dependency.objects.filter(taken_back_at=None).values_list("feature", "on"):
        found.setdefault(feature, []).append(on)
    return found


def way_between(start: int, goal: int, needs: dict[int, list[int]]) -> list[int]:
    """The steps by which one needs another, both included; empty where it does not."""
    before: dict[int, int] = {start: start}
    waiting = [start]
    while waiting:
        here = waiting.pop(0)
        if here == goal:
            way = [here]
            while way[-1] != start:
                way.append(before[way[-1]])
            return way[::-1]
        for each in needs.get(here, ()):
            if each not in before:
                before[each] = here
                waiting.append(each)
    return []


def _refuse_strange(feature: Any, on: Any, by: Any) -> None:
    if on.pk == feature.pk:
        raise Refused("A feature cannot need itself.")
    if not type(on).objects.visible_to(by).filter(pk=on.pk).exists():
        raise NotAllowed("There is no feature of that number that you may see.")
    if on.item.retired_at:
        raise Refused(f"{on.mark} was retired.")


def _says_circle(feature: Any, on: Any, way: list[int]) -> str:
    if len(way) == 2:
        return f"{on.mark} needs {feature.mark} already; they cannot both come first."
    return f"{on.mark} needs {feature.mark} already, over {len(way) - 2} other; they cannot both come first."
