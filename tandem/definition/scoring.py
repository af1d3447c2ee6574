"""Which feature first: RICE, filled from the evidence where nobody estimated, and saying which it was."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Origin = Literal["estimate", "evidence", ""]


@dataclass(frozen=True)
class Score:
    """Reach x impact x confidence / effort, where its reach came from, and which numbers are missing."""

    value: Decimal | None
    reach: Decimal | None
    reach_from: Origin
    missing: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """Why there is no figure, or how far to trust it."""
        if self.missing:
            *others, last = self.missing
            return f"Still needs {', '.join(others)}{' and ' if others else ''}{last}"
        return "Reach counted from the evidence" if self.reach_from == "evidence" else "Reach is an estimate"


def rice(
    reach: Decimal | None,
    impact: Decimal | None,
    confidence: Decimal | None,
    effort: Decimal | None,
    *,
    heard_from: int = 0,
) -> Score:
    """The RICE score; unestimated, reach is the companies heard. Confidence is a share, effort person-weeks."""
    origin: Origin = "estimate" if reach is not None else "evidence" if heard_from else ""
    counted = reach if reach is not None else (Decimal(heard_from) if heard_from else None)
    given = {"reach": counted, "impact": impact, "confidence": confidence, "effort": effort or None}
    missing = tuple(name for name, number in given.items() if number is None)
    if counted is None or impact is None or confidence is None or not effort:
        return Score(None, counted, origin, missing)
    value = (counted * impact * confidence / effort).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Score(value, counted, origin)
