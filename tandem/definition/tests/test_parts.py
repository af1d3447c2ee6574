"""The parts of a definition: requirements in their order, what they need, tests with tasks, and wordings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.following import blocked_by, needs_of
from tandem.definition.models import Feature, Problem, Release, Requirement, Validation
from tandem.definition.succeeding import success_of
from tandem.definition.tests.conftest import Cast
from tandem.definition.wordings import side_by_side, wordings_of
from tandem.evidence.models import Contact
from tandem.record.models import Event
from tandem.team.models import Console, Token

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def feature(cast: Cast) -> Feature:
    return Feature.open(cast.product, "Say it when a bank feed stands still", by=cast.pm)


def test_pasted_requirements_are_one_step_and_each_has_its_number(cast: Cast, feature: Feature) -> None:
    made = Requirement.paste(feature, "- A mail\n  - within the hour\n- The banner\n- A log", by=cast.pm)
    assert [one.text for one in made] == ["A mail", "The banner", "A log"]
    assert made[0].criteria == "within the hour"
    assert len({one.mark for one in made}) == 3
    assert Event.objects.filter(item=feature.item, verb="pasted requirements").get().parts.count() == 3
    assert feature.readiness.sentences[0].startswith(f"{made[1].mark} and {made[2].mark} need acceptance criteria")
    made[1].revise(by=cast.pm, version=made[1].version, priority="wont")
    made[2].retire(by=cast.pm, because="Later.")
    assert Feature.objects.with_definition().get(pk=feature.pk).readiness.bars.requirements == 1


def test_requirements_stand_in_the_order_that_people_give_them(cast: Cast, feature: Feature) -> None:
    first, second, third = Requirement.paste(feature, "First\nSecond\nThird", by=cast.pm)
    feature.arrange(third, 1, by=cast.pm)
    assert list(feature.requirements.standing()) == [third, first, second]
    feature.arrange(third, 99, by=cast.pm)
    assert list(feature.requirements.standing()) == [first, second, third]
    other = Requirement.state(Feature.open(cast.product, "Another", by=cast.pm), "Elsewhere", by=cast.pm)
    with pytest.raises(Refused, match="nothing of that number"):
        feature.arrange(other, 1, by=cast.pm)


def test_features_that_need_one_another_never_go_round(cast: Cast, feature: Feature) -> None:
    middle, last = (Feature.open(cast.product, title, by=cast.pm) for title in ("The mail", "The server"))
    feature.need(middle, by=cast.pm)
    middle.need(last, because="It sends.", by=cast.pm)
    with pytest.raises(Refused, match="they cannot both come first"):
        last.need(feature, by=cast.pm)
    with pytest.raises(Refused, match="cannot need itself"):
        feature.need(feature, by=cast.pm)
    middle.no_longer_need(last, by=cast.pm)
    last.need(feature, by=cast.pm)
    assert [one.feature for one in blocked_by(feature, cast.pm)] == [last]


def test_the_api_tells_the_same_needs_as_the_page(cast: Cast, feature: Feature) -> None:
    first, gone = (Feature.open(cast.product, title, by=cast.pm) for title in ("The mail", "The server"))
    for on in (first, gone):
        feature.need(on, by=cast.pm)
    gone.retire(by=cast.pm, because="Done elsewhere.")
    secret = Token.make(cast.pm, "parts", scopes=["read"], days=1, by=cast.pm).secret
    told = Client(headers={"Authorization": f"Bearer {secret}"}).get(f"/api/v1/features/{feature.number}/needs").json()
    assert told == {"needs": [one.feature.mark for one in needs_of(feature, cast.pm)], "blocks": []}
    assert told["needs"] == [first.mark]


def test_what_is_needed_and_comes_out_later_is_said_on_both(cast: Cast, feature: Feature) -> None:
    mail = Feature.open(cast.product, "The mail", by=cast.pm)
    feature.need(mail, by=cast.pm)
    soon = Release.plan(cast.product, "2.0", available_on=date(2027, 1, 15), by=cast.pm)
    feature.put_into(soon, by=cast.pm)
    assert "for no release" in needs_of(Feature.objects.get(pk=feature.pk), cast.pm)[0].clash
    mail.put_into(Release.plan(cast.product, "2.1", available_on=date(2027, 3, 1), by=cast.pm), by=cast.pm)
    assert "comes out in 2.1, 1 Mar 2027, after" in needs_of(feature, cast.pm)[0].clash
    assert "comes out in 2.1" in blocked_by(mail, cast.pm)[0].clash


def test_a_test_counts_once_the_product_manager_accepted_its_verdict(cast: Cast, feature: Feature) -> None:
    firm = cast.companies[0]
    ana = Contact.objects.create(name="Ana Ruiz", email="ana@sideline.example", company=firm)
    said = {"form": "usability_test", "contacts": [ana], "companies": cast.companies[:2], "tasks": "Find it\nMend it"}
    held = Validation.plan(feature, "", by=cast.pmm, **said)
    assert (held.says, Feature.objects.get(pk=feature.pk).readiness.bars.validation) == ("Under way", 0)
    find, mend = held.standing_tasks
    people = held.standing_participants
    assert [one.who for one in people] == ["Ana Ruiz, Sideline 1", "Sideline 2"]
    held.note_results({(find.pk, one.pk): "done" for one in people} | {(mend.pk, people[0].pk): "helped"}, by=cast.pmm)
    assert (success_of(held.results, find.pk).done, success_of(held.results).tries) == (2, 3)
    held.let_go(people[1].pk, by=cast.pmm)
    assert success_of(held.results).tries == 2
    with pytest.raises(Refused, match="what happened"):
        held.conclude("works", happened="", by=cast.pmm)
    held.conclude("works", happened="She found it at once.", by=cast.pmm)
    waiting = Feature.objects.get(pk=feature.pk).readiness
    assert waiting.bars.validation == 0.5
    assert f"The product manager has to accept the verdict of {held.mark}." in waiting.sentences
    with pytest.raises(NotAllowed):
        held.accept(by=cast.pmm)
    held.accept(by=cast.pm)
    assert Feature.objects.get(pk=feature.pk).readiness.bars.validation == 1
    with pytest.raises(Refused, match="hold another test"):
        held.conclude("fails", happened="No.", by=cast.pmm)


def test_a_test_refuses_more_tasks_and_people_than_it_can_hold(cast: Cast, feature: Feature) -> None:
    with pytest.raises(Refused, match="at most 30 tasks"):
        Validation.plan(feature, "", form="trial", tasks="\n".join(f"Task {place}" for place in range(31)), by=cast.pm)
    people = [Contact.objects.create(name=f"Ana {place}") for place in range(61)]
    with pytest.raises(Refused, match="at most 60 people"):
        Validation.plan(feature, "", form="trial", contacts=people, by=cast.pm)


def test_the_page_of_a_test_asks_the_same_of_many_tasks_as_of_one(
    client: Client, cast: Cast, feature: Feature, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client.force_login(cast.pm)
    few, many = (
        Validation.plan(feature, "", form="trial", companies=cast.companies[:2], tasks="\n".join("abcdefgh"[:count]), by=cast.pm)
        for count in (1, 8)
    )  # fmt: skip
    client.get(few.get_absolute_url())
    with django_assert_max_num_queries(99) as asked:
        client.get(few.get_absolute_url())
    with django_assert_max_num_queries(len(asked)):
        assert client.get(many.get_absolute_url()).status_code == 200


def test_earlier_wordings_stand_beside_later_ones(client: Client, cast: Cast) -> None:
    problem = Problem.open(cast.product, "The feed stops", statement="Nobody is told.", by=cast.pm)
    problem.revise(by=cast.pm, version=problem.version, title="The bank feed stops", frequency="Every Monday")
    found = wordings_of(problem)
    assert [one.words["Title"] for one in found] == ["The feed stops", "The bank feed stops"]
    assert found[1].by == cast.pm.item
    assert [pair.name for pair in side_by_side(*found)][:2] == ["Title", "How often"]
    client.force_login(cast.rep)
    page = client.get(f"/problems/{problem.number}/wording").content.decode()
    assert "<ins>bank </ins>" in page
    one = Requirement.state(Feature.open(cast.product, "Tell", by=Console()), "Only once worded", by=cast.pm)
    assert "worded once" in client.get(f"/requirements/{one.number}/wording").content.decode()


def test_the_pages_of_parts_take_what_is_typed_and_tell_what_they_refuse(
    client: Client, cast: Cast, feature: Feature
) -> None:
    client.force_login(cast.pm)
    base = f"/features/{feature.number}"
    both = client.post(f"{base}/requirements", {"text": "One\nTwo", "criteria": "To which?"})
    assert both.status_code == 422
    assert "To which?" in both.content.decode()
    client.post(f"{base}/requirements", {"text": "One\nTwo"})
    one, two = feature.requirements.standing()
    client.post(f"/requirements/{two.number}/place", {"place": "2", "to": "1"})
    assert list(feature.requirements.standing()) == [two, one]
    client.post(f"/requirements/{one.number}/status", {"status": "met"})
    client.post(f"/requirements/{one.number}/edit", {"title": "One", "criteria": "Given a\nThen b", "priority": "should", "version": one.version + 1})  # fmt: skip
    assert "<dt>Given</dt><dd>a</dd>" in client.get(base).content.decode()
    client.post(f"{base}/validations/plan", {"form": "trial", "companies": "Sideline 1", "tasks": "Find it"})
    held = Validation.objects.get(feature=feature)
    place = held.get_absolute_url()
    assert client.post(f"{place}/participants", {"who": "Nobody Inc"}).status_code == 422
    client.post(f"{place}/participants", {"who": "sideline 2"})
    cells = {f"went-{held.asked.get().pk}-{one.pk}": "done" for one in held.participants.all()}
    client.post(f"{place}/results", cells)
    assert "2 of 2 alone" in client.get(place).content.decode()
    assert client.post(f"{place}/verdict", {"verdict": "works"}).status_code == 422
    client.post(f"{place}/verdict", {"verdict": "works", "happened": "Both found it."})
    assert Validation.objects.get(feature=feature).is_accepted
    assert client.post(f"{base}/needs", {"feature": feature.mark}).status_code == 422
    unknown = client.post(f"{base}/validations/plan", {"form": "trial", "companies": "SIDELINE 1\nNobody Inc\nsideline 1"})
    assert "No company is called Nobody Inc." in unknown.content.decode()
