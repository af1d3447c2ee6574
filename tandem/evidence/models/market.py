"""Target markets: saved rules over companies that say for whom a product is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from tandem.core.errors import Refused
from tandem.evidence.market import Condition, conditions_of, is_met
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded


class TargetMarketQuerySet(NamedQuerySet):
    """Target markets, the most important first."""

    def in_order(self) -> TargetMarketQuerySet:
        return self.select_related("item").order_by("position", "pk")


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

    objects = TargetMarketQuerySet.as_manager()

    @classmethod
    @recorded("defined", act="draft definition", facts=("conditions",))
    def define(cls, product: Any, sentence: str, conditions: Sequence[Mapping[str, Any]], *, by: Any) -> TargetMarket:
        """Say for whom a product is built, as a sentence and as a rule. One without conditions is refused."""
        if not sentence.strip():
            raise Refused("Say in a sentence for whom the product is built.")
        position = cls.objects.of(product).count()
        return cls._make(sentence.strip(), product=product, conditions=_as_kept(conditions), position=position)

    def rules(self) -> list[Condition]:
        """Its conditions, ready to be asked."""
        return conditions_of(self.conditions)

    def holds(self, company: Any) -> bool:
        """Whether one company is in it."""
        return is_met(self.rules(), company)

    def words_searched(self) -> str:
        return "\n".join(str(rule) for rule in self.rules())

    def _put(self, name: str, value: Any) -> None:
        super()._put(name, _as_kept(value) if name == "conditions" else value)


def _as_kept(conditions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if not conditions:
        raise Refused("Add at least one condition: a market that holds every company is no target.")
    return [rule.as_json() for rule in conditions_of(conditions)]
