"""Who may do what: one table of acts by the hats a person wears, asked inside every verb.

Workspace roles are administrator, head, contributor, sales and viewer. For one product a person may also be its PM or
PMM, or a delegate of either, who may accept but never sign, overrule, delegate or hand over; or an area owner, who
works in the product as its makers do and accepts nothing.
"""

from collections.abc import Collection, Mapping

ROLES = ("administrator", "head", "contributor", "sales", "viewer")
OWNERS = ("pm", "pmm")
DELEGATES = ("pm delegate", "pmm delegate")
AREA_OWNER = "area owner"

EVERYONE = frozenset((*ROLES, *OWNERS, *DELEGATES, AREA_OWNER))
ACTIVE = EVERYONE - {"viewer"}
MAKERS = frozenset(("administrator", "head", "contributor", *OWNERS, *DELEGATES, AREA_OWNER))

ACTS: dict[str, frozenset[str]] = {
    "see": EVERYONE,
    "see personal data": MAKERS,  # until the workspace decides otherwise: see Member.may
    "add evidence": ACTIVE,
    "import": MAKERS,
    "sort evidence": MAKERS,
    "draft definition": MAKERS,
    "accept definition": frozenset(("pm", "pm delegate")),
    "run the charter": MAKERS,
    "confirm a charter member": frozenset(("pm", "pm delegate")),
    "plan the launch": MAKERS,
    "accept the launch plan": frozenset(("pmm", "pmm delegate")),
    "do a plan step": ACTIVE,
    "sign": frozenset(OWNERS),
    "overrule": frozenset(OWNERS),
    "write to customers": MAKERS,
    "draft messaging": MAKERS,
    "accept messaging": frozenset(("pmm", "pmm delegate")),
    "note a competitor": ACTIVE,
    "bring a sales asset": ACTIVE,
    "open a sales asset": ACTIVE,
    "use a reference": ACTIVE,
    "ask for a sales asset": ACTIVE,
    "record an outcome": frozenset(("head", *OWNERS, *DELEGATES)),
    "give input": ACTIVE,
    "answer input": frozenset((*OWNERS, *DELEGATES)),
    "raise a matter": ACTIVE,
    "take a matter": MAKERS,
    "assign activities": frozenset(("administrator", "head", *OWNERS)),
    "snooze": frozenset(("administrator", "head", *OWNERS)),
    "delegate": frozenset(OWNERS),
    "fill in fields": MAKERS,
    "name statuses": frozenset(("administrator", "pm")),
    "end a delegation": frozenset(("administrator", "head", *OWNERS)),
    "hand over": frozenset(("administrator", "head", *OWNERS)),
    "name area owners": frozenset(("administrator", "head", *OWNERS)),
    "keep the catalog": frozenset(("administrator", "head")),
    "name owners": frozenset(("administrator", "head")),
    "open a product": frozenset(("administrator", "head")),
    "restrict a product": frozenset(("administrator", "head")),
    "name people": frozenset(("administrator", "head", *OWNERS)),
    "administer": frozenset(("administrator",)),
    "accept an invitation": frozenset(),  # of no member: whoever holds its link
    "erase a person": frozenset(("administrator",)),
    "hold a token": EVERYONE,
    "save a search": EVERYONE,
    "comment": ACTIVE,
    "follow": EVERYONE,
}


# What the accountable person of a side may give to a delegate, all of it or some.
DELEGABLE: dict[str, tuple[str, ...]] = {
    side: tuple(act for act, hats in ACTS.items() if f"{side} delegate" in hats and "contributor" not in hats)
    for side in OWNERS
}


def within(act: str, hats: frozenset[str], scopes: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The hats that hold for this act: that of a delegate whose delegation names other acts falls away where only
    accountable people and their delegates may act. A delegation that names none is for all of them.
    """
    apart = {hat for hat, acts in scopes.items() if acts and act not in acts and act in DELEGABLE[hat.split()[0]]}
    return hats - apart


def allows(act: str, hats: frozenset[str]) -> bool:
    """Whether any of these hats may do this. An act missing from the table is a mistake of ours, not a no."""
    return bool(ACTS[act] & hats)


def taken_away(before: str, after: str) -> list[str]:
    """What somebody may do anywhere in one role and no longer in another; what a seat allows stays with the seat."""
    return [act for act, hats in ACTS.items() if before in hats and after not in hats]
