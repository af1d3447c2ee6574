"""The ledger of decisions: evidence kept as it was, alternatives, dissent, signatures, and what brings one back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.flags import of_definition
from tandem.definition.models import Decision, Feature, Problem, ScoringModel
from tandem.definition.tests.conftest import Cast
from tandem.record.flags import Flag
from tandem.record.reactions import edges_of
from tandem.team.models import Product

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def problem(cast: Cast) -> Problem:
    made = Problem.open(cast.product, "The feed stops", by=cast.pm)
    cast.say(made, cast.companies[0])
    return made


def _decide(problem: Problem, cast: Cast, **said: object) -> Decision:
    return Decision.decide(problem, "Tell first, repair second", because="Nine of eleven can wait.", by=cast.pm, **said)


def _flag(cast: Cast) -> Flag | None:
    flags = of_definition(Product.objects.get(pk=cast.product.pk), TODAY)
    return next((flag for flag in flags if flag.rule == "decision outgrown"), None)


def test_the_evidence_of_the_day_stays_and_new_evidence_brings_it_back_by_itself(cast: Cast, problem: Problem) -> None:
    decision = _decide(problem, cast, measure="companies", mark=Decimal(2))
    cast.say(problem, cast.companies[1])
    assert _flag(cast) is None
    cast.say(problem, cast.companies[2])
    flag = _flag(cast)
    assert flag
    assert (flag.because, flag.label) == ("2 new companies since then, the mark is 2", "New evidence")
    decision.refresh_from_db()
    assert (decision.evidence["companies"], decision.evidence["arr"], decision.evidence["market_share"]) == (
        1,
        "1000.00",
        100,
    )

    decision.look_again(measure="companies", mark=Decimal(2), because="Still true for the larger ones.", by=cast.pm)
    assert _flag(cast) is None, "it counts from the last look"
    cast.say(problem, cast.companies[3])
    assert _flag(cast) is None
    cast.say(problem, cast.companies[4])
    assert _flag(cast)


def test_a_later_decision_takes_the_place_of_one_and_both_say_so(client: Client, cast: Cast, problem: Problem) -> None:
    old = _decide(problem, cast, measure="notes", mark=Decimal(1))
    cast.say(problem, cast.companies[1])
    assert _flag(cast)
    client.force_login(cast.pm)
    said = {
        "title": "Repair it by ourselves",
        "because": "Twelve more came.",
        "form": "scope",
        "alternatives": "Wait: They leave.",
    }
    assert client.post(f"/decisions/new?supersedes={old.number}", said).status_code == 303
    new = Decision.objects.get(supersedes=old)
    assert [str(one) for one in new.alternatives.all()] == ["Wait"]
    assert _flag(cast) is None
    assert new.title in client.get(old.get_absolute_url()).content.decode()
    assert old.title in client.get(new.get_absolute_url()).content.decode()
    assert {edge.words for edge in edges_of(old.item)} >= {"gave way to"}
    assert {edge.words for edge in edges_of(new.item)} >= {"took the place of"}
    again = client.post(f"/decisions/new?supersedes={old.number}", said)
    assert again.status_code == 422
    assert f"{new.mark} took its place already" in again.content.decode()


def test_who_was_of_another_mind_and_who_signed_stands_by_name(client: Client, cast: Cast, problem: Problem) -> None:
    decision = _decide(problem, cast)
    decision.dissent("A stop button is what they asked for.", by=cast.rep)
    decision.sign("pm", by=cast.pm)
    with pytest.raises(Refused, match="signed already"):
        decision.sign("pm", by=cast.pm)
    with pytest.raises(NotAllowed, match="Only the product marketer"):
        decision.sign("pmm", by=cast.pm)
    with pytest.raises(Refused, match="You have not dissented"):
        decision.agree(by=cast.pm)
    client.force_login(cast.pmm)
    assert client.post(f"{decision.get_absolute_url()}/signature", {"side": "pmm"}).status_code == 303
    told = client.get(decision.get_absolute_url()).content.decode()
    for said in ("A stop button is what they asked for.", "Sol Vance", "Quill Arden", "Mira Solberg"):
        assert said in told
    decision.agree(by=cast.rep)
    assert "A stop button is what" not in client.get(decision.get_absolute_url()).content.decode()


def test_what_cannot_be_agreed_is_refused_in_a_sentence(cast: Cast, problem: Problem) -> None:
    for said, why in [
        ({"measure": "companies"}, "a number above 0"),
        ({"measure": "magic", "mark": Decimal(1)}, "a number above 0"),
        ({"alternatives": [("Wait", "")]}, "what was turned down, and why"),
        ({"look_again_on": TODAY}, "lies in the future"),
    ]:
        with pytest.raises(Refused, match=why):
            _decide(problem, cast, **said)
    with pytest.raises(Refused, match="name a day instead"):
        Decision.decide(cast.product, "Wait", because="So.", measure="notes", mark=Decimal(1), by=cast.pm)
    with pytest.raises(Refused, match="your own words"):
        _decide(problem, cast).dissent(" ", by=cast.rep)


def test_a_priority_keeps_the_scores_of_its_day_and_the_list_needs_few_statements(client: Client, cast: Cast) -> None:
    feature = Feature.open(cast.product, "Say it", by=cast.pm)
    cast.say(feature, cast.companies[0])
    feature.revise(by=cast.pm, version=feature.version, impact=Decimal(2), confidence=Decimal(1), effort=Decimal(1))
    ScoringModel.take_up(cast.product, "rice", by=cast.pm)
    for place in range(12):
        made = Decision.decide(
            feature,
            f"First {place}",
            because="Most for least.",
            form="priority",
            measure="notes",
            mark=Decimal(1),
            by=cast.pm,
        )
    assert made.evidence["scores"] == {"RICE": "2"}
    cast.say(feature, cast.companies[1])
    client.force_login(cast.pm)
    client.get("/products/sideline/definition/decisions")
    with CaptureQueriesContext(connection) as asked:
        listed = client.get("/products/sideline/definition/decisions?due=1").content.decode()
    assert listed.count(">Look again<") >= 12
    assert len(asked) <= 50, [one["sql"][:100] for one in asked.captured_queries]
