"""Search: what is asked for, what a typo may have meant, where it was found, and every condition inside the ranking."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client

from tandem.evidence.filters import NoteFilter
from tandem.evidence.models import Note
from tandem.evidence.search import find_notes
from tandem.evidence.tests.conftest import NOW, Cast
from tandem.evidence.wording import WORKSPACE, count_words, forget_words, meant_by
from tandem.record.models import Item
from tandem.team.models import Console, Product, Token

NOTES = "/products/sideline/notes"


@pytest.fixture
def pm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pm)
    return client


@pytest.fixture
def heard(cast: Cast) -> Cast:
    """A product whose words are counted."""
    for text in ("The reconciliation hangs.", "Reconciliation is off by a cent.", "The crane stops.", "A crane broke."):
        cast.note(text)
    count_words(cast.product.pk)
    return cast


def bodies(cast: Cast, query: str, **how: object) -> list[str]:
    return [hit.note.body for hit in find_notes(cast.product, query, cast.pm, **how).hits]  # type: ignore[arg-type]


def narrowed(cast: Cast, query: str = "", **said: str) -> set[str]:
    chosen = NoteFilter.of(said, cast.product)
    if query:
        return set(bodies(cast, query, narrow=chosen.apply))
    return {note.body for note in chosen.apply(Note.objects.of(cast.product))}


@pytest.mark.parametrize("typed", ["reconcilliation", "recnociliation", "reconcilation"])
def test_a_mistyped_word_finds_what_was_meant_and_the_page_says_so(heard: Cast, typed: str) -> None:
    found = find_notes(heard.product, typed, heard.pm)
    assert found.also == ("reconciliation",)
    assert {hit.note.body for hit in found.hits[:2]} == {"The reconciliation hangs.", "Reconciliation is off by a cent."}


def test_only_what_was_typed_is_searched_for_when_asked_so(pm: Client, heard: Cast) -> None:
    said = pm.get(f"{NOTES}?q=reconcilation").content.decode()
    assert "Also searched for: <b>reconciliation</b>" in said
    assert "?q=reconcilation&amp;typed=1" in said
    assert "Also searched for" not in pm.get(f"{NOTES}?q=reconcilation&typed=1").content.decode()


def test_the_beginning_of_a_word_finds_the_whole_one(heard: Cast) -> None:
    assert set(bodies(heard, "reconcil")[:2]) == {"The reconciliation hangs.", "Reconciliation is off by a cent."}


def test_a_word_that_some_note_has_is_no_typo(heard: Cast) -> None:
    heard.note("The cranex arrived.")  # came after the words were counted
    found = find_notes(heard.product, "cranex", heard.pm)
    assert found.also == ()
    assert found.hits[0].note.body == "The cranex arrived."


def test_no_word_of_another_product_is_proposed(heard: Cast) -> None:
    other = Product.objects.exclude(pk=heard.product.pk).values_list("pk", flat=True)
    assert meant_by("reconcilation", [heard.product.pk]) == ["reconciliation"]
    assert meant_by("recnociliation", [WORKSPACE]) == []
    assert heard.product.pk not in other


def test_words_are_counted_once_and_forgotten_at_once(heard: Cast) -> None:
    assert count_words(heard.product.pk) == 0
    heard.note("The crane again.")
    assert count_words(heard.product.pk) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT notes FROM evidence_word WHERE product_id = %s AND word = 'crane'", [heard.product.pk])
        assert cursor.fetchone() == (3,)
    forget_words(heard.product.pk)
    assert meant_by("crnae", [heard.product.pk]) == []


@pytest.mark.parametrize(
    ("query", "fault"),
    [("???", "only signs"), ("the of and", "nearly every note"), ("-crane", "what should not be there")],
)
def test_a_search_for_nothing_says_why(pm: Client, heard: Cast, query: str, fault: str) -> None:
    Note.objects.of(heard.product).delete()
    said = pm.get(NOTES, {"q": query}).content.decode()
    assert "Nothing to look for" in said
    assert fault in said


def test_an_unwanted_word_is_in_nothing_that_is_found(heard: Cast) -> None:
    found = bodies(heard, "crane -stops")
    assert "A crane broke." in found
    assert "The crane stops." not in found


def test_either_of_two_words_is_found(heard: Cast) -> None:
    assert set(bodies(heard, "cent OR broke")[:2]) == {"Reconciliation is off by a cent.", "A crane broke."}


def test_found_words_are_marked_and_other_peoples_markup_is_not_run(pm: Client, heard: Cast) -> None:
    heard.note("<script>alert(1)</script> the cranes \x02stop\x03 here")
    said = pm.get(f"{NOTES}?q=crane").content.decode()
    assert "<mark>cranes</mark>" in said
    assert "<script>alert" not in said


def test_the_excerpt_is_the_part_that_was_found(heard: Cast) -> None:
    heard.note("Nothing to see. " * 200 + "Then the gantry collapsed. " + "More of the same. " * 200)
    (hit,) = [hit for hit in find_notes(heard.product, "gantry", heard.pm).hits if hit.why != "meaning"]
    assert len(hit.excerpt) < 400
    (mark,) = hit.marks
    assert hit.excerpt[mark.start : mark.end] == "gantry"


def test_what_is_found_by_its_meaning_shows_the_nearest_sentence(heard: Cast) -> None:
    heard.note("The rest is fine. My invoice shows the wrong amount.")
    hits = find_notes(heard.product, "mistake on my bill", heard.pm).hits
    (hit,) = [hit for hit in hits if "wrong amount" in hit.note.body]
    assert hit.why == "meaning"
    assert [hit.excerpt[m.start : m.end] for m in hit.marks] == ["My invoice shows the wrong amount."]


def test_a_narrowed_search_finds_what_fits_behind_many_that_do_not(heard: Cast) -> None:
    for number in range(210):
        heard.note(f"The crane stops, {number}.")
    rated = heard.note("The crane stops at night.", said_at=NOW - timedelta(days=400))
    Note.objects.filter(pk=rated.pk).update(rating=Decimal(1), rating_scale="stars_1_5")
    assert narrowed(heard, "the crane stops", stars="1") == {"The crane stops at night."}
    assert narrowed(heard, "a crane that stood still yesterday", stars="1") == {"The crane stops at night."}


def test_every_condition_narrows_list_and_search_alike(cast: Cast) -> None:
    cast.quarry.segment = "Small"
    cast.quarry.save(update_fields=["segment"])
    old = cast.note("The crane creaks.", company=cast.quarry, said_at=NOW - timedelta(days=40))
    new = cast.note("The crane falls.", company=cast.lantern, said_at=NOW - timedelta(days=4))
    other = Note.add(cast.product, "The crane is blue.", by=cast.pm, form="call", said_at=NOW - timedelta(days=4))
    Note.objects.filter(pk=old.pk).update(tags=["urgent"], rating=3, rating_scale="nps_0_10")
    home = cast.product.item
    old.link(Item.objects.create(kind="problem", number=900_001, title="x", product=home, made_at=home.made_at), by=cast.pm)
    expected = {
        "source": (str(cast.source.number), {old, new}), "form": ("call", {other}), "tag": ("urgent", {old}),
        "company": ("quarry stone", {old}), "segment": ("small", {old}), "arr_from": ("10,000", {old}),
        "arr_to": ("9000", {new}), "nps": ("detractors", {old}), "linked": ("no", {new, other}), "days": ("7", {new, other}),
        "since": ("2026-11-01", {new, other}), "until": ("2026-11-01", {old}), "about": ("P-900001", {old}),
    }  # fmt: skip
    for name, (value, fitting) in expected.items():
        wanted = {note.body for note in fitting}
        assert narrowed(cast, **{name: value}) == wanted, name
        assert narrowed(cast, "crane", **{name: value}) == wanted, name


def test_a_condition_is_taken_off_by_its_chip(pm: Client, cast: Cast) -> None:
    said = pm.get(f"{NOTES}?q=crane&stars=1&company={cast.quarry.number}").content.decode()
    assert f'href="?q=crane&amp;company={cast.quarry.number}" aria-label="Take off: 1 star"' in said
    assert 'href="?q=crane&amp;stars=1" aria-label="Take off: Quarry Stoneworks"' in said


@pytest.mark.parametrize("value", ["Infinity", "\0", "9" * 30, "<b>"])
def test_conditions_that_make_no_sense_break_nothing(pm: Client, value: str) -> None:
    names = ["arr_from", "days", "nps", "form", "linked", "company", "segment", "tag", "since", "theme", "about"]
    for query in ("", "crane"):
        assert pm.get(NOTES, {**dict.fromkeys(names, value), "q": query}).status_code == 200


def test_the_name_of_another_products_theme_is_in_no_chip(pm: Client, cast: Cast) -> None:
    other = Product.open("Hush", slug="hush-hush", by=Console())
    item = Item.objects.create(kind="theme", number=900_002, title="Zanzibar", made_at=NOW, product=other.item)
    assert "Zanzibar" not in pm.get(f"{NOTES}?theme={item.number}").content.decode()


def test_the_api_narrows_as_the_page_does(cast: Cast) -> None:
    secret = Token.make(cast.pm, "t", scopes=["read"], by=Console()).secret
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    cast.note("The crane creaks.", company=cast.quarry)
    cast.note("The crane falls.", company=cast.lantern)
    asked = "product=sideline&arr_from=10000"
    assert [row["text"] for row in program.get(f"/api/v1/notes?{asked}").json()["rows"]] == ["The crane creaks."]
    (hit,) = program.get(f"/api/v1/notes/search?q=crane&{asked}").json()
    assert (hit["excerpt"], hit["marks"]) == ("The crane creaks.", [{"start": 4, "end": 9, "says": ""}])
    assert program.get("/api/v1/notes?stars=many").status_code == 422
