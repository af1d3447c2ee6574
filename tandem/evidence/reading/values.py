"""Numbers, money, yes or no, tags, ratings and ids as people write them, read without guessing in silence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tandem.core.errors import Refused

SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’_]+")
PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,2})?", re.IGNORECASE)
GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}(,\d{2,3})*(,\d{3})(\.\d*)?"),
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?"),
}
DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
SCALES = {"k": 3, "m": 6, "mn": 6, "mio": 6, "b": 9, "bn": 9}
SYMBOLS = {
    "US$": "USD", "CA$": "CAD", "C$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "R$": "BRL", "MX$": "MXN", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY", "₹": "INR", "₩": "KRW",
    "₽": "RUB", "₺": "TRY", "₪": "ILS", "₫": "VND", "฿": "THB", "₴": "UAH", "zł": "PLN", "Kč": "CZK", "kr": "",
    "Fr.": "CHF",
}  # fmt: skip
CODES = frozenset(
    re.findall(
        r"[A-Z]{3}",
        "USD EUR GBP JPY CNY CHF CAD AUD NZD SEK NOK DKK INR BRL MXN PLN CZK HUF RON BGN TRY ILS ZAR KRW SGD HKD TWD "
        "THB IDR MYR PHP VND AED SAR EGP NGN KES ARS CLP COP PEN UAH RUB ISK",
    )
)
MARKED = re.compile("|".join(re.escape(symbol) for symbol in sorted(SYMBOLS, key=len, reverse=True)))
CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
YES = frozenset(
    ["yes", "y", "true", "t", "1", "on", "x", "checked", "oui", "ja", "si", "sí", "sim", "да", "是", "✓", "✔"]
)
NO = frozenset(["no", "n", "false", "f", "0", "off", "unchecked", "non", "nein", "não", "нет", "否", "✗"])
BROKEN_ID = re.compile(r"[+-]?\d+([.,]\d+)?E\+?\d+", re.IGNORECASE)
OUT_OF = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:/|out of|von|sur|of)\s*(\d+)(?:\s*stars?)?", re.IGNORECASE)
BEST = {"stars_1_5": 5, "nps_0_10": 10, "likert_1_7": 7, "csat_good_bad": 1}
FEELINGS = {
    **dict.fromkeys(("good", "satisfied", "happy", "positive"), 1),
    **dict.fromkeys(("bad", "dissatisfied", "unhappy", "negative"), 0),
}


@dataclass(frozen=True)
class Money:
    """An amount and its ISO code; the code is empty when the text names no currency."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Rating:
    """A score on a scale: stars_1_5, nps_0_10, csat_good_bad or likert_1_7."""

    value: Decimal
    scale: str


def decimal_mark(samples: Iterable[str]) -> str:
    """The decimal mark of a column, settled by any value that reads one way only; empty when nothing settles it."""
    found = {_mark_of(SPACES.sub("", MARKED.sub("", CODE.sub("", sample)))) for sample in samples} - {""}
    return found.pop() if len(found) == 1 else ""


def is_doubtful(text: str) -> bool:
    """Whether a number reads as thousands in one country and as decimals in another: 1.234 does, 1,234 rarely."""
    return bool(DOUBTFUL.fullmatch(SPACES.sub("", MARKED.sub("", CODE.sub("", text)))))


def _mark_of(text: str) -> str:
    dot, comma = text.rfind("."), text.rfind(",")
    if dot >= 0 and comma >= 0:
        return "." if dot > comma else ","
    if dot < 0 and comma < 0:
        return ""
    mark, other = (".", ",") if dot >= 0 else (",", ".")
    if text.count(mark) > 1:
        return other
    digits = len(re.sub(r"\D+$", "", text[max(dot, comma) + 1 :]))
    return mark if digits != 3 or text.lstrip("+-").startswith("0") else ""


def number(text: str, mark: str = "") -> Decimal:
    """A number in any common notation. Unless the mark says otherwise `1,234` is 1234 and `1.234` is 1.234."""
    bare, scale = _bare(text)
    mark = mark or _mark_of(bare) or "."
    if GROUPED[mark].fullmatch(bare):
        bare = bare.replace("," if mark == "." else ".", "")
    plain = bare.replace(",", ".") if mark == "," and bare.count(",") <= 1 and "." not in bare else bare
    if not PLAIN.fullmatch(plain) or len(plain) > 40:
        raise Refused(f"“{text[:40]}” is not a number.")
    return Decimal(plain).scaleb(scale)


def _bare(text: str) -> tuple[str, int]:
    """The digits and marks of a number, signs in front, with the power of ten of a trailing k or M."""
    bare = SPACES.sub("", text.replace("−", "-").replace("%", ""))
    if bare.startswith("(") and bare.endswith(")"):
        bare = "-" + bare[1:-1]
    if bare.endswith("-"):
        bare = "-" + bare[:-1]
    ending = re.search(r"(?<=\d)[A-Za-z]{1,3}$", bare)
    scale = SCALES.get(ending[0].lower()) if ending else None
    return (bare[: ending.start()], scale) if ending and scale else (bare, 0)


def money(text: str, mark: str = "", currency: str = "") -> Money:
    """An amount with the currency it names, or the column's; `kr` and a lone amount name none."""
    code = next((found for found in CODE.findall(text) if found in CODES), "")
    symbol = MARKED.search(text)
    named = code or (SYMBOLS[symbol[0]] if symbol else "")
    rest = MARKED.sub("", text.replace(code, "") if code else text)
    return Money(number(rest, mark), named or currency)


def boolean(text: str) -> bool | None:
    """Yes or no in the words of common exports; an empty cell is neither."""
    word = text.strip().lower()
    if not word:
        return None
    if word in YES or word in NO:
        return word in YES
    raise Refused(f"“{text[:40]}” is neither yes nor no.")


def tags(value: Any) -> list[str]:
    """Tags from a list, a JSON list in a cell, or text parted by commas, semicolons, bars or line ends; each once."""
    if isinstance(value, str):
        value = _json_list(value) or re.split(r"[,;|\n\r]+", value)
    elif isinstance(value, dict):
        value = next((inner for inner in value.values() if isinstance(inner, list)), [])
    found: dict[str, str] = {}
    for item in value if isinstance(value, Iterable) else [value]:
        tag = " ".join(str(_label(item)).split())
        if tag:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def _label(item: Any) -> Any:
    if isinstance(item, dict):
        return next((item[key] for key in ("name", "label", "title", "id") if item.get(key)), "")
    return "" if item is None else item


def _json_list(text: str) -> list[Any] | None:
    if not text.lstrip().startswith("["):
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def rating(text: str, scale: str = "") -> Rating:
    """A score: `4.0`, `4/5`, `★★★★☆`, `8 out of 10`, `good`. Without the column's scale a bare number's is guessed."""
    bare = text.strip()
    stars = bare.count("★") + bare.count("⭐")
    if stars and not bare.strip("★☆⭐\ufe0f "):
        return Rating(Decimal(stars), "stars_1_5")
    if bare.lower() in FEELINGS:
        return Rating(Decimal(FEELINGS[bare.lower()]), "csat_good_bad")
    parts = OUT_OF.fullmatch(bare)
    if parts:
        named = next((scale for scale, best in BEST.items() if str(best) == parts[2] and best > 1), "")
        return _within(number(parts[1]), named, text)
    value = number(re.sub(r"\s*(stars?|sterne|étoiles)$", "", bare, flags=re.IGNORECASE))
    return _within(value, scale or rating_scale([str(value)]), text)


def _within(value: Decimal, scale: str, text: str) -> Rating:
    low, high = (1 if scale == "likert_1_7" else 0), BEST.get(scale, -1)
    if not low <= value <= high:
        raise Refused(f"“{text[:40]}” is not a score on a scale Tandem knows.")
    return Rating(value, scale)


def rating_scale(samples: Sequence[str]) -> str:
    """The scale a column of scores is on, by its largest and smallest value; empty when it fits none."""
    values = []
    for sample in samples:
        try:
            values.append(number(sample))
        except Refused:
            continue
    if not values or min(values) < 0 or max(values) > 10:
        return ""
    return "stars_1_5" if max(values) <= 5 else "nps_0_10"


def identity(text: str) -> str:
    """An id as text. One that a spreadsheet turned into 5.70306E+17 has lost its digits and is refused."""
    bare = text.strip()
    if BROKEN_ID.fullmatch(bare):
        raise Refused(f"The id {bare[:30]} lost its digits in a spreadsheet. Export it again with the column as text.")
    return bare
