"""Dates and times as exports write them. Day or month first is decided once for a column, or asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from tandem.core.errors import Refused
from tandem.evidence.reading.shape import Question

OLDEST_YEAR = 1990
LONGEST = 60
ORDERS = {
    "dmy": "day first, as in 31.12.2024",
    "mdy": "month first, as in 12/31/2024",
    "ymd": "year first, as in 24-12-31",
}
TIME = (
    r"(?:[T,\s]\s*(?:um\s|at\s)?(?P<H>\d{1,2})(?::|时|시)(?P<M>\d{2})"
    r"(?:(?::|分)(?P<S>\d{2})(?:[.,](?P<F>\d{1,9}))?)?(?:秒)?分?"
    r"\s?(?P<P>[AaPp]\.?[Mm]\.?)?\s?(?P<Z>Z|[A-Z]{2,5}|(?:GMT|UTC)?[+-]\d{1,2}:?\d{0,2})?)?"
)
ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + TIME)
COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:T(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})(?P<Z>Z)?)?"
)
EASTERN = re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]?" + TIME)
NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<c>\d{4}|\d{2})" + TIME)
MONTH = r"(?P<n>[^\W\d_]{3,10})\.?"
DAY_NAME = r"(?:[^\W\d_]{2,9}\.?,?\s)?"
DAY_MONTH = re.compile(
    DAY_NAME + r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?[-/\s]\s?" + MONTH + r",?[-/\s](?P<y>\d{4}|\d{2})" + TIME
)
MONTH_DAY = re.compile(DAY_NAME + MONTH + r"\s(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<y>\d{4})" + TIME)
UNIX = re.compile(
    r"[^\W\d_]{3}\s" + MONTH + r"\s+(?P<d>\d{1,2})\s(?P<H>\d{2}):(?P<M>\d{2}):(?P<S>\d{2})"
    r"\s(?:(?P<Z>[+-]\d{4}|[A-Z]{2,5})\s)?(?P<y>\d{4})"
)
EPOCH = re.compile(r"(?P<s>\d{9,10})(?:\.\d{1,6})?|(?P<ms>\d{12,13})|(?P<us>\d{16})")
ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CST": -6, "CDT": -5, "EST": -5, "EDT": -4,
    "CET": 1, "CEST": 2, "WET": 0, "WEST": 1, "EET": 2, "EEST": 3, "BST": 1, "MSK": 3, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip
MONTHS: dict[str, int] = {
    name: number
    for language in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "jan feb mär apr mai jun jul aug sep okt nov dez",
        "janv févr mars avr mai juin juil août sept oct nov déc",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "gen feb mar apr mag giu lug ago set ott nov dic",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "jan feb mrt apr mei jun jul aug sep okt nov dec",
    )
    for number, name in enumerate(language.split(), start=1)
}
Orders = frozenset[str]


@dataclass(frozen=True)
class Moment:
    """What a cell says: an instant in UTC, or none and a sentence why. The cell's own text stays with the caller."""

    at: datetime | None
    warning: str = ""


@dataclass(frozen=True)
class DateReader:
    """How the dates of one column are read: the order of numeric parts and the zone meant where none is written."""

    order: str = "dmy"
    zone: tzinfo = UTC

    @classmethod
    def decide(cls, samples: Iterable[str], *, zone: tzinfo = UTC, column: int | None = None) -> DateReader | Question:
        """The reader for a column, or the question to ask when day and month could be either; no date is refused."""
        filled = [sample.strip() for sample in samples if sample.strip()]
        readable = [sample for sample in filled if looks_like_date(sample)]
        if not readable:
            shown = f", such as “{filled[0][:30]}”" if filled else ""
            raise Refused(f"No value in this column{shown} is a date.")
        numeric = [found for sample in readable if (found := NUMERIC.fullmatch(sample))]
        orders = _possible_orders(numeric)
        if not numeric or len(orders) == 1:
            return cls(next(iter(orders)) if numeric else "dmy", zone)
        return _ask(numeric[0][0], orders or frozenset({"dmy", "mdy"}), column)

    def read(self, text: str, *, today: date) -> Moment:
        """The instant a cell names. Years before 1990 or after next year are not taken, and that is said."""
        bare = " ".join(text.split())
        if not bare:
            return Moment(None)
        if len(bare) > LONGEST:
            return Moment(None, f"“{bare[:40]}” is not a date.")
        try:
            at = self._instant(bare)
        except (ValueError, OverflowError):
            at = None
        if at is None:
            return Moment(None, f"“{bare[:40]}” is not a date.")
        if not OLDEST_YEAR <= at.year <= today.year + 1:
            return Moment(None, f"“{bare[:40]}” is outside {OLDEST_YEAR} to {today.year + 1}; the date was left out.")
        return Moment(at)

    def _instant(self, bare: str) -> datetime | None:
        if found := EPOCH.fullmatch(bare):
            return _from_epoch(found)
        if found := NUMERIC.fullmatch(bare):
            parts = dict(zip(self.order, (int(found["a"]), int(found["b"]), int(found["c"])), strict=True))
            return self._moment(found, parts["y"], parts["m"], parts["d"])
        for pattern in (ISO, COMPACT, EASTERN):
            if found := pattern.fullmatch(bare):
                return self._moment(found, int(found["y"]), int(found["m"]), int(found["d"]))
        for pattern in (UNIX, DAY_MONTH, MONTH_DAY):
            if (found := pattern.fullmatch(bare)) and (month := month_number(found["n"])):
                return self._moment(found, int(found["y"]), month, int(found["d"]))
        return None

    def _moment(self, found: re.Match[str], year: int, month: int, day: int) -> datetime:
        parts = found.groupdict()
        hour = int(parts.get("H") or 0)
        afternoon = (parts.get("P") or "").lower()[:1]
        if afternoon:
            if not 1 <= hour <= 12:
                raise ValueError("no such hour")
            hour = hour % 12 + (12 if afternoon == "p" else 0)
        micro = int((parts.get("F") or "0").ljust(6, "0")[:6])
        minute, second = int(parts.get("M") or 0), min(int(parts.get("S") or 0), 59)
        zone = _zone(parts.get("Z"), self.zone)
        return datetime(full_year(year), month, day, hour, minute, second, micro, tzinfo=zone).astimezone(UTC)


def looks_like_date(text: str) -> bool:
    """Whether some order of parts makes a date of the text; bare epoch numbers count too."""
    bare = " ".join(text.split())
    return len(bare) <= LONGEST and any(_reads(DateReader(order), bare) for order in ORDERS)


def leaves_order_open(text: str) -> bool:
    """Whether only the order that was decided tells which of its numbers is the day: 03/04/2026, not 2026-04-03."""
    return NUMERIC.fullmatch(" ".join(text.split())) is not None


def full_year(year: int) -> int:
    """Two digits up to 68 are this century's, the others the last's."""
    if year > 99:
        return year
    return year + (2000 if year <= 68 else 1900)


def month_number(name: str) -> int:
    """The month a name or its beginning stands for in seven languages; 0 when none."""
    lowered = name.lower().rstrip(".")
    known = {MONTHS[lowered[:size]] for size in (5, 4, 3) if lowered[:size] in MONTHS}
    return known.pop() if len(known) == 1 else MONTHS.get(lowered[:4], 0)


def _reads(reader: DateReader, bare: str) -> bool:
    try:
        return reader._instant(bare) is not None
    except (ValueError, OverflowError):
        return False


def _from_epoch(found: re.Match[str]) -> datetime:
    scale = 1 if found["s"] else 1_000 if found["ms"] else 1_000_000
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=float(found[0]) / scale)


def _zone(written: str | None, assumed: tzinfo) -> tzinfo:
    if not written:
        return assumed
    bare = written.removeprefix("GMT").removeprefix("UTC") or "UTC"
    if bare in ZONES:
        return timezone(timedelta(hours=ZONES[bare]))
    if bare[0] not in "+-":
        raise ValueError("unknown zone")
    digits = bare[1:].replace(":", "")
    digits = digits.zfill(2).ljust(4, "0") if len(digits) <= 2 else digits.zfill(4)
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if bare[0] == "-" else offset)


def _possible_orders(numeric: list[re.Match[str]]) -> Orders:
    """The orders every numeric date allows; year first only when nothing else does, or the spread hints at it."""
    possible = {order for order in ORDERS if all(_reads(DateReader(order), found[0]) for found in numeric)}
    firsts, lasts = {found["a"] for found in numeric}, {found["c"] for found in numeric}
    short = all(len(found["c"]) == 2 for found in numeric)
    year_first = short and len(firsts) < len(lasts) and max(map(int, lasts), default=0) <= 31
    if not short or (possible - {"ymd"} and not year_first):
        possible.discard("ymd")
    return frozenset(possible)


def _ask(example: str, orders: Orders, column: int | None) -> Question:
    choices = tuple((order, label) for order, label in ORDERS.items() if order in orders)
    return Question("date_order", f"In which order are the dates written, such as “{example}”?", choices, column)
