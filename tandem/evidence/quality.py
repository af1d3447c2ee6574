"""How good evidence is, beside how much there is of it: how recent, how much of it is one voice, from how many sources,
and whether the target market said it. Rules over plain values; the database is asked in `weighing`.

Every number tells by which conditions the list of notes is narrowed to exactly the notes that were counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from math import log
from typing import Any, Literal

from tandem.evidence.intervals import wilson
from tandem.ui.figures import num, plural

LATELY = 90  # days that count as recent
OLD = 180  # nothing newer than so many days is a warning
FEW_LATELY = 0.25  # of which less than this share is a warning too
FEWEST = 5  # of fewer notes, or companies, no share is told
MANY = 30  # from here on the interval says nothing that the share does not
LOUD, LOUD_OF_MANY = 1 / 2, 1 / 3  # the share of one company that is a warning, of few notes and of many
ONE_SIDED = 0.8  # the share of one source that is
EVEN = 0.8
OUTSIDE = 1 / 2  # a smaller share of companies in the target market is a warning

PARTS = (
    (1.0, "All"), (0.9, "Nearly all"), (0.8, "Four in five"), (0.75, "Three quarters"), (2 / 3, "Two thirds"),
    (0.55, "More than half"), (0.5, "Half"),
)  # fmt: skip

State = Literal["good", "warn", "few"]
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class SourceCount:
    """How many of the notes one source brought."""

    number: int
    title: str
    notes: int
    form: str = ""


@dataclass(frozen=True)
class Counted:
    """What was counted of some notes on one day; `loudest_notes` and `market_notes` hold what others said for them."""

    on: date
    notes: int = 0
    companies: int = 0
    named: int = 0
    oldest: date | None = None
    median: date | None = None
    newest: date | None = None
    lately: int = 0
    loudest: str = ""
    loudest_number: int | None = None
    loudest_notes: int = 0
    sources: tuple[SourceCount, ...] = ()
    has_market: bool = False
    in_market: int = 0
    market_notes: int = 0

    @property
    def since(self) -> date:
        """From which day on a note is recent."""
        return since(self.on)

    def as_kept(self) -> dict[str, Any]:
        """As it is written down beside a theme."""
        days = {name: value.isoformat() for name, value in asdict(self).items() if isinstance(value, date)}
        return {**asdict(self), **days}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Counted:
        """As it was written down; what is not there was not counted."""
        days = {name: date.fromisoformat(kept[name]) for name in ("on", "oldest", "median", "newest") if kept[name]}
        sources = tuple(SourceCount(**one) for one in kept["sources"])
        return cls(**{**kept, **days, "sources": sources})


def most_first(sources: Iterable[SourceCount]) -> tuple[SourceCount, ...]:
    """The sources in the order in which they are told."""
    return tuple(sorted(sources, key=lambda source: (-source.notes, source.number)))


def since(on: date) -> date:
    """The first of the recent days."""
    return on - timedelta(days=LATELY)


@dataclass(frozen=True)
class Figure:
    """A number of notes, what stands beside it, and by what the list of them is narrowed."""

    count: int
    says: str
    narrows: Mapping[str, str] = field(default_factory=dict)
    share: float = 0.0


@dataclass(frozen=True)
class Aspect:
    """One side of the quality: good, a warning, or too few to tell; its share, its numbers and a plain sentence."""

    key: str
    name: str
    state: State
    says: str
    share: float | None = None
    bounds: tuple[float, float] | None = None
    figures: tuple[Figure, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class Quality:
    """The four sides of one count of notes."""

    counted: Counted
    aspects: tuple[Aspect, ...]

    @property
    def notes(self) -> int:
        return self.counted.notes

    @property
    def warnings(self) -> list[str]:
        return [aspect.warning for aspect in self.aspects if aspect.warning]

    @property
    def evenness(self) -> float | None:
        return evenness([source.notes for source in self.counted.sources])

    @property
    def market_bounds(self) -> tuple[float, float] | None:
        """Between which shares the target market's part of all companies likely lies."""
        of = self.counted.companies
        return wilson(self.counted.in_market, of) if of >= FEWEST and self.counted.has_market else None


def weigh(counted: Counted, *, about_one_company: bool = False) -> Quality:
    """Look at it from its four sides; notes of one company only from the two that tell something."""
    if not counted.notes:
        return Quality(counted, ())
    sides = (_recency, _sources) if about_one_company else (_recency, _loudest, _sources, _market)
    return Quality(counted, tuple(side(counted) for side in sides))


def _recency(counted: Counted) -> Aspect:
    share = counted.lately / counted.notes
    figures = (Figure(counted.lately, f"in {LATELY} days", {"since": counted.since.isoformat()}, share),)
    warning = _old(counted, share)
    state: State = "warn" if warning else "few" if counted.notes < FEWEST else "good"
    return Aspect("recency", "Recency", state, _ages(counted), _shown(share, counted.notes), None, figures, warning)


def _old(counted: Counted, share: float) -> str:
    if counted.newest and (counted.on - counted.newest).days >= OLD:
        return f"Nothing newer than {span((counted.on - counted.newest).days)}."
    if counted.notes >= FEWEST and share < FEW_LATELY:
        return f"Only {num(counted.lately)} of {num(counted.notes)} were said in the last {LATELY} days."
    return ""


def _ages(counted: Counted) -> str:
    """Half since when, the oldest of when."""
    if not counted.oldest or not counted.median or counted.notes < FEWEST:
        return _too_few(counted.notes, "note")
    half, oldest = _day(counted.median, counted.on), _day(counted.oldest, counted.on)
    return f"Half are from {half} or later, the oldest from {oldest}."


def _day(value: date, today: date) -> str:
    return f"{value.day} {value:%b}" + (f" {value.year}" if value.year != today.year else "")


def _loudest(counted: Counted) -> Aspect:
    if not counted.named:
        return Aspect("loudest", "Loudest", "few", "Of none of them is the company known.")
    share = counted.loudest_notes / counted.notes
    figures = (
        Figure(counted.loudest_notes, f"from {counted.loudest}", {"company": str(counted.loudest_number)}, share),
    )
    if counted.notes < FEWEST:
        return Aspect("loudest", "Loudest", "few", _too_few(counted.notes, "note"), figures=figures)
    warning, says = "", f"No company said more than {_percent(share)} of them."
    if share >= (LOUD_OF_MANY if counted.notes >= MANY else LOUD):
        says = warning = f"{part(share)} of these notes come from one company, {counted.loudest}."
    elif counted.named < counted.notes / 2:
        says = warning = "Of most of these notes nobody knows the company."
    return Aspect("loudest", "Loudest", "warn" if warning else "good", says, share, None, figures, warning)


def _sources(counted: Counted) -> Aspect:
    sources, notes = counted.sources, counted.notes
    figures = tuple(Figure(one.notes, one.title, {"source": str(one.number)}, one.notes / notes) for one in sources)
    if notes < FEWEST:
        return Aspect("sources", "Sources", "few", _too_few(notes, "note"), figures=figures)
    most = sources[0].notes / notes if sources else 1.0
    how = "evenly" if (evenness([one.notes for one in sources]) or 0) >= EVEN else "unevenly"
    warning, says = "", f"{plural(len(sources), 'source')}, {how} spread."
    if len(sources) == 1:
        says = warning = f"All from one source, {sources[0].title}."
    elif most >= ONE_SIDED:
        says = warning = f"{part(most)} come from one source, {sources[0].title}."
    return Aspect("sources", "Sources", "warn" if warning else "good", says, None, None, figures, warning)


def _market(counted: Counted) -> Aspect:
    name = "Target market"
    if not counted.has_market:
        return Aspect("market", name, "few", "No target market is defined yet.")
    inside, of = counted.in_market, counted.companies
    words = f"from {num(inside)} of {plural(of, 'company,companies')}"
    figures = (Figure(counted.market_notes, words, {"market": "in"}, counted.market_notes / counted.notes),)
    if of and not inside:
        says = "Nobody in the target market said it."
        return Aspect("market", name, "warn", says, 0.0, None, figures, says)
    if of < FEWEST:
        return Aspect("market", name, "few", _too_few(of, "company,companies"), figures=figures)
    share, bounds = inside / of, None if of >= MANY else wilson(inside, of)
    likely = f", likely {_percent(bounds[0])} to {_percent(bounds[1])}" if bounds else ""
    says = f"{_percent(share)} of the companies{likely}."
    warning = f"Only {num(inside)} of {num(of)} companies are in the target market." if share < OUTSIDE else ""
    return Aspect("market", name, "warn" if warning else "good", says, share, bounds, figures, warning)


def evenness(counts: Sequence[int]) -> float | None:
    """Pielou's evenness: 1 where all sources bring as much, near 0 where one brings nearly all; None of fewer than two.

    Shannon's entropy of the shares over its largest possible value, ln k.
    """
    whole = sum(counts)
    shares = [count / whole for count in counts if count]
    return -sum(share * log(share) for share in shares) / log(len(shares)) if len(shares) > 1 else None


def part(share: float) -> str:
    """A share as one says it aloud at the beginning of a sentence, never more than it is by much."""
    return next((words for least, words in PARTS if share >= least - 1e-9), "A third")


def span(days: int) -> str:
    """So many days as months or years in words, never more than they are."""
    months = int(days / 30.44)
    if months < 12:
        return f"{NUMBERS[max(1, months)]} month{'s' if months > 1 else ''}"
    years = int(days / 365.25) or 1
    return "a year" if years == 1 else f"{NUMBERS[years] if years < len(NUMBERS) else years} years"


def _too_few(count: int, words: str) -> str:
    return f"{plural(count, words)}: too few to tell."


def _shown(share: float, of: int) -> float | None:
    return share if of >= FEWEST else None


def _percent(share: float) -> str:
    return f"{share:.0%}"
