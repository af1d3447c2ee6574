"""Scores of more things than one request should wait for: left to the worker, told of on the pages, never half for good."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from tandem.definition import recounting
from tandem.definition.api_scoring import ModelWhole
from tandem.definition.jobs import count_scores, score_again
from tandem.definition.models import Estimate, Feature, Recount, Score, ScoreChange, ScoringModel
from tandem.definition.tests.conftest import Cast

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def model(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> ScoringModel:
    """Seven features with the effort 1 to 7 and the value 7, scored at once; from now on seven are many."""
    made = ScoringModel.take_up(cast.product, "value_effort", by=cast.pm)
    for place, one in enumerate(Feature._make_many([(f"Feature {n}", {}) for n in range(7)], product=cast.product), 1):
        Estimate.put(one, {"effort": Decimal(place), "value": Decimal(7)}, by=cast.pm)
    monkeypatch.setattr(recounting, "HERE_AND_NOW", 6)
    monkeypatch.setattr(recounting, "AT_ONCE", 2)
    return made


def _values(model: ScoringModel) -> list[Decimal | None]:
    return list(Score.objects.filter(model=model).order_by("about").values_list("value", flat=True))


def test_many_scores_are_left_to_the_worker_and_taken_up_again_after_a_kill(
    cast: Cast, model: ScoringModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _values(model)
    model.word_formula("value - effort", by=cast.pm, because="Simpler.")
    assert _values(model) == before, "the request waits for none of them"
    parts = iter((recounting.reckon_some, recounting.reckon_some))
    with monkeypatch.context() as patched:
        patched.setattr(recounting, "reckon_some", lambda *said: next(parts)(*said))
        with pytest.raises(StopIteration):
            score_again(model.pk)
    begun = Recount.objects.get(model=model)
    assert (begun.scored, begun.expected, begun.ended_at) == (4, 7, None)
    assert _values(model)[:4] == [6, 5, 4, 3]
    assert _values(model)[4:] == before[4:]
    for _ in range(2):
        score_again(model.pk)
        assert _values(model) == [6, 5, 4, 3, 2, 1, 0]
    told = ScoreChange.objects.filter(model=model, cause="formula").values_list("by", "because").distinct()
    assert list(told) == [(cast.pm.pk, "Simpler.")]
    assert ScoreChange.objects.filter(model=model, cause="formula").count() == 7, "each moved once"
    assert Recount.objects.get(model=model).ended_at


def test_what_is_changed_meanwhile_begins_anew_and_the_hour_finishes_what_stands_still(
    cast: Cast, model: ScoringModel
) -> None:
    model.word_formula("value - effort", by=cast.pm)
    assert recounting._next_part(model.pk)
    Estimate.put(Feature.objects.get(item__title="Feature 6"), {"value": Decimal(9)}, by=cast.pm)
    model.word_formula("value + effort", by=cast.pm)
    assert Recount.objects.get(model=model).scored == 0
    count_scores(0)
    assert _values(model) == [8, 9, 10, 11, 12, 13, 16]
    assert not Recount.objects.at_work().exists()
    model.put_driver("effort", name="Effort", weight=Decimal(2), by=cast.pm)
    assert Recount.objects.at_work().get().cause == "driver"


def test_pages_and_api_tell_how_far_it_is(client: Client, cast: Cast, model: ScoringModel) -> None:
    client.force_login(cast.pm)
    home, other = "/products/sideline/definition", ScoringModel.take_up(cast.product, "rice", by=cast.pm)
    score_again(other.pk)
    said = client.post(f"{model.get_absolute_url()}/formula", {"formula": "value - effort"}, follow=True)
    assert "Formula changed, the scores are being worked out" in said.content.decode()
    recounting._next_part(model.pk)
    pages = [f"{home}/priorities", f"{home}/matrix", f"{home}/comparison", model.get_absolute_url()]
    for path in pages:
        told = client.get(path).content.decode()
        assert "2 of 7" in told, path
        assert "No worker is running" in told, path
    progress = f"{model.get_absolute_url()}/progress"
    assert client.get(progress).status_code == 303
    assert "2 of 7" in client.get(progress, headers=HTMX).content.decode()
    read = ModelWhole.from_orm(ScoringModel.objects.get(pk=model.pk))
    assert read.under_way is not None
    assert read.under_way.dict() == {"scored": 2, "expected": 7, "cause": "formula"}
    score_again(model.pk)
    assert "is worked out" in client.get(progress, headers=HTMX).content.decode()
    assert all("2 of 7" not in client.get(path).content.decode() for path in pages)
    assert ModelWhole.from_orm(ScoringModel.objects.get(pk=model.pk)).under_way is None
