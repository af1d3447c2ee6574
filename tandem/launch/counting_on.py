"""What of a launch counts on the dates of the releases it covers: its day, the steps around it, and its goals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from tandem.definition.slipping import Dependent, Shift, depends_on_a_release, said_day
from tandem.launch.models import Launch, PlanStep
from tandem.ui.figures import plural

MOST_STEPS = 100


@depends_on_a_release
def launches(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """Launches that cover it and have not happened. Who may not move a launch asks whoever markets the product."""
    coming = (
        Launch.objects.filter(releases=release.pk)
        .in_use()
        .still_to_come()
        .select_related("item__product", "lead__item")
    )
    for launch in coming.order_by("day", "item__number"):
        steps = list(PlanStep.objects.filter(launch=launch, done_on=None).in_order()[:MOST_STEPS])
        day, why = shift.of(launch.day), f"Its {plural(len(steps), 'open step')} are dated from the day."
        yield Dependent(
            launch.item, f"{launch.title} is launched on {said_day(launch.day)}", launch.day, day,
            why=why if steps else "", advice="move" if shift.days else "keep", people=(launch.lead,),
            may=by.may("accept the launch plan", launch), move=partial(_move, launch, day),
        )  # fmt: skip
        yield from (_step(launch, step, shift, by) for step in steps)
        yield from _goals(launch, shift, by)


def _step(launch: Launch, step: PlanStep, shift: Shift, by: Any) -> Dependent:
    step.launch = launch
    due = step.due_on
    return Dependent(
        step.item, f"{step.title}, due {said_day(due)}", due, shift.of(due), people=(step.owner,), under=launch.mark,
        may=by.may("plan the launch", step), keep=partial(_hold, step, shift.days),
    )  # fmt: skip


def _goals(launch: Launch, shift: Shift, by: Any) -> Iterator[Dependent]:
    for goal in launch.goals.filter(item__retired_at=None).exclude(due_on=None):
        would_be = shift.of(goal.due_on)
        yield Dependent(
            goal.item, f"The goal “{goal.title}” is measured on {said_day(goal.due_on)}", goal.due_on, would_be,
            may=by.may("draft definition", launch), move=partial(_measure_later, goal, would_be),
        )  # fmt: skip


def _move(launch: Launch, day: Any, by: Any, because: str) -> None:
    launch.move_to(day, by=by, because=because)


def _hold(step: PlanStep, days: int, by: Any, because: str) -> None:
    """The launch has moved; counted from its new day the step stays where it was."""
    step.revise(by=by, version=step.item.version, because=because, days_from_day=step.days_from_day - days)


def _measure_later(goal: Any, day: Any, by: Any, because: str) -> None:
    goal.revise(by=by, version=goal.item.version, because=because, due_on=day)
