"""Where companies stand in charter programs, for lists of companies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from tandem.charter.models import CharterMember
from tandem.record.reactions import Sign, signs


@signs("company")
def of_companies(items: Iterable[int], member: Any) -> dict[int, list[Sign]]:
    """Each company's stage in the programs that this member may see."""
    places = CharterMember.objects.visible_to(member).in_use().filter(company__in=items).select_related("item")
    found: dict[int, list[Sign]] = defaultdict(list)
    for place in places.order_by("item__number"):
        found[place.company_id].append(Sign(place.get_stage_display(), place.get_absolute_url(), hint=place.mark))
    return found
