"""What definition opens at the evidence desk: a problem in one line, written out later."""

from __future__ import annotations

from typing import Any

from tandem.definition.models import Problem
from tandem.evidence.opening import opens
from tandem.record.models import Item


@opens("problem")
def open_problem(product: Any, title: str, by: Any) -> Item:
    """A problem of which only the line is known yet."""
    return Problem.open(product, title, by=by).item
