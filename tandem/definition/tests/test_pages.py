"""The pages of definition, as a product manager uses them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.core import clock
from tandem.definition.models import Decision, Feature, Problem, Release, Requirement
from tandem.definition.tests.conftest import Cast
from tandem.evidence.models import Highlight, Theme
from tandem.team.models import Console, Input, Member, Product

pytestmark = pytest.mark.django_db


@pytest.fixture
def pm(client: Client, cast: Cast) -> Client:
    client.force_login(cast.pm)
    return client


@pytest.fixture
def problem(cast: Cast) -> Problem:
    made = Problem.open(cast.product, "The bank feed stops silently", statement="They find out on Monday.", by=cast.pm)
    cast.say(made, cast.companies[0], "Every Monday the feed is stuck")
    return made


@pytest.fixture
def feature(cast: Cast, problem: Problem) -> Feature:
    return Feature.open(cast.product, "Say it when a feed stands still", problems=[problem], by=cast.pm)


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def test_the_page_of_a_problem_shows_its_customers_and_what_is_missing(
    pm: Client, cast: Cast, problem: Problem, feature: Feature
) -> None:
    Decision.decide(problem, "Tell first, repair second", because="Nine of eleven could wait.", by=cast.pm)
    Input.give(problem.item, "Prospects ask how long the switch takes.", to_side="pm", by=cast.pmm)
    text = _text(pm.get(f"/problems/{problem.number}").content)
    for said in (
        "The bank feed stops silently",
        "Said by 1 company in the target market",
        "5 needed",
        "One interview by the product manager",
        "Plan one with Sideline 1",
        "Every Monday the feed is stuck",
        feature.title,
        "Nothing defined yet",
        "Tell first, repair second",
        "Quill Arden",
        "1, 1 in market",
        "$1k",
        "Prospects ask how long the switch takes.",
        "waiting since today",
        "would be solved by",
    ):
        assert said in text


def test_validating_too_early_is_refused_on_the_same_page(pm: Client, problem: Problem) -> None:
    answer = pm.post(f"/problems/{problem.number}/validation")
    assert answer.status_code == 422
    assert "Not yet validated. 5 companies of the target market must have said it; so far 1 did." in _text(
        answer.content
    )


def test_a_problem_is_validated_and_the_verdict_withdrawn_by_two_keys(pm: Client, cast: Cast, problem: Problem) -> None:
    cast.validate_ready(problem)
    page = pm.get(f"/problems/{problem.number}").content.decode()
    assert 'data-key="v"' in page
    assert pm.post(f"/problems/{problem.number}/validation").status_code == 303
    shown = pm.get(f"/problems/{problem.number}").content.decode()
    assert "on the word of 8 companies, 8 in the target market" in shown
    assert 'data-key="w"' in shown
    pm.post(f"/problems/{problem.number}/withdrawal")
    assert Problem.objects.get(pk=problem.pk).state == "heard"


def test_a_problem_is_opened_from_a_theme_with_all_its_notes(pm: Client, cast: Cast) -> None:
    theme = Theme._make(
        "Feeds stop", product=cast.product, found_at=clock.now(), keywords=["feed"], note_count=2, company_count=2
    )
    for company in cast.companies[:2]:
        note = cast.say(None, company)
        type(note).objects.filter(pk=note.pk).update(theme=theme)
    page = pm.get(f"/problems/new?theme={theme.number}").content.decode()
    assert 'value="Feeds stop"' in page
    assert "Said in 2 notes from 2 companies." in page
    answer = pm.post(f"/problems/new?theme={theme.number}", {"title": "Feeds stop silently"})
    made = Problem.objects.get(item__title="Feeds stop silently")
    assert answer["Location"] == f"/problems/{made.number}"
    assert Highlight.objects.filter(about=made.item).count() == 2


def test_nothing_typed_is_lost_when_a_form_is_refused(pm: Client, cast: Cast) -> None:
    answer = pm.post("/problems/new?product=sideline", {"title": " ", "cost": "Forty lines by hand"})
    assert answer.status_code == 422
    assert "Forty lines by hand" in answer.content.decode()


def test_a_change_made_meanwhile_is_shown_beside_ones_own(pm: Client, cast: Cast, problem: Problem) -> None:
    seen = Problem.objects.select_related("item").get(pk=problem.pk).version
    Problem.objects.select_related("item").get(pk=problem.pk).revise(
        by=cast.pm, version=seen, statement="They never find out."
    )
    said = {"title": problem.title, "statement": "They find out on Friday.", "version": seen}
    answer = pm.post(f"/problems/{problem.number}/edit", said)
    assert answer.status_code == 422
    assert "They never" in re.sub(r"</?(del|ins)>", "", answer.content.decode())
    again = Problem.objects.select_related("item").get(pk=problem.pk)
    assert again.statement == "They never find out."
    pm.post(f"/problems/{problem.number}/edit", {**said, "version": again.version})
    assert Problem.objects.get(pk=problem.pk).statement == "They find out on Friday."


def test_a_feature_is_defined_on_its_page(pm: Client, cast: Cast, feature: Feature) -> None:
    base = f"/features/{feature.number}"
    pm.post(f"{base}/requirements", {"text": "Mail within an hour"})
    one = feature.requirements.get()
    said = {"title": one.title, "criteria": "Given a still feed\nThen a mail comes", "priority": "must"}
    pm.post(f"/requirements/{one.number}/edit", {**said, "version": one.version})
    pm.post(f"{base}/experiences", {"form": "mockup", "file": SimpleUploadedFile("mail.html", b"<script>")})
    pm.post(
        f"{base}/validations",
        {"form": "trial", "companies": "sideline 1\nSideline 2", "happened": "Found it", "verdict": "works"},
    )
    assert Feature.objects.with_definition().get(pk=feature.pk).readiness.bars.missing == []
    assert "Waits for the problem" in _text(pm.get(base).content)
    kept = pm.get(f"{base}/experiences/1/file")
    assert kept["Content-Disposition"] == 'attachment; filename="mail.html"'
    assert "2 of 2 companies in the target market" in _text(pm.get(feature.validations.get().get_absolute_url()).content)


def test_a_test_with_an_unknown_company_comes_back_with_what_was_typed(pm: Client, feature: Feature) -> None:
    said = {"form": "trial", "companies": "Nobody Inc", "happened": "Long story", "verdict": "works"}
    answer = pm.post(f"/features/{feature.number}/validations", said)
    assert answer.status_code == 422
    assert "No company is called Nobody Inc." in answer.content.decode()
    assert "Long story" in answer.content.decode()


def test_a_suggested_note_is_accepted_or_turned_down_by_a_key(pm: Client, cast: Cast, feature: Feature) -> None:
    note = cast.say(None, cast.companies[1], "The bank feed stood still for three days and nobody told us")
    page = pm.get(f"/features/{feature.number}").content.decode()
    assert "stood still for three days" in page
    assert 'data-key="y"' in page
    pm.post(f"/features/{feature.number}/support", {"note": note.pk, "fits": "yes"})
    assert Highlight.objects.filter(note=note, about=feature.item).exists()
    other = cast.say(None, cast.companies[2], "Our bank feed stands still and nobody says it")
    pm.post(f"/features/{feature.number}/support", {"note": other.pk, "fits": "no"})
    assert feature.unfitting.get().note == other


def test_the_score_shows_whether_its_reach_is_an_estimate(pm: Client, cast: Cast, feature: Feature) -> None:
    version = Feature.objects.select_related("item").get(pk=feature.pk).version
    pm.post(
        f"/features/{feature.number}/estimate", {"impact": "2", "confidence": "0.8", "effort": "4", "version": version}
    )
    assert "0.4 Reach counted from the evidence" in _text(pm.get(f"/features/{feature.number}").content)
    version = Feature.objects.select_related("item").get(pk=feature.pk).version
    pm.post(
        f"/features/{feature.number}/estimate",
        {"reach": "40", "impact": "2", "confidence": "0.8", "effort": "4", "version": version},
    )
    assert "16.0 Reach is an estimate" in _text(pm.get(f"/features/{feature.number}").content)


def test_a_feature_walks_from_release_to_delivery_to_customers(pm: Client, cast: Cast, feature: Feature) -> None:
    release = Release.plan(cast.product, "2.0", by=cast.pm)
    base = f"/features/{feature.number}"
    pm.post(f"{base}/release", {"release": release.number})
    assert pm.post(f"{base}/delivery").status_code == 422
    pm.post(f"{base}/delivery", {"because": "The regulator waits for nobody."})
    pm.post(f"{base}/shipment")
    assert Feature.objects.get(pk=feature.pk).status == "shipped"
    assert pm.post(f"{base}/drop", {"because": "Late."}).status_code == 422


def test_a_feature_is_dropped_picked_up_and_freed_of_its_problem(
    pm: Client, feature: Feature, problem: Problem
) -> None:
    base = f"/features/{feature.number}"
    pm.post(f"{base}/drop", {"because": "Nobody would pay."})
    assert "Pick up again" in pm.get(base).content.decode()
    pm.post(f"{base}/pick-up")
    pm.post(f"{base}/problems", {"problem": str(problem.number), "let_go": "1"})
    assert feature.problems.count() == 0
    pm.post(f"{base}/problems", {"problem": problem.mark.lower()})
    assert feature.problems.get() == problem
    assert Feature.objects.get(pk=feature.pk).status == "defining"


def test_a_release_states_goals_and_becomes_available(pm: Client, cast: Cast, feature: Feature) -> None:
    pm.post("/releases/new?product=sideline", {"title": "2.0", "available_on": "2026-12-04"})
    release = Release.objects.of(cast.product).get()
    base = f"/releases/{release.number}"
    assert "Nothing is in it yet" in _text(pm.get(base).content)
    feature.put_into(release, by=cast.pm)
    pm.post(
        f"{base}/goals",
        {"title": "Feeds repaired in a day", "baseline": "40", "target": "90", "unit": "%", "due_on": "2027-03-01"},
    )
    text = _text(pm.get(base).content)
    assert "0 of 1 ready" in text
    assert "Feeds repaired in a day" in text
    pm.post(f"{base}/charter-release")
    assert Release.objects.get(pk=release.pk).charter_released_on


def test_a_decision_is_written_down_accepted_and_looked_at_again(pm: Client, cast: Cast, problem: Problem) -> None:
    said = {"title": "Wait", "because": "Too early", "form": "price", "look_again_on": "2026-12-01"}
    pm.post(f"/decisions/new?about={problem.mark}", said)
    made = Decision.objects.get(about=problem.item)
    base = f"/decisions/{made.number}"
    assert pm.post(f"{base}/acceptance").status_code == 403
    pm.force_login(cast.pmm)
    assert pm.post(f"{base}/acceptance").status_code == 303
    assert pm.post(f"{base}/second-look", {"on": "2020-01-01"}).status_code == 422
    pm.post(f"{base}/second-look", {"because": "Still early"})
    assert Decision.objects.get(pk=made.pk).look_again_on is None
    assert "Evidence then" in _text(pm.get(base).content)


@pytest.mark.parametrize(
    "address",
    [
        "definition",
        "definition?sort=arr&state=heard",
        "definition/features?status=idea&tried=no&sort=companies",
        "definition/releases",
        "definition/decisions",
        "definition/decisions?due=1",
        "definition/features.csv",
        "definition/problems.csv",
    ],
)
def test_every_list_answers_empty_and_full(pm: Client, cast: Cast, address: str) -> None:
    assert pm.get(f"/products/sideline/{address}").status_code == 200
    made = Problem.open(cast.product, "=cmd()", by=cast.pm)
    one = Feature.open(cast.product, "=cmd()", problems=[made], by=cast.pm)
    one.put_into(Release.plan(cast.product, "=cmd()", by=cast.pm), by=cast.pm)
    Decision.decide(made, "=cmd()", because="x", by=cast.pm)
    body = pm.get(f"/products/sideline/{address}").content.decode()
    if address.endswith(".csv"):
        assert "'=cmd()" in body
    elif "due" not in address:
        assert "=cmd()" in body


@pytest.mark.parametrize("address", ["definition", "definition/features"])
def test_a_long_list_takes_no_more_statements(
    pm: Client, cast: Cast, address: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    release = Release.plan(cast.product, "2.0", by=cast.pm)
    for number in range(12):
        made = Problem.open(cast.product, f"Problem {number}", by=cast.pm)
        one = Feature.open(cast.product, f"Feature {number}", problems=[made], by=cast.pm)
        one.put_into(release, by=cast.pm)
        Requirement.state(one, "Something", by=cast.pm)
    pm.get(f"/products/sideline/{address}")  # the rail's figures are counted anew after something was recorded
    with django_assert_max_num_queries(32):
        assert pm.get(f"/products/sideline/{address}").status_code == 200


def test_what_a_person_may_not_see_is_not_found(client: Client, cast: Cast) -> None:
    hidden = Product.open("Secretline", slug="secretline", by=Console())
    Product.objects.filter(pk=hidden.pk).update(restricted=True)
    made = Problem.open(hidden, "Hidden", by=Console())
    client.force_login(Member.objects.get(pk=cast.rep.pk))
    assert client.get(f"/problems/{made.number}").status_code == 404
    assert client.get("/products/secretline/definition").status_code == 404
    assert client.post(f"/problems/{made.number}/validation").status_code == 404


@pytest.mark.parametrize("address", ["/record/P-²", "/trace/F-²", "/search?q=P-²", "/record?by=²"])
def test_a_mark_that_is_none_finds_nothing(pm: Client, address: str) -> None:
    assert pm.get(address).status_code in (200, 404)


@pytest.mark.parametrize(("act", "field"), [("release", "release"), ("problems", "problem"), ("needs", "feature")])
def test_a_number_that_nothing_can_have_is_not_found(pm: Client, feature: Feature, act: str, field: str) -> None:
    assert pm.post(f"{feature.get_absolute_url()}/{act}", {field: "9" * 5000}).status_code == 404


def test_a_salesperson_reads_but_does_not_decide(
    client: Client, cast: Cast, problem: Problem, feature: Feature
) -> None:
    client.force_login(cast.rep)
    page = client.get(f"/problems/{problem.number}").content.decode()
    assert "Validate <kbd" not in page
    assert client.post(f"/problems/{problem.number}/validation").status_code == 403
    assert client.get(f"/features/{feature.number}").status_code == 200
    assert client.post(f"/features/{feature.number}/requirements", {"text": "Mine"}).status_code == 403


@pytest.mark.parametrize(
    "address", ["/features/new?product=sideline", "/releases/new?product=sideline", "/decisions/new?about=sideline"]
)
def test_forms_open_and_refuse_emptiness(pm: Client, address: str) -> None:
    assert pm.get(address).status_code == 200
    assert pm.post(address, {}).status_code == 422


def test_a_feature_is_opened_for_a_problem(pm: Client, problem: Problem) -> None:
    assert f'value="{problem.number}"' in pm.get(f"/features/new?problem={problem.number}").content.decode()
    pm.post(f"/features/new?problem={problem.number}", {"title": "Tell them", "problems": [problem.number]})
    assert Feature.objects.get(item__title="Tell them").problems.get() == problem
