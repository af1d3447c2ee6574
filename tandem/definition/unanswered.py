"""The flag for people who asked for what shipped, or was declined, and whom nobody told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from tandem.definition.asked import Asker, Became, became_of, waiting_for_word
from tandem.definition.replying import is_late
from tandem.record.flags import Flag, flags_from
from tandem.team.models import Workspace
from tandem.ui.figures import plural


@flags_from
def of_those_who_asked(product: Any, today: date) -> Iterator[Flag]:
    """One flag for the whole product: its page lists them all."""
    days = Workspace.current().thresholds.answer_days
    late = [one for one in became_of(product) if is_late(one.on, today, days)]
    if late and (waiting := waiting_for_word(late)):
        yield never_answered(product, late, waiting, today)


def never_answered(product: Any, became: Sequence[Became], waiting: Sequence[Asker], today: date) -> Flag:
    """People who asked, and were told nothing since; the oldest decision says for how long. Each person counts once."""
    since = {one.item.pk: one.on for one in became}
    oldest = max((today - since[asker.target]).days for asker in waiting)
    people = len({asker.person for asker in waiting})
    worth = {asker.company: asker.arr for asker in waiting if asker.company}
    return Flag(
        "asked and never answered",
        (product.mark,),
        f"{plural(people, 'person,people')} asked and never heard what became of it",
        f"The longest has waited {oldest} days since it was decided",
        "note",
        "Unanswered",
        f"/products/{product.slug}/definition/replies",
        "pm",
        product.pm,
        weight=oldest,
        worth=float(sum(worth.values())),
    )
