"""Figures of a few people with their uncertainty: shares with Wilson's interval, NPS with that of its mean.

Formulas and marks are those of product.md's sources: a share at 95% (Wilson 1927); NPS = 100 (p - d) with the standard
error 100 sqrt((p + d - (p - d)^2) / n); Sean Ellis' mark of 40% and his 30 answers. Nothing is said of too few.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
FEWEST, ENOUGH, ELLIS_MARK = 5, 30, 0.4


def wilson(count: int, of: int) -> tuple[float, float]:
    """Wilson's score interval at 95% for a share of `count` among `of`; shares between 0 and 1."""
    share, square = count / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True)
class Share:
    """So many of so many, said as a share from `fewest` answers on."""

    count: int
    of: int
    fewest: int = FEWEST

    @property
    def is_shown(self) -> bool:
        return self.of >= self.fewest

    @property
    def share(self) -> float | None:
        return self.count / self.of if self.is_shown else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        return wilson(self.count, self.of) if self.is_shown else None

    @property
    def says(self) -> str:
        """In words: 44%, likely 31% to 58%, 22 of 50."""
        if self.share is None or self.bounds is None:
            return f"{self.of} of the {self.fewest} answers it takes" if self.of else "Nobody answered yet"
        low, high = self.bounds
        return f"{self.share:.0%}, likely {low:.0%} to {high:.0%}, {self.count} of {self.of}"


@dataclass(frozen=True)
class Score:
    """The net promoter score of so many answers: 9 and 10 promote, 7 and 8 are passive, 0 to 6 detract."""

    promoters: int
    passives: int
    detractors: int
    fewest: int = FEWEST
    enough: int = ENOUGH

    @classmethod
    def of(cls, answers: dict[int, int], fewest: int = FEWEST, enough: int = ENOUGH) -> Score:
        """From how many gave each answer of 0 to 10."""
        promoters = sum(count for score, count in answers.items() if score >= 9)
        detractors = sum(count for score, count in answers.items() if score <= 6)
        return cls(promoters, sum(answers.values()) - promoters - detractors, detractors, fewest, enough)

    @property
    def answers(self) -> int:
        return self.promoters + self.passives + self.detractors

    @property
    def is_shown(self) -> bool:
        return self.answers >= max(1, self.fewest)

    @property
    def is_enough(self) -> bool:
        return self.answers >= self.enough

    @property
    def value(self) -> float | None:
        return 100 * (self.promoters - self.detractors) / self.answers if self.is_shown else None

    @property
    def error(self) -> float | None:
        """The standard error, in points."""
        if not self.is_shown:
            return None
        p, d = self.promoters / self.answers, self.detractors / self.answers
        return 100 * sqrt((p + d - (p - d) ** 2) / self.answers)

    @property
    def bounds(self) -> tuple[float, float] | None:
        if self.value is None or self.error is None:
            return None
        return max(-100.0, self.value - 1.96 * self.error), min(100.0, self.value + 1.96 * self.error)

    @property
    def says(self) -> str:
        """In words: 45, likely 31 to 59, of 100 answers."""
        if self.value is None or self.bounds is None:
            return f"{self.answers} of the {self.fewest} answers it takes" if self.answers else "Nobody answered yet"
        low, high = self.bounds
        few = "" if self.is_enough else ": too few to say"
        return f"{self.value:.0f}, likely {low:.0f} to {high:.0f}, of {self.answers} answers{few}"
