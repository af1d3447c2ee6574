"""How tasks went in a test: a share with its interval, never a bare percentage of a few people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tandem.evidence.intervals import wilson

OUTCOMES = [("done", "Done"), ("helped", "With help"), ("failed", "Not")]
FEW = 5


@dataclass(frozen=True)
class Success:
    """So many who managed a task alone, with help, or not."""

    done: int = 0
    helped: int = 0
    failed: int = 0

    @classmethod
    def of(cls, outcomes: Iterable[str]) -> Success:
        """From the outcome of each try; what was not tried does not count."""
        told = list(outcomes)
        return cls(told.count("done"), told.count("helped"), told.count("failed"))

    @property
    def tries(self) -> int:
        return self.done + self.helped + self.failed

    @property
    def share(self) -> float | None:
        """The share that managed it alone."""
        return self.done / self.tries if self.tries else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Wilson's interval at 95%."""
        return wilson(self.done, self.tries) if self.tries else None

    @property
    def says(self) -> str:
        """In words: 3 of 7 alone (43%, likely 16% to 75%), 1 with help."""
        if self.share is None or self.bounds is None:
            return "Not tried yet"
        low, high = self.bounds
        few = "; too few to rely on" if self.tries < FEW else ""
        told = f"{self.done} of {self.tries} alone ({self.share:.0%}, likely {low:.0%} to {high:.0%}{few})"
        return f"{told}, {self.helped} with help" if self.helped else told


def success_of(results: Mapping[tuple[int, int], str], task: int | None = None) -> Success:
    """How one task went, or all of them together, of the outcomes by task and person."""
    return Success.of(outcome for (of, _), outcome in results.items() if task in (None, of))
