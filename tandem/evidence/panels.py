"""What evidence shows beside a theme or problem: which segments are behind it."""

from __future__ import annotations

from typing import Any

from tandem.evidence.keeping import kept_of
from tandem.evidence.segments import shares_of
from tandem.record.reactions import panel
from tandem.team.models import Workspace


@panel("theme", "evidence/by_segment.html")
@panel("problem", "evidence/by_segment.html")
def segments_behind(thing: Any, member: Any) -> dict[str, Any] | None:
    """The segments that have a part in it; companies and segments are everyone's."""
    shares = kept_of(thing.item, "segments", lambda: shares_of(thing.item))
    return {"shares": shares, "currency": Workspace.current().currency} if shares else None
