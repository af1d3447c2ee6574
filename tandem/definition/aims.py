"""How far an objective has come: each key result from 0 to 1, and their mean."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def score_of(baseline: Decimal, target: Decimal, now: Decimal | None) -> Decimal | None:
    """The share of the way from the baseline to the target, 0 to 1; None where nothing was measured yet. A target below
    the baseline is reached by going down.
    """
    if now is None:
        return None
    way = target - baseline
    share = (now - baseline) / way if way else Decimal(now >= target)
    return min(max(share, Decimal(0)), Decimal(1)).quantize(CENT, ROUND_HALF_UP)


def mean(scores: Sequence[Decimal | None]) -> Decimal | None:
    """The mean, where what was never measured counts as 0; None where nothing was measured at all."""
    known = [one for one in scores if one is not None]
    return (sum(known, Decimal(0)) / len(scores)).quantize(CENT, ROUND_HALF_UP) if known else None
