"""Win rates with their uncertainty: won of won and lost, with Wilson's 95% interval, nothing of fewer than five deals.

Deals without a decision and disqualified ones are counted beside the rate, never within it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tandem.evidence.intervals import wilson as wilson

FEWEST = 5


@dataclass(frozen=True)
class WinRate:
    """Won of closed deals; `rate` and its bounds are None where there are too few to say."""

    won: int
    lost: int
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    undecided: int = 0

    @property
    def deals(self) -> int:
        return self.won + self.lost

    @property
    def says(self) -> str:
        """In words: 30 of 80 won, 38% (likely 28% to 48%)."""
        if self.deals == 0:
            return "No deal closed yet"
        if self.rate is None or self.low is None or self.high is None:
            return f"{self.won} of {self.deals} won, too few to give a rate"
        return f"{self.won} of {self.deals} won, {self.rate:.0%} (likely {self.low:.0%} to {self.high:.0%})"


def win_rate(outcomes: Iterable[str]) -> WinRate:
    """The win rate of these deals' outcomes."""
    ended = list(outcomes)
    won, lost = ended.count("won"), ended.count("lost")
    undecided = ended.count("no decision") + ended.count("disqualified")
    if won + lost < FEWEST:
        return WinRate(won, lost, undecided=undecided)
    low, high = wilson(won, won + lost)
    return WinRate(won, lost, won / (won + lost), low, high, undecided)
