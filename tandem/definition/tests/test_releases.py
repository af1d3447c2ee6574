"""Releases, their goals, and decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from tandem.core.errors import NotAllowed, Refused
from tandem.definition import availability
from tandem.definition.availability import Hold, before_availability
from tandem.definition.models import Decision, Feature, Goal, Problem, Release
from tandem.definition.tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_gates() -> Iterator[None]:
    before = list(availability._gates)
    availability._gates.clear()
    yield
    availability._gates[:] = before


@pytest.fixture
def release(cast: Cast, own_gates: None) -> Release:
    made = Release.plan(cast.product, "2.0", available_on=date(2026, 12, 4), by=cast.pm)
    Feature.open(cast.product, "Tell it", by=cast.pm).put_into(made, by=cast.pm)
    return made


def test_a_goal_is_stated_before_the_release_ships(cast: Cast, release: Release) -> None:
    Goal.state(release, "Feeds repaired within a day", baseline=Decimal(40), target=Decimal(90), unit="%", by=cast.pm)
    release.make_available(by=cast.pm)
    with pytest.raises(Refused, match="out already"):
        Goal.state(release, "Invented afterwards", by=cast.pm)
    assert [goal.title for goal in release.goals] == ["Feeds repaired within a day"]


def test_a_goal_stays_as_it_was_stated_once_its_release_is_out(cast: Cast, release: Release) -> None:
    goal = Goal.state(release, "Feeds repaired within a day", target=Decimal(90), by=cast.pm)
    goal.revise(by=cast.pm, version=goal.version, target=Decimal(95))
    release.make_available(by=cast.pm)
    for change in ({"target": Decimal(10)}, {"baseline": Decimal(9)}, {"due_on": date(2030, 1, 1)}, {"title": "Else"}):
        with pytest.raises(Refused, match="is out, so this goal stays as it was stated"):
            goal.revise(by=cast.pm, version=goal.version, **change)
    assert Goal.objects.get(pk=goal.pk).target == 95


def test_a_closed_gate_keeps_the_release_from_general_availability(cast: Cast, release: Release) -> None:
    @before_availability
    def references(of: Release, today: date) -> Hold:
        return Hold("references", False, "Two references are not yet happy.", "/somewhere")

    with pytest.raises(Refused, match="Two references are not yet happy"):
        release.make_available(by=cast.pm)
    assert not Release.objects.get(pk=release.pk).has_shipped


def test_what_is_in_scope_ships_with_the_release_and_what_was_dropped_does_not(cast: Cast, release: Release) -> None:
    dropped = Feature.open(cast.product, "Later", by=cast.pm)
    dropped.put_into(release, by=cast.pm)
    dropped.drop(because="No time.", by=cast.pm)
    release.make_available(by=cast.pm)
    assert release.made_available_on == date(2026, 11, 22)
    assert set(Feature.objects.filter(release=release).values_list("status", flat=True)) == {"shipped", "dropped"}


def test_an_empty_release_goes_nowhere(cast: Cast, own_gates: None) -> None:
    empty = Release.plan(cast.product, "3.0", by=cast.pm)
    with pytest.raises(Refused, match="Nothing is in this release"):
        empty.release_to_charter(by=cast.pm)


def test_charter_customers_get_it_once_and_before_everyone(cast: Cast, release: Release) -> None:
    release.release_to_charter(by=cast.pm)
    assert release.says == "With charter customers"
    with pytest.raises(Refused, match="have it already"):
        release.release_to_charter(by=cast.pm)
    with pytest.raises(Refused, match="before everyone else"):
        Release.plan(
            cast.product, "4.0", charter_release_on=date(2027, 2, 1), available_on=date(2027, 1, 1), by=cast.pm
        )


def test_past_releases_come_in_with_goals_stated_before_they_shipped(cast: Cast) -> None:
    past = Release.recall(cast.product, "1.7", made_available_on=date(2026, 3, 1), by=cast.pm)
    Goal.recall(past, "Trials", stated_on=date(2026, 1, 1), target=Decimal(80), by=cast.pm)
    with pytest.raises(Refused, match="no goal of it"):
        Goal.recall(past, "Invented", stated_on=date(2026, 4, 1), by=cast.pm)
    with pytest.raises(Refused, match="has passed"):
        Release.recall(cast.product, "9.9", made_available_on=date(2027, 3, 1), by=cast.pm)


def test_a_goal_with_metric_baseline_target_and_date_is_whole(cast: Cast, release: Release) -> None:
    goal = Goal.state(release, "Trials", baseline=Decimal(0), target=Decimal(80), due_on=date(2027, 1, 1), by=cast.pm)
    assert goal.is_whole
    assert not Goal.state(release, "Buzz", target=Decimal(80), by=cast.pm).is_whole


def test_a_decision_keeps_its_reasons_and_the_evidence_of_the_day(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    cast.say(problem, cast.companies[0])
    made = Decision.decide(problem, "Tell first, repair second", because="Nine of eleven could wait.", by=cast.pm)
    cast.say(problem, cast.companies[1])
    assert made.evidence["companies"] == 1
    assert made.is_accepted
    with pytest.raises(Refused, match="because of what"):
        Decision.decide(problem, "Just so", because="", by=cast.pm)


def test_a_price_is_the_marketers_to_accept(cast: Cast, release: Release) -> None:
    by_pm = Decision.decide(release, "Ten a month", because="Everyone asks nine.", form="price", by=cast.pm)
    assert not by_pm.is_accepted
    with pytest.raises(NotAllowed):
        by_pm.accept(by=cast.pm)
    by_pm.accept(by=cast.pmm)
    assert Decision.objects.get(pk=by_pm.pk).is_accepted


def test_a_decision_is_looked_at_again_on_its_day(cast: Cast) -> None:
    made = Decision.decide(cast.product, "Wait", because="Too early.", look_again_on=date(2026, 12, 1), by=cast.pm)
    assert [made.is_due(day) for day in (date(2026, 11, 30), date(2026, 12, 1))] == [False, True]
    made.look_again(on=date(2027, 6, 1), because="Still too early.", by=cast.pm)
    assert not made.is_due(date(2026, 12, 1))
    with pytest.raises(Refused, match="future"):
        made.look_again(on=date(2026, 1, 1), by=cast.pm)
