"""Words, keywords and search ranks."""

import numpy as np
import pytest

from tandem.language import fuse, keywords, text_weight
from tandem.language.words import Wording, count, is_stop_word, term_weights, words_of


def test_a_contraction_is_one_word_and_a_stop_word():
    assert words_of("I can’t, and don't!") == ["i", "can't", "and", "don't"]
    assert all(is_stop_word(word) for word in ("can't", "don't", "i've", "it's", "won't"))


def test_a_word_with_a_topic_is_no_stop_word():
    assert not any(is_stop_word(word) for word in ("refund", "customer's", "login", "übersicht"))


def test_pairs_do_not_cross_from_text_to_text():
    wording = Wording.of(["red card", "lost key"])
    assert [wording.phrase(key) for key in wording.pairs()[1]] == ["red card", "lost key"]


def test_counting_leaves_out_what_too_few_texts_use():
    wording = Wording.of(["a a b", "a c"])
    counts, kept = count(wording.singles(), 2, in_texts=2)
    assert [wording.vocabulary[key] for key in kept] == ["a"]
    assert counts.toarray().tolist() == [[2.0], [1.0]]


def test_term_weights_have_unit_length_where_there_are_terms():
    weights = term_weights(["card lost", "card lost today", "sun"])
    assert np.asarray(weights.multiply(weights).sum(axis=1)).ravel() == pytest.approx([1, 1, 0])


def test_keywords_name_what_sets_a_group_apart():
    texts = [
        "refund my order",
        "a refund please",
        "refund the money",
        "app crash",
        "the app crash today",
        "crash of app",
    ]
    refund, crash = keywords(texts, [0, 0, 0, 1, 1, 1])
    assert refund[0] == "refund"
    assert {"app", "crash"} & set(" ".join(crash).split())
    assert not set(refund) & set(crash)


def test_keywords_hold_no_stop_words_and_do_not_repeat_themselves():
    (found,) = keywords(["I don't get refunds", "I don't get a refund", "the refund isn't there"], [0, 0, 0])
    assert sum(word.startswith("refund") for word in found) == 1
    assert not any(is_stop_word(word) for term in found for word in term.split())


def test_a_group_without_words_has_no_keywords():
    assert keywords(["", "refund"], [0, 1]) == [[], ["refund"]]
    assert keywords([], []) == []
    assert keywords(["refund"], [-1]) == []


def test_at_most_as_many_keywords_as_asked_for():
    assert len(keywords(["alpha beta gamma delta"], [0], top=2)[0]) == 2


def test_labels_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="1 texts with 2 labels"):
        keywords(["a"], [0, 1])


@pytest.mark.parametrize(
    ("query", "rarest", "weight"),
    [
        ("export csv", 0.5, 1.0),
        ('the customers said "too slow to use" in May', 0.5, 1.0),
        ("which customers mentioned zxq9000 last year", 0.0001, 1.0),
        ("people who cannot get their money back", 0.5, 0.3),
        ("people who cannot get their mooney back", 0.0, 0.3),
    ],
)
def test_words_count_in_full_for_a_known_item_only(query, rarest, weight):
    assert text_weight(query, rarest=rarest) == weight


def test_what_both_rankings_find_comes_first():
    assert fuse(["a", "b", "c"], ["c", "d"])[0] == "c"


def test_a_low_weight_lets_meaning_lead():
    assert fuse(["a", "b"], ["c", "d"], weight=0.3) == ["c", "d", "a", "b"]


def test_exact_hits_stand_before_everything():
    assert fuse(["a", "b"], ["a", "c"], exact=["c", "z"])[:2] == ["c", "z"]


def test_nothing_found_fuses_to_nothing():
    assert fuse([], []) == []
