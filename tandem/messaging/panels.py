"""What messaging shows on pages of earlier stages: the deals of a company."""

from __future__ import annotations

from typing import Any

from tandem.messaging.models import Deal
from tandem.record.reactions import panel

SHOWN = 12


@panel("company", "messaging/company_panel.html")
def deals_of_a_company(company: Any, member: Any) -> dict[str, Any] | None:
    """Its deals that this member may see, newest first, with what was won."""
    found = Deal.objects.visible_to(member).in_use().filter(company=company.pk)
    deals = list(found.with_company().order_by("-closed_on", "-item__number")[:SHOWN])
    return {"deals": deals, "rate": found.win_rate()} if deals else None
