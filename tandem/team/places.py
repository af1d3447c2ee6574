"""The pages about who does what, one beside the other."""

from __future__ import annotations

PLACES = (
    ("team", "People and products", "/team"),
    ("lines", "Product lines", "/lines"),
    ("grid", "Who does what", "/activities/grid"),
    ("catalog", "Activities", "/activities"),
    ("unowned", "Unowned", "/unowned"),
    ("workload", "Workload", "/workload"),
)


def places(current: str) -> list[tuple[str, str, bool]]:
    """The tabs over each of them."""
    return [(label, url, name == current) for name, label, url in PLACES]
