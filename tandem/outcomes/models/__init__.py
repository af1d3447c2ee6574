"""What came of it: results of goals."""

from tandem.outcomes.models.result import Result

__all__ = ["Result"]
