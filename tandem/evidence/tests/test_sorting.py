"""What is done at the desk: one event for many notes, every act undone, nobody assigned who does not see."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence import jobs, looks, sorting
from tandem.evidence.models import Company, Highlight, Note, Sorting
from tandem.evidence.models import sorting as models
from tandem.evidence.piles import Chosen, Pile, Waiting
from tandem.evidence.tests.conftest import NOW, Cast
from tandem.record.models import Event, Item
from tandem.team.models import Console, Member, Product


@pytest.fixture
def notes(cast: Cast) -> list[Note]:
    return [cast.note(f"The crane stops, part {number}") for number in range(4)]


@pytest.fixture
def problem(cast: Cast) -> Item:
    item = cast.product.item
    said = {"number": 900_001, "title": "The crane stops", "made_at": item.made_at}
    return Item.objects.create(kind="problem", product=item, **said)


def chosen(notes: list[Note]) -> Chosen:
    return Chosen(tuple(note.pk for note in notes))


def states(notes: list[Note]) -> list[str]:
    return list(Note.objects.filter(pk__in=[note.pk for note in notes]).order_by("pk").values_list("state", flat=True))


def test_many_notes_are_dismissed_by_one_event_and_undone_to_what_each_was(cast: Cast, notes: list[Note]) -> None:
    notes[0].finish(by=cast.pm)
    before = Event.objects.count()
    done = Sorting.dismiss(cast.product, chosen(notes), by=cast.pm)
    assert (Event.objects.count() - before, done.notes) == (1, 4)
    assert done.undo(by=cast.pm) == 4
    assert states(notes) == ["done", "new", "new", "new"]
    with pytest.raises(Refused, match="undone already"):
        done.undo(by=cast.pm)


def test_undoing_leaves_alone_what_somebody_changed_since(cast: Cast, notes: list[Note]) -> None:
    done = Sorting.dismiss(cast.product, chosen(notes), by=cast.pm)
    Note.objects.get(pk=notes[1].pk).finish(by=cast.pm)
    assert done.undo(by=cast.pm) == 3
    assert states(notes) == ["new", "done", "new", "new"]


def test_linking_works_notes_through_where_asked_and_both_are_undone(
    cast: Cast, notes: list[Note], problem: Item
) -> None:
    notes[0].link(problem, by=cast.pm)
    done = Sorting.link(cast.product, chosen(notes), problem, by=cast.pm, finishes=True)
    assert done.notes == 3
    assert set(states(notes)) == {"done"}
    assert done.undo(by=cast.pm) == 3
    assert set(states(notes)) == {"new"}
    assert Highlight.objects.standing().get(about=problem).note == notes[0]


def test_a_company_is_said_of_many_notes_and_taken_back(cast: Cast, notes: list[Note]) -> None:
    Note.objects.filter(pk=notes[0].pk).update(company=cast.lantern)
    done = Sorting.say_company(cast.product, chosen(notes), cast.quarry, by=cast.pm)
    assert Note.objects.filter(company=cast.quarry).count() == 4
    done.undo(by=cast.pm)
    assert list(Company.objects.filter(notes__in=notes)) == [cast.lantern]


def test_nobody_is_assigned_who_does_not_see_the_note_or_may_only_read(cast: Cast, notes: list[Note]) -> None:
    seller = Member.join("Sol Seller", email="sol@sideline.example", role="sales", by=Console())
    notes[0].assign(seller, by=cast.pm)
    with pytest.raises(Refused, match="may only read"):
        notes[0].assign(cast.viewer, by=cast.pm)
    Product.objects.filter(pk=cast.product.pk).update(restricted=True)
    seller.forget_hats()
    with pytest.raises(Refused, match="does not see this product"):
        notes[0].assign(seller, by=cast.pm)
    with pytest.raises(Refused, match="does not see this product"):
        Sorting.assign(cast.product, chosen(notes), seller, by=cast.pm)


def test_mine_and_unassigned_tell_who_should_look(cast: Cast, notes: list[Note]) -> None:
    Sorting.assign(cast.product, chosen(notes[:1]), cast.pm, by=cast.pm)
    assert list(Pile.of({"state": "new", "whose": "mine"}, cast.product, cast.pm).notes) == notes[:1]
    assert Pile.of({"state": "new", "whose": "nobody"}, cast.product, cast.pm).left == 3
    assert Waiting.of(cast.product, cast.pm) == Waiting(new=4, mine=1, unassigned=3, loose=4)


def test_more_than_a_page_is_sorted_by_those_alone_who_sort_evidence(
    cast: Cast, notes: list[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    seller = Member.join("Sol Seller", email="sol@sideline.example", role="sales", by=Console())
    first = Sorting.finish(cast.product, chosen(notes), by=seller)
    monkeypatch.setattr(models, "MANY", 3)
    with pytest.raises(NotAllowed):
        Sorting.dismiss(cast.product, chosen(notes), by=seller)
    Sorting.dismiss(cast.product, chosen(notes), by=cast.pm)
    assert first.undo(by=seller) == 0


def test_what_somebody_else_sorted_is_undone_by_those_who_sort_evidence(cast: Cast, notes: list[Note]) -> None:
    seller = Member.join("Sol Seller", email="sol@sideline.example", role="sales", by=Console())
    done = Sorting.dismiss(cast.product, chosen(notes), by=cast.pm)
    with pytest.raises(NotAllowed):
        done.undo(by=seller)


def test_notes_of_another_product_are_not_touched(cast: Cast, notes: list[Note]) -> None:
    other = Product.open("Elsewhere", slug="elsewhere", by=Console())
    with pytest.raises(Refused, match="Choose some notes"):
        Sorting.dismiss(other, chosen(notes), by=cast.pm)


def test_a_large_list_is_sorted_by_the_worker_and_one_that_was_killed_goes_on(
    cast: Cast, notes: list[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "HERE_AND_NOW", 2)
    monkeypatch.setattr(sorting, "CHUNK", 2)
    made = Sorting.dismiss(cast.product, Chosen(within="state=new"), by=cast.pm)
    assert (made.notes, states(notes)) == (0, ["new"] * 4)
    with monkeypatch.context() as killed:
        killed.setattr(sorting, "_finish", lambda *_: None)
        jobs.sort_notes(made.pk)
    with pytest.raises(Refused, match="still under way"):
        made.undo(by=cast.pm)
    jobs.sort_notes(made.pk)
    made.refresh_from_db()
    assert (made.notes, made.parts.count(), states(notes)) == (4, 2, ["dismissed"] * 4)
    made.undo(by=cast.pm)
    assert states(notes) == ["dismissed"] * 4
    jobs.sort_notes(made.pk)
    assert states(notes) == ["new"] * 4


def test_what_came_since_the_last_look_is_unread_and_capped(
    cast: Cast, notes: list[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(minutes: int) -> int:
        with clock.standing_still(NOW + timedelta(minutes=minutes)):
            return looks.unread(cast.product.pk, cast.pm.pk)

    with clock.standing_still(NOW + timedelta(minutes=1)):
        cast.note("And it stopped once more").dismiss(by=cast.pm)
        cast.note("And once more")
    assert unread(2) == 1
    with clock.standing_still(NOW + timedelta(minutes=3)):
        looks.looked(cast.pm, cast.product.pk)
    assert unread(4) == 0
    with clock.standing_still(NOW + timedelta(minutes=5)):
        for number in range(3):
            cast.note(f"And again {number}")
    assert unread(6) == 3
    monkeypatch.setattr(looks, "MOST", 1)
    assert (unread(7), looks.up_to(2, 1)) == (2, "1+")


@pytest.fixture
def pm(cast: Cast, client: Client) -> Client:
    client.force_login(cast.pm)
    return client


SORTED = "/products/sideline/notes"


def test_ticked_notes_are_sorted_without_a_script_and_undone(pm: Client, notes: list[Note]) -> None:
    back = "/products/sideline/evidence?state=new"
    said = pm.post(f"{SORTED}/done", {"note": [note.pk for note in notes[:2]], "back": back})
    assert (said.status_code, said.headers["Location"]) == (303, back)
    assert states(notes) == ["done", "done", "new", "new"]
    elsewhere = pm.post(f"{SORTED}/undoing", {"back": "https://elsewhere.example/"})
    assert elsewhere.headers["Location"] == "/products/sideline/evidence"
    assert set(states(notes)) == {"new"}


def test_one_act_answers_with_the_row_that_went_and_how_many_are_left(pm: Client, notes: list[Note]) -> None:
    asked = {"at_hand": notes[0].pk, "within": "state=new"}
    said = pm.post(f"{SORTED}/dismissal", asked, headers={"HX-Request": "true"}).content.decode()
    assert f'<li id="note-{notes[0].pk}" hx-swap-oob="delete">' in said
    assert "1 note dismissed. 3 left." in said
    back = pm.post(f"{SORTED}/undoing", {"within": "state=new"}, headers={"HX-Request": "true"}).content.decode()
    assert "4 left" in back
    assert notes[0].body in back


def test_all_of_a_list_is_sorted_and_the_list_asks_for_itself_anew(pm: Client, notes: list[Note]) -> None:
    asked = {"all": "yes", "within": "state=new", "note": notes[0].pk}
    said = pm.post(f"{SORTED}/done", asked, headers={"HX-Request": "true"})
    assert "evidence-changed" in said.headers["HX-Trigger"]
    assert set(states(notes)) == {"done"}
    page = pm.get("/products/sideline/evidence?state=new").content.decode()
    assert "4 notes were sorted in the last seven days, all of them by you" in page


@pytest.mark.parametrize("asked", [{}, {"note": "x"}, {"at_hand": "\0"}, {"note": "9" * 30}, {"all": "1", "within": "%00"}])
def test_nothing_chosen_or_nonsense_is_refused_kindly(pm: Client, cast: Cast, asked: dict[str, str]) -> None:
    said = pm.post(f"{SORTED}/done", asked, headers={"HX-Request": "true"})
    assert (said.status_code, "Choose some notes first" in said.content.decode()) == (422, True)


def test_the_desk_takes_as_many_statements_for_many_notes_as_for_few(
    pm: Client, cast: Cast, notes: list[Note], django_assert_max_num_queries: Callable[..., AbstractContextManager[object]]
) -> None:
    place = "/products/sideline/evidence?state=new"
    pm.get(place)
    with CaptureQueriesContext(connection) as few:
        pm.get(place)
    most = len(few)
    for number in range(20):
        cast.note(f"The crane stops, again {number}").assign(cast.pm, by=cast.pm)
    pm.get(place)  # the rail's figures are counted anew after something was recorded
    with django_assert_max_num_queries(most):
        pm.get(place)
    assert most <= 40, most


def test_what_is_under_way_is_named_and_the_lists_are_told_when_it_is_done(
    pm: Client, cast: Cast, notes: list[Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "HERE_AND_NOW", 2)
    made = Sorting.dismiss(cast.product, Chosen(within="state=new"), by=cast.pm)
    assert "0 of 4 notes dismissed" in pm.get("/products/sideline/evidence").content.decode()
    jobs.sort_notes(made.pk)
    done = pm.get("/products/sideline/evidence/work", headers={"HX-Request": "true"})
    assert "evidence-changed" in done.headers["HX-Trigger"]
    assert "live-progress" not in done.content.decode()
