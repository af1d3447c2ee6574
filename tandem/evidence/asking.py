"""The questions of a survey as rules on plain values: which kinds there are, what may be asked, what answers each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.core.errors import InvalidInput, Refused

KINDS = [
    ("recommend", "Would you recommend us, 0 to 10"),
    ("ellis", "How would you feel without it"),
    ("text", "Open answer"),
    ("choice", "One of several"),
    ("choices", "Any of several"),
    ("scale", "Scale of 1 to 5"),
]
SCORED = {"recommend": range(11), "ellis": range(3), "scale": range(1, 6)}
ELLIS = ("Not disappointed", "Somewhat disappointed", "Very disappointed")
VERY = 2
ONCE = ("recommend", "ellis")
MOST_QUESTIONS, MOST_OPTIONS, LONGEST_WORDS, LONGEST_OPTION, LONGEST_ANSWER = 30, 20, 300, 120, 5_000
REASON = "What is the main reason for your score?"
BENEFIT = "What is the main benefit you get from it?"
TEMPLATES = [
    ("recommend", "Would you recommend us to a friend?"),
    ("ellis", "How would you feel without it? (Sean Ellis)"),
    ("both", "Both of them"),
    ("own", "Own questions only"),
]


@dataclass(frozen=True)
class Asked:
    """One question as it is asked, without the record behind it."""

    key: int
    kind: str
    words: str
    options: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class Said:
    """What was answered to one question: a score, chosen options by their place, or words."""

    score: int | None = None
    chosen: tuple[int, ...] = ()
    words: str = ""


def questions_of(template: str, product: str) -> list[dict[str, Any]]:
    """The built-in questions, with the product's name in them."""
    recommend: list[dict[str, Any]] = [
        {"kind": "recommend", "words": f"Would you recommend {product} to a friend or colleague?", "needed": True},
        {"kind": "text", "words": REASON},
    ]
    ellis: list[dict[str, Any]] = [
        {"kind": "ellis", "words": f"How would you feel if you could no longer use {product}?", "needed": True},
        {"kind": "text", "words": BENEFIT},
    ]
    found = {"recommend": recommend, "ellis": ellis, "both": [*recommend, *ellis], "own": []}.get(template)
    if found is None:
        raise Refused(f"A survey begins with one of: {', '.join(name for name, _ in TEMPLATES)}.")
    return found


def question_facts(kind: str, words: str, options: Sequence[str], low: str, high: str) -> dict[str, Any]:
    """What a question may be; anything else is refused with the reason."""
    words, kept = " ".join(words.split()), [" ".join(option.split()) for option in options if option.strip()]
    if kind not in dict(KINDS):
        raise Refused(f"A question is one of: {', '.join(name for name, _ in KINDS)}.")
    if not 0 < len(words) <= LONGEST_WORDS:
        raise Refused(f"A question needs words, at most {LONGEST_WORDS} characters.")
    if kind in ("choice", "choices"):
        _refuse_options(kept)
    ends = [" ".join(end.split())[:60] for end in (low, high)] if kind == "scale" else ["", ""]
    return {
        "kind": kind, "words": words, "options": kept if kind in ("choice", "choices") else [],
        "low": ends[0], "high": ends[1],
    }  # fmt: skip


def _refuse_options(options: list[str]) -> None:
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Refused(f"Give 2 to {MOST_OPTIONS} things to choose from, one a line.")
    if len({option.casefold() for option in options}) < len(options):
        raise Refused("Two of the things to choose from are the same.")
    if max(map(len, options)) > LONGEST_OPTION:
        raise Refused(f"What is chosen from has at most {LONGEST_OPTION} characters each.")


def checked(asked: Sequence[Asked], given: Mapping[int, Any]) -> dict[int, Said]:
    """What somebody answered, by question; all that is wrong is told at once. Nothing answered is refused too."""
    said: dict[int, Said] = {}
    wrong: dict[str, Sequence[str]] = {}
    for one in asked:
        try:
            found = _said(one, given.get(one.key))
        except Refused as refused:
            wrong[str(one.key)] = [refused.sentence]
            continue
        if found is not None:
            said[one.key] = found
        elif one.needed:
            wrong[str(one.key)] = [f"“{one.words}” needs an answer."]
    if wrong:
        raise InvalidInput(wrong)
    if not said:
        raise Refused("Answer at least one question.")
    return said


def _said(asked: Asked, value: Any) -> Said | None:
    if value is None or value == "" or value == []:
        return None
    if asked.kind == "text":
        return _words(asked, str(value))
    if asked.kind in SCORED:
        return Said(score=_within(asked, value, SCORED[asked.kind]))
    places = value if isinstance(value, list | tuple) else [value]
    if asked.kind == "choice" and len(places) > 1:
        raise Refused(f"“{asked.words}” takes one answer.")
    return Said(chosen=tuple(sorted({_within(asked, place, range(len(asked.options))) for place in places})))


def _words(asked: Asked, text: str) -> Said | None:
    words = text.replace("\0", "").strip()
    if len(words) > LONGEST_ANSWER:
        raise Refused(f"“{asked.words}” takes at most {LONGEST_ANSWER:,} characters.")
    return Said(words=words) if words else None


def _within(asked: Asked, value: Any, allowed: range) -> int:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit() and len(text) < 4 and int(text) in allowed):
        raise Refused(f"“{asked.words}” takes a number of {allowed[0]} to {allowed[-1]}.")
    return int(text)
