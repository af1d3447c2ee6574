"""Who may be asked to look at notes."""

from __future__ import annotations

from typing import Any

from tandem.core.errors import Refused
from tandem.team.models import Member


def refuse_assignee(member: Member | None, about: Any) -> None:
    """Whoever should look at notes must see them, and may add evidence there."""
    if member is None:
        return
    product = about.item.product_id if about.item.kind != "product" else about.item.pk
    if product and not member.visible_products().filter(pk=product).exists():
        raise Refused(f"{member.title} does not see this product, and so cannot look at its notes.")
    if not member.may("add evidence", about):
        raise Refused(f"{member.title} may only read here. Choose somebody who may add evidence.")
