"""What the rules of outcomes notice: goals whose day has come and that nobody measured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tandem.outcomes.held import Aimed, aims_of_product
from tandem.record.flags import Flag, flags_from
from tandem.ui.figures import day, plural

NAMED = 2


@flags_from
def of_outcomes(product: Any, today: date) -> Iterator[Flag]:
    """One flag for each release or launch with goals that are due and never measured."""
    for aimed in aims_of_product(product, today):
        if aimed.unmeasured:
            yield never_measured(aimed, product.owner(aimed.side), today)


def never_measured(aimed: Aimed, who: Any, today: date) -> Flag:
    """Goals nobody went back to: each counts as not met until someone records what came."""
    goals = aimed.unmeasured
    named = ", ".join(f"“{held.goal.title}”" for held in goals[:NAMED]) + (" and more" if len(goals) > NAMED else "")
    due = min((held.goal.due_on for held in goals if held.goal.due_on), default=aimed.day)
    title = f"A goal of {aimed.title} was" if len(goals) == 1 else f"{plural(len(goals), 'goal')} of {aimed.title} were"
    return Flag(
        "goal never measured",
        (aimed.noun.mark,),
        f"{title} never measured",
        f"{named}; due {_when(due, today)}",
        "warn",
        "Never measured",
        goals[0].goal.get_absolute_url(),
        aimed.side,
        who,
        (today - due).days if due else 0,
    )


def _when(due: date | None, today: date) -> str:
    said = day(due, today)
    return said.lower() if said in ("Today", "Yesterday") else said
