"""Past releases with their goals and what came of them come in as one table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tandem.definition.models import Goal, Release
from tandem.evidence.tests.importing_cast import Cast, counts, gather
from tandem.outcomes.models import Result

pytestmark = pytest.mark.django_db
PAST = "Release,Released,Goal,Baseline,Target,Actual,Due\n1.0,2026-01-10,Weekly users,100,200,180,2026-04-10\n1.0,2026-01-10,Tickets,40,20,,2026-04-10\n"


@pytest.fixture
def cast() -> Cast:
    return gather()


def test_past_goals_come_in_with_their_release_and_result(cast: Cast) -> None:
    assert counts(cast.bring(PAST, target="goals")) == (2, 0, 0, 0, 0)
    release = Release.objects.get(item__title="1.0", item__product=cast.product.pk)
    assert release.made_available_on == date(2026, 1, 10)
    users, tickets = release.goals
    assert (users.title, users.baseline, users.target, users.due_on) == ("Weekly users", 100, 200, date(2026, 4, 10))
    assert users.result.actual == Decimal(180)
    assert not Result.objects.filter(goal=tickets).exists()


def test_the_table_brought_again_changes_only_what_is_news(cast: Cast) -> None:
    cast.bring(PAST, target="goals")
    assert counts(cast.bring(PAST, target="goals")) == (0, 0, 2, 0, 0)
    assert counts(cast.bring(PAST.replace("20,,", "20,15,"), target="goals")) == (0, 1, 1, 0, 0)
    assert Result.objects.get(goal__item__title="Tickets", goal__item__product=cast.product.pk).actual == 15


def test_a_goal_without_any_day_is_given_back(cast: Cast) -> None:
    brought = cast.bring("Release,Goal,Target\n1.0,Weekly users,200\n", target="goals")
    assert counts(brought) == (0, 0, 0, 0, 1)
    assert not Release.objects.filter(item__title="1.0", item__product=cast.product.pk).exists()


def test_undoing_takes_goals_and_their_releases_back(cast: Cast) -> None:
    brought = cast.bring(PAST, target="goals")
    assert brought.undo(by=cast.owner).taken_back == 3
    assert not Goal.objects.filter(item__product=cast.product.pk, item__retired_at=None).exists()
    assert not Release.objects.in_use().filter(item__title="1.0", item__product=cast.product.pk).exists()
    assert counts(cast.bring(PAST, target="goals")) == (2, 0, 0, 0, 0)
    assert Release.objects.in_use().filter(item__title="1.0", item__product=cast.product.pk).exists()


def test_a_table_does_not_move_the_goal_of_a_release_that_is_out(cast: Cast) -> None:
    cast.bring(PAST, target="goals")
    moved = cast.bring(PAST.replace("100,200,180", "100,150,180"), target="goals")
    assert counts(moved) == (0, 0, 1, 0, 1)
    assert "stays as it was stated" in moved.rejected_rows.get().reason
    assert Goal.objects.get(item__title="Weekly users", item__product=cast.product.pk).target == 200


def test_a_table_does_not_put_another_result_in_place_of_one(cast: Cast) -> None:
    cast.bring(PAST, target="goals")
    assert counts(cast.bring(PAST.replace(",180,", ",280,"), target="goals")) == (0, 0, 1, 0, 1)
    assert Result.objects.get(goal__item__title="Weekly users", goal__item__product=cast.product.pk).actual == 180


def test_a_table_that_was_undone_comes_in_again_with_other_figures(cast: Cast) -> None:
    cast.bring(PAST, target="goals").undo(by=cast.owner)
    assert counts(cast.bring(PAST.replace("100,200,180", "100,150,190"), target="goals")) == (2, 0, 0, 0, 0)
    users = Goal.objects.get(item__title="Weekly users", item__product=cast.product.pk)
    assert (users.target, users.result.actual) == (150, 190)
