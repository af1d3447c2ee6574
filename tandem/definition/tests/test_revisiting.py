"""When a decision comes back by itself, case by case. It was taken on 10 companies, 3 of the target market, $100k."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tandem.definition.revisiting import Condition

TODAY = date(2026, 11, 22)
THEN = {"notes": 20, "companies": 10, "in_market": 3, "arr": "100000"}
NONE: dict[str, object] = {}

# what was agreed                     | what customers say today        | does it come back?
CASES = [
    ("nothing",              None,         "",          None,   {"companies": 99},  False),
    ("a day to come",        "2026-11-23", "",          None,   {},                 False),
    ("today",                "2026-11-22", "",          None,   {},                 True),
    ("a day gone by",        "2026-11-01", "",          None,   {},                 True),
    ("5 new companies",      None,         "companies", 5,      {"companies": 14},  False),
    ("5 new companies",      None,         "companies", 5,      {"companies": 15},  True),
    ("5 new companies",      None,         "companies", 5,      {"companies": 40},  True),
    ("5 new companies",      None,         "companies", 5,      {"companies": 4},   False),
    ("5 new companies",      None,         "companies", 5,      {"notes": 99},      False),
    ("2 of the market",      None,         "in_market", 2,      {"in_market": 5},   True),
    ("10 new notes",         None,         "notes",     10,     {"notes": 29},      False),
    ("10 new notes",         None,         "notes",     10,     {"notes": 30},      True),
    ("$50k more",            None,         "arr",       50000,  {"arr": "149999"},  False),
    ("$50k more",            None,         "arr",       50000,  {"arr": "150000"},  True),
    ("either, neither came", "2026-12-01", "companies", 5,      {"companies": 12},  False),
    ("either, the day came", "2026-11-22", "companies", 5,      {"companies": 12},  True),
    ("either, the mark did", "2026-12-01", "companies", 5,      {"companies": 15},  True),
    ("a mark of nothing",    None,         "companies", None,   {"companies": 99},  False),
]  # fmt: skip


@pytest.mark.parametrize(("agreed", "on", "measure", "mark", "now", "comes_back"), CASES)
def test_a_decision_comes_back(
    agreed: str, on: str | None, measure: str, mark: int | None, now: dict[str, object], comes_back: bool
) -> None:
    condition = Condition(on and date.fromisoformat(on), measure, None if mark is None else Decimal(mark), THEN)
    assert condition.is_due(TODAY, {**THEN, **now}) is comes_back


@pytest.mark.parametrize(
    ("condition", "now", "says"),
    [
        (Condition(date(2026, 11, 20)), NONE, "Planned for 20 Nov"),
        (Condition(TODAY), NONE, "Planned for today"),
        (Condition(None, "companies", Decimal(5), THEN), {"companies": 11}, "1 new company since then, the mark is 5"),
        (Condition(None, "arr", Decimal(50000), THEN), {"arr": "160000"}, "$60k new ARR since then, the mark is $50k"),
        (Condition(None, "notes", Decimal(3), None), {"notes": 4}, "4 new notes since then, the mark is 3"),
    ],
)
def test_it_says_why(condition: Condition, now: dict[str, object], says: str) -> None:
    assert condition.says(TODAY, now) == says
