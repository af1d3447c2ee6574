"""The language of a note: stated by its source or read from its words, and what notes are narrowed by."""

from __future__ import annotations

import pytest
from django.test import Client

from tandem.evidence import counting
from tandem.evidence.figures import weigh_product
from tandem.evidence.filters import NoteFilter
from tandem.evidence.languages import Spoken, languages_heard, read_languages
from tandem.evidence.models import Note
from tandem.evidence.search import find_notes
from tandem.evidence.tests.conftest import Cast
from tandem.evidence.tests.importing_cast import gather

GERMAN = "Der Bankabgleich hängt jeden Montag und niemand kann ihn neu starten."
ENGLISH = "The reconciliation hangs every Monday and nobody can start it again."
FRENCH = "Le rapprochement bancaire est bloqué chaque lundi et personne ne peut le relancer."


@pytest.fixture
def spoken(cast: Cast) -> Cast:
    for text in (GERMAN, ENGLISH, FRENCH, "Ok"):
        cast.note(text)
    return cast


def test_a_note_knows_its_language_and_a_short_one_says_unknown(spoken: Cast) -> None:
    told = dict(Note.objects.of(spoken.product).values_list("body", "language"))
    assert told == {GERMAN: "de", ENGLISH: "en", FRENCH: "fr", "Ok": "und"}
    heard = languages_heard(spoken.product.pk)
    assert [(one.name, one.notes) for one in heard] == [("English", 1), ("French", 1), ("German", 1), ("Unknown", 1)]


def test_a_share_by_language_counts_what_the_list_holds_and_of_many_what_was_kept(
    spoken: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken.note(GERMAN + " Und noch einmal.").dismiss(by=spoken.pm)
    first = spoken.note(GERMAN + " Immer wieder.")
    spoken.note(GERMAN + " Immer wieder!").fold(first, by=spoken.pm)
    told = {one.code: (one.notes, one.share_said) for one in languages_heard(spoken.product.pk)}
    assert told == {"de": (2, "40%"), "en": (1, "20%"), "fr": (1, "20%"), "und": (1, "20%")}
    assert counting.notes_heard(spoken.product.pk) == 5
    weigh_product(spoken.product.pk)
    spoken.note(FRENCH + " Encore.")
    monkeypatch.setattr("tandem.evidence.languages.FEW", 1)
    assert {one.code: one.notes for one in languages_heard(spoken.product.pk)}["fr"] == 1
    assert Spoken("de", "German", 1, 0.001).share_said == "under 1%"


def test_a_language_that_the_file_states_wins_over_what_the_words_tell(db: None) -> None:
    cast = gather()
    cast.bring(f"id,text,lang\n1,{GERMAN},\n2,Ok,pt-BR\n3,Fine,Klingon\n", named={"language": "lang", "external_id": "id"})
    assert [note.language for note in cast.notes()] == ["de", "pt", "und"]
    cast.bring(f"id,text\n1,{FRENCH}\n", named={"external_id": "id"})
    assert cast.notes()[0].language == "fr"


def test_words_said_anew_are_read_anew(cast: Cast) -> None:
    note = cast.note(ENGLISH)
    note.say_anew(GERMAN, by=cast.pm)
    assert Note.objects.get(pk=note.pk).language == "de"


def test_the_language_narrows_what_is_ranked_not_what_was_found(spoken: Cast) -> None:
    spoken.note("The Bankabgleich is what they call it, and the Bankabgleich is what we look for.")
    german = NoteFilter.of({"language": "de"}, spoken.product)
    hits = find_notes(spoken.product, "Bankabgleich", spoken.pm, limit=1, narrow=german.apply).hits
    assert [hit.note.body for hit in hits] == [GERMAN]
    assert NoteFilter.of({"language": "xx"}, spoken.product).asked == {}
    assert german.says("language") == "In German"


def test_the_list_offers_the_languages_that_were_heard_and_narrows_by_them(spoken: Cast, client: Client) -> None:
    client.force_login(spoken.pm)
    shown = client.get("/products/sideline/notes?language=fr").content.decode()
    assert FRENCH in shown
    assert GERMAN not in shown
    assert '<option value="de">German, 1 note</option>' in shown
    assert "In French" in shown


def test_notes_from_before_are_read_bit_by_bit_and_a_second_run_changes_nothing(
    spoken: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = Note.objects.of(spoken.product)
    before = dict(mine.values_list("pk", "language"))
    Note.objects.update(language="und")
    mine.update(language="")
    monkeypatch.setattr("tandem.evidence.languages.CHUNK", 3)
    assert read_languages(most=3) == 3
    assert mine.filter(language="").count() == 1
    assert read_languages() == 1
    assert read_languages() == 0
    assert dict(mine.values_list("pk", "language")) == before


def test_notes_of_a_language_are_asked_for_as_their_index_holds_them(spoken: Cast) -> None:
    """Which index is taken the database guesses from statistics that a test cannot make: the tables are not its own."""
    index = next(one for one in Note._meta.indexes if one.name == "note_language_newest")
    assert index.fields == ["product", "language", "-said_at", "-id"]
    chosen = NoteFilter.of({"language": "de", "state": "any"}, spoken.product).apply(Note.objects.of(spoken.product))
    asked = str(chosen.newest_first().query)
    assert f'WHERE ("evidence_note"."product_id" = {spoken.product.pk} AND "evidence_note"."language" = de)' in asked
    assert asked.endswith('ORDER BY "evidence_note"."said_at" DESC, "evidence_note"."id" DESC')
