"""Custom fields filled by files: read as the page reads them, written once, and taken back with the import."""

from __future__ import annotations

import pytest

from tandem.core.errors import Refused
from tandem.definition.models import Feature
from tandem.evidence.importing.preview import preview_of, wanted_of
from tandem.evidence.models import Company
from tandem.evidence.tests.importing_cast import Cast, counts, gather
from tandem.team.fields import answers_of
from tandem.team.models import Console, CustomField, FieldValue

pytestmark = pytest.mark.django_db
TABLE = (
    "Company name,ID,Places,Where kept,Looked after by,Signed\n"
    'Harbor Sideline,o1,"1,200",Northern,ines.import@sideline.example,2026-11-02 00:00:00\n'
    "Marlow Sideline,o2,7,southern,Ines Import,\n"
)
HARBOR = {"places": "1,200", "where_kept": "Northern", "looked_after_by": "Ines Import", "signed": "2 Nov 2026"}


@pytest.fixture
def cast() -> Cast:
    made = gather()
    asked = (("Places", "number", ()), ("Where kept", "choice", ("Northern", "Southern")), ("Signed", "day", ()))
    for name, form, options in (*asked, ("Looked after by", "member", ())):
        CustomField.open(name, of="company", form=form, options=options, by=Console())
    return made


def told(crm_id: str) -> dict[str, str]:
    found = answers_of(Company.objects.select_related("item").get(crm_id=crm_id).item)
    return {one.field.key: one.words for one in found if one.words}


def test_columns_fill_custom_fields_once_and_as_the_page_reads_them(cast: Cast) -> None:
    brought = cast.bring(TABLE, target="companies")
    assert counts(brought) == (2, 0, 0, 0, 0)
    assert told("o1") == HARBOR
    assert Company.objects.get(crm_id="o1").custom == {}
    assert counts(cast.bring(TABLE, target="companies")) == (0, 0, 2, 0, 0)
    assert counts(cast.bring(TABLE.replace(",7,", ",9,"), target="companies")) == (0, 1, 1, 0, 0)
    assert told("o2") == {"places": "9", "where_kept": "Southern", "looked_after_by": "Ines Import"}


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("southern", "Mars", "Where kept is one of: Northern, Southern"),
        (",7,", ",many,", "Places is a number such as 1200 or 0.5."),
        ("Ines Import,", "Nobody,", "Looked after by names a colleague who works here."),
        ("Ines Import,", "Ines Import,2.11.2026", "Signed is a date such as 2026-11-22."),
    ],
)
def test_what_does_not_fit_gives_the_row_back_with_one_sentence(cast: Cast, was: str, now: str, says: str) -> None:
    brought = cast.bring(TABLE.replace(was, now), target="companies")
    assert counts(brought) == (1, 0, 0, 0, 1)
    assert brought.rejected_rows.get().reason == says


def test_an_empty_cell_says_nothing_and_undoing_gives_the_earlier_answers_back(cast: Cast) -> None:
    cast.bring(TABLE, target="companies")
    second = "name,ID,Places,Where kept\nHarbor Sideline,o1,3,\nNew Sideline,o3,5,Southern\n"
    brought = cast.bring(second, target="companies")
    assert told("o1") == {**HARBOR, "places": "3"}
    third = cast.bring(second.replace(",3,", ",3,").replace("New", "Newer").replace("o3", "o4"), target="companies")
    harbor = Company.objects.select_related("item").get(crm_id="o1")
    brought.undo(by=cast.owner)
    assert told("o1") == HARBOR
    assert not FieldValue.objects.filter(about__title="New Sideline").exists()
    assert Company.objects.get(crm_id="o3").item.is_retired
    FieldValue.fill(harbor.item, {"places": "11"}, by=Console())
    third.undo(by=cast.owner)
    assert told("o1")["places"] == "11"
    again = cast.bring(second, target="companies")
    assert counts(again)[0] == 1
    assert told("o3") == {"places": "5", "where_kept": "Southern"}


def test_the_preview_shows_the_words_of_the_file_and_a_field_that_is_gone_is_refused(cast: Cast) -> None:
    brought = cast.prepare(TABLE, target="companies")
    shown = preview_of(brought, wanted_of(brought, {f"column_{n}": at for n, at in brought.mapping["fields"].items()}))
    assert "Northern" in shown.rows[0][1]
    CustomField.objects.get(key="places").retire(because="Asked too much.", by=Console())
    with pytest.raises(Refused, match="is asked no longer"):
        brought.run(by=cast.owner)


def test_a_backlogs_columns_fill_the_fields_of_features(cast: Cast) -> None:
    CustomField.open("Squad", of="feature", form="choice", options=("Red", "Blue"), by=Console())
    table = "title,key,Squad\nSay it,S-1,blue\nResync,S-2,\n"
    assert counts(cast.bring(table, target="features")) == (2, 0, 0, 0, 0)
    feature = Feature.objects.select_related("item").get(external_id="S-1")
    assert {one.field.key: one.words for one in answers_of(feature.item)}["squad"] == "Blue"
    assert counts(cast.bring(table, target="features")) == (0, 0, 2, 0, 0)
    assert counts(cast.bring(table.replace("blue", "red"), target="features")) == (0, 1, 1, 0, 0)
