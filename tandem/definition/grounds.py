"""What a definition rests on: the evidence behind problems and features, on the day it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.definition.validating import Heard
from tandem.evidence.facts import Evidence, evidence_of, evidence_of_groups, evidence_of_many
from tandem.evidence.keeping import evidence_told
from tandem.evidence.models.source import KINDS
from tandem.record.models import Item
from tandem.team.models import Workspace

Hear = Callable[[list[Any], date], Mapping[int, Evidence]]


def evidence_for(thing: Any, today: date | None = None) -> Evidence:
    """The evidence of a problem or of a feature together with the problems it solves."""
    day = today or Workspace.current().today
    return evidence_of(thing.item, day, through=solved_by(thing))


def evidence_on_page(thing: Any, today: date) -> Evidence:
    """The same for its page, which of many notes shows what was counted when something was recorded last."""
    return evidence_told(thing.item, today, through=solved_by(thing))


def evidence_for_many(things: Iterable[Any], today: date) -> Mapping[int, Evidence]:
    """The same for a list, in a fixed number of statements; features come with their problems prefetched."""
    things = list(things)
    return evidence_of_many(
        [thing.item for thing in things], today, through={thing.pk: solved_by(thing) for thing in things}
    )


def weightiest(
    found: Any, weight: Callable[[Evidence], Decimal | int], today: date, hear: Hear = evidence_for_many
) -> list[int]:
    """The keys of all of these problems or features, those with most behind them first, then the newest: thousands of
    which few notes speak are put in order by reading those few.
    """
    plain = found.prefetch_related(None).order_by("-item__number")
    spoken = list(plain.spoken_of())
    heard = hear(spoken, today) if spoken else {}
    ranked = sorted(spoken, key=lambda one: weight(heard[one.pk]), reverse=True)
    first = dict.fromkeys(one.pk for one in ranked if weight(heard[one.pk]))
    return [*first, *(key for key in plain.values_list("pk", flat=True) if key not in first)]


def evidence_of_servings(servings: Iterable[Any], today: date) -> dict[int, Evidence]:
    """What customers of each served product said: the evidence of its own problems that the feature serves there."""
    servings = list(servings)
    groups = {one.pk: [problem.item for problem in one.problems.all()] if one.is_accepted else [] for one in servings}
    return evidence_of_groups(groups, {one.pk: one.product_id for one in servings}, today)


def evidence_at(servings: Mapping[int, Any], features: Iterable[Any], today: date) -> Mapping[int, Evidence]:
    """The same for a list of one product, in which features of others stand that serve it, by what they serve there:
    those rest on what that product's own customers said, so that no note counts in two products.
    """
    own = evidence_for_many([one for one in features if one.pk not in servings], today)
    there = evidence_of_servings(servings.values(), today)
    return {**own, **{key: there[serving.pk] for key, serving in servings.items()}}


def solved_by(thing: Any) -> list[Item]:
    """The items of the problems a feature solves; nothing for anything else."""
    return [problem.item for problem in thing.problems.all()] if thing.kind == "feature" else []


def heard_of(problem: Any, needed: int, evidence: Evidence | None = None) -> Heard:
    """Who voiced a problem, as the rule of validation asks for it."""
    said = evidence or evidence_for(problem)
    promising = most_promising(said)
    return Heard(
        said.in_market,
        needed,
        said.with_pm,
        said.newest.date() if said.newest else None,
        promising.name if promising else "",
        said.has_market or not said.notes,
        tuple(str(dict(KINDS).get(form, form)) for form, _ in said.sources),
    )


def most_promising(evidence: Evidence) -> Any:
    """Whom to speak with first: of the target market, said it most often, worth most; None while nobody is known."""
    return max(evidence.voices, key=lambda voice: (voice.in_market, voice.notes, voice.arr), default=None)


def evidence_then(thing: Any) -> dict[str, Any]:
    """The figures of today, to be kept with a verdict or a decision."""
    if thing.item.kind not in ("problem", "feature"):
        return {}
    return {**figures_of(evidence_for(thing)), "scores": scores_of(thing.item)}


def figures_of(said: Evidence) -> dict[str, Any]:
    """What is kept of the evidence of a day: counts and shares, no names of customers but the loudest's."""
    return {
        "notes": said.notes,
        "companies": said.companies,
        "in_market": said.in_market,
        "arr": str(said.arr),
        "arr_in_market": str(said.arr_in_market),
        "market_share": round(100 * said.in_market / said.companies) if said.companies else 0,
        "loudest_share": round(100 * said.loudest_share),
        "with_pm": said.with_pm,
        "loudest": said.loudest,
        "newest": said.newest.isoformat() if said.newest else "",
        "growth": said.trend,
    }


def scores_of(item: Item) -> dict[str, str]:
    """What the models in use said of it."""
    from tandem.definition.models.scoring import Score

    rows = Score.objects.filter(about=item, model__item__retired_at=None).select_related("model__item")
    return {row.model.title: str(row) for row in rows if row.value is not None}


class Subject:
    """What a decision is about, by its item: any noun can be."""

    def __init__(self, item: Item) -> None:
        self.item, self.title, self.mark, self.kind = item, item.title, item.mark, item.kind


def noun_of(item: Item) -> Any:
    """The noun behind an item where definition knows it, so that its evidence is kept with the decision."""
    from tandem.definition.models import Feature, Problem

    known: dict[str, Any] = {"problem": Problem, "feature": Feature}
    return known[item.kind].objects.select_related("item").get(pk=item.pk) if item.kind in known else Subject(item)
