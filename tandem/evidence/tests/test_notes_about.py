"""Notes about one thing: the list of them, and the way from a problem to a note of an interview and back."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from tandem.core.paging import Keyset
from tandem.evidence import counting
from tandem.evidence.facts import evidence_of
from tandem.evidence.models import Highlight, Import, Note, Theme
from tandem.evidence.tests.conftest import NOW, Cast
from tandem.record.models import Item

NOTES = "/products/sideline/notes"


@pytest.fixture
def pm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pm)
    return client


@pytest.fixture
def problem(cast: Cast) -> Item:
    home = cast.product.item
    return Item.objects.create(
        kind="problem", number=900_001, title="The crane stops", product=home, made_at=home.made_at
    )


def test_the_list_narrows_to_the_notes_that_speak_of_a_thing(pm: Client, cast: Cast, problem: Item) -> None:
    cast.note("The crane stops on Mondays.").link(problem, by=cast.pm)
    cast.note("Invoices are wrong.")
    said = pm.get(f"{NOTES}?about=P-900001").content.decode()
    assert "The crane stops on Mondays." in said
    assert "Invoices are wrong." not in said


def test_a_search_among_the_notes_about_a_thing_leaves_the_others_out(pm: Client, cast: Cast, problem: Item) -> None:
    cast.note("The crane stops on Mondays.").link(problem, by=cast.pm)
    cast.note("The crane is yellow.")
    said = pm.get(f"{NOTES}?about=P-900001&q=crane").content.decode()
    assert "<mark>crane</mark> stops on Mondays." in said
    assert "is yellow." not in said


def test_a_link_taken_back_leaves_the_list(pm: Client, cast: Cast, problem: Item) -> None:
    cast.note("The crane stops on Mondays.").link(problem, by=cast.pm).take_back(by=cast.pm)
    assert "The crane stops on Mondays." not in pm.get(f"{NOTES}?about=P-900001").content.decode()


def test_the_form_is_filled_in_from_the_address(pm: Client, cast: Cast, problem: Item) -> None:
    asked = f"{NOTES}/new?about=P-900001&with_pm=1&company={cast.quarry.number}"
    form = pm.get(asked).context["form"]
    assert form["company"].value() == "Quarry Stoneworks"
    assert (form["about"].value(), form["with_pm"].value(), form["form"].value()) == ("P-900001", True, "interview")


def test_an_interview_noted_for_a_problem_is_linked_and_counts_as_one_with_the_pm(
    pm: Client, cast: Cast, problem: Item
) -> None:
    told = {"text": "It stops.", "company": "Quarry Stoneworks", "form": "interview", "with_pm": "on"}
    said = pm.post(f"{NOTES}/new", {**told, "about": "P-900001"})
    assert (said.status_code, said["Location"]) == (303, problem.get_absolute_url())
    evidence = evidence_of(problem, NOW.date())
    assert (evidence.notes, evidence.in_market, evidence.spoke_with_pm) == (1, 1, True)


def test_a_note_about_what_does_not_exist_is_refused_and_keeps_the_words(pm: Client) -> None:
    said = pm.post(f"{NOTES}/new", {"text": "It stops.", "form": "call", "about": "P-999999"})
    assert said.status_code == 422
    assert b"It stops." in said.content
    assert not Note.objects.filter(body="It stops.").exists()


def test_the_links_of_a_whole_theme_are_taken_back_on_the_desk(pm: Client, cast: Cast, problem: Item) -> None:
    for number in range(6):
        cast.note(f"The crane stops again {number}")
    theme = Theme.discover(cast.product, by=cast.pm)[0]
    theme.link(problem, by=cast.pm)
    pm.post(f"/themes/{theme.number}/links", {"about": "P-900001", "take_back": "yes"})
    assert not Highlight.objects.standing().filter(about=problem).exists()


def test_undoing_an_import_brings_the_figures_of_its_themes_down(cast: Cast) -> None:
    for number in range(6):
        cast.note(f"The crane stops again {number}")
    theme = Theme.discover(cast.product, by=cast.pm)[0]
    brought = _import_of(cast, list(Note.objects.of(cast.product)[:4]))
    brought.goes_to.undo(brought)
    theme.refresh_from_db()
    assert theme.note_count == 2


def test_many_notes_are_counted_once_and_remembered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "FEW", 1)
    cache.delete(f"notes-heard-{cast.product.pk}")
    for number in range(3):
        cast.note(f"note {number}")
    assert counting.notes_heard(cast.product.pk) == 3
    cast.note("one more")
    assert counting.notes_heard(cast.product.pk) == 3
    counting.count_anew(cast.product.pk)
    assert counting.notes_heard(cast.product.pk) == 4


def _import_of(cast: Cast, notes: list[Note]) -> Import:
    """An import that brought these notes."""
    from tandem.core import files

    kept = files.store([b"text\n"], name="it.csv")
    brought = Import.open(cast.product, kept, target="notes", source=cast.source, by=cast.pm)
    Note.objects.filter(pk__in=[note.pk for note in notes]).update(imported=brought)
    return brought


def test_pages_of_what_speaks_of_a_problem_follow_one_another_by_time(cast: Cast, problem: Item) -> None:
    days = (3, 1, 2, 5, 4)
    notes = {ago: cast.note(f"It waits {ago}", said_at=NOW - timedelta(days=ago)) for ago in days}
    for note in notes.values():
        note.link(problem, by=cast.pm)
    about, order = Note.objects.filter(highlights__about=problem).with_speaker(), ("-said_at", "-id")
    first = Keyset(about, order=order, size=3, keys_first=True).page()
    rest = Keyset(about, order=order, after=first.next, size=3, keys_first=True).page()
    assert [*first, *rest] == [notes[ago] for ago in sorted(days)]
    assert rest.next is None
