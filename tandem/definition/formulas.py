"""Formulas of prioritizing: a small language of numbers and drivers, read here and worked out here, never by Python.

`Formula.read("reach * impact / effort")` says in a sentence what it cannot read; `work_out(values)` says in a sentence
why there is no figure. Length, depth and size are bounded, so that a hostile formula costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, localcontext
from typing import Any

from tandem.core.errors import Refused

LONGEST = 400
MOST_WORDS = 120
DEEPEST = 20
LARGEST = Decimal(10) ** 14
PLACES = Decimal("0.0001")
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,12}(?:\.\d{1,6})?)|(?P<name>[A-Za-z][A-Za-z0-9_]{0,29})|(?P<sign><=|>=|[-+*/(),<>=]))"
)
COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
    "=": lambda one, other: one == other,
}
FUNCTIONS = {"min": "the smallest of", "max": "the largest of", "if": "one or the other", "weighted": "0 to 100"}


@dataclass(frozen=True)
class Number:
    """A number as it is written."""

    value: Decimal


@dataclass(frozen=True)
class Name:
    """A driver, by its short name."""

    key: str


@dataclass(frozen=True)
class Pair:
    """Two parts with a sign between them."""

    sign: str
    left: Part
    right: Part


@dataclass(frozen=True)
class Call:
    """min, max, if or weighted, with what stands in its brackets."""

    name: str
    parts: tuple[Part, ...]


Part = Number | Name | Pair | Call


@dataclass(frozen=True)
class Scaled:
    """A driver for `weighted`: where its value lies between its ends, 0 to 1, the better the higher; and its weight."""

    share: Decimal
    weight: Decimal


@dataclass(frozen=True)
class Worked:
    """What a formula came to, or in a sentence why it came to nothing."""

    value: Decimal | None
    says: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula that was read: its text and its parts."""

    text: str
    root: Part

    @classmethod
    def read(cls, text: str) -> Formula:
        """Read a formula; what cannot be read is refused in a sentence that names the place."""
        if not text.strip():
            raise Refused("Write a formula, such as reach * impact * confidence / effort.")
        if len(text) > LONGEST:
            raise Refused(f"The formula is longer than {LONGEST} characters.")
        return cls(text.strip(), _Reader(text).whole())

    @property
    def drivers(self) -> tuple[str, ...]:
        """The drivers it names, each once, in the order they first stand in it."""
        return tuple(dict.fromkeys(part.key for part in _parts(self.root) if isinstance(part, Name)))

    @property
    def weighs(self) -> tuple[str, ...]:
        """The drivers that stand in weighted(): they need both ends of their scale."""
        calls = (part for part in _parts(self.root) if isinstance(part, Call) and part.name == "weighted")
        return tuple(dict.fromkeys(one.key for call in calls for one in call.parts if isinstance(one, Name)))

    def work_out(
        self, values: Mapping[str, Decimal | None], scaled: Mapping[str, Scaled | None] | None = None
    ) -> Worked:
        """The figure for these values; without one of them, or divided by nothing, a sentence instead."""
        if missing := [key for key in self.drivers if values.get(key) is None]:
            return Worked(None, f"Still needs {listed(missing)}.")
        with localcontext(Context(prec=28)):
            try:
                found = _value(self.root, values, scaled or {})
                if abs(found) >= LARGEST:
                    return Worked(None, "The figure is too large to be compared.")
                return Worked(found.quantize(PLACES, ROUND_HALF_UP).normalize() + 0)
            except _ByNothing as nothing:
                return Worked(None, f"It divides by {nothing}, which is 0 here.")
            except DecimalException:
                return Worked(None, "The figure is too large to be compared.")


class _ByNothing(Exception):
    """The divisor is nought; its words say which."""


def listed(names: list[str]) -> str:
    """In words: reach, impact and effort."""
    *others, last = (name.replace("_", " ") for name in names)
    return f"{', '.join(others)}{' and ' if others else ''}{last}"


def _parts(part: Part) -> Iterator[Part]:
    yield part
    inner = (part.left, part.right) if isinstance(part, Pair) else part.parts if isinstance(part, Call) else ()
    for one in inner:
        yield from _parts(one)


def _value(part: Part, values: Mapping[str, Decimal | None], scaled: Mapping[str, Scaled | None]) -> Decimal:
    if isinstance(part, Number):
        return part.value
    if isinstance(part, Name):
        return values[part.key] or Decimal(0)
    if isinstance(part, Pair):
        return _paired(part, _value(part.left, values, scaled), _value(part.right, values, scaled))
    if part.name == "weighted":
        return _weighted([scaled.get(one.key) for one in part.parts if isinstance(one, Name)])
    if part.name == "if":
        return _value(part.parts[1 if _holds(part.parts[0], values, scaled) else 2], values, scaled)
    found = [_value(one, values, scaled) for one in part.parts]
    return min(found) if part.name == "min" else max(found)


def _paired(part: Pair, left: Decimal, right: Decimal) -> Decimal:
    if part.sign == "/":
        if not right:
            names = dict.fromkeys(one.key for one in _parts(part.right) if isinstance(one, Name))
            raise _ByNothing(listed(list(names) or ["0"]))
        return left / right
    return left * right if part.sign == "*" else left + right if part.sign == "+" else left - right


def _holds(part: Part, values: Mapping[str, Decimal | None], scaled: Mapping[str, Scaled | None]) -> bool:
    assert isinstance(part, Pair)  # the reader lets nothing else stand here
    return COMPARED[part.sign](_value(part.left, values, scaled), _value(part.right, values, scaled))


def _weighted(parts: list[Scaled | None]) -> Decimal:
    """100 times the mean of the shares by their weights; what has no weight counts for nothing."""
    known = [part for part in parts if part]
    total = sum((part.weight for part in known), Decimal(0))
    if not total:
        raise _ByNothing("the sum of the weights")
    return 100 * sum((part.share * part.weight for part in known), Decimal(0)) / total


class _Reader:
    """Reads a formula from left to right: sums of products of signed parts."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.deep = text, 0, 0
        self.words = self._split()

    def whole(self) -> Part:
        part = self._sum()
        if self.at < len(self.words):
            raise Refused(f"“{self.words[self.at][1]}” does not fit where it stands; a sign such as + or * is missing.")
        return part

    def _split(self) -> list[tuple[str, str]]:
        words, place, text = [], 0, self.text.rstrip()
        while place < len(text):
            found = TOKEN.match(text, place)
            if not found or found.end() == place:
                raise Refused(
                    f"“{text[place:].strip()[:12]}” cannot be read: use numbers, drivers, + - * / and brackets."
                )
            words.append((str(found.lastgroup), found[str(found.lastgroup)]))
            place = found.end()
            if len(words) > MOST_WORDS:
                raise Refused(f"The formula has more than {MOST_WORDS} parts.")
        return words

    def _next(self, *signs: str) -> str:
        """The sign that comes next, if it is one of these; else nothing, and nothing is read."""
        if self.at < len(self.words) and self.words[self.at][0] == "sign" and self.words[self.at][1] in signs:
            self.at += 1
            return self.words[self.at - 1][1]
        return ""

    def _sum(self) -> Part:
        part = self._product()
        while sign := self._next("+", "-"):
            part = Pair(sign, part, self._product())
        return part

    def _product(self) -> Part:
        part = self._signed()
        while sign := self._next("*", "/"):
            part = Pair(sign, part, self._signed())
        return part

    def _signed(self) -> Part:
        self.deep += 1
        if self.deep > DEEPEST:
            raise Refused(f"The brackets go deeper than {DEEPEST} levels.")
        part = Pair("-", Number(Decimal(0)), self._signed()) if self._next("-") else self._single()
        self.deep -= 1
        return part

    def _single(self) -> Part:
        if self._next("("):
            part = self._sum()
            self._close()
            return part
        if self.at >= len(self.words):
            raise Refused("The formula ends too early: a number or a driver is missing at its end.")
        kind, word = self.words[self.at]
        if kind == "sign":
            raise Refused(f"Before “{word}” a number or a driver is missing.")
        self.at += 1
        if kind == "number":
            return Number(Decimal(word))
        return self._call(word.lower()) if self._next("(") else self._named(word.lower())

    def _named(self, word: str) -> Part:
        if word in FUNCTIONS:
            raise Refused(f"{word} needs brackets, such as {word}(...).")
        return Name(word)

    def _call(self, word: str) -> Part:
        if word not in FUNCTIONS:
            raise Refused(f"There is no {word}(...). There are min, max, if and weighted.")
        parts = [self._condition() if word == "if" else self._sum()]
        while self._next(","):
            parts.append(self._sum())
        self._close()
        if word == "if" and len(parts) != 3:
            raise Refused("if takes a condition and two answers: if(reach > 100, impact, 1).")
        if word == "weighted" and not all(isinstance(part, Name) for part in parts):
            raise Refused("weighted takes drivers alone: weighted(revenue, trend).")
        return Call(word, tuple(parts))

    def _condition(self) -> Part:
        left = self._sum()
        if not (sign := self._next(*COMPARED)):
            raise Refused("if compares two things with <, <=, >, >= or =: if(reach > 100, impact, 1).")
        return Pair(sign, left, self._sum())

    def _close(self) -> None:
        if not self._next(")"):
            raise Refused("A bracket is opened and not closed.")
