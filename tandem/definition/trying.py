"""A formula tried out on real features before it is kept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tandem.definition.formulas import Formula, Worked
from tandem.definition.grounds import evidence_for_many
from tandem.definition.models.scoring import Driver, Estimate, ScoringModel
from tandem.definition.reckoning import figures
from tandem.team.models import Workspace


def tried(model: ScoringModel, formula: Formula, nouns: Sequence[Any]) -> list[tuple[Any, Worked]]:
    """What it would come to for each of a few things, with the evidence and estimates of today."""
    product = model.item.product
    drivers = list(Driver.objects.of(product).filter(key__in=formula.drivers))
    heard = evidence_for_many(nouns, Workspace.current().today) if nouns else {}
    estimates: dict[int, dict[str, Decimal]] = {}
    for one in Estimate.objects.of_items([noun.pk for noun in nouns]):
        estimates.setdefault(one.about_id, {})[one.driver.key] = one.value
    told = []
    for noun in nouns:
        values = {one.key: one.value for one in figures(drivers, heard[noun.pk], estimates.get(noun.pk, {}))}
        scaled = {one.key: one.scaled(values[one.key]) for one in drivers}
        told.append((noun, formula.work_out(values, scaled)))
    return told
