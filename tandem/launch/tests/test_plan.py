"""Plans: pasted rows, days relative to the day, lateness."""

from datetime import date

import pytest

from tandem.core.errors import Refused
from tandem.launch.gate_rules import features_waiting
from tandem.launch.models import PlanStep
from tandem.launch.plan import TEMPLATES, due_on, is_late, read_lines


def test_rows_pasted_from_a_sheet_become_steps() -> None:
    lines = read_lines("Task\tOwner\tDays\tKind\nBrief the press\tLuis Moreno\t-7\tpress\nGo live\t\t+0\n")
    assert [(line.title, line.owner, line.days_from_day, line.form) for line in lines] == [
        ("Brief the press", "Luis Moreno", -7, "press"),
        ("Go live", "", 0, "task"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "at least one row"),
        ("Brief\tLuis\tsoon", "is not a number of days"),
        ("\tLuis\t-3", "no task"),
        ("x\ty\t99999", "ten years"),
    ],
)
def test_rows_that_cannot_be_read_are_refused_with_their_line(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        read_lines(text)


def test_a_step_is_dated_relative_to_the_day() -> None:
    assert due_on(date(2026, 12, 4), -14) == date(2026, 11, 20)


@pytest.mark.parametrize(("done", "late"), [(None, True), (date(2026, 11, 21), False)])
def test_a_step_is_late_when_its_day_passed_and_it_is_not_done(done: date | None, late: bool) -> None:
    assert is_late(date(2026, 11, 20), done, date(2026, 11, 22)) is late


def test_every_tier_has_a_plan_with_a_support_step() -> None:
    assert all("support" in {line.form for line in TEMPLATES[tier]} for tier in (1, 2, 3))


def test_waiting_features_are_named_and_counted() -> None:
    assert features_waiting(["A"]) == "“A” is not ready to build."
    assert features_waiting(["A", "B", "C"]) == "“A” and 2 more features are not ready to build."


@pytest.mark.parametrize(
    ("days", "says"), [(-77, "77 days before"), (-1, "1 day before"), (0, "on the day"), (3, "3 days after")]
)
def test_a_step_says_in_words_how_far_it_is_from_the_day(days: int, says: str) -> None:
    assert PlanStep(days_from_day=days).when == says
