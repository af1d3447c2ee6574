"""A battlecard as plain text, drawn from the competitor table, ready to be copied into a mail or a chat."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

HEADS = {"better": "Say", "equal": "Do not argue", "worse": "Be honest, then turn to what we do better"}


def battlecard(product: str, competitor: Any, capabilities: Iterable[Any], rate: str = "") -> str:
    """What to say, what to leave, what to admit, each with its evidence and day."""
    known = list(capabilities)
    lines = [f"{product} against {competitor.name}", *([competitor.summary] if competitor.summary else [])]
    lines += [f"Win rate against them: {rate}"] if rate else []
    for standing, head in HEADS.items():
        said = [
            f"- {one.name}: {one.evidence} ({one.as_of.day} {one.as_of:%b %Y})"
            for one in known
            if one.standing == standing
        ]
        lines += ["", head, *said] if said else []
    return "\n".join(lines)
