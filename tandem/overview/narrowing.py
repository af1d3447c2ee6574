"""Which of a product's flags are listed: whose they are, and how bad they are. Pure functions over the flags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from tandem.record.flags import Flag

WHOSE = {"me": "Mine", "pm": "Product manager's", "pmm": "Product marketer's", "nobody": "Nobody's"}
SEVERITIES = {"closed": "Closed gates", "risk": "Risks", "warn": "Warnings", "note": "Notes and questions"}
Pill = tuple[str, str, bool]


def narrowed(flags: Sequence[Flag], member: Any, whose: str = "", severity: str = "") -> list[Flag]:
    """Those of one person or side, and of one severity; an unknown word narrows nothing."""
    return [
        flag
        for flag in flags
        if (whose not in WHOSE or _is(flag, whose, member))
        and (severity not in SEVERITIES or flag.severity == severity)
    ]


def _is(flag: Flag, whose: str, member: Any) -> bool:
    if whose == "me":
        return flag.who is not None and flag.who.pk == member.pk
    return flag.who is None if whose == "nobody" else flag.side == whose


def pills_of(flags: Sequence[Flag], member: Any, whose: str, severity: str) -> list[tuple[str, list[Pill]]]:
    """The two rows of choices, each with how many flags it would list."""
    by_whom = [("", "All"), *WHOSE.items()]
    by_badness = [("", "All"), *SEVERITIES.items()]
    return [
        ("Whose", [_pill(flags, member, (label, key, severity), key == whose) for key, label in by_whom]),
        ("How bad", [_pill(flags, member, (label, whose, key), key == severity) for key, label in by_badness]),
    ]


def _pill(flags: Sequence[Flag], member: Any, choice: tuple[str, str, str], current: bool) -> Pill:
    label, whose, severity = choice
    asked = urlencode({key: value for key, value in (("whose", whose), ("severity", severity)) if value})
    return f"{label} {len(narrowed(flags, member, whose, severity))}", f"?{asked}", current
