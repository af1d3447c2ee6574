"""The rules of outcomes as product.md has them, each as a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tandem.outcomes.rules import Facts, HitRate, hit_rate, over_time, reaches, verdict

TODAY = date(2026, 11, 22)
DUE, LATER = date(2026, 6, 30), date(2026, 12, 31)


def _number(said: int | None) -> Decimal | None:
    return None if said is None else Decimal(said)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "met"),
    [
        (50, 75, 75, True),
        (50, 75, 80, True),
        (50, 75, 74, False),
        (50, 75, 40, False),
        (9, 4, 4, True),
        (9, 4, 3, True),
        (9, 4, 5, False),
        (9, 4, 12, False),
        (None, 10, 10, True),
        (None, 10, 9, False),
        (10, 10, 10, True),
        (10, 10, 9, False),
        (-5, -2, -3, False),
        (0, 0, 0, True),
    ],
)
def test_a_target_above_its_baseline_is_met_from_below_and_one_below_it_from_above(
    baseline: int | None, target: int, actual: int, met: bool
) -> None:
    assert reaches(_number(baseline), Decimal(target), Decimal(actual)) is met


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts(Decimal(50), Decimal(75), Decimal(76), None, DUE), "met"),
        (Facts(Decimal(50), Decimal(75), Decimal(70), None, DUE), "missed"),
        (Facts(Decimal(50), Decimal(75), None, None, DUE), "never measured"),
        (Facts(Decimal(50), Decimal(75), None, None, TODAY), "never measured"),
        (Facts(Decimal(50), Decimal(75), None, None, LATER), "not due yet"),
        (Facts(Decimal(50), Decimal(75), Decimal(80), None, LATER), "not due yet"),
        (Facts(Decimal(50), Decimal(75), None, None, DUE, is_out=False), "not due yet"),
        (Facts(Decimal(50), Decimal(75), None, None, None), "never measured"),
        (Facts(Decimal(50), Decimal(75), None, None, None, is_out=False), "not due yet"),
        (Facts(Decimal(50), None, Decimal(80), None, DUE), "never measured"),
        (Facts(None, None, None, True, DUE), "met"),
        (Facts(Decimal(50), Decimal(75), Decimal(80), False, DUE), "missed"),
    ],
)
def test_each_goal_is_met_missed_or_never_measured_once_it_is_due(facts: Facts, said: str) -> None:
    assert verdict(facts, TODAY) == said


def test_what_was_never_measured_counts_as_not_met_and_it_is_said() -> None:
    rate = hit_rate(["met", "met", "missed", "never measured", "never measured", "not due yet"])
    assert rate == HitRate(2, 1, 2)
    assert (rate.due, rate.share, rate.percent, rate.says) == (5, 0.4, "40%", "2 of 5 goals met")
    assert rate.how_measured == "3 of 5 were measured (60%); what was never measured counts as not met."


def test_while_nothing_is_due_there_is_no_hit_rate() -> None:
    rate = hit_rate(["not due yet"])
    assert (rate.share, rate.percent, rate.says) == (None, "–", "No goal is due yet")


def test_the_hit_rate_over_time_is_release_by_release_in_the_order_they_came_out() -> None:
    points = over_time(
        [
            ("1.8", date(2026, 6, 1), ["met", "missed"]),
            ("1.6", date(2025, 6, 1), ["never measured"]),
            ("1.9", date(2026, 11, 1), ["not due yet"]),
            ("1.7", date(2026, 1, 1), ["met"]),
        ]
    )
    assert [(point.name, point.rate.percent) for point in points] == [("1.6", "0%"), ("1.7", "100%"), ("1.8", "50%")]
