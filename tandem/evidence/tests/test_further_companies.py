"""Several companies on one note: each counts as having said it, once, and the note counts once."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tandem.core.errors import Refused
from tandem.evidence.facts import evidence_of, evidence_of_themes
from tandem.evidence.figures import refresh_figures
from tandem.evidence.importing.matching import Companies
from tandem.evidence.models import Company, Note, Theme
from tandem.evidence.tests.conftest import Cast
from tandem.evidence.tests.importing_cast import Cast as Importing
from tandem.record.models import Item

TODAY = date(2026, 11, 22)


def problem(cast: Cast) -> Item:
    made = cast.product.item.made_at
    return Item.objects.create(kind="problem", number=900_001, title="Problem", product=cast.product.item, made_at=made)


def test_two_companies_on_one_note_both_count(cast: Cast) -> None:
    about = problem(cast)
    note = cast.note("We both wait", author_email="a@quarry.example")
    note.link(about, by=cast.pm)
    note.also_from(cast.lantern, by=cast.pm)
    found = evidence_of(about, TODAY)
    assert (found.notes, found.companies, found.in_market, found.arr) == (1, 2, 1, 49_000)
    assert found.sources == (("Support ticket", 1),)
    assert sorted(voice.name for voice in found.voices) == ["Lantern Theatre", "Quarry Stoneworks"]


def test_a_company_that_speaks_and_is_spoken_for_counts_once(cast: Cast) -> None:
    about = problem(cast)
    cast.note("Lantern itself", author_email="a@lantern.example").link(about, by=cast.pm)
    note = cast.note("We both wait", author_email="a@quarry.example")
    note.link(about, by=cast.pm)
    for _ in range(2):
        note.also_from(cast.lantern, by=cast.pm)
    found = evidence_of(about, TODAY)
    assert (found.notes, found.companies, found.arr) == (2, 2, 49_000)
    assert next(voice.notes for voice in found.voices if voice.company == cast.lantern.pk) == 2


def test_taking_a_further_company_away_undoes_it(cast: Cast) -> None:
    about, note = problem(cast), cast.note("We both wait", author_email="a@quarry.example")
    note.link(about, by=cast.pm)
    note.also_from(cast.lantern, by=cast.pm)
    note.no_longer_from(cast.lantern, by=cast.pm)
    assert evidence_of(about, TODAY).companies == 1
    with pytest.raises(Refused):
        note.no_longer_from(cast.quarry, by=cast.pm)


def test_the_first_company_named_where_nobody_was_known_is_who_said_it(cast: Cast) -> None:
    note = cast.note("Somebody")
    note.also_from(cast.lantern, by=cast.pm)
    note.refresh_from_db()
    assert (note.company, list(note.also.all())) == (cast.lantern, [])


def test_who_is_said_to_have_spoken_is_no_further_company(cast: Cast) -> None:
    note = cast.note("We both wait", author_email="a@quarry.example", also=[cast.lantern])
    note.say_company(cast.lantern, by=cast.pm)
    assert list(note.also.all()) == []


def test_a_themes_figures_count_further_companies(cast: Cast) -> None:
    theme = Theme.settle(cast.product, _Found(), by=cast.pm)[0]
    note = cast.note("We both wait", author_email="a@quarry.example")
    Note.objects.filter(pk=note.pk).update(theme=theme)
    note.refresh_from_db()
    note.also_from(cast.lantern, by=cast.pm)
    theme.refresh_from_db()
    assert (theme.note_count, theme.company_count, theme.arr) == (1, 2, Decimal(49_000))
    assert evidence_of_themes([theme], TODAY)[theme.pk].companies == 2
    note.dismiss(by=cast.pm)
    refresh_figures([theme.pk])
    theme.refresh_from_db()
    assert (theme.note_count, theme.company_count) == (0, 0)


def test_a_company_page_lists_what_others_said_for_it(cast: Cast) -> None:
    note = cast.note("We both wait", author_email="a@quarry.example", also=[cast.lantern])
    assert list(Note.objects.from_companies(cast.lantern)) == [note]
    assert list(Note.objects.from_companies(cast.quarry)) == [note]


def test_a_cell_names_several_companies(cast: Cast) -> None:
    known = Companies.of(["Quarry Stoneworks", "Lantern Theatre"])
    assert known.all_named("Quarry Stoneworks; lantern theatre;Nobody") == (
        [cast.quarry.pk, cast.lantern.pk],
        "Nobody",
    )
    assert known.all_named("") == ([], "")


def test_a_name_that_holds_a_semicolon_is_one_company(cast: Cast) -> None:
    odd = Company.open("Stone; Wood", by=cast.pm)
    assert Companies.of(["Stone; Wood", "Stone", "Wood"]).all_named("Stone; Wood") == ([odd.pk], "")


def test_an_import_that_names_two_companies_is_repeated_and_undone_whole(cast: Cast) -> None:
    importing = Importing(cast.pm, cast.product)
    text = "id,text,company\n1,We both wait,Quarry Stoneworks; Lantern Theatre\n"
    for _ in range(2):
        brought = importing.bring(text, named={"external_id": "id", "body": "text", "company": "company"})
    note = importing.notes().get()
    assert (note.company, list(note.also.all())) == (cast.quarry, [cast.lantern])
    first = note.imported
    assert first is not None
    assert brought.unchanged == 1
    first.undo(by=cast.pm)
    assert not importing.notes().exists()


class _Found:
    """A discovery that found one theme and put nothing in it."""

    def settle(self, product: Any, make: Any) -> list[Theme]:
        from tandem.core import clock

        made: list[Theme] = make([("Waiting", {"found_at": clock.now()})], product=product)
        return made
