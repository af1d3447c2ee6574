"""Prioritizing: models, estimates beside evidence, scores in rows, and why each of them moved."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.jobs import count_scores
from tandem.definition.matrix import Point, axis_of, disagreements, drawn, rounded_up
from tandem.definition.models import Driver, Estimate, Feature, Problem, Score, ScoreChange, ScoringModel
from tandem.definition.tests.conftest import Cast


@pytest.fixture
def feature(cast: Cast) -> Feature:
    made = Feature.open(cast.product, "Say it when a feed stands still", by=cast.pm)
    made.revise(by=cast.pm, version=made.version, impact=Decimal(2), confidence=Decimal("0.8"), effort=Decimal(4))
    return made


@pytest.fixture
def rice(cast: Cast, feature: Feature) -> ScoringModel:
    return ScoringModel.take_up(cast.product, "rice", by=cast.pm)


def _value(model: ScoringModel, about: Feature) -> Decimal | None:
    return Score.objects.get(model=model, about=about.item).value


def _last(about: Feature) -> tuple[object, ...]:
    change = ScoreChange.objects.filter(about=about.item).order_by("-id")[0]
    return change.before, change.after, change.cause, change.says, change.because


@pytest.mark.django_db
def test_a_score_moves_with_estimates_evidence_drivers_and_formulas_and_says_why(
    cast: Cast, feature: Feature, rice: ScoringModel
) -> None:
    assert Score.objects.get(model=rice, about=feature.item).says == "Still needs reach."
    for company in cast.companies[:3]:
        cast.say(feature, company)
    count_scores(0)
    assert _last(feature) == (None, Decimal("1.2"), "evidence", "Reach (evidence) nothing to 3", "")

    Estimate.put(feature, {"reach": Decimal(2000)}, by=cast.pm, because="From the usage of May.")
    assert _last(feature) == (
        Decimal("1.2"), Decimal(800), "estimate", "Reach (estimate) 3 to 2000", "From the usage of May."
    )  # fmt: skip
    kept = Score.objects.get(model=rice, about=feature.item).numbers["reach"]
    assert kept == {"from": "estimate", "value": "2000", "evidence": "3"}

    feature.refresh_from_db()
    feature.revise(by=cast.pm, version=feature.version, effort=Decimal(8))
    assert _value(rice, feature) == 400

    rice.word_formula("reach * impact / effort", by=cast.pm, because="Nobody believes the confidence.")
    assert _last(feature) == (Decimal(400), Decimal(500), "formula", "", "Nobody believes the confidence.")

    Estimate.put(feature, {"reach": None}, by=cast.pm)
    assert _value(rice, feature) == Decimal("0.75")
    count = ScoreChange.objects.count()
    rice.count_again(by=cast.pm)
    assert ScoreChange.objects.count() == count, "what did not move leaves no trace"


@pytest.mark.django_db
def test_weights_directions_and_both_ends_of_a_scale_count(cast: Cast, feature: Feature) -> None:
    model = ScoringModel.take_up(cast.product, "ice", by=cast.pm)
    model.put_driver("risk", name="Risk", low=Decimal(0), high=Decimal(10), weight=Decimal(3), falls=True, by=cast.pm)
    model.word_formula("weighted(risk, ease)", by=cast.pm)
    Estimate.put(feature, {"risk": Decimal(0), "ease": Decimal(1)}, by=cast.pm)
    assert _value(model, feature) == 75
    model.put_driver("risk", weight=Decimal(1), low=Decimal(0), high=Decimal(10), falls=True, by=cast.pm)
    assert _last(feature)[:3] == (Decimal(75), Decimal(50), "driver")
    with pytest.raises(Refused, match="both ends of the scale of risk"):
        model.put_driver("risk", low=None, high=None, by=cast.pm)


@pytest.mark.django_db
def test_what_is_wrong_is_refused_in_a_sentence(cast: Cast, feature: Feature, rice: ScoringModel) -> None:
    for act, says in [
        (lambda: rice.word_formula("reach * magic", by=cast.pm), "There is no driver magic"),
        (lambda: rice.word_formula("1 + 1", by=cast.pm), "names no driver"),
        (lambda: rice.put_driver("No!", name="No", by=cast.pm), "small letters"),
        (lambda: rice.put_driver("min", name="No", by=cast.pm), "small letters"),
        (lambda: rice.put_driver("x", name="X", low=Decimal(9), high=Decimal(1), by=cast.pm), "below the high end"),
        (lambda: Estimate.put(feature, {"impact": Decimal(4)}, by=cast.pm), "Impact is at most 3"),
        (lambda: Estimate.put(feature, {"effort": Decimal(-1)}, by=cast.pm), "Effort is at least 0"),
        (lambda: Estimate.put(feature, {"magic": Decimal(1)}, by=cast.pm), "There is no driver magic"),
    ]:
        with pytest.raises(Refused, match=says):
            act()
    with pytest.raises(NotAllowed):
        Estimate.put(feature, {"effort": Decimal(1)}, by=cast.rep)
    Estimate.put(feature, {"effort": Decimal(0), "reach": Decimal(1)}, by=cast.pm)
    assert Score.objects.get(model=rice, about=feature.item).says == "It divides by effort, which is 0 here."


@pytest.mark.django_db
def test_what_is_opened_later_is_scored_and_the_pages_need_few_statements(
    client: Client, cast: Cast, feature: Feature, rice: ScoringModel
) -> None:
    ScoringModel.take_up(cast.product, "value_effort", by=cast.pm)
    ScoringModel.take_up(cast.product, "opportunity", by=cast.pm)
    problem = Problem.open(cast.product, "The feed stops", by=cast.pm)
    for place in range(60):
        one = Feature.open(cast.product, f"Feature {place}", by=cast.pm)
        if place < 30:
            Estimate.put(one, {"effort": Decimal(place + 1), "value": Decimal(5), "reach": Decimal(9)}, by=cast.pm)
    assert Score.objects.filter(model=rice).count() == 61
    assert Score.objects.get(about=problem.item).says == "Still needs importance and satisfaction."
    client.force_login(cast.pm)
    home = "/products/sideline/definition"
    client.get(f"{home}/priorities")
    for path, most in [("priorities", 20), ("matrix?model=2", 18), ("comparison", 18), (f"scores/{feature.mark}", 30)]:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"{home}/{path}")
        assert answer.status_code == 200, path
        assert len(asked) <= most, [one["sql"][:120] for one in asked.captured_queries]
    listed = client.get(
        f"{home}/priorities?model={ScoringModel.objects.get(recipe='value_effort').number}"
    ).content.decode()
    assert listed.index("Feature 0") < listed.index("Feature 1<") < listed.index("Feature 2<")
    assert "Further down" in listed


@pytest.mark.django_db
def test_a_move_in_the_matrix_is_an_estimate_of_both(client: Client, cast: Cast, feature: Feature) -> None:
    model = ScoringModel.take_up(cast.product, "value_effort", by=cast.pm)
    client.force_login(cast.pm)
    said = {"about": feature.mark, "back": f"?model={model.number}&x=effort&y=value", "d_effort": "3", "d_value": "9"}
    answer = client.post("/products/sideline/definition/estimates", said)
    assert (answer.status_code, answer["Location"]) == (303, f"/products/sideline/definition/matrix{said['back']}")
    assert _value(model, feature) == 3
    feature.refresh_from_db()
    assert feature.effort == 3, "the number of RICE moved with it"
    refused = client.post("/products/sideline/definition/estimates", {**said, "d_value": "99"})
    assert refused.status_code == 422
    assert "Value is at most 10." in refused.content.decode()
    for nonsense in ("often", "NaN", "1e99", "Infinity"):
        answer = client.post("/products/sideline/definition/estimates", {**said, "d_value": nonsense})
        assert answer.status_code == 422, nonsense
        assert _value(model, feature) == 3
    for mark in ("F-0", "X-1", "F-99999999999999999999", "", "M-1"):
        assert client.post("/products/sideline/definition/estimates", {**said, "about": mark}).status_code == 404


@pytest.mark.django_db
def test_a_formula_is_tried_before_it_is_kept(client: Client, cast: Cast, rice: ScoringModel, feature: Feature) -> None:
    client.force_login(cast.pm)
    tried = client.get(f"{rice.get_absolute_url()}/check", {"formula": "impact * 10"}).content.decode()
    assert feature.title in tried
    assert ">20<" in tried
    assert "not closed" in client.get(f"{rice.get_absolute_url()}/check", {"formula": "(impact"}).content.decode()
    rice.refresh_from_db()
    assert rice.formula == "reach * impact * confidence / effort"
    refused = client.post(f"{rice.get_absolute_url()}/formula", {"formula": "impact *"})
    assert refused.status_code == 422
    assert "impact *" in refused.content.decode()
    said = {"key": "effort", "name": "Effort", "rubric": "1: A day\n5: A week", "falls": "on", "because": "Clearer."}
    assert client.post(f"{rice.get_absolute_url()}/drivers", said).status_code == 303
    assert Driver.objects.of(cast.product).get(key="effort").rubric == [["1", "A day"], ["5", "A week"]]


def test_the_first_are_drawn_apart_and_the_others_gathered() -> None:
    axes = (
        axis_of("effort", "Effort", (Decimal(0), None), [7.0, 31.0], True),
        axis_of("value", "Value", (None, Decimal(10)), [], False),
    )
    points = [Point(about, 10.0, 5.0) for about in range(45)] + [Point(about, 49.0, 9.9) for about in range(45, 5000)]
    square = drawn(points, axes, most=40)
    assert (axes[0].high, axes[0].step, axes[1].step) == (50.0, 5.0, 0.5)
    assert (len(square.dots), square.more, sum(one.count for one in square.bubbles), len(square.bubbles)) == (
        40,
        4960,
        4960,
        2,
    )
    assert len({dot.at for dot in square.dots}) == 40
    assert [rounded_up(one) for one in (0, 0.3, 1, 3, 11, 999)] == [1.0, 0.5, 1.0, 5.0, 20.0, 1000.0]


def test_two_models_disagree_most_where_their_ranks_lie_furthest_apart() -> None:
    first = [(about, Decimal(100 - about)) for about in range(1, 6)]
    second = [(1, Decimal(1)), (2, Decimal(9)), (3, Decimal(9)), (4, Decimal(2)), (9, Decimal(50))]
    assert [(one.about, one.first, one.second) for one in disagreements(first, second)] == [
        (1, 1, 4), (3, 3, 1), (2, 2, 1), (4, 4, 3)
    ]  # fmt: skip
