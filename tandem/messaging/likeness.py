"""Which references are likeliest to convince a prospect: those that had the same problem in the same kind of firm."""

from __future__ import annotations

from dataclasses import dataclass

PROBLEM, INDUSTRY, SEGMENT, SIZE = 3, 3, 2, 1


@dataclass(frozen=True)
class Firm:
    """As much of a company as likeness looks at."""

    industry: str = ""
    segment: str = ""
    employees: int | None = None
    problems: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How alike two firms are, and why, in words."""

    points: int
    because: tuple[str, ...]


def likeness(asked: Firm, reference: Firm) -> Likeness:
    """Three points each for a shared problem and industry, two for the segment, one for half to double the size."""
    shared = asked.problems & reference.problems
    found = [
        (PROBLEM, "the same problem" if len(shared) == 1 else f"{len(shared)} of the same problems", bool(shared)),
        (INDUSTRY, "the same industry", _same(asked.industry, reference.industry)),
        (SEGMENT, "the same segment", _same(asked.segment, reference.segment)),
        (SIZE, "about the same size", _like_size(asked.employees, reference.employees)),
    ]
    return Likeness(
        sum(points for points, _, holds in found if holds), tuple(words for _, words, holds in found if holds)
    )


def _same(one: str, other: str) -> bool:
    return bool(one) and one.strip().lower() == other.strip().lower()


def _like_size(one: int | None, other: int | None) -> bool:
    return bool(one and other) and 0.5 <= (one or 1) / (other or 1) <= 2
