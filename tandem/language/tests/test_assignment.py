"""New texts find their theme, strange ones stand out, and decisions outlive a new discovery."""

import numpy as np
import pytest

from tandem.language import Encoder, assign, carry_over, discover_themes, is_outgrown


@pytest.fixture(scope="module")
def found(complaints):
    return discover_themes(complaints[0])


def test_known_texts_go_back_to_their_themes(complaints, found):
    labels, _ = assign(Encoder.shipped().encode(complaints[0]), found)
    assert (labels == found.labels).mean() > 0.9


def test_novelty_lies_between_nought_and_one(complaints, found):
    _, novelty = assign(Encoder.shipped().encode([*complaints[0], "quantum chromodynamics", ""]), found)
    assert novelty.min() >= 0
    assert novelty.max() <= 1


def test_a_text_about_something_else_is_newer_than_a_known_one(found):
    _, novelty = assign(Encoder.shipped().encode(["I forgot my password again", "the chef burnt the lamb stew"]), found)
    assert novelty[0] <= found.familiar < novelty[1]


def test_a_silent_text_is_new_and_joins_silent_ones(complaints):
    themes = discover_themes([*complaints[0], "", "  "])
    labels, novelty = assign(Encoder.shipped().encode([""]), themes)
    assert labels.tolist() == [len(themes) - 1]
    assert novelty.tolist() == [1.0]


def test_without_themes_nothing_is_assigned():
    labels, novelty = assign(Encoder.shipped().encode(["a note"]), discover_themes([]))
    assert (labels.tolist(), novelty.tolist()) == ([-1], [1.0])


def test_vectors_of_another_encoder_are_refused(found):
    with pytest.raises(ValueError, match="256 dimensions"):
        assign(np.ones((1, 384), np.float32), found)


def test_renumbered_themes_carry_over_whole():
    assert carry_over([0, 0, 1, 1, 2], [2, 2, 0, 0, 1]) == {0: 1, 1: 2, 2: 0}


def test_of_a_split_theme_the_larger_part_keeps_the_name():
    assert carry_over([0, 0, 0, 0, 0], [0, 0, 0, 1, 1]) == {0: 0}


def test_unlabelled_texts_do_not_count_when_carrying_over():
    assert carry_over([0, -1, 1], [-1, 0, 1]) == {1: 1}
    assert carry_over([], []) == {}


def test_labels_of_different_texts_are_refused():
    with pytest.raises(ValueError, match="1 old labels for 2 new ones"):
        carry_over([0], [0, 1])


def test_a_name_lives_through_twenty_new_discoveries(complaints):
    texts = complaints[0]
    before = discover_themes(texts[:300]).labels
    names = {int(label): f"name {label}" for label in set(before)}
    for run in range(20):
        after = discover_themes(texts[: 300 + 2 * run], seed=run).labels
        kept = carry_over(before, after[: len(before)])
        names = {new: names[old] for new, old in kept.items() if old in names}
        before = after
    assert len(names) >= 8


def test_themes_are_outgrown_by_a_fifth_of_new_texts_or_by_many_strange_ones(found):
    size = len(found.labels)
    assert not is_outgrown(found, np.zeros(size // 10, np.float32))
    assert is_outgrown(found, np.zeros(size // 5 + 1, np.float32))
    assert is_outgrown(found, np.ones(60, np.float32))
