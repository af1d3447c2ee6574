"""Custom fields: asked of every thing of a kind, answered on its page, kept in its history."""

from __future__ import annotations

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Feature, Problem
from tandem.record.models import Event
from tandem.team.fields import answers_of, answers_of_many
from tandem.team.models import Console, CustomField, FieldValue, Member, Product
from tandem.team.models.custom_field import MOST_FIELDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def feature() -> Feature:
    answered = FieldValue.objects.get(field__key="team", about__title__startswith="Say it when")
    return Feature.objects.select_related("item").get(pk=answered.about_id)


@pytest.fixture
def head() -> Member:
    return Member.objects.get(role="head")


def words(about: Feature | Problem) -> dict[str, str]:
    return {one.field.key: one.words for one in answers_of(about.item)}


def signed_in(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def test_a_field_is_asked_of_every_thing_of_its_kind(feature: Feature, head: Member) -> None:
    CustomField.open("Effort told", of="feature", form="number", unit="weeks", by=Console())
    assert words(feature)["effort_told"] == ""
    FieldValue.fill(feature.item, {"effort_told": "1,200"}, by=head)
    assert words(feature)["effort_told"] == "1,200 weeks"
    assert "1,200 weeks" in signed_in(head).get(feature.get_absolute_url()).content.decode()


def test_each_filling_leaves_one_event_and_the_earlier_answer(feature: Feature, head: Member) -> None:
    before = Event.objects.filter(item=feature.item).count()
    FieldValue.fill(feature.item, {"team": "Close", "promised_in_a_contract": ""}, by=head)
    left = Event.objects.filter(item=feature.item).newest_first()
    assert left.count() == before + 1
    assert left[0].facts == {"said": {"team": "Close", "promised_in_a_contract": ""}}
    assert words(feature) == {"team": "Close", "promised_in_a_contract": ""}


def test_nothing_is_filled_in_when_one_answer_is_refused(feature: Feature, head: Member) -> None:
    was = words(feature)
    with pytest.raises(Refused, match="Team is one of: Feeds, Close, Payments"):
        FieldValue.fill(feature.item, {"promised_in_a_contract": "no", "team": "Nobody"}, by=head)
    with pytest.raises(Refused, match="no field seats for a feature"):
        FieldValue.fill(feature.item, {"seats": "3"}, by=head)
    assert words(feature) == was


def test_a_withdrawn_answer_stays_where_it_was_chosen_and_is_offered_no_more(feature: Feature, head: Member) -> None:
    team = CustomField.objects.get(key="team")
    team.withdraw("feeds", by=Console())
    assert words(feature)["team"] == "Feeds"
    with pytest.raises(Refused, match="can no longer be chosen"):
        FieldValue.fill(Feature.objects.exclude(pk=feature.pk)[0].item, {"team": "Feeds"}, by=head)
    page = signed_in(head).get(f"/custom-fields/of/{feature.mark}").content.decode()
    assert '<option value="Feeds" selected>' in page
    team.offer("FEEDS", by=Console())
    assert [one.title for one in team.options.all() if one.is_in_use] == ["Feeds", "Close", "Payments"]


def test_an_answer_is_called_otherwise_wherever_it_was_chosen(feature: Feature) -> None:
    CustomField.objects.get(key="team").reword("Feeds", "Bank feeds", by=Console())
    assert words(feature)["team"] == "Bank feeds"
    with pytest.raises(Refused, match="close is among the answers already"):
        CustomField.objects.get(key="team").reword("Bank feeds", "close", by=Console())


def test_a_retired_field_is_asked_no_longer_and_its_answers_come_back_with_it(feature: Feature) -> None:
    team = CustomField.objects.get(key="team")
    team.retire(by=Console(), because="We have one team now.")
    assert "team" not in words(feature)
    CustomField.objects.get(key="team").restore(by=Console())
    assert words(feature)["team"] == "Feeds"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"name": "Team", "form": "line"}, "a field Team already"),
        ({"name": " ", "form": "line"}, "Give it a name"),
        ({"name": "List", "form": "choice"}, "at least one answer"),
        ({"name": "Line", "form": "line", "options": ("A",)}, "belong to a list"),
        ({"name": "List", "form": "choice", "options": ("A", "a ")}, "called alike"),
        ({"name": "Odd", "form": "formula"}, "the form of the answer"),
    ],
)
def test_a_field_that_nobody_could_answer_is_refused(asked: dict[str, str], says: str) -> None:
    with pytest.raises(Refused, match=says):
        CustomField.open(asked.pop("name"), of="feature", by=Console(), **asked)


def test_no_more_fields_than_somebody_fills_in() -> None:
    for number in range(MOST_FIELDS - 2):
        CustomField.open(f"Question {number}", of="feature", form="line", by=Console())
    with pytest.raises(Refused, match="retire one first"):
        CustomField.open("One more", of="feature", form="line", by=Console())


def test_two_fields_of_one_name_in_other_letters_have_two_keys() -> None:
    first = CustomField.open("Größe", of="problem", form="line", by=Console())
    second = CustomField.open("大きさ", of="problem", form="line", by=Console())
    third = CustomField.open("尺寸", of="problem", form="line", by=Console())
    assert (first.key, second.key, third.key) == ("groe", "field", "field_2")


def test_fields_are_asked_in_the_order_they_were_put_in() -> None:
    CustomField.objects.get(key="team").move(1, by=Console())
    assert [one.key for one in CustomField.objects.asked_of("feature")] == ["team", "promised_in_a_contract"]


def test_who_was_slower_sees_both(feature: Feature, head: Member) -> None:
    client = signed_in(head)
    address = f"/custom-fields/of/{feature.mark}"
    stood = client.get(address).context["form"].initial["stood"]
    FieldValue.fill(feature.item, {"team": "Close"}, by=head)
    answer = client.post(address, {"team": "Payments", "promised_in_a_contract": "yes", "stood": stood})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Somebody filled these in while you were writing" in page
    assert '<option value="Payments" selected>' in page
    assert words(feature)["team"] == "Close"
    again = client.post(address, {"team": "Payments", "stood": answer.context["form"]["stood"].value()})
    assert again.status_code == 303
    assert words(feature)["team"] == "Payments"


def test_who_does_not_see_a_product_neither_reads_nor_fills_in_its_fields(feature: Feature) -> None:
    Product.objects.filter(pk=feature.item.product_id).update(restricted=True)
    outsider = Member.join("Outsider", email="out@cast.example", role="contributor", by=Console())
    address = f"/custom-fields/of/{feature.mark}"
    assert signed_in(outsider).get(address).status_code == 404
    assert signed_in(outsider).post(address, {"team": "Close"}).status_code == 404
    sales = Member.join("Rep", email="rep@cast.example", role="sales", by=Console())
    with pytest.raises(NotAllowed):
        FieldValue.fill(Problem.objects.all()[0].item, {"annual_theme": "Reach"}, by=sales)


def test_answers_of_many_things_take_as_many_statements_as_of_one(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    asked = CustomField.objects.asked_of("feature")
    many = list(Feature.objects.values_list("pk", flat=True)[:20])
    with django_assert_num_queries(1):
        found = answers_of_many(asked, many)
    assert len(found) == len(many) > 5
