"""Features that serve several products: offered, taken or declined there, and counted once in each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.grounds import evidence_for, evidence_of_servings
from tandem.definition.models import Feature, Problem, Release, Serving
from tandem.definition.roadmaps import Inside
from tandem.definition.serving import served_for
from tandem.definition.slipping import Shift, dependents_of, settle
from tandem.definition.standing import of_definition
from tandem.definition.tests.conftest import Cast
from tandem.evidence.models import Note
from tandem.record.models import Event
from tandem.record.reactions import edges_of
from tandem.team.models import Console, Input, Member, Notice, Product, Token

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
CONSOLE = Console()


@pytest.fixture
def other(cast: Cast) -> Product:
    """Another product, with a manager of its own."""
    manager = Member.join("Tove Lind", email="tove@sideline.example", by=CONSOLE)
    made = Product.open("Paydesk Two", slug="paydesk-two", by=CONSOLE)
    made.put_in_charge(manager, "pm", by=CONSOLE)
    return Product.objects.select_related("item").get(pk=made.pk)


@pytest.fixture
def feature(cast: Cast) -> Feature:
    problem = Problem.open(cast.product, "The bank feed stops silently", by=cast.pm)
    made = Feature.open(cast.product, "Say it when a feed stands still", problems=[problem], by=cast.pm)
    cast.say(problem, cast.companies[0])
    return made


def _pm(product: Product) -> Member:
    found = Product.objects.get(pk=product.pk).pm
    assert found
    return found


def _state(feature: Feature) -> str:
    return str(Serving.objects.standing().get(feature=feature.pk).state)


def test_the_served_product_answers_in_its_own_words_and_may_answer_otherwise(
    cast: Cast, other: Product, feature: Feature
) -> None:
    feature.offer_to(other, by=cast.pmm, because="It reads the same feed.")
    assert _state(feature) == "asked"
    assert Notice.objects.get(member=_pm(other)).text.endswith("serves Paydesk Two too")
    with pytest.raises(Refused, match="offered to Paydesk Two already"):
        feature.offer_to(other, by=cast.pm)
    for nobody in (cast.pm, cast.pmm):
        with pytest.raises(NotAllowed, match="product manager of Paydesk Two"):
            feature.answer_for(other, accepted=True, by=nobody)
    with pytest.raises(Refused, match="Say why"):
        feature.answer_for(other, accepted=False, by=_pm(other))
    feature.answer_for(other, accepted=True, words="Ours wait for it.", by=_pm(other))
    assert _state(feature) == "accepted"
    assert Notice.objects.filter(member=cast.pm, text__startswith="Paydesk Two takes").exists()
    feature.answer_for(other, accepted=False, words="Not this year.", by=_pm(other))
    assert (_state(feature), Serving.objects.get(feature=feature.pk).answer) == ("declined", "Not this year.")
    said = Event.objects.filter(item=feature.pk, verb="answered for another product")
    assert said.count() == 2
    assert not said.exclude(because="").exists()


def test_what_is_offered_by_whoever_answers_there_is_taken_at_once(cast: Cast, other: Product, feature: Feature) -> None:
    other.put_in_charge(cast.pm, "pm", by=CONSOLE)
    there = Product.objects.get(pk=other.pk)
    feature.offer_to(there, by=Member.objects.get(pk=cast.pm.pk))
    assert _state(feature) == "accepted"


def test_its_home_ends_it_with_a_reason_once_it_was_taken(cast: Cast, other: Product, feature: Feature) -> None:
    with pytest.raises(Refused, match="own product"):
        feature.offer_to(cast.product, by=cast.pm)
    feature.offer_to(other, by=cast.pmm)
    feature.take_back_from(other, by=cast.pmm)
    feature.offer_to(other, by=cast.pmm)
    feature.answer_for(other, accepted=True, by=_pm(other))
    with pytest.raises(NotAllowed, match="its own product manager"):
        feature.take_back_from(other, by=cast.pmm, because="x")
    with pytest.raises(Refused, match="Say why"):
        feature.take_back_from(other, by=cast.pm)
    feature.take_back_from(other, by=cast.pm, because="It became two features.")
    assert not feature.servings.standing().exists()


def test_a_note_counts_in_one_product_alone(cast: Cast, other: Product, feature: Feature) -> None:
    problem = Problem.open(other, "Pay comes back and nobody is told", by=_pm(other))
    for place in (1, 2):
        note = Note.add(other, f"It came back ({place}).", company=cast.companies[place], by=_pm(other))
        note.link(problem.item, by=_pm(other))
    with pytest.raises(Refused, match="took it as serving there"):
        feature.take_on(problem, by=cast.pm)
    feature.offer_to(other, by=cast.pm)
    feature.answer_for(other, accepted=True, by=_pm(other))
    before = of_definition(cast.product, TODAY), of_definition(other, TODAY)
    feature.take_on(problem, by=cast.pm)
    assert (of_definition(cast.product, TODAY), of_definition(other, TODAY)) == before
    serving = Serving.objects.get(feature=feature.pk)
    assert evidence_for(feature, TODAY).companies == 1
    assert evidence_of_servings([serving], TODAY)[serving.pk].companies == 2
    assert feature.item in [edge.item for edge in edges_of(problem.item)]
    feature.answer_for(other, accepted=False, words="No.", by=_pm(other))
    assert feature.item not in [edge.item for edge in edges_of(problem.item)]
    assert evidence_of_servings(feature.servings.all(), TODAY)[serving.pk].companies == 0
    feature.let_go(problem, by=cast.pm)
    assert not serving.problems.exists()


def test_it_stands_in_the_list_and_on_the_roadmap_of_the_product_it_serves(
    cast: Cast, other: Product, feature: Feature, client: Client
) -> None:
    client.force_login(_pm(other))

    def listed(asked: str = "") -> str:
        return client.get(f"/products/paydesk-two/definition/features{asked}").content.decode()

    feature.offer_to(other, by=cast.pm)
    assert feature.title not in listed()
    assert "waits for an answer" in listed("?from=others")
    assert "From other products, 1 to answer" in listed()
    client.post(f"/features/{feature.number}/servings/answer", {"product": "paydesk-two", "accepted": "yes"})
    assert _state(feature) == "accepted"
    assert "of Sideline" in listed("?sort=arr")
    shown = Inside([other], TODAY, {}, served_for(other, _pm(other))).columns()
    entries = [entry for column in shown for entry in column.entries]
    assert [(entry.name, entry.is_free, "Sideline" in entry.says) for entry in entries] == [(feature.title, False, True)]
    for layout in ("board", "objective", "now"):
        page = client.get(f"/products/paydesk-two/definition/roadmap?layout={layout}").content.decode()
        assert feature.title in page, layout
    both = Inside([cast.product, other], TODAY, {}, served_for(other, _pm(other))).columns()
    assert sum(column.count for column in both) == 1


def test_whoever_may_not_see_its_home_sees_nothing_of_it(
    cast: Cast, other: Product, feature: Feature, client: Client
) -> None:
    problem = Problem.open(other, "Pay comes back and nobody is told", by=_pm(other))
    feature.offer_to(other, by=cast.pm)
    feature.answer_for(other, accepted=True, by=_pm(other))
    feature.take_on(problem, by=cast.pm)
    client.force_login(_pm(other))
    places = [
        "/products/paydesk-two/definition/features", "/products/paydesk-two/definition/features?from=others",
        "/products/paydesk-two/definition/features.csv", "/products/paydesk-two/definition/roadmap",
        "/products/paydesk-two/definition/roadmap?layout=board", "/products/paydesk-two/definition/roadmap.csv",
        f"/problems/{problem.number}", f"/trace/{problem.mark}", "/products/paydesk-two",
    ]  # fmt: skip
    assert all(feature.title in client.get(place).content.decode() for place in places[:1])
    cast.product.restrict(by=CONSOLE)
    told = [place for place in places if feature.title in client.get(place).content.decode()]
    assert told == []
    assert client.get(f"/features/{feature.number}").status_code == 404
    answer = {"product": "paydesk-two", "accepted": "no", "because": "x"}
    assert client.post(f"/features/{feature.number}/servings/answer", answer).status_code == 404
    with pytest.raises(Refused, match="may not see this product"):
        Feature.open(cast.product, "Another", by=cast.pm).offer_to(other, by=cast.pm)


def test_the_page_of_a_feature_does_not_name_a_product_that_is_hidden(
    cast: Cast, other: Product, feature: Feature, client: Client
) -> None:
    problem = Problem.open(other, "Quirk of paydays", by=_pm(other))
    feature.offer_to(other, by=cast.pm, because="It reads the same feed.")
    feature.answer_for(other, accepted=True, words="Quirk", by=_pm(other))
    feature.take_on(problem, by=cast.pm)
    other.restrict(by=CONSOLE)
    client.force_login(cast.pmm)
    for place in (f"/features/{feature.number}", f"/trace/{feature.mark}", f"/record/{feature.mark}", "/record"):
        page = client.get(place).content.decode()
        assert "Paydesk Two" not in page, place
        assert "Quirk" not in page, place


def test_when_its_date_moves_the_product_managers_it_serves_are_asked(
    cast: Cast, other: Product, feature: Feature
) -> None:
    release = Release.plan(cast.product, "1.7", available_on=date(2026, 12, 4), by=cast.pm)
    feature.put_into(release, by=cast.pm)
    feature.offer_to(other, by=cast.pm)
    shift = Shift(None, None, date(2026, 12, 4), date(2026, 12, 18))
    assert dependents_of(release, shift, cast.pm) == []
    feature.answer_for(other, accepted=True, by=_pm(other))
    (one,) = dependents_of(release, shift, cast.pm)
    assert (one.says, one.advised) == (f"Paydesk Two counts on {feature.mark} {feature.title}", "ask")
    settle(release, shift, {}, because="The bank.", by=cast.pm)
    asked = Input.objects.get(item__product=other.pk)
    assert (asked.to_side, "can it wait?" in asked.title) == ("pm", True)
    other.restrict(by=CONSOLE)
    assert dependents_of(release, shift, cast.pm) == []


def test_a_program_offers_answers_and_reads_it(cast: Cast, other: Product, feature: Feature, client: Client) -> None:
    def door(member: Member) -> dict[str, Any]:
        made: Any = Token.make(member, "Test", scopes=["read", "write"], by=member)
        return {"headers": {"Authorization": f"Bearer {made.secret}"}, "content_type": "application/json"}

    home = f"/api/v1/features/{feature.number}/servings"
    made = client.post(home, {"product": "paydesk-two", "because": "Same feed."}, **door(cast.pm))
    assert (made.status_code, made.json()["state"], made.json()["home"]) == (201, "asked", "sideline")
    there = door(_pm(other))
    said = client.post(f"{home}/answer", {"product": "paydesk-two", "accepted": True, "words": "Yes."}, **there)
    assert said.json()["answer"] == "Yes."
    listed = client.get("/api/v1/features?serving=paydesk-two", headers=there["headers"]).json()["items"]
    assert [one["mark"] for one in listed] == [feature.mark]
    ended = client.post(f"{home}/ending", {"product": "paydesk-two", "because": "Over."}, **door(cast.pm))
    assert (ended.status_code, client.get(home, headers=there["headers"]).json()) == (204, [])
