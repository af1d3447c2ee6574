"""Find what points at a person in a text - addresses, phone numbers, cards, accounts, names - and cover it.

A covered text is as long as it was, so that places marked in it stay where they are. Numbers are covered only where
they can hardly be anything else: versions, dates, amounts, ids and order numbers stay. Cards by Luhn's sum (ISO/IEC
7812), accounts by the check digits of ISO 13616.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

COVER = "•"
LEAST_COVERED = COVER * 5  # what a covered place holds at the least: by this a text that was shown covered is known
Span = tuple[int, int]

MAIL = re.compile(r"[\w.+'%-]{1,64}(?:@|%40)(?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24}(?![\w-])")
CUT_SHORT = re.compile(
    r"(?:[\w.+'%-]{1,64}@[\w.-]{0,80}|(?<![\w.,/#+-])\+\d{1,3}[ /.-]?[\d /().-]{2,14})(?:…|\.\.\.)(?=\s*$| · )"
)
ACCOUNT = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![^\W_])")
CARD = re.compile(
    r"(?<![\w.,/-])(?:\d{4}([ -]?)\d{4}\1\d{4}\1\d{4}|\d{4}([ -]?)\d{6}\2\d{4,5})(?![\w/]|[-.,]\d)"
)
ABROAD = re.compile(
    r"(?<![\w.,/#+-])(?<!\d[ /.-])(?:\+|00(?=\d{1,3}[ /.-]))\d{1,3}[ /.-]?(?:\(0?\d{1,4}\)[ /.-]?)?"
    r"\d(?:[ /.()-]{0,2}\d){5,12}(?!\w)"
)
AT_HOME = re.compile(
    r"(?<![\w.,/#+-])(?<![0-9a-f]{2} )(?:"
    r"\(\d{3}\) ?\d{3}[ .-]\d{4}|\d{3}[.-]\d{3}[.-]\d{4}|\(0\d{1,5}\) ?\d{2,5}(?:[ -]?\d{2,5}){1,3}"
    r"|0\d{2,5}[ /-]\d{3,8}(?:[ -]\d{2,6}){0,3}|0[1-9](?:[ .]\d{2}){4}"
    r")(?![\w/]|[-.,]\w)"
)
SAID = re.compile(
    r"\b(?:phone|tel|telephone|telefon|téléphone|mobile|mobil|handy|cell|fax|whatsapp|(?:call|reach) me (?:at|on))"
    r"\b[ .:]{0,3}(?:(?:number|no|nr|is)\b[ .:]{0,3}){0,2}(\(?\+?\d[\d ()/.-]{5,18}\d)(?!\w)",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"(?:order|invoice|ticket|case|ref(?:erence)?|id|no|nr|number|sku|version|build|serial|#|№|rechnung|bestellung)"
    r"[ .:#-]{0,3}$",
    re.IGNORECASE,
)
CAPITAL = r"[^\W\d_a-z][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?"
BETWEEN = r"(?:(?:van|von|de|der|den|da|di|del|la|le|bin|al|dos|du|ter|zu) ){0,2}"
NAME = re.compile(rf"{CAPITAL}(?: {BETWEEN}{CAPITAL}){{1,3}}")
CUT = re.compile(rf"(?<!\w)({CAPITAL}(?: {BETWEEN}{CAPITAL}){{0,3}}) ?(…|\.\.\.)(?=\s*$| · )")
LEADING = re.compile(r", | · ")
LONGEST_NAME, LONGEST_LINE = 60, 160


def covered(text: str, names: Iterable[str] = (), *, spared: Iterable[str] = ()) -> str:
    """The same text with what points at a person covered: addresses, numbers and these names, but for what is `spared`.

    A name of several words is covered wherever it stands, whatever its case; one word only where it stands alone.
    """
    if not text:
        return text
    left = {one.casefold() for one in spared}
    spans = [(start, end) for start, end in _found(text, names) if text[start:end].casefold() not in left]
    for start, end in spans:
        text = text[:start] + COVER * (end - start) + text[end:]
    return text


def names_in(text: str) -> set[str]:
    """What may be names of people in a text: words with capitals that stand together, and what of them does."""
    found: set[str] = set()
    for match in NAME.finditer(text[:200_000]):
        words = match.group().split(" ")
        for start in range(len(words) - 1):
            found.update(" ".join(words[start:end]).rstrip(".") for end in range(start + 2, len(words) + 1))
    return found | {one for one in (text.strip(), _leading(text)) if 2 <= len(one) <= LONGEST_NAME} | cut_names_in(text)


def cut_names_in(text: str) -> set[str]:
    """What may be the beginning of a name where a text was cut short, with the dots that say so."""
    cut = CUT.search(text[-LONGEST_LINE:])
    if not cut:
        return set()
    words = cut.group(1).split(" ")
    return {" ".join(words[start:]) + cut.group(2) for start in range(len(words)) if len(words[start]) > 1}


def _leading(text: str) -> str:
    """Who a line such as `Anna, Support inbox` begins with."""
    return LEADING.split(text, maxsplit=1)[0].strip() if len(text) <= LONGEST_LINE else ""


def _found(text: str, names: Iterable[str]) -> Iterator[Span]:
    yield from (match.span() for match in MAIL.finditer(text) if "@" in text or "%40" in text)
    if cut := CUT_SHORT.search(text, max(0, len(text) - LONGEST_LINE)):
        yield cut.span()
    if any(sign.isdigit() for sign in text):
        yield from (match.span() for match in ACCOUNT.finditer(text) if _adds_up(match.group()))
        yield from (match.span() for match in CARD.finditer(text) if _is_card(text, match))
        yield from _phones(text)
    yield from _named(text, names)


def _phones(text: str) -> Iterator[Span]:
    for match in ABROAD.finditer(text):
        if 9 <= len(_digits(match.group())) <= 15:
            yield match.span()
    for match in AT_HOME.finditer(text):
        if 9 <= len(_digits(match.group())) <= 13 and not _numbered(text, match):
            yield match.span()
    for match in SAID.finditer(text):
        if 7 <= len(_digits(match.group(1))) <= 15:
            yield match.span(1)


def _named(text: str, names: Iterable[str]) -> Iterator[Span]:
    known = {name: name.split() for name in names}
    for alone in (text.strip(), _leading(text)):
        if alone and alone in known:
            yield text.index(alone), text.index(alone) + len(alone)
    several = [r"\s+".join(map(re.escape, words)) for name, words in known.items() if len(words) > 1 or _is_cut(name)]
    if several:
        pattern = rf"(?<!\w)(?:{'|'.join(sorted(several, key=len, reverse=True))})(?!\w)"
        yield from (match.span() for match in re.finditer(pattern, text, re.IGNORECASE))


def _is_cut(name: str) -> bool:
    return name.endswith(("…", "..."))


def _numbered(text: str, match: re.Match[str]) -> bool:
    """Whether the word before says that it is a number of something else."""
    return bool(NUMBERED.search(text[max(0, match.start() - 16) : match.start()]))


def _is_card(text: str, match: re.Match[str]) -> bool:
    digits = _digits(match.group())
    begins = re.match(r"4|5[1-5]|2[2-7]|3[47]|36|38|30[0-5]|6(?:011|5|4[4-9])", digits)
    fits = {"3": (14, 15)}.get(digits[0], (16,))
    doubled = (int(sign) * (1 + place % 2) for place, sign in enumerate(reversed(digits)))
    adds_up = sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0
    return bool(begins) and len(digits) in fits and adds_up and not _numbered(text, match)


def _adds_up(said: str) -> bool:
    account = said.replace(" ", "")
    turned = "".join(str(int(sign, 36)) for sign in account[4:] + account[:4])
    return 15 <= len(account) <= 34 and int(turned) % 97 == 1


def _digits(said: str) -> str:
    return "".join(sign for sign in said if sign.isdigit())
