"""Where messaging stands: how many of the product's claims have proof."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from tandem.messaging.models import Claim
from tandem.record.standing import Standing, standing_of
from tandem.ui.figures import plural


@standing_of("Messaging")
def of_messaging(product: Any, today: date) -> Standing:
    """Claims in the circle; the gap is what is said without proof."""
    found = [claim.strength(today) for claim in Claim.objects.of(product).in_use().with_proof()]
    proven = found.count("proven")
    url = reverse("messaging:messaging", args=[product.slug])
    says = (
        f"{proven} of {plural(len(found), 'claim')} {'has' if proven == 1 else 'have'} proof"
        if found
        else "No claim stated yet"
    )
    lacking = len(found) - proven
    gap = f"{lacking} of {plural(len(found), 'claim')} without proof" if lacking else ""
    return Standing("Messaging", len(found), says, "pmm", url, gap=gap, badge=f"{proven}/{len(found)}" if found else "")


def claims_counted(product: Any, member: Any) -> str | None:
    """The figure beside the screen's name in the rail."""
    count = Claim.objects.of(product).in_use().count() if product else 0
    return f"{count:,}" if count else None
