"""The figures that the engine must hold on real exports with known labels."""

import time

import pytest

from tandem.language import Encoder, discover_themes
from tandem.language.agreement import adjusted_rand, v_measure

pytestmark = pytest.mark.data
BANKING = ("support/banking77/train.csv", "support/banking77/test.csv")
BITEXT = tuple(f"support/bitext/{part}.csv" for part in ("train", "dev", "test"))


def agreement(texts, truth):
    labels = discover_themes(texts).labels.tolist()
    return v_measure(truth, labels), adjusted_rand(truth, labels)


def test_bank_questions_fall_into_their_intents(rows_of):
    rows = rows_of(*BANKING)
    v, ari = agreement([row["text"] for row in rows], [row["category"] for row in rows])
    assert v >= 0.785
    assert ari >= 0.52


def test_shop_utterances_fall_into_their_intents(rows_of):
    rows = rows_of(*BITEXT)
    v, ari = agreement([row["utterance"] for row in rows], [row["intent"] for row in rows])
    assert v >= 0.795
    assert ari >= 0.55


@pytest.mark.no_cover
def test_the_encoder_reads_fifty_thousand_texts_a_second_of_processor_time(rows_of):
    texts = [row["text"] for row in rows_of(*BANKING)] * 4
    encoder = Encoder.shipped()
    encoder.encode(texts[:100])
    start = time.process_time()
    encoder.encode(texts)
    assert len(texts) / (time.process_time() - start) >= 50_000
