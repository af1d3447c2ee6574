"""Numbers that people send are read, or read as none; none of them is an error."""

from __future__ import annotations

import pytest

from tandem.core.ids import number_in
from tandem.record.kinds import kind_and_number

LONG = "9" * 5000  # Python reads no whole number of so many digits


@pytest.mark.parametrize(
    ("said", "number"),
    [("7", 7), (7, 7), ("007", 7), ("", 0), (None, 0), ("-1", 0), ("1.0", 0), ("²", 0), ("x", 0), (True, 0), (LONG, 0), ("9" * 19, 0)],
)
def test_a_number_is_read_and_everything_else_is_none(said: object, number: int) -> None:
    assert number_in(said) == number


@pytest.mark.parametrize(
    ("mark", "named"),
    [("P-7", ("problem", 7)), (" re-12 ", ("requirement", 12)), ("P-", ("", 0)), ("P", ("", 0)), ("XX-1", ("", 0)), ("P-²", ("", 0)), (f"P-{LONG}", ("", 0))],
)
def test_a_mark_names_a_kind_and_a_number(mark: str, named: tuple[str, int]) -> None:
    assert kind_and_number(mark) == named
