"""Features: defined in three parts, put into releases, sent to delivery."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Feature, Problem, Release, Requirement, Validation
from tandem.definition.suggesting import suggested_notes
from tandem.definition.tests.conftest import Cast
from tandem.record.models import Event
from tandem.team.models import Console, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def feature(cast: Cast) -> Feature:
    problem = Problem.open(cast.product, "The bank feed stops silently", by=cast.pm)
    return Feature.open(cast.product, "Say it when a bank feed stands still", problems=[problem], by=cast.pm)


def _test(feature: Feature, cast: Cast, verdict: str, **more: object) -> Validation:
    said = {"form": "usability_test", "companies": cast.companies[:2], "happened": "Both found it.", **more}
    return Validation.hold(feature, "", verdict=verdict, by=cast.pm, **said)  # type: ignore[arg-type]


def test_a_feature_with_all_three_parts_and_a_validated_problem_is_ready_to_build(cast: Cast, feature: Feature) -> None:
    assert feature.readiness.says == "Nothing defined yet"
    Requirement.state(feature, "Mail within an hour", criteria="Given a still feed, a mail arrives in 60 minutes", by=cast.pm)
    feature.show("mockup", "The mail", url="https://figma.example/1", by=cast.pm)
    _test(feature, cast, "works")
    assert Feature.objects.get(pk=feature.pk).readiness.says == "Waits for the problem"
    problem = feature.problems.get()
    cast.validate_ready(problem)
    problem.validate(by=cast.pm)
    assert Feature.objects.with_definition().get(pk=feature.pk).is_ready_to_build


def test_what_was_taken_out_no_longer_counts_and_its_place_stays_empty(cast: Cast, feature: Feature) -> None:
    first = Requirement.state(feature, "First", criteria="x", by=cast.pm)
    first.retire(by=cast.pm, because="Nobody asked for it.")
    assert Requirement.state(feature, "Second", by=cast.pm).position == 2
    assert [row.text for row in Feature.objects.with_definition().get(pk=feature.pk).requirements.all()] == ["Second"]
    first.restore(by=cast.pm)
    assert [row.text for row in feature.requirements.standing()] == ["First", "Second"]


def test_an_experience_leads_somewhere_people_can_look(cast: Cast, feature: Feature) -> None:
    with pytest.raises(Refused, match="link or a file"):
        feature.show("flow", "Onboarding", by=cast.pm)
    with pytest.raises(Refused, match="https"):
        feature.show("flow", "Onboarding", url="javascript:alert(1)", by=cast.pm)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"companies": []}, "at least one company"),
        ({"happened": " "}, "what happened"),
        ({"held_on": date(2027, 1, 1)}, "once it was held"),
    ],
)
def test_a_validation_names_who_tried_it_when_and_what_happened(
    cast: Cast, feature: Feature, change: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        _test(feature, cast, "works", **change)


def test_an_unready_feature_goes_to_delivery_only_with_a_reason(cast: Cast, feature: Feature) -> None:
    with pytest.raises(Refused, match="only with a reason"):
        feature.build(by=cast.pm)
    feature.build(by=cast.pm, because="The regulator gave us a date.")
    assert feature.status == "building"
    assert Event.objects.get(item=feature.item, verb="sent to delivery").because == "The regulator gave us a date."


def test_dropping_needs_a_reason_and_can_be_undone(cast: Cast, feature: Feature) -> None:
    with pytest.raises(Refused, match="people asked for it"):
        feature.drop(because="", by=cast.pm)
    feature.drop(because="Two asked, both left.", by=cast.pm)
    feature.pick_up(by=cast.pm)
    assert feature.status == "defining"
    with pytest.raises(Refused, match="Only a dropped"):
        feature.pick_up(by=cast.pm)


def test_the_scope_of_a_release_is_the_product_managers_word(cast: Cast, feature: Feature) -> None:
    release = Release.plan(cast.product, "2.0", by=cast.pmm)
    with pytest.raises(NotAllowed):
        feature.put_into(release, by=cast.pmm)
    feature.put_into(release, by=cast.pm)
    assert list(release.scope()) == [feature]
    feature.take_out_of_release(by=cast.pm)
    assert not release.scope().exists()
    with pytest.raises(Refused, match="in no release"):
        feature.take_out_of_release(by=cast.pm)


def test_a_feature_solves_problems_of_its_own_product(cast: Cast, feature: Feature) -> None:
    console = Console()
    other = Product.open("Otherline", slug="otherline", by=console)
    foreign = Problem.open(other, "Elsewhere", by=console)
    with pytest.raises(Refused, match="its own product"):
        feature.take_on(foreign, by=cast.pm)
    with pytest.raises(Refused, match="another product"):
        feature.put_into(Release.plan(other, "1.0", by=console), by=cast.pm)


def test_suggested_notes_speak_of_the_same_and_leave_once_answered(cast: Cast, feature: Feature) -> None:
    near = cast.say(None, cast.companies[0], "The bank feed stood still for three days and nobody told us.")
    also = cast.say(None, cast.companies[1], "Our bank feed stops every weekend without a word.")
    cast.say(None, cast.companies[2], "Please add a darker theme to the mobile app.")
    assert set(suggested_notes(feature, cast.pm)) == {near, also}
    feature.support_with(near, by=cast.pm)
    feature.pass_over(also, by=cast.pm)
    assert suggested_notes(feature, cast.pm) == []
    feature.support_with(also, by=cast.pm)
    assert not feature.unfitting.exists()


def test_taking_on_and_letting_go_of_a_problem(cast: Cast, feature: Feature) -> None:
    more = Problem.open(cast.product, "Reconnecting takes an hour", by=cast.pm)
    feature.take_on(more, by=cast.pm)
    assert feature.problems.count() == 2
    feature.let_go(more, by=cast.pm)
    assert feature.problems.count() == 1


def test_a_verdict_by_somebody_else_counts_once_the_product_manager_accepts_it(cast: Cast, feature: Feature) -> None:
    said = {"form": "trial", "companies": cast.companies[:1], "verdict": "works", "happened": "It went well."}
    held = Validation.hold(feature, "", by=cast.pmm, **said)  # type: ignore[arg-type]
    assert Feature.objects.with_definition().get(pk=feature.pk).definition.verdicts == []
    with pytest.raises(NotAllowed):
        held.accept(by=cast.pmm)
    held.accept(by=cast.pm)
    assert Feature.objects.with_definition().get(pk=feature.pk).definition.verdicts == ["works"]
