"""Links of the trace that the team holds: inputs to an object, and what an input was used in."""

from collections.abc import Iterator

from tandem.record.kinds import KINDS
from tandem.record.models import Item
from tandem.record.reactions import Edge, edges
from tandem.team.models import Input, Matter


@edges("input")
def of_an_input(item: Item) -> Iterator[Edge]:
    """An input is about one object, and may have been used in another."""
    given = Input.objects.select_related("about", "answered__used_in").get(pk=item.pk)
    yield Edge("about", given.about, onward=False)
    if hasattr(given, "answered") and given.answered.used_in:
        yield Edge("used in", given.answered.used_in, onward=True)


def inputs_to(item: Item) -> Iterator[Edge]:
    """What was said about an object across the seam."""
    for given in Input.objects.filter(about=item).select_related("item"):
        yield Edge("got the input", given.item, onward=False)
    for matter in Matter.objects.filter(raised_from=item).select_related("item"):
        yield Edge("raised the matter", matter.item, onward=True)


for kind in KINDS:
    if kind not in ("input", "member", "workspace"):
        edges(kind)(inputs_to)
