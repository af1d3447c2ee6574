"""Target markets: saved rules over companies that say for whom a product is built."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.record.history import kept
from tandem.record.models import Named


@kept()
class TargetMarket(Named):
    """A sentence and the rule behind it: conditions over company fields that must all hold.

    A condition is {"field": "employees", "is": "between", "value": [5, 50]}; see evidence/market.py for the words.
    """

    kind: ClassVar[str] = "target market"
    draft_act: ClassVar[str] = "draft definition"
    revisable: ClassVar[tuple[str, ...]] = ("conditions",)

    conditions = models.JSONField(default=list)
    position = models.IntegerField(default=0)
