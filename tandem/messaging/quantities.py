"""The numbers a sentence states, in figures or in words, each with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: Decimal(place) for place, word in enumerate(_ONES, 1)} | {
    "fifteen": Decimal(15),
    "twenty": Decimal(20),
    "thirty": Decimal(30),
    "forty": Decimal(40),
    "fifty": Decimal(50),
    "sixty": Decimal(60),
    "ninety": Decimal(90),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
}
SPELLED = {value: word for word, value in _WORDS.items() if value <= 12}
_SPANS = {"second", "minute", "hour", "day", "night", "evening", "weekend", "week", "month", "quarter", "year"}
_FUNCTION_WORDS = (
    "a an and as at but by for from in is it its now of on or per than that the then "
    "they this to was we were when with you"
)
_NO_UNIT = set(_FUNCTION_WORDS.split())
_BEFORE_PRONOUN = {"no", "each", "this", "that", "every", "which", "the", "any"}
_TOKEN = re.compile(r"[$€£]?\d[\d,]*(?:\.\d+)?\s?(?:%|x\b|k\b|m\b)?|[^\W\d_]+(?:['’][a-z]+)?|[.;:!?]", re.IGNORECASE)
_SCALES = {"k": Decimal(1000), "m": Decimal(10**6)}


@dataclass(frozen=True)
class Quantity:
    """One number and what it counts: two days is (2, "day")."""

    value: Decimal
    unit: str

    @property
    def words(self) -> str:
        return SPELLED.get(self.value, f"{self.value.normalize():f}")

    @property
    def says(self) -> str:
        """In words: two days."""
        plural = "" if self.value == 1 or self.unit in ("", "%", "people") else "s"
        return f"{self.words}{'' if self.unit == '%' else ' '}{self.unit}{plural}".strip()


def quantities(text: str) -> list[Quantity]:
    """Every number stated in a text. A bare one takes the unit of the number before it: four days to two."""
    tokens = _TOKEN.findall(text.lower())
    found: list[Quantity] = []
    for value, unit in _read(tokens):
        inherited = found[-1].unit if found and not unit else unit
        found.append(Quantity(value, inherited))
    return found


def _read(tokens: list[str]) -> Iterator[tuple[Decimal, str]]:
    for place, token in enumerate(tokens):
        before, after = _at(tokens, place - 1), _at(tokens, place + 1)
        if token[0].isdecimal() or token[0] in "$€£":
            if read := _figure(token, after):
                yield read
        elif token in _WORDS and not (token == "one" and (before in _BEFORE_PRONOUN or after == "of")):
            yield _WORDS[token], _unit(after)
        elif token in ("a", "an") and before in ("in", "within", "under") and _singular(after) in _SPANS:
            yield Decimal(1), _singular(after)


def _figure(token: str, after: str) -> tuple[Decimal, str] | None:
    bare = token.strip("$€£ ")
    mark = bare[-1] if bare[-1] in "%xkm" else ""
    value = Decimal(bare.rstrip("%xkm ").replace(",", "") or 0)
    if "." in bare and not mark and token[0].isdecimal() and _singular(after) not in _SPANS:
        return None  # a version, such as 2.0
    if token[0] in "$€£":
        return value * _SCALES.get(mark, Decimal(1)), token[0]
    return value * _SCALES.get(mark, Decimal(1)), mark if mark in ("%", "x") else _unit(after)


def _unit(word: str) -> str:
    return "" if not word.isalpha() or word in _NO_UNIT else _singular(word)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _at(tokens: list[str], place: int) -> str:
    return tokens[place] if 0 <= place < len(tokens) else ""
