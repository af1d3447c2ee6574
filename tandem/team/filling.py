"""Answers to custom fields: read from what a form, a file or a program says, and put into words. No database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from tandem.core.errors import Refused
from tandem.core.ids import number_in

FORMS = {
    "line": "One line of text",
    "words": "Several lines of text",
    "number": "A number",
    "money": "An amount of money",
    "day": "A date",
    "yes": "Yes or no",
    "choice": "One of a list",
    "choices": "Several of a list",
    "link": "A link",
    "member": "A colleague",
}
LISTS = ("choice", "choices")
LONGEST = {"line": 300, "words": 20_000, "link": 2_000}
MOST = Decimal(10) ** 15
GROUPED, PLAIN = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?"), re.compile(r"[+-]?\d{1,30}(\.\d{0,30})?")
YES, NO = ("yes", "true", "1", "y"), ("no", "false", "0", "n")


@dataclass(frozen=True)
class Shape:
    """What answers a field takes: its name for refusals, the form, a unit, and the options as (key, title, in use)."""

    title: str
    form: str
    unit: str = ""
    options: tuple[tuple[int, str, bool], ...] = ()


def read(shape: Shape, said: Any) -> Any:
    """An answer as it is kept: text, a decimal as text, an ISO date, true or false, option keys, a member's number.

    Nothing, empty text and an empty list are no answer: None. Raises Refused with a sentence that names the field.
    """
    if isinstance(said, str):
        said = said.strip()
    if said is None or said in ("", []):
        return None
    return _READERS[shape.form](shape, said)


def in_words(shape: Shape, value: Any, colleagues: Mapping[int, str]) -> str:
    """A kept answer as a person reads it."""
    if value is None:
        return ""
    if shape.form in LISTS:
        titles = {key: title for key, title, _ in shape.options}
        return ", ".join(titles[key] for key in (value if isinstance(value, list) else [value]) if key in titles)
    if shape.form == "yes":
        return "Yes" if value else "No"
    if shape.form == "member":
        return colleagues.get(value, "")
    if shape.form == "day":
        on = date.fromisoformat(value)
        return f"{on.day} {on:%b %Y}"
    return f"{_grouped(value)} {shape.unit}".strip() if shape.form in ("number", "money") else str(value)


def _grouped(value: str) -> str:
    return f"{Decimal(value):,f}"


def _text(shape: Shape, said: Any) -> str:
    text = str(said).replace("\0", "")
    if len(text) > LONGEST[shape.form]:
        raise Refused(f"{shape.title} is at most {LONGEST[shape.form]:,} letters long.")
    return " ".join(text.split()) if shape.form == "line" else text


def _link(shape: Shape, said: Any) -> str:
    text = _text(shape, said)
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc or any(c.isspace() for c in text):
        raise Refused(f"{shape.title} is an address that begins with http:// or https://.")
    return text


def _number(shape: Shape, said: Any) -> str:
    """Commas may stand between thousands only: 1,5 is refused rather than taken for fifteen."""
    text = "".join(str(said).split())
    if GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if isinstance(said, bool) or not PLAIN.fullmatch(text) or abs(Decimal(text)) >= MOST:
        raise Refused(f"{shape.title} is a number such as 1200 or 0.5.")
    rounded = f"{round(Decimal(text), 2 if shape.form == 'money' else 6):f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded


def _day(shape: Shape, said: Any) -> str:
    try:
        return said.isoformat() if isinstance(said, date) else date.fromisoformat(str(said)).isoformat()
    except ValueError:
        raise Refused(f"{shape.title} is a date such as 2026-11-22.") from None


def _yes(shape: Shape, said: Any) -> bool:
    word = str(said).lower()
    if word not in (*YES, *NO):
        raise Refused(f"{shape.title} is yes or no.")
    return word in YES


def _choice(shape: Shape, said: Any) -> int:
    word = " ".join(str(said).split()).lower()
    for key, title, in_use in shape.options:
        if title.lower() == word:
            if in_use:
                return key
            raise Refused(f"{title} can no longer be chosen for {shape.title}.")
    offered = [title for _, title, in_use in shape.options if in_use]
    more = " ..." if len(offered) > 8 else ""
    raise Refused(f"{shape.title} is one of: {', '.join(offered[:8])}{more}")


def _choices(shape: Shape, said: Any) -> list[int]:
    several = said if isinstance(said, list) else str(said).split(";")
    return sorted({_choice(shape, one) for one in several if str(one).strip()}) or None  # type: ignore[return-value]


def _member(shape: Shape, said: Any) -> int:
    if not (number := number_in(said)):
        raise Refused(f"{shape.title} names a colleague by their number.")
    return number


_READERS = {
    "line": _text,
    "words": _text,
    "number": _number,
    "money": _number,
    "day": _day,
    "yes": _yes,
    "choice": _choice,
    "choices": _choices,
    "link": _link,
    "member": _member,
}
