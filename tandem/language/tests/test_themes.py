"""Themes: every text has one, the same input gives the same answer, and small or odd input is no trouble."""

import numpy as np
import pytest

from tandem.language import Encoder, discover_themes, themes
from tandem.language.agreement import adjusted_rand, v_measure


@pytest.mark.parametrize(
    "texts",
    [[], ["one note"], ["one note", "another thing"], [""], ["", " ", "\n"], ["???", "", "refund"], ["same"] * 30],
    ids=["none", "one", "two", "empty", "all empty", "mostly empty", "identical"],
)
def test_odd_input_gives_every_text_a_theme(texts):
    found = discover_themes(texts)
    assert len(found.labels) == len(texts)
    assert set(found.labels.tolist()) == set(range(len(found)))
    assert len(found.titles) == len(found.keywords) == len(found.centroids) == len(found)
    assert all(len(labels) == len(texts) for labels in found.levels.values())


def test_ten_texts_on_two_subjects_do_not_mix_them(complaints):
    texts = [f"{word} password reset" for word in ("my", "a", "the", "new", "old")]
    texts += [f"{word} delivery truck" for word in ("my", "a", "the", "new", "old")]
    found = discover_themes(texts)
    assert not set(found.labels[:5]) & set(found.labels[5:])


def test_subjects_are_told_apart(complaints):
    texts, subjects = complaints
    found = discover_themes(texts, level="coarse")
    assert v_measure(subjects, found.labels.tolist()) > 0.75


def test_the_same_texts_give_the_same_themes(complaints):
    one, other = (discover_themes(complaints[0]) for _ in range(2))
    assert np.array_equal(one.labels, other.labels)
    assert one.titles == other.titles
    assert one.keywords == other.keywords
    assert np.array_equal(one.centroids, other.centroids)


def test_themes_above_the_exact_size_are_the_same_in_every_run(complaints, monkeypatch):
    monkeypatch.setattr("tandem.language.neighbors.EXACT_UP_TO", 100)
    one, other = (discover_themes(complaints[0]) for _ in range(2))
    assert np.array_equal(one.labels, other.labels)


def test_identical_texts_share_a_theme(complaints):
    texts = [*complaints[0], *[text.upper() for text in complaints[0]]]
    labels = discover_themes(texts).labels
    assert np.array_equal(labels[: len(labels) // 2], labels[len(labels) // 2 :])


def test_themes_are_numbered_by_falling_size(complaints):
    sizes = np.bincount(discover_themes(complaints[0]).labels)
    assert (np.diff(sizes) <= 0).all()


def test_a_title_is_a_text_of_its_theme(complaints):
    found = discover_themes(complaints[0])
    assert [found.labels[text] for text in found.typical] == list(range(len(found)))
    assert found.titles == [complaints[0][text] for text in found.typical]


def test_levels_grow_finer_and_every_theme_has_a_parent(complaints):
    found = discover_themes(complaints[0])
    sizes = [int(found.levels[level].max()) + 1 for level in ("coarse", "medium", "fine")]
    assert sizes == sorted(sizes)
    assert [len(found.parents["medium"]), len(found.parents["fine"])] == sizes[1:]
    assert max(found.parents["fine"]) < sizes[1]


def test_a_parent_holds_most_of_its_child():
    assert themes.parents(np.array([0, 0, 0, 1, 1]), np.array([1, 1, 0, 0, 0])) == [1, 0]


def test_the_level_asked_for_is_the_one_given(complaints):
    found = discover_themes(complaints[0], level="fine")
    assert np.array_equal(found.labels, found.levels["fine"])


def test_levels_that_nobody_wants_are_not_found_and_change_nothing(complaints):
    alone, beside = discover_themes(complaints[0], levels=()), discover_themes(complaints[0])
    assert set(alone.levels) == {"medium"}
    assert alone.parents == {}
    assert np.array_equal(alone.labels, beside.labels)


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="choose one of coarse, medium, fine"):
        discover_themes(["a"], level="huge")


def test_vectors_that_do_not_fit_the_texts_are_refused():
    with pytest.raises(ValueError, match="for 1 texts"):
        discover_themes(["a"], vectors=np.ones((2, 256), np.float32))


def test_given_vectors_are_used(complaints):
    vectors = Encoder.shipped().encode(complaints[0])
    assert np.array_equal(discover_themes(complaints[0]).labels, discover_themes(complaints[0], vectors=vectors).labels)


def test_a_sample_stands_for_the_whole_when_there_is_too_much(complaints, monkeypatch):
    monkeypatch.setattr(themes, "WHOLE_UP_TO", 300)
    monkeypatch.setattr(themes, "SAMPLE", 250)
    texts, subjects = complaints
    found = discover_themes(texts, level="coarse")
    assert len(found.labels) == len(texts)
    assert v_measure(subjects, found.labels.tolist()) > 0.7


def test_progress_is_told_from_start_to_end(complaints):
    told: list[tuple[str, float]] = []
    discover_themes(complaints[0], progress=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], told[-1]) == (0.0, ("done", 1.0))


def test_agreement_of_equal_labellings_is_one_and_of_a_constant_none():
    assert v_measure("aabb", [1, 1, 0, 0]) == pytest.approx(1)
    assert adjusted_rand("aabb", [1, 1, 0, 0]) == pytest.approx(1)
    assert v_measure("aabb", [0, 0, 0, 0]) == pytest.approx(0)
    assert adjusted_rand("aabb", [0, 1, 0, 1]) == pytest.approx(-0.5)
