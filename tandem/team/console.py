"""Who acts at the console, and on which product."""

from __future__ import annotations

from typing import Any

from tandem.core.errors import Refused
from tandem.team.models import Console, Member, Product


def actor(email: str) -> Any:
    """The member who acts, or whoever has the console."""
    return member_with(email) if email else Console()


def member_with(email: str) -> Member:
    """The member who signs in with this e-mail."""
    found: Member | None = Member.objects.active().filter(email__iexact=email.strip()).select_related("item").first()
    if found is None:
        raise Refused(f"Nobody on the team signs in with {email}.")
    return found


def product_at(slug: str, member: Any) -> Product:
    """The product of this address; otherwise a refusal that says which there are and how to open one."""
    seen = Product.objects.visible_to(member).in_use().select_related("item").order_by("slug")
    found: Product | None = seen.filter(slug=slug).first()
    if found:
        return found
    others = ", ".join(product.slug for product in seen[:20])
    known = f"There are: {others}." if others else "There is none yet."
    raise Refused(
        f"There is no product with the address {slug}. {known} Open one with `tandem product NAME --slug {slug}`."
    )
