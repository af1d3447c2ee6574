"""Which screens of a product a company that is only starting does not see yet: those in which nothing is."""

from __future__ import annotations

from typing import Any

from tandem.record.models import Item
from tandem.team.models.workspace import the_workspace

# By the screen's name, the kinds of things that make it one to look at. Evidence and definition are always there.
HOLDS = {
    "charter": ("charter program", "reference"),
    "launch": ("launch",),
    "messaging": ("positioning", "key message", "claim", "competitor", "sales asset", "request", "deal"),
    "outcomes": ("goal",),
}


def empty_stages(product: Any) -> set[str]:
    """Under the preset *starting* the screens without content; they are hidden in the rail and found by the palette."""
    workspace = the_workspace()
    if product is None or workspace is None or workspace.preset != "starting":
        return set()
    kinds = [kind for some in HOLDS.values() for kind in some]
    there = Item.objects.in_use().filter(product=product.pk, kind__in=kinds).values_list("kind", flat=True).distinct()
    found = set(there)
    return {stage for stage, some in HOLDS.items() if not found & set(some)}
