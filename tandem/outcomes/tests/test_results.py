"""Results are recorded by those who answer for them, and corrected in the open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Goal, Release
from tandem.launch.models import Launch
from tandem.outcomes.flags import of_outcomes
from tandem.outcomes.held import aims_of, held
from tandem.outcomes.models import Result
from tandem.outcomes.standing import of_outcomes as standing
from tandem.outcomes.tests.conftest import Cast
from tandem.record.models import Event
from tandem.team.models import Console, Product

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_recording_an_actual_leaves_an_event_on_the_goal(cast: Cast) -> None:
    goal = cast.goal("Reconciled within two days")
    result = Result.read(goal, Decimal(78), because="Usage of June", by=cast.pm)
    event = Event.objects.about(goal.item).newest_first()[0]
    assert (event.verb, event.facts, event.because, event.by_id) == (
        "measured",
        {"actual": "78"},
        "Usage of June",
        cast.pm.pk,
    )
    assert (result.read_on, held([goal], TODAY)[0].verdict, result.says) == (TODAY, "met", "78%")


def test_only_owners_delegates_and_heads_record_what_came(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        Result.read(cast.goal("Reconciled"), Decimal(78), by=cast.helper)


def test_a_goal_of_something_that_is_not_out_has_nothing_to_be_measured_by(cast: Cast) -> None:
    coming = Release.plan(cast.product, "2.0", by=cast.pm)
    goal = Goal.state(coming, "Switched", target=Decimal(10), by=cast.pm)
    with pytest.raises(Refused, match=r"2.0 is not out yet"):
        Result.read(goal, Decimal(12), by=cast.pm)


def test_a_goal_of_a_launch_waits_for_the_day(cast: Cast) -> None:
    launch = Launch.plan(cast.product, "Spring", tier=3, day=date(2026, 12, 4), by=cast.pmm)
    goal = Goal.state(launch, "Leads", baseline=Decimal(0), target=Decimal(100), by=cast.pmm)
    with pytest.raises(Refused, match="Spring is not out yet"):
        Result.judge(goal, True, "It felt well.", by=cast.pmm)
    assert held([goal], TODAY)[0].verdict == "not due yet"


def test_a_figure_needs_a_target_and_a_judgment_needs_its_grounds(cast: Cast) -> None:
    goal = cast.goal("People speak well of it", None, None)
    with pytest.raises(Refused, match="has no target"):
        Result.read(goal, Decimal(1), by=cast.pm)
    with pytest.raises(Refused, match="what the judgment rests on"):
        Result.judge(goal, True, "  ", by=cast.pm)
    Result.judge(goal, True, "Six references said so unprompted.", by=cast.pm)
    assert held([Goal.objects.get(pk=goal.pk)], TODAY)[0].verdict == "met"


def test_a_second_result_is_refused_and_a_correction_keeps_the_first_in_the_history(cast: Cast) -> None:
    goal = cast.goal("Reconciled")
    result = Result.read(goal, Decimal(78), by=cast.pm)
    with pytest.raises(Refused, match="has its result already"):
        Result.read(goal, Decimal(79), by=cast.pm)
    with pytest.raises(Refused, match="Say why it changes"):
        result.correct(actual=Decimal(71), because="", by=cast.pm)
    with pytest.raises(Refused, match="Give either"):
        result.correct(because="Both", actual=Decimal(1), met=True, by=cast.pm)
    result.correct(actual=Decimal(71), because="June was counted twice.", by=cast.pm)
    kept = Result.kept_history.rel.related_model.objects.filter(pgh_obj_id=result.pk).order_by("pgh_id")
    assert [row.actual for row in kept] == [Decimal(78), Decimal(71)]
    assert held([Goal.objects.get(pk=goal.pk)], TODAY)[0].verdict == "missed"


def test_a_result_is_not_read_on_a_day_to_come(cast: Cast) -> None:
    with pytest.raises(Refused, match="still to come"):
        Result.read(cast.goal("Reconciled"), Decimal(78), read_on=date(2026, 11, 23), by=cast.pm)


def test_goals_that_are_due_and_never_measured_are_one_flag_of_their_release(cast: Cast) -> None:
    Result.read(cast.goal("Reconciled"), Decimal(78), by=cast.pm)
    for metric in ("Support calls", "Time to first feed", "Churn"):
        cast.goal(metric)
    (flag,) = of_outcomes(cast.product, TODAY)
    assert flag.identity == f"goal never measured {cast.release.mark}"
    assert flag.title == "3 goals of 1.8 were never measured"
    assert flag.because == "“Support calls”, “Time to first feed” and more; due 30 Jun"
    assert (flag.who, flag.severity) == (cast.pm, "warn")


def test_a_goal_that_is_measured_raises_no_flag(cast: Cast) -> None:
    Result.read(cast.goal("Reconciled"), Decimal(10), by=cast.pm)
    assert not list(of_outcomes(cast.product, TODAY))


def test_the_standing_tells_of_the_latest_release_with_goals_that_are_due(cast: Cast) -> None:
    for metric, came in (("A", 80), ("B", 75), ("C", 60), ("D", None)):
        goal = cast.goal(metric)
        if came:
            Result.read(goal, Decimal(came), by=cast.pm)
    Release.recall(cast.product, "1.9", made_available_on=date(2026, 9, 1), by=cast.pm)
    told = standing(cast.product, TODAY)
    assert (told.count, told.says, told.badge, told.gap) == (
        2,
        "1.8 met 2 of 4 goals",
        "2 / 4",
        "1 goal never measured",
    )


def test_goals_of_many_products_are_gathered_in_three_statements(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    cast.goal("Reconciled")
    for number in range(5):
        other = Product.open(f"Sideline {number}", slug=f"sideline-{number}", by=Console())
        release = Release.recall(other, "1.0", made_available_on=date(2026, 3, 31), by=Console())
        Goal.recall(release, "Used", stated_on=date(2026, 3, 1), target=Decimal(5), by=Console())
    products = list(Product.objects.filter(slug__startswith="sideline"))
    with django_assert_max_num_queries(3):
        found = aims_of(products, TODAY)
        said = [one.goals[0].goal.about.title for aims in found.values() for one in aims]
    assert len(said) == 6
