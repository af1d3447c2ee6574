"""How much of each target market has a problem, for products that are built for more than one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tandem.evidence.models import Company, TargetMarket


@dataclass(frozen=True)
class Share:
    """The companies of one market that voiced it, out of all in it."""

    market: TargetMarket
    voiced: int
    companies: int

    @property
    def says(self) -> str:
        percent = round(100 * self.voiced / self.companies) if self.companies else 0
        return f"{self.voiced:,} of {self.companies:,} companies ({percent}%)" if self.companies else "no company yet"


def shares_of(product: Any, voices: Iterable[int | None]) -> list[Share]:
    """For each target market of a product, the most important first. A company in two of them stands in both."""
    keys = [key for key in voices if key]
    known = Company.objects.in_use()
    return [
        Share(market, known.in_market(market).filter(pk__in=keys).count(), known.in_market(market).count())
        for market in TargetMarket.objects.filter(item__product=product).in_use().in_order()
    ]
