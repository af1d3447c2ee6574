"""A change that is not recorded cannot be saved, and one that is leaves exactly one event."""

import pytest
from django.db import connection

from tandem.core.errors import NotAllowed, Refused, Stale
from tandem.record.changes import changes_of
from tandem.record.models import Event, Item
from tandem.record.verbs import VERBS
from tandem.team.models import Console, Input, Member, Product, Workspace

pytestmark = pytest.mark.django_db
console = Console()


@pytest.fixture
def product() -> Product:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    made = Product.open("Sideline", slug="sideline", by=console)
    made.put_in_charge(Member.join("Ines Pm", email="ines@x.example", by=console), "pm", by=console)
    return made


@pytest.fixture
def ines(product: Product) -> Member:
    found: Member = Member.objects.get(email="ines@x.example")
    return found


def test_a_verb_leaves_one_event_with_who_what_and_why(product: Product, ines: Member) -> None:
    before = Event.objects.count()
    given = Input.give(product.item, "Ask about the switch", to_side="pmm", by=ines)
    event = Event.objects.get(item=given.item)
    assert Event.objects.count() == before + 1
    assert (event.verb, event.by, event.product) == ("gave input", ines.item, product.item)


def test_a_verb_that_fails_leaves_nothing(product: Product, ines: Member) -> None:
    before = Event.objects.count(), Item.objects.count()
    with pytest.raises(Refused):
        Input.give(product.item, "   ", to_side="pmm", by=ines)
    assert (Event.objects.count(), Item.objects.count()) == before


def test_who_may_not_is_refused_with_a_sentence(product: Product, ines: Member) -> None:
    viewer = Member.join("Vi Ewer", email="vi@x.example", role="viewer", by=console)
    with pytest.raises(NotAllowed, match="Vi Ewer may not give input here"):
        Input.give(product.item, "Hello", to_side="pmm", by=viewer)


def test_a_stale_revision_is_refused_showing_both_texts(product: Product) -> None:
    seen = product.version
    product.revise(by=console, version=seen, summary="The first text")
    again = Product.objects.get(pk=product.pk)
    with pytest.raises(Stale) as refusal:
        again.revise(by=console, version=seen, summary="The second text")
    assert refusal.value.yours == {"summary": "The second text"}
    assert refusal.value.theirs == {"summary": "The first text"}


@pytest.mark.parametrize("name", ["title", "summary"])
def test_what_must_have_a_value_cannot_be_taken_away(product: Product, name: str) -> None:
    with pytest.raises(Refused, match=f"{name} cannot be taken away"):
        product.revise(by=console, version=product.version, **{name: None})


def test_a_retired_thing_refuses_verbs_until_it_is_restored(product: Product) -> None:
    product.retire(by=console, because="Sold")
    with pytest.raises(Refused, match="was retired"):
        product.revise(by=console, version=product.version, summary="x")
    product.restore(by=console)
    product.revise(by=console, version=product.version, summary="x")
    assert Product.objects.get(pk=product.pk).summary == "x"


def test_raw_sql_is_caught_and_shows_as_the_database(product: Product) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE team_product SET summary = 'smuggled' WHERE item_id = %s", [product.pk])
    newest = changes_of(product.item)[0]
    assert (newest.after, newest.is_outside) == ("smuggled", True)


def test_a_row_changed_by_a_verb_is_tied_to_its_member(product: Product, ines: Member) -> None:
    line = Input.give(product.item, "Ask about the switch", to_side="pm", by=ines)
    line.revise(by=ines, version=line.version, title="Ask how long the switch takes")
    newest = changes_of(line.item)[0]
    assert (newest.by, newest.verb, newest.after) == (ines.item, "revised", "Ask how long the switch takes")


@pytest.mark.parametrize("table", ["record_event", "team_productevent", "record_itemevent"])
@pytest.mark.parametrize("act", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_programs_role_cannot_change_history(product: Product, table: str, act: str) -> None:
    column = "verb" if table == "record_event" else "pgh_label"
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(act.format(table, column, column))


def test_every_verb_takes_the_member_who_acts() -> None:
    import inspect

    without = [name for name, verb in VERBS.items() if "by" not in inspect.signature(verb.function).parameters]
    assert without == []


def test_numbers_are_never_given_twice(product: Product) -> None:
    first = Product.open("One", slug="one-more", by=console)
    second = Product.open("Two", slug="two-more", by=console)
    assert first.number < second.number
