"""Notes near in meaning: kept, brought up to date, and found beside many others."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import connection

from tandem.evidence import vectors
from tandem.evidence.models import Note
from tandem.evidence.tests.conftest import Cast
from tandem.evidence.vectors import WIDER, has_vectors, index_vectors, keep_missing, keep_vectors, nearest_notes
from tandem.language import Encoder


@pytest.fixture(autouse=True)
def with_vectors(cast: Cast) -> None:
    if not has_vectors():
        pytest.skip("this database has no pgvector")


def kept(note: Note) -> list[float]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT vector::real[] FROM evidence_notevector WHERE note_id = %s", [note.pk])
        (found,) = cursor.fetchone()
        return list(found)


def test_a_vector_is_kept_as_it_was_made(cast: Cast) -> None:
    note = cast.note("The crane stops at noon")
    assert np.allclose(kept(note), Encoder.shipped().encode(["The crane stops at noon"])[0], atol=1e-3)


def test_a_vector_kept_again_is_the_new_one(cast: Cast) -> None:
    note, other = cast.note("The crane stops at noon"), cast.note("The crane stops at night")
    made = Encoder.shipped().encode(["The invoice is wrong", "The crane stops at night"])
    keep_vectors([note.pk, other.pk], made)
    assert np.allclose(kept(note), made[0], atol=1e-3)


def test_a_vector_that_is_missing_is_kept_and_the_others_are_left_alone(cast: Cast) -> None:
    note, other = cast.note("The crane stops at noon"), cast.note("The crane stops at night")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM evidence_notevector WHERE note_id = %s", [other.pk])
    keep_missing([note.pk, other.pk], Encoder.shipped().encode([note.whole, other.whole]))
    assert np.allclose(kept(other), Encoder.shipped().encode([other.whole])[0], atol=1e-3)


def test_vectors_of_another_encoder_are_all_kept_anew(cast: Cast) -> None:
    note, other = cast.note("The crane stops at noon"), cast.note("The crane stops at night")
    made = np.roll(Encoder.shipped().encode([note.whole, other.whole]), 1, axis=1)
    keep_missing([note.pk, other.pk], made)
    assert np.allclose([kept(note), kept(other)], made, atol=1e-3)


def test_the_nearest_come_first(cast: Cast) -> None:
    near, far = cast.note("The crane stops at noon"), cast.note("The invoice shows the wrong tax")
    vector = Encoder.shipped().encode(["The crane stops"])[0]
    found = [pk for pk, _ in nearest_notes(vector, 2, Note.objects.of(cast.product))]
    assert found == [near.pk, far.pk]


def test_past_many_notes_an_index_is_made_once_and_finds_the_same(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [cast.note(f"The {what} stops at {when}") for what in ("crane", "belt", "oven") for when in ("noon", "six")]
    vector = Encoder.shipped().encode(["The belt stops"])[0]
    before = nearest_notes(vector, 4, Note.objects.of(cast.product))
    assert not index_vectors()
    monkeypatch.setattr(vectors, "INDEX_FROM", len(notes) - 1)
    assert index_vectors()
    assert not index_vectors()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {vectors.NEAREST}", [vectors.written(vector), 4])
        assert "notevector_cells" in str(cursor.fetchall())
    assert nearest_notes(vector, 4, Note.objects.of(cast.product)) == before


def test_what_is_wanted_is_found_behind_many_that_are_nearer(cast: Cast) -> None:
    for _ in range(WIDER + 2):
        cast.note("The crane stops at noon")
    wanted = cast.note("The invoice shows the wrong tax")
    vector = Encoder.shipped().encode(["The crane stops at noon"])[0]
    assert [pk for pk, _ in nearest_notes(vector, 1, Note.objects.filter(pk=wanted.pk))] == [wanted.pk]
