"""Saved rules over companies: what a target market and a segment have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from tandem.core.errors import Refused
from tandem.evidence.market import Rule, conditions_of, is_met
from tandem.record.models import Named


class SavedRule(Named):
    """A name or sentence and the rule behind it: conditions over company fields that must all hold.

    A condition is {"field": "employees", "is": "between", "value": [5, 50]}; see evidence/market.py for the words.
    """

    revisable: ClassVar[tuple[str, ...]] = ("conditions",)

    conditions = models.JSONField(default=list)

    class Meta:
        abstract = True

    def rules(self) -> list[Rule]:
        """Its conditions, ready to be asked."""
        return conditions_of(self.conditions)

    def holds(self, company: Any) -> bool:
        """Whether one company is in it."""
        return is_met(self.rules(), company)

    def words_searched(self) -> str:
        return "\n".join(str(rule) for rule in self.rules())

    def _put(self, name: str, value: Any) -> None:
        super()._put(name, as_kept(value) if name == "conditions" else value)


def as_kept(conditions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The conditions as they are written down; none at all are refused."""
    if not conditions:
        raise Refused("Add at least one condition: a rule that holds every company tells nothing.")
    return [rule.as_json() for rule in conditions_of(conditions)]
