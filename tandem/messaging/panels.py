"""What messaging shows on pages of earlier stages: a company's deals, and the claims that rest on its word."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from tandem.messaging.models import Claim, Deal, ProofPoint
from tandem.record.reactions import panel

SHOWN = 12


@panel("company", "messaging/company_panel.html")
def deals_of_a_company(company: Any, member: Any) -> dict[str, Any] | None:
    """Its deals that this member may see, newest first, with what was won."""
    found = Deal.objects.visible_to(member).in_use().filter(company=company.pk)
    deals = list(found.with_company().order_by("-closed_on", "-item__number")[:SHOWN])
    return {"deals": deals, "rate": found.win_rate()} if deals else None


@panel("company", "messaging/company_claims.html")
def claims_that_name_it(company: Any, member: Any) -> dict[str, Any] | None:
    """The claims whose proof points are its words or its reference, as far as this member may see them."""
    by_word = Q(highlight__note__company=company.pk, highlight__taken_back_at=None)
    proofs = ProofPoint.objects.filter(by_word | Q(reference__member__company=company.pk))
    found = Claim.objects.visible_to(member).in_use().filter(pk__in=proofs.values("claim"))
    claims = list(found.select_related("item").order_by("item__number")[:SHOWN])
    return {"claims": claims} if claims else None
