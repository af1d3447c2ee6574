"""What of the charter counts on a release: its program's references are due when the release is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tandem.charter.models import Program
from tandem.definition.slipping import Dependent, Shift, depends_on_a_release, said_day
from tandem.team.models import Product


@depends_on_a_release
def programs(release: Any, shift: Shift, by: Any) -> Iterator[Dependent]:
    """The six references are due on the day of the release, whichever it is."""
    if shift.before is None:
        return
    after = shift.after or shift.before
    for program in Program.objects.running().filter(release=release.pk).select_related("item"):
        pm = Product.objects.get(pk=release.item.product_id).pm
        says = f"{program.title}: {program.aim} references are due on {said_day(shift.before)}"
        yield Dependent(program.item, says, shift.before, after, why="It has no date of its own.", people=(pm,))
