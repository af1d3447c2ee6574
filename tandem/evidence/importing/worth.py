"""Money out of files: kept as it was written, and shown in the workspace's currency at the rate stated for the
import.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence.reading import values
from tandem.team.models import Workspace

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Worth:
    """An amount in the workspace's currency, and the original with its currency and rate."""

    amount: Decimal
    original: Decimal
    currency: str
    rate: Decimal


class Rates:
    """Turns amounts into the workspace's currency; a currency without a stated rate is refused, never guessed."""

    def __init__(self, mapping: dict[str, Any]) -> None:
        self.home = Workspace.current().currency
        self._rates = {code.upper(): values.number(str(rate)) for code, rate in (mapping.get("rates") or {}).items()}

    def worth(self, money: Any, currency: str = "") -> Worth:
        """`currency` is the row's own, where the amount itself names none; without either it is the workspace's."""
        code = (currency or "").strip().upper() or money.currency or self.home
        if code not in values.CODES:
            raise Refused(f"“{code[:20]}” is not the code of a currency.")
        rate = Decimal(1) if code == self.home else self._rates.get(code)
        if rate is None:
            raise Refused(f"No rate from {code} to {self.home} is stated for this import.")
        original = money.amount.quantize(CENT, ROUND_HALF_EVEN)
        return Worth((original * rate).quantize(CENT, ROUND_HALF_EVEN), original, code, rate)
