"""Near-duplicates are folded, reversibly; two people are two voices, whatever they say."""

import pytest

from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.figures import refresh_figures
from tandem.evidence.models import Fold, Note, Theme
from tandem.evidence.repeats import Said, fold_repeats, repeats_of
from tandem.evidence.search import search_notes
from tandem.evidence.tests.conftest import Cast

STUCK = "The crane stops every Monday morning and nobody tells us why it does."


def test_what_repeats_an_earlier_note_lies_under_the_first() -> None:
    said = [Said(1, 5, STUCK), Said(1, 7, "Invoices are wrong"), Said(1, 8, f"{STUCK} Please!"), Said(1, 9, STUCK.upper())]
    assert [(note, into) for note, into, _ in repeats_of(said)] == [(8, 5), (9, 5)]


def test_the_same_voice_saying_it_again_is_folded_and_counted_once(cast: Cast) -> None:
    first = cast.note(STUCK, author_email="a@quarry.example")
    again = cast.note(f"Fwd: {STUCK}", author_email="A@quarry.example")
    assert fold_repeats(cast.product, by=cast.pm) == 1
    again.refresh_from_db()
    assert again.folded_into_id == first.pk
    theme = Theme.settle.__self__._make("Cranes", product=cast.product, found_at=first.added_at)
    Note.objects.filter(pk__in=(first.pk, again.pk)).update(theme=theme)
    refresh_figures([theme.pk])
    theme.refresh_from_db()
    assert theme.note_count == 1


def test_two_people_who_say_the_same_are_two_voices(cast: Cast) -> None:
    cast.note(STUCK, author_email="a@quarry.example")
    cast.note(STUCK, author_email="b@lantern.example")
    assert fold_repeats(cast.product, by=cast.pm) == 0


def test_without_a_voice_only_long_equal_words_are_one_note(cast: Cast) -> None:
    for text in ("It is slow", "It is slow", STUCK, STUCK.lower(), f"{STUCK} Really."):
        cast.note(text)
    assert fold_repeats(cast.product, by=cast.pm) == 1


def test_a_folded_note_is_shown_and_found_once(cast: Cast) -> None:
    first = cast.note(STUCK, author_email="a@quarry.example")
    cast.note(STUCK, author_email="a@quarry.example")
    fold_repeats(cast.product, by=cast.pm)
    assert list(Note.objects.of(cast.product).said_once()) == [first]
    assert [hit.note for hit in search_notes(cast.product, "crane monday", cast.pm)] == [first]


def test_what_was_taken_apart_is_never_folded_again_by_the_engine(cast: Cast) -> None:
    first = cast.note(STUCK, author_email="a@quarry.example")
    again = cast.note(STUCK, author_email="a@quarry.example")
    fold_repeats(cast.product, by=cast.pm)
    again.refresh_from_db()
    again.unfold(by=cast.pm)
    assert fold_repeats(cast.product, by=cast.pm) == 0
    assert Fold.objects.filter(note=again, into=first).exclude(taken_apart_at=None).count() == 1
    again.fold(first, by=cast.pm)  # a person may
    assert again.folded_into == first


def test_a_linked_note_is_never_folded(cast: Cast) -> None:
    cast.note(STUCK, author_email="a@quarry.example")
    again = cast.note(STUCK, author_email="a@quarry.example")
    again.highlight(0, 9, feeling="angry", by=cast.pm)
    assert fold_repeats(cast.product, by=cast.pm) == 0
    with pytest.raises(Refused, match="linked"):
        again.fold(cast.note(STUCK), by=cast.pm)


def test_folding_by_hand_moves_what_lay_under_it(cast: Cast) -> None:
    top, middle, low = (cast.note(f"{STUCK} {n}") for n in range(3))
    low.fold(middle, by=cast.pm)
    middle.fold(top, by=cast.pm)
    low.refresh_from_db()
    assert low.folded_into == top
    with pytest.raises(Refused, match="itself"):
        top.fold(low, by=cast.pm)
    with pytest.raises(NotAllowed):
        low.unfold(by=cast.viewer)


def test_only_voices_heard_since_are_read_again(cast: Cast) -> None:
    cast.note(STUCK, author_email="a@quarry.example")
    late = cast.note(STUCK, author_email="a@quarry.example")
    from datetime import timedelta

    assert fold_repeats(cast.product, by=cast.pm, since=late.added_at + timedelta(seconds=1)) == 0
    assert fold_repeats(cast.product, by=cast.pm, since=late.added_at) == 1
