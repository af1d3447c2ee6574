"""The order of flags: what is worst comes first."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from tandem.record.flags import Flag, Severity

SOMEBODY = object()


def flag(rule: str, severity: Severity, **fields: Any) -> Flag:
    return Flag(rule, (), "t", "b", severity, "l", "/", **{"who": SOMEBODY, **fields})


def test_severity_comes_first_then_money_then_what_nobody_owns_then_how_long_it_waits() -> None:
    worst_first = [
        flag("a closed gate", "closed"),
        flag("much money", "warn", worth=400_000),
        flag("less money", "warn", worth=180_000, weight=900),
        flag("nobody's", "warn", who=None, weight=9),
        flag("waits long", "warn", weight=200),
        flag("waits", "warn", weight=3),
        flag("a note on money", "note", worth=900_000),
    ]
    for shuffled in permutations(worst_first[1:5]):
        flags = [*reversed(worst_first[5:]), *shuffled, worst_first[0]]
        assert sorted(flags, key=lambda found: found.badness) == worst_first


def test_what_nobody_owns_warns_nobody_and_is_drawn_plain() -> None:
    assert [flag("a", severity).tone for severity in ("closed", "risk", "warn", "note")] == ["risk", "risk", "warn", ""]
    assert flag("a", "warn", who=None).tone == ""
    assert flag("a", "closed", who=None).tone == "risk"
