"""What counts on a release within definition: its goals, and the dates that people outside were promised."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from tandem.definition.models import Edition, Goal
from tandem.definition.slipping import Dependent, Shift, depends_on_a_release, said_day


@depends_on_a_release
def goals(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """A goal is measured so long after the release; moved with it, it has as long as before."""
    may = by.may("draft definition", release)
    for goal in release.goals:
        if goal.due_on:
            would_be = shift.of(goal.due_on)
            yield Dependent(
                goal.item, f"The goal “{goal.title}” is measured on {said_day(goal.due_on)}", goal.due_on, would_be,
                may=may, side="pm", move=partial(_measure_later, goal, would_be),
            )  # fmt: skip


@depends_on_a_release
def promises(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """What people outside were told: it may stay as long as the new day is still within what was said."""
    if shift.after is None:
        return
    features = release.scope().values("pk")
    told = Edition.objects.promised().filter(about__in=[release.pk, *features.values_list("pk", flat=True)])
    may = by.may("accept definition", release)
    for one in told.select_related("about__product", "by__item").order_by("about__kind", "about__number", "audience"):
        holds = one.holds(shift.after)
        still = "It still holds." if holds else "It no longer holds."
        would_be = shift.after if one.promised_on == shift.before else shift.of(one.promised_on)
        yield Dependent(
            one.about, f"{one.get_audience_display()} were told “{one.name}” for {one.when}", one.promised_on, would_be,
            why=f"{one.get_confidence_display()}. {still}", advice="keep" if holds else "move", people=(one.by,),
            may=may, side="pm", key=f"{one.about.mark}-{one.audience}", move=partial(_promise, one, would_be),
        )  # fmt: skip


def _measure_later(goal: Goal, day: Any, by: Any, because: str) -> None:
    goal.item.refresh_from_db()
    goal.revise(by=by, version=goal.item.version, because=because, due_on=day)


def _promise(edition: Edition, day: Any, by: Any, because: str) -> None:
    edition.promise(day, by=by, because=because)
