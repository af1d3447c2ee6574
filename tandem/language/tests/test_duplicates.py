"""Near-duplicates: noisy copies are found, texts on one template are not, crowds do not explode."""

import random

import pytest

from tandem.language import find_duplicates

SYLLABLES = ["ba", "cor", "den", "fi", "gra", "hol", "ist", "ko", "lum", "mer", "nit", "op", "pra", "sul", "tev"]


def written(count: int, chance: random.Random) -> list[str]:
    """Distinct notes of 8 to 20 invented words, common ones often and rare ones seldom."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(2_000)]
    weights = [1 / (rank + 10) for rank in range(len(words))]
    return [" ".join(chance.choices(words, weights, k=chance.randint(8, 20))) for _ in range(count)]


def noisy(text: str, chance: random.Random) -> str:
    """A copy as people make them: letters swapped or lost, words dropped, a greeting, capitals, another ending."""
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(text) - 1)
        words = text.split()
        lost = chance.randrange(len(words))
        text = chance.choice(
            [
                text[:place] + text[place + 1] + text[place] + text[place + 2 :],
                text[:place] + text[place + 1 :],
                " ".join(words[:lost] + words[lost + 1 :]),
                "Hello, " + text,
                text.upper(),
                text + "!! thanks",
            ]
        )
    return text


def test_noisy_copies_are_found_and_little_else():
    chance = random.Random(11)
    originals = written(10_000, chance)
    copied = chance.sample(range(len(originals)), 2_000)
    found = find_duplicates([*originals, *(noisy(originals[number], chance) for number in copied)])
    pairs = {(left, right) for left, right, _ in found}
    true = {(number, len(originals) + place) for place, number in enumerate(copied)}
    assert len(pairs & true) / len(true) >= 0.97
    assert len(pairs & true) / len(pairs) >= 0.80


def test_only_texts_of_one_group_are_pairs_and_the_same_ones_as_alone():
    chance = random.Random(12)
    texts = [noisy(text, chance) for text in written(40, chance) for _ in range(10)]
    groups = [number % 7 if number < 300 else 7 + number for number in range(len(texts))]
    found = find_duplicates(texts, groups=groups)
    of = [[number for number, group in enumerate(groups) if group == one] for one in range(8)]
    alone = [(each[i], each[j], how) for each in of for i, j, how in find_duplicates([texts[n] for n in each])]
    assert found == sorted(alone)
    assert len(found) > 20


def test_pairs_are_ordered_and_carry_their_likeness():
    texts = [
        "the quick brown fox jumps",
        "something else entirely",
        "The quick  brown fox jumps",
        "the quick brown fox jumped",
    ]
    found = find_duplicates(texts)
    assert [(left, right) for left, right, _ in found] == [(0, 2), (0, 3), (2, 3)]
    assert found[0][2] == 1.0
    assert 0.5 <= found[1][2] < 1


def test_a_higher_threshold_keeps_only_closer_pairs():
    texts = ["please refund my last order", "please refund my last order now", "please refund my last invoice"]
    assert len(find_duplicates(texts, threshold=0.95)) < len(find_duplicates(texts, threshold=0.5))


def test_empty_and_short_texts_are_nobodys_duplicates_but_equal_ones_are():
    assert find_duplicates(["", " ", "ok", "no"]) == []
    assert find_duplicates(["ok", "OK "]) == [(0, 1, 1.0)]
    assert find_duplicates([]) == []


def test_a_thousand_equal_texts_make_a_thousand_pairs_not_a_million():
    assert len(find_duplicates(["thank you very much"] * 1_000)) == 999


def test_lone_surrogates_do_no_harm():
    assert find_duplicates(["\ud800 broken text here", "\ud800 broken text here!"])


def test_a_threshold_outside_its_range_is_refused():
    with pytest.raises(ValueError, match="not between 0 and 1"):
        find_duplicates(["a"], threshold=0)
