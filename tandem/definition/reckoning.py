"""Scores worked out from drivers: what evidence fills in, what people estimated, and what the formula makes of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from tandem.core import clock
from tandem.definition.formulas import Worked
from tandem.definition.grounds import evidence_for_many
from tandem.definition.models.feature import Feature
from tandem.definition.models.problem import Problem
from tandem.definition.models.scoring import NONE, Driver, Estimate, Score, ScoreChange, ScoringModel
from tandem.evidence.facts import Evidence
from tandem.team.models import Workspace

AT_ONCE = 500
HUNDREDTH = Decimal("0.01")
NOUNS: dict[str, Any] = {"feature": Feature, "problem": Problem}


@dataclass(frozen=True)
class Figure:
    """One driver of one thing: what counts, where it is from, and what evidence says beside an estimate."""

    key: str
    value: Decimal | None
    source: str = ""
    evidence: Decimal | None = None

    def kept(self) -> dict[str, str]:
        told = {"value": self.value, "evidence": self.evidence}
        return {"from": self.source} | {name: f"{one:f}" for name, one in told.items() if one is not None}


def filled(source: str, said: Evidence) -> Decimal | None:
    """What evidence makes of a driver; None where it cannot say."""
    if not source or not said.notes:
        return None
    if source == "market_share":
        return _share(said) if said.has_market and said.companies else None
    if source == "trend":
        return None if said.growth is None else Decimal(str(said.growth)).quantize(HUNDREDTH)
    counts: dict[str, Any] = {
        "companies": said.companies,
        "in_market": said.in_market,
        "notes": said.notes,
        "arr": said.arr / 1000,
    }
    return Decimal(counts[source]).quantize(HUNDREDTH).normalize() + 0


def _share(said: Evidence) -> Decimal:
    return (Decimal(100 * said.in_market) / said.companies).quantize(HUNDREDTH).normalize() + 0


def figures(drivers: Iterable[Driver], said: Evidence, estimates: Mapping[str, Decimal]) -> list[Figure]:
    """Each driver once: an estimate goes before evidence, and evidence stays beside it."""
    made = []
    for driver in drivers:
        heard = filled(driver.filled_from, said)
        if driver.key in estimates:
            made.append(Figure(driver.key, estimates[driver.key], "estimate", heard))
        else:
            made.append(Figure(driver.key, heard, "evidence" if heard is not None else "", heard))
    return made


def worked(model: ScoringModel, drivers: Sequence[Driver], found: Sequence[Figure]) -> Worked:
    """What the formula makes of these figures."""
    values = {one.key: one.value for one in found}
    return model.read.work_out(values, {one.key: one.scaled(values[one.key]) for one in drivers})


@dataclass(frozen=True)
class Cause:
    """Why scores are worked out again."""

    name: str
    by: Any = None
    because: str = ""


def scored_by(model: ScoringModel) -> Any:
    """The features or problems that a model scores, in the order of their keys."""
    nouns = NOUNS[model.scores].objects.of(model.item.product).in_use().select_related("item").order_by("pk")
    return nouns.prefetch_related("problems__item") if model.scores == "feature" else nouns


def reckon_one(noun: Any, cause: str, by: Any = None, because: str = "") -> None:
    """Work out the scores of one thing again, in every model of its product."""
    models = (
        ScoringModel.objects.of(noun.item.product).in_use().filter(scores=noun.kind).select_related("item__product")
    )
    if found := list(models):
        reckon_some([noun], found, Cause(cause, by, because))


def reckon_some(nouns: Sequence[Any], models: Sequence[ScoringModel], cause: Cause) -> None:
    """Some things in some models, in a fixed number of statements for each model."""
    today = Workspace.current().today
    heard, estimates = evidence_for_many(nouns, today), _estimates(nouns)
    for model in models:
        with transaction.atomic():
            model.formula = ScoringModel.objects.select_for_update().get(pk=model.pk).formula
            drivers = model.drivers()
            before = {
                row.about_id: row for row in Score.objects.filter(model=model, about__in=[one.pk for one in nouns])
            }
            made = [
                _scored(model, drivers, noun.pk, figures(drivers, heard[noun.pk], estimates.get(noun.pk, {})), today)
                for noun in nouns
            ]
            _keep(made, before, _named(drivers), cause)


def _estimates(nouns: Sequence[Any]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    rows = Estimate.objects.filter(about__in=[one.pk for one in nouns])
    for about, key, value in rows.values_list("about", "driver__key", "value"):
        found.setdefault(about, {})[key] = value.normalize() + 0
    return found


def _scored(model: ScoringModel, drivers: Sequence[Driver], about: int, found: Sequence[Figure], today: date) -> Score:
    said = worked(model, drivers, found)
    return Score(
        model=model, about_id=about, value=said.value, sorting=NONE if said.value is None else said.value,
        says=said.says[:300], numbers={one.key: one.kept() for one in found}, counted_on=today,
    )  # fmt: skip


def _keep(made: Sequence[Score], before: Mapping[int, Score], names: Mapping[str, str], cause: Cause) -> None:
    """Write the rows, and a change for each score that is another than it was."""
    fields = ["value", "sorting", "says", "numbers", "counted_on"]
    Score.objects.bulk_create(
        made, AT_ONCE, update_conflicts=True, unique_fields=["model", "about"], update_fields=fields
    )
    changes = []
    for score in made:
        was = before.get(score.about_id)
        if was.value != score.value if was else score.value is not None:
            changes.append(_change(score, was, names, cause))
    ScoreChange.objects.bulk_create(changes, AT_ONCE)


def _change(score: Score, was: Score | None, names: Mapping[str, str], cause: Cause) -> ScoreChange:
    return ScoreChange(
        model=score.model, about_id=score.about_id, before=was.value if was else None, after=score.value,
        cause=cause.name if was else "first", says=told(was.numbers if was else {}, score.numbers, names),
        because=cause.because, by_id=cause.by.pk if cause.by else None, at=clock.now(),
    )  # fmt: skip


def told(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Which numbers moved, in words: Effort 4 to 6, Reach (evidence) 11 to 14."""
    parts = []
    for key, now in after.items():
        was = before.get(key, {})
        if before and was.get("value") != now.get("value"):
            source = f" ({now['from']})" if now.get("from") else ""
            parts.append(
                f"{names.get(key, key)}{source} {was.get('value', 'nothing')} to {now.get('value', 'nothing')}"
            )
    return ", ".join(parts)


def _named(drivers: Iterable[Driver]) -> dict[str, str]:
    return {one.key: one.name for one in drivers}
