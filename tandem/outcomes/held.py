"""Goals held against what came: all of them gathered in three statements, however many products."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tandem.core.once import once
from tandem.definition.models import Goal, Release
from tandem.launch.models import Launch
from tandem.outcomes.models import Result
from tandem.outcomes.rules import NEVER, Facts, HitRate, Point, hit_rate, over_time, verdict

TONES = {"met": "ok", "missed": "risk", "never measured": "warn", "not due yet": ""}


@dataclass(frozen=True)
class Held:
    """One goal with its result, if there is one, and the verdict of the rule."""

    goal: Goal
    result: Result | None
    verdict: str

    @property
    def tone(self) -> str:
        return TONES[self.verdict]


@dataclass(frozen=True)
class Aimed:
    """A release or launch with the goals that were stated for it. `day` is when it came out, None before."""

    noun: Release | Launch
    day: date | None
    goals: list[Held] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.noun.title

    @property
    def side(self) -> str:
        """The PM answers for a release's goals, the PMM for a launch's."""
        return "pm" if isinstance(self.noun, Release) else "pmm"

    @property
    def rate(self) -> HitRate:
        return hit_rate(held.verdict for held in self.goals)

    @property
    def unmeasured(self) -> list[Held]:
        return [held for held in self.goals if held.verdict == NEVER]


def aims_of(products: Iterable[Any], today: date) -> dict[int, list[Aimed]]:
    """By product: its releases and launches in use, newest first, each with its goals and what came of them."""
    keys = [product.pk for product in products]
    goals = _goals(keys, today)
    nouns: list[Any] = [*_in_use(Release, keys), *_in_use(Launch, keys)]
    found: dict[int, list[Aimed]] = defaultdict(list)
    for noun in nouns:
        out = noun.made_available_on if isinstance(noun, Release) else noun.launched_on
        stated = [_held(goal, out, today) for goal in goals[noun.pk]]
        found[noun.item.product_id].append(Aimed(noun, out, stated))
    return {key: sorted(aimed, key=_newest_first, reverse=True) for key, aimed in found.items()}


@once
def aims_of_product(product: Any, today: date) -> list[Aimed]:
    """The same for one product."""
    return aims_of([product], today).get(product.pk, [])


def held(goals: Iterable[Goal], today: date) -> list[Held]:
    """Goals of any releases and launches, each held against what came."""
    stated = list(goals)
    about = [goal.about_id for goal in stated]
    out = dict(Release.objects.filter(pk__in=about).values_list("pk", "made_available_on"))
    out |= dict(Launch.objects.filter(pk__in=about).values_list("pk", "launched_on"))
    return [_held(goal, out[goal.about_id], today) for goal in stated]


def rate_of(aimed: Iterable[Aimed]) -> HitRate:
    """The hit rate over everything that is due."""
    return hit_rate(held.verdict for one in aimed for held in one.goals)


def points_of(aimed: Iterable[Aimed]) -> list[Point]:
    """The hit rate of each release that is out, in the order they came."""
    out = [one for one in aimed if one.day and isinstance(one.noun, Release)]
    return over_time((one.title, one.day, [held.verdict for held in one.goals]) for one in out if one.day)


def _goals(keys: list[int], today: date) -> dict[int, list[Goal]]:
    found: dict[int, list[Goal]] = defaultdict(list)
    stated = Goal.objects.in_use().filter(item__product__in=keys)
    for goal in stated.select_related("item", "about", "result__by__item").order_by("item__number"):
        found[goal.about_id].append(goal)
    return found


def _in_use(noun: Any, keys: list[int]) -> Any:
    return noun.objects.in_use().filter(item__product__in=keys).select_related("item")


def _held(goal: Goal, out: date | None, today: date) -> Held:
    result: Result | None = getattr(goal, "result", None)
    facts = Facts(
        goal.baseline,
        goal.target,
        result.actual if result else None,
        result.judged_met if result else None,
        goal.due_on,
        is_out=out is not None,
    )
    return Held(goal, result, verdict(facts, today))


def _newest_first(aimed: Aimed) -> tuple[bool, date, int]:
    return aimed.day is None, aimed.day or date.min, aimed.noun.number
