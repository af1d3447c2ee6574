"""Segments: rules that the workspace shares, asked of the database and of one company alike."""

from itertools import product as every

import pytest
from django.test import Client

from tandem.core.errors import Refused
from tandem.evidence.market import conditions_of
from tandem.evidence.models import Company, Note, Segment
from tandem.evidence.rule_forms import SegmentForm, fields_of, is_too_rich
from tandem.evidence.segments import shares_of
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Item

PLAN = {"field": "plan", "is": "in", "value": ["Pro"]}
LARGE = {"field": "arr", "is": "at least", "value": [20000]}
REGION = {"field": "custom.Region", "is": "in", "value": ["emea", "12"]}
CHOICE = {"any": [PLAN, LARGE, REGION]}


@pytest.mark.django_db
def test_a_choice_and_facts_of_ones_own_agree_with_the_database(cast: Cast) -> None:
    said = every(("", "pro"), (None, 19_999, 20_000), ({}, {"Region": "EMEA"}, {"Region": 12}, {"Region": None}))
    for number, (plan, arr, custom) in enumerate(said):
        Company.open(f"Choosing {number}", plan=plan, arr=arr, custom=custom, by=cast.pm)
    for name, rule in (("One", [CHOICE]), ("Both", [CHOICE, PLAN]), ("Own", [REGION])):
        segment = Segment.define(f"{name} of these", rule, by=cast.pm)
        asked_of_each = {company.pk for company in Company.objects.all() if segment.holds(company)}
        assert asked_of_each
        assert set(Company.objects.in_segment(segment).values_list("pk", flat=True)) == asked_of_each


@pytest.mark.parametrize("wrong", [{"any": []}, {"any": "plan"}, {"any": [{}]}, {"field": "custom.", "is": "in"}])
def test_a_choice_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        conditions_of([wrong])


def test_a_choice_reads_as_a_person_says_it() -> None:
    assert str(conditions_of([CHOICE])[0]) == "plan is Pro, or ARR at least 20,000, or Region is emea or 12"


@pytest.mark.parametrize("rule", [[PLAN, LARGE], [CHOICE], [REGION, PLAN]])
def test_the_form_gives_back_the_rule_it_shows(rule: list[dict[str, object]]) -> None:
    assert not is_too_rich(conditions_of(rule))
    form = SegmentForm({"sentence": "Some", "match": "all", **fields_of(conditions_of(rule))})
    assert form.is_valid(), form.errors
    kept = [one.as_json() for one in conditions_of(form.conditions())]
    wanted = [one.as_json() for one in conditions_of(rule)]
    key = str
    assert sorted((kept[0].get("any") or kept), key=key) == sorted((wanted[0].get("any") or wanted), key=key)


def test_a_rule_of_choices_within_is_more_than_the_form_shows() -> None:
    assert is_too_rich(conditions_of([PLAN, CHOICE]))


@pytest.mark.django_db
def test_two_segments_of_one_name_are_refused(cast: Cast) -> None:
    Segment.define("On Pro", [PLAN], by=cast.pm)
    with pytest.raises(Refused):
        Segment.define("on  pro", [LARGE], by=cast.pm)
    with pytest.raises(Refused):
        Segment.define("Everybody", [], by=cast.pm)


@pytest.mark.django_db
def test_a_problem_is_split_by_segment_and_a_segment_has_its_notes(cast: Cast) -> None:
    made = cast.product.item.made_at
    about = Item.objects.create(
        kind="problem", number=900_001, title="Problem", product=cast.product.item, made_at=made
    )
    Segment.objects.all().update(conditions=[])
    Item.objects.filter(kind="segment").update(retired_at=made)
    assert shares_of(about) == []
    small = Segment.define("Small", [{"field": "employees", "is": "at most", "value": [50]}], by=cast.pm)
    arts = Segment.define("Arts", [{"field": "industry", "is": "in", "value": ["arts"]}], by=cast.pm)
    note = cast.note("We both wait", author_email="a@quarry.example", also=[cast.lantern])
    note.link(about, by=cast.pm)
    assert [(share.segment, share.companies, share.arr) for share in shares_of(about)] == [
        (small, 1, 40_000),
        (arts, 1, 9_000),
    ]
    assert note in Note.objects.from_any_of(Company.objects.in_segment(arts))


@pytest.mark.django_db
def test_the_count_follows_the_form_while_one_writes(cast: Cast, client: Client) -> None:
    client.force_login(cast.pm)
    found = Company.objects.in_use().filter(employees__gte=300).count()
    said = client.get("/segments/count", {"employees_from": 300}).content.decode()
    assert f">{found:,}<" in said
    assert client.post("/segments/new", {"sentence": "Empty"}).status_code == 422
    made = client.post("/segments/new", {"sentence": "Many", "employees_from": 300, "match": "all"})
    assert "Lantern Theatre" in client.get(made["Location"]).content.decode()
