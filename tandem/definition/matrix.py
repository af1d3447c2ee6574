"""Where things stand in a square of two drivers: the first ones by themselves, all others gathered in bubbles."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

DRAWN = 40
CELLS = 8
WIDTH, HEIGHT = 640, 440
APART = 13


@dataclass(frozen=True)
class Axis:
    """One driver as a side of the square, with the ends of its scale and the step of an arrow key."""

    key: str
    name: str
    low: float
    high: float
    falls: bool = False

    @property
    def step(self) -> float:
        """A twentieth of the scale, as a number people would say: 0.05, 0.5, 1, 5."""
        raw = (self.high - self.low) / 20
        size = 10.0 ** math.floor(math.log10(raw))
        return float(next(size * one for one in (1, 2, 5, 10) if size * one >= raw * 0.999))

    def share(self, value: float) -> float:
        """How far along it lies, 0 to 1; what lies beyond an end stands at it."""
        return (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)


@dataclass(frozen=True)
class Point:
    """A thing with its two values, in the order of the model."""

    about: int
    x: float
    y: float


@dataclass(frozen=True)
class Dot:
    """One thing drawn: its place in the order, its values, and where on the square it is."""

    place: int
    about: int
    x: float
    y: float
    at: tuple[int, int]


@dataclass(frozen=True)
class Bubble:
    """Things that are not drawn one by one, how many, and where they gather."""

    count: int
    at: tuple[int, int]
    size: int


@dataclass(frozen=True)
class Square:
    """What the page draws."""

    dots: Sequence[Dot]
    bubbles: Sequence[Bubble]
    more: int = 0
    unplaced: int = 0
    axes: tuple[Axis, ...] = field(default=())


def axis_of(
    key: str, name: str, ends: tuple[Decimal | None, Decimal | None], values: Iterable[float], falls: bool
) -> Axis:
    """The scale of a driver; an end that is not given is where the values end, said roundly."""
    low = float(ends[0] or 0)
    high = float(ends[1]) if ends[1] is not None else rounded_up(max(values, default=10.0))
    return Axis(key, name, low, high if high > low else low + 1, falls)


def rounded_up(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 and so on."""
    if value <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(value))
    return next(size * one for one in (1, 2, 5, 10) if size * one >= value)


def drawn(points: Sequence[Point], axes: tuple[Axis, Axis], *, unplaced: int = 0, most: int = DRAWN) -> Square:
    """The first points one by one, none upon another; the others counted by cell."""
    across, up = axes
    taken: Counter[tuple[int, int]] = Counter()
    dots = []
    for place, point in enumerate(points[:most], 1):
        at = _at(across.share(point.x), up.share(point.y))
        near = (at[0] // APART, at[1] // APART)
        dots.append(Dot(place, point.about, point.x, point.y, _beside(at, taken[near])))
        taken[near] += 1
    return Square(dots, _gathered(points[most:], axes), max(0, len(points) - most), unplaced, axes)


def _gathered(points: Sequence[Point], axes: tuple[Axis, Axis]) -> list[Bubble]:
    counts: Counter[tuple[int, int]] = Counter()
    for point in points:
        counts[_cell(axes[0].share(point.x)), _cell(axes[1].share(point.y))] += 1
    largest = max(counts.values(), default=1)
    return [
        Bubble(count, _at((x + 0.5) / CELLS, (y + 0.5) / CELLS), round(10 + 16 * math.sqrt(count / largest)))
        for (x, y), count in sorted(counts.items())
    ]


def _cell(share: float) -> int:
    return min(CELLS - 1, int(share * CELLS))


def _at(across: float, up: float) -> tuple[int, int]:
    return round(across * WIDTH), round(HEIGHT - up * HEIGHT)


def _beside(at: tuple[int, int], before: int) -> tuple[int, int]:
    """Another place near by for each that would lie upon one already there."""
    if not before:
        return at
    turn, away = before * 2.4, APART * 1.6 * math.sqrt(before)
    x, y = at[0] + round(away * math.cos(turn)), at[1] + round(away * math.sin(turn))
    return min(max(x, 0), WIDTH), min(max(y, 0), HEIGHT)


@dataclass(frozen=True)
class Disagreement:
    """A thing and its rank in two models."""

    about: int
    first: int
    second: int

    @property
    def apart(self) -> int:
        return self.first - self.second


def ranked(scores: Iterable[tuple[int, Decimal]]) -> dict[int, int]:
    """The rank of each by its score; equal scores share the better rank."""
    ranks: dict[int, int] = {}
    last: Decimal | None = None
    rank = 0
    for place, (about, score) in enumerate(sorted(scores, key=lambda pair: (-pair[1], pair[0])), 1):
        rank = rank if score == last else place
        ranks[about], last = rank, score
    return ranks


def disagreements(first: Iterable[tuple[int, Decimal]], second: Iterable[tuple[int, Decimal]]) -> list[Disagreement]:
    """What both models score, ranked among these in each; the furthest apart first."""
    one, other = dict(first), dict(second)
    both = one.keys() & other.keys()
    left, right = ranked((key, one[key]) for key in both), ranked((key, other[key]) for key in both)
    found = [Disagreement(key, left[key], right[key]) for key in both]
    return sorted(found, key=lambda each: (-abs(each.apart), min(each.first, each.second), each.about))
