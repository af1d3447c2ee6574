"""The pace sentence: what to expect by a day, judged by those who became references before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tandem.charter.pace import Pace, chance, headline, listed, pace, said_of_pace, sum_of_odds, usual_days

TODAY = date(2026, 11, 22)
DUE = date(2026, 12, 4)


def test_the_pace_sentence_says_how_many_by_when_and_between_what() -> None:
    assert said_of_pace(Pace(DUE, 5, 4, 6), DUE, TODAY) == "At today’s pace five by 4 December, between four and six."


def test_the_pace_sentence_names_no_span_when_there_is_none() -> None:
    assert said_of_pace(Pace(DUE, 6, 6, 6), DUE, TODAY) == "At today’s pace six by 4 December."


@pytest.mark.parametrize(
    ("by", "says"),
    [(None, "No day is set"), (TODAY - timedelta(days=1), "has passed"), (DUE, "Too few have become references")],
)
def test_without_a_day_or_enough_references_the_sentence_says_so_instead_of_guessing(
    by: date | None, says: str
) -> None:
    assert says in said_of_pace(None, by, TODAY)


@pytest.mark.parametrize(
    ("took", "by"), [([20], DUE), ([], DUE), ([20, 30], None), ([20, 30], TODAY - timedelta(days=1))]
)
def test_fewer_than_two_references_or_no_day_to_come_give_no_pace(took: list[int], by: date | None) -> None:
    assert pace(4, took, [5, 9], TODAY, by) is None


def test_with_nobody_waiting_the_pace_is_what_there_is() -> None:
    assert pace(4, [20, 30], [], TODAY, DUE) == Pace(DUE, 4, 4, 4)


def test_the_pace_never_goes_below_what_there_is_nor_above_all_who_wait() -> None:
    for waiting in range(8):
        found = pace(4, [5, 15, 25, 35], [10] * waiting, TODAY, DUE)
        assert found is not None
        assert 4 <= found.low <= found.expected <= found.high <= 4 + waiting


def test_a_later_day_never_lowers_the_pace() -> None:
    expected = []
    for days in range(0, 90, 5):
        found = pace(2, [14, 21, 28, 42], [0, 7, 20], TODAY, TODAY + timedelta(days=days))
        assert found is not None
        expected.append(found.expected)
    assert expected == sorted(expected)
    assert expected[0] < expected[-1]


@pytest.mark.parametrize(
    ("took", "waited", "left", "likely"),
    [
        ([10, 20, 30], 0, 30, 4 / 5),
        ([10, 20, 30], 0, 5, 1 / 5),
        ([10, 20, 30], 15, 5, 2 / 4),
        ([10, 20, 30], 40, 12, 1 / 2),
    ],
)
def test_who_waits_is_compared_with_those_who_took_longer(
    took: list[int], waited: int, left: int, likely: float
) -> None:
    assert chance(took, waited, left) == pytest.approx(likely)


def test_the_odds_of_every_number_add_up_to_one() -> None:
    assert sum_of_odds([]) == [1.0]
    assert sum_of_odds([0.5, 0.5]) == pytest.approx([0.25, 0.5, 0.25])
    assert sum(sum_of_odds([0.1, 0.6, 0.9, 0.33])) == pytest.approx(1)


@pytest.mark.parametrize(("took", "days"), [([], 28), ([9], 28), ([10, 20], 15), ([10, 20, 60], 20)])
def test_the_usual_days_are_the_median_here_or_28_while_too_few_are_known(took: list[int], days: int) -> None:
    assert usual_days(took) == days


@pytest.mark.parametrize(
    ("by", "says"),
    [
        (DUE, "Four of six references, twelve days to go"),
        (TODAY + timedelta(days=1), "Four of six references, one day to go"),
        (TODAY, "Four of six references, today is the day"),
        (TODAY - timedelta(days=1), "Four of six references"),
        (None, "Four of six references"),
    ],
)
def test_the_headline_says_how_many_of_six_and_how_many_days_to_go(by: date | None, says: str) -> None:
    assert headline(4, 6, by, TODAY) == says


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ([], ""),
        (["Finch"], "Finch"),
        (["Finch", "Harbor"], "Finch and Harbor"),
        (["Finch", "Harbor", "Lark"], "Finch, Harbor and Lark"),
        (["Finch", "Harbor", "Lark", "Moor", "Nest"], "Finch, Harbor, Lark and two more"),
    ],
)
def test_names_are_listed_up_to_three_and_then_counted(names: list[str], says: str) -> None:
    assert listed(names) == says
