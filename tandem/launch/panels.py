"""What launch shows on the page of a release: the closed gates before it, and who overruled them."""

from __future__ import annotations

from typing import Any

from tandem.definition.availability import holds
from tandem.launch.gates import overruled_of
from tandem.record.reactions import panel
from tandem.team.models import Workspace


@panel("release", "launch/release_panel.html")
def of_release(release: Any, member: Any) -> dict[str, Any] | None:
    """The gates that only both owners can pass, while it is not out; afterwards what they signed."""
    passed = list(release.item.overrules.select_related("by__item").order_by("at"))
    closed = (
        [] if release.has_shipped else [hold for hold in holds(release, Workspace.current().today) if not hold.is_open]
    )
    if not closed and not passed:
        return None
    over = overruled_of(release)
    return {
        "release": release,
        "closed": [(hold, hold.name in over) for hold in closed],
        "overrules": passed,
        "may_overrule": member.may("overrule", release),
    }
