"""Patterns: what sales keeps making or asking for is worth one good asset, and the money at stake says how soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

VERSIONS = 3
WEEKS = 6
LIKE = 0.33
REQUESTS = 3


@dataclass(frozen=True)
class Made:
    """One version of a field-made asset: when, by whom, on which deals worth what."""

    made_on: date
    maker: int
    deals: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True)
class Pattern:
    """How often, by how many people, within how many weeks, and the worth of the deals it was made for."""

    versions: int
    makers: int
    weeks: int
    deals: int
    worth: Decimal


def keeps_making(versions: Sequence[Made], today: date) -> Pattern | None:
    """Sales keeps making it: at least three versions within the last six weeks, counted back from the newest."""
    newest = max((made.made_on for made in versions), default=None)
    if newest is None or today - newest > timedelta(weeks=WEEKS):
        return None
    lately = [made for made in versions if newest - made.made_on <= timedelta(weeks=WEEKS)]
    if len(lately) < VERSIONS:
        return None
    first = min(made.made_on for made in lately)
    worth = {deal: amount for made in lately for deal, amount in made.deals}
    weeks = max(1, -(-(today - first).days // 7))
    return Pattern(
        len(lately), len({made.maker for made in lately}), weeks, len(worth), sum(worth.values(), Decimal(0))
    )


def alike(vectors: NDArray[np.float32]) -> list[list[int]]:
    """Groups of at least three rows whose meaning is close to that of the group's middle; the largest first."""
    left, groups = set(range(len(vectors))), []
    near = vectors @ vectors.T >= LIKE
    while left:
        middle = max(sorted(left), key=lambda row: sum(near[row, other] for other in left))
        group = [other for other in sorted(left) if near[middle, other]] or [middle]
        left -= {*group, middle}
        groups.append(group)
    return [group for group in groups if len(group) >= REQUESTS]
