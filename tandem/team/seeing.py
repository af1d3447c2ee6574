"""Who sees a restricted product, and why; what restricting and opening it take from whom, told before it is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from tandem.team.models import Accountability, ActivityOwner, AreaOwner, Delegation, Insider, Member, Product
from tandem.team.permissions import AREA_OWNER

NAMES = {
    "pm": "product manager",
    "pmm": "product marketer",
    "pm delegate": "delegate of the product manager",
    "pmm delegate": "delegate of the product marketer",
    AREA_OWNER: "area owner",
}
ALWAYS = ("administrator", "head")


def why_sees(role: str, hats: Collection[str], is_named: bool) -> str:
    """Why somebody sees a restricted product: the strongest reason there is, or nothing."""
    seat = next((NAMES[hat] for hat in NAMES if hat in hats), "")
    return seat or (role if role in ALWAYS else "named" if is_named else "")


@dataclass(frozen=True)
class Seen:
    """The members of the workspace as one product sees them: who sees it while it is restricted, each with the reason,
    and who does not, each with how many activities of it they hold.
    """

    sees: list[tuple[Member, str]] = field(default_factory=list)
    others: list[tuple[Member, int]] = field(default_factory=list)


def seen_by(product: Product) -> Seen:
    """Everybody who is here, in six statements."""
    hats = _hats(product)
    named = set(Insider.objects.standing().filter(product=product).values_list("member", flat=True))
    holds = Counter(ActivityOwner.objects.current().filter(product=product).values_list("member", flat=True))
    seen = Seen()
    for member in Member.objects.active().order_by("item__title", "pk"):
        if why := why_sees(member.role, hats[member.pk], member.pk in named):
            seen.sees.append((member, why))
        else:
            seen.others.append((member, holds[member.pk]))
    return seen


def _hats(product: Product) -> dict[int, set[str]]:
    hats: dict[int, set[str]] = defaultdict(set)
    for member, side in Accountability.objects.current().filter(product=product).values_list("member", "side"):
        hats[member].add(side)
    for member, side in Delegation.objects.current().filter(product=product).values_list("member", "side"):
        hats[member].add(f"{side} delegate")
    for member in AreaOwner.objects.current().filter(product=product).values_list("member", flat=True):
        hats[member].add(AREA_OWNER)
    return hats
