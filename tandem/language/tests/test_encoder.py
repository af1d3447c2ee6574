"""The shipped encoder: shape, length, silence, and what it must not be confused by."""

from pathlib import Path

import numpy as np
import pytest

from tandem.language import Encoder
from tandem.language.encoder import LONGEST_WORD


def likeness(one: str, other: str) -> float:
    vectors = Encoder.shipped().encode([one, other])
    return float(vectors[0] @ vectors[1])


def test_vectors_are_256_floats_of_unit_length():
    vectors = Encoder.shipped().encode(["refund my order", "Straße und Café"])
    assert vectors.shape == (2, 256)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)


def test_texts_without_words_are_zeros():
    assert not Encoder.shipped().encode(["", "  \n\t", "\u200b"]).any()


def test_no_texts_give_no_rows():
    assert Encoder.shipped().encode([]).shape == (0, 256)


def test_a_paraphrase_is_nearer_than_another_subject():
    assert likeness("I forgot my password", "cannot remember the passcode") > likeness(
        "I forgot my password", "late bus"
    )


def test_case_and_accents_do_not_count():
    assert likeness("café menu", "CAFE MENU") == pytest.approx(1, abs=1e-5)


def test_an_order_number_does_not_count():
    assert likeness("cancel order 113542617735902", "cancel order 00004587345") == pytest.approx(1, abs=1e-5)


def test_a_word_longer_than_any_gives_nothing_and_costs_nothing():
    assert not Encoder.shipped().encode(["x" * (LONGEST_WORD + 1) * 10_000]).any()


def test_a_batch_gives_what_each_text_alone_gives():
    texts = [f"note {number % 97} about refund" for number in range(9_000)]
    together = Encoder.shipped().encode(texts)
    assert np.array_equal(together[8_500:8_501], Encoder.shipped().encode([texts[8_500]]))


def test_the_shipped_table_stays_below_eight_megabytes():
    folder = Path(__file__).parents[1] / "static256"
    assert sum(file.stat().st_size for file in folder.iterdir()) < 8_000_000


def test_a_table_that_does_not_fit_its_words_is_refused():
    with pytest.raises(ValueError, match="2 word pieces for a table of 3 rows"):
        Encoder(["a", "b"], np.ones((3, 4), np.float32))
