"""The gates of product.md's table: which tier asks for which, and what opens each that launch holds itself."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tandem.definition.models import Decision, Feature, Goal, Release
from tandem.launch import gates
from tandem.launch.flags import of_launches
from tandem.launch.models import Launch, PlanStep
from tandem.launch.tests.conftest import Cast

TODAY = date(2026, 11, 22)
DAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("tier", "asked"),
    [
        (
            1,
            {
                "definition complete",
                "references",
                "claims proven",
                "sales assets ready",
                "sales trained",
                "price decided",
                "support ready",
                "goals set",
            },
        ),
        (2, {"claims proven", "sales assets ready", "price decided", "support ready"}),
        (3, {"release note", "support ready"}),
    ],
)
def test_the_tier_decides_which_gates_stand(tier: int, asked: set[str]) -> None:
    assert {kind.name for kind in gates._kinds.values() if tier in kind.tiers} == asked


@pytest.mark.parametrize(
    ("side", "held"),
    [
        ("pm", {"definition complete", "references"}),
        ("pmm", {"claims proven", "sales assets ready", "sales trained", "price decided", "support ready"}),
        ("both", {"goals set"}),
    ],
)
def test_each_gate_has_the_side_that_acts(side: str, held: set[str]) -> None:
    assert {kind.name for kind in gates._kinds.values() if 1 in kind.tiers and kind.side == side} == held


@pytest.mark.parametrize(
    ("is_open", "overruled", "passed"), [(True, False, True), (False, True, True), (False, False, False)]
)
def test_an_overruled_gate_counts_as_passed_and_stays_closed(is_open: bool, overruled: bool, passed: bool) -> None:
    gate = gates.Gate("references", "References", "pm", is_open, "4 of 6.", "", overruled)
    assert (gate.passed, gate.open) == (passed, is_open)


@pytest.fixture
def release(cast: Cast) -> Release:
    return Release.plan(cast.product, "Sideline 1.0", available_on=DAY, by=cast.pm)


@pytest.fixture
def launch(cast: Cast, release: Release) -> Launch:
    return Launch.plan(cast.product, "Sideline in tier 1", tier=1, day=DAY, releases=[release], by=cast.pmm)


def stands(launch: Launch, name: str) -> gates.Gate:
    return next(gate for gate in gates.gates_of(launch, TODAY) if gate.name == name)


@pytest.mark.django_db
def test_definition_complete_opens_when_every_feature_is_ready_or_dropped_from_scope(
    cast: Cast, release: Release, launch: Launch
) -> None:
    feature = Feature.open(cast.product, "Approval chains", by=cast.pm)
    feature.put_into(release, by=cast.pm)
    assert stands(launch, "definition complete").because == "“Approval chains” is not ready to build."
    feature.drop(because="Nobody asks any more.", by=cast.pm)
    assert stands(launch, "definition complete").open


@pytest.mark.django_db
def test_the_references_gate_of_a_launch_is_closed_without_a_charter_program(launch: Launch) -> None:
    assert stands(launch, "references").because == "There is no charter program, so nobody vouches for it."


@pytest.mark.django_db
def test_price_decided_opens_when_the_marketer_accepts_a_price_or_no_change(
    cast: Cast, release: Release, launch: Launch
) -> None:
    assert not stands(launch, "price decided").open
    Decision.decide(release, "A rule about names", because="Clearer.", by=cast.pmm)
    assert not stands(launch, "price decided").open
    price = Decision.decide(release, "No change", because="Nobody minds it.", form="price", by=cast.pm)
    assert "has not accepted it" in stands(launch, "price decided").because
    price.accept(by=cast.pmm)
    assert stands(launch, "price decided").open


@pytest.mark.django_db
def test_goals_set_opens_when_the_launch_and_each_release_have_a_whole_goal(
    cast: Cast, release: Release, launch: Launch
) -> None:
    whole = {"baseline": Decimal(0), "target": Decimal(80), "due_on": DAY + timedelta(days=90)}
    Goal.state(launch, "Leads", by=cast.pmm, **whole)
    Goal.state(release, "Buzz", target=Decimal(80), by=cast.pm)
    assert stands(launch, "goals set").because == "No whole goal for Sideline 1.0."
    Goal.state(release, "Trials", by=cast.pm, **whole)
    assert stands(launch, "goals set").open


@pytest.mark.django_db
def test_shipped_but_no_message_tells_of_it_is_a_flag_until_a_launch_does(cast: Cast) -> None:
    release = Release.recall(cast.product, "0.9", made_available_on=TODAY - timedelta(days=90), by=cast.pm)
    Release.recall(cast.product, "0.8", made_available_on=TODAY - timedelta(days=400), by=cast.pm)
    untold = [flag for flag in of_launches(cast.product, TODAY) if flag.rule == "shipped untold"]
    assert [(flag.about, flag.who) for flag in untold] == [((release.mark,), cast.pmm)]
    Launch.plan(cast.product, "0.9 told", tier=3, day=DAY, releases=[release], by=cast.pmm)
    assert "shipped untold" not in {flag.rule for flag in of_launches(cast.product, TODAY)}


@pytest.mark.django_db
def test_a_late_step_and_one_that_nobody_owns_are_flags(cast: Cast) -> None:
    late = PlanStep.add(cast.launch, "Brief", days_from_day=-20, owner=cast.helper, by=cast.pmm)
    nobodys = PlanStep.add(cast.launch, "Film", days_from_day=-1, by=cast.pmm)
    flags = {flag.rule: flag for flag in of_launches(cast.product, TODAY)}
    assert (flags["step late"].about, flags["step late"].who) == ((late.mark,), cast.helper)
    assert flags["step without owner"].title == "“Film” has no owner"
    late.finish(by=cast.helper)
    nobodys.give_to(cast.helper, by=cast.pmm)
    assert not {"step late", "step without owner"} & {flag.rule for flag in of_launches(cast.product, TODAY)}
