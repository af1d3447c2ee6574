"""What the rules of definition notice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tandem.definition.flags import (
    Asked,
    Coming,
    never_tried,
    of_definition,
    to_look_at_again,
    unready_near_the_date,
    without_goals,
)
from tandem.definition.models import Decision, Feature, Problem, Release, Requirement, Validation
from tandem.definition.standing import of_definition as standing
from tandem.definition.tests.conftest import Cast
from tandem.record.flags import Flag
from tandem.record.reactions import edges_of
from tandem.team.models import Product

TODAY = date(2026, 11, 22)


def test_a_feature_no_customer_tried_says_who_asked_and_what_they_are_worth() -> None:
    flag = never_tried(Asked("F-4", "Bulk recategorize", "/features/4", 11, Decimal(182_400)), None)
    assert flag.title == "Bulk recategorize was never tried by a customer"
    assert (flag.because, flag.label, flag.worth) == ("11 customers asked, $182k ARR", "Unvalidated", 182_400)


def _coming(**change: object) -> Coming:
    said: dict[str, object] = {
        "available_on": date(2026, 12, 4),
        "with_charter": False,
        "goals": 0,
        "unready": ("Tell it",),
        **change,
    }
    return Coming("R-2", "2.0", "/releases/2", **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "flagged"),
    [
        ({}, True),
        ({"unready": ()}, False),
        ({"available_on": date(2027, 3, 1)}, False),
        ({"available_on": None}, False),
    ],
)
def test_features_not_ready_are_flagged_when_the_day_is_near(change: dict[str, object], flagged: bool) -> None:
    assert (unready_near_the_date(_coming(**change), TODAY, None) is not None) == flagged


@pytest.mark.parametrize(
    ("change", "flagged"),
    [
        ({}, True),
        ({"goals": 1}, False),
        ({"available_on": None}, False),
        ({"available_on": None, "with_charter": True}, True),
    ],
)
def test_a_release_without_goals_is_flagged_before_it_ships(change: dict[str, object], flagged: bool) -> None:
    assert (without_goals(_coming(**change), TODAY, None) is not None) == flagged


def test_a_decision_comes_back_on_its_day() -> None:
    flag = to_look_at_again(Asked("DC-1", "Wait", "/decisions/1"), date(2026, 11, 20), TODAY, None)
    assert (flag.title, flag.because) == ("Does “Wait” still hold?", "Planned for 20 Nov")


def _rules(cast: Cast, today: date = TODAY) -> dict[str, Flag]:
    return {flag.rule: flag for flag in of_definition(Product.objects.get(pk=cast.product.pk), today)}


@pytest.mark.django_db
def test_trying_a_feature_takes_its_flag_away(cast: Cast) -> None:
    feature = Feature.open(cast.product, "Bulk recategorize", by=cast.pm)
    assert _rules(cast) == {}
    Requirement.state(feature, "Twenty at once", by=cast.pm)
    cast.say(feature, cast.companies[0])
    assert _rules(cast)["feature never tried"].because == "1 customer asked, $1k ARR"
    said = {"form": "trial", "companies": cast.companies[:1], "verdict": "works", "happened": "Fine."}
    Validation.hold(feature, "", by=cast.pm, **said)
    assert _rules(cast) == {}


@pytest.mark.django_db
def test_a_validated_problem_without_a_feature_is_flagged_until_one_takes_it_on(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    cast.validate_ready(problem)
    problem.validate(by=cast.pm)
    assert _rules(cast)["problem without feature"].who == cast.pm
    feature = Feature.open(cast.product, "Faster", problems=[problem], by=cast.pm)
    assert "problem without feature" not in _rules(cast)
    feature.drop(because="No.", by=cast.pm)
    assert "problem without feature" in _rules(cast)


@pytest.mark.django_db
def test_a_release_and_a_decision_are_flagged_from_their_rows(cast: Cast) -> None:
    release = Release.plan(cast.product, "2.0", available_on=date(2026, 12, 4), by=cast.pm)
    Feature.open(cast.product, "Tell it", by=cast.pm).put_into(release, by=cast.pm)
    Decision.decide(release, "Free", because="All do.", form="price", look_again_on=date(2026, 11, 23), by=cast.pmm)
    rules = _rules(cast, date(2026, 11, 23))
    assert {"release not ready", "release without goals", "decision due"} <= set(rules)
    assert rules["decision due"].who == cast.pmm


@pytest.mark.django_db
def test_standing_tells_validated_problems_and_features(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    cast.validate_ready(problem)
    problem.validate(by=cast.pm)
    Feature.open(cast.product, "Faster", by=cast.pm)
    stands = standing(cast.product, TODAY)
    assert (stands.count, stands.says) == (1, "1 problem validated, 1 feature")


@pytest.mark.django_db
def test_the_trace_leads_from_problem_to_release_and_back(cast: Cast) -> None:
    problem = Problem.open(cast.product, "Slow", by=cast.pm)
    feature = Feature.open(cast.product, "Faster", problems=[problem], by=cast.pm)
    release = Release.plan(cast.product, "2.0", by=cast.pm)
    feature.put_into(release, by=cast.pm)
    assert (feature.item.pk, True) in {(edge.item.pk, edge.onward) for edge in edges_of(problem.item)}
    assert {(problem.item.pk, False), (release.item.pk, True)} <= {
        (edge.item.pk, edge.onward) for edge in edges_of(feature.item)
    }
    assert (feature.item.pk, False) in {(edge.item.pk, edge.onward) for edge in edges_of(release.item)}
