"""Steps of launches still to come, when their owner leaves: they go to whoever has the rest."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tandem.launch.models import PlanStep
from tandem.team.handing import Also, also_held
from tandem.team.models import Member


@also_held
def steps_owned(member: Member) -> Iterator[Also]:
    """Not done yet, of launches that did not happen yet."""
    steps = PlanStep.objects.in_use().filter(owner=member, done_on=None, launch__launched_on=None)
    for step in steps.select_related("item", "launch__item").order_by("item__number"):
        yield Also(step.title, f"A step of {step.launch.title}", step.get_absolute_url(), _giving(step))


def _giving(step: PlanStep) -> Any:
    return lambda heir, by: step.give_to(heir, by=by)
