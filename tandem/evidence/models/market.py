"""Target markets: saved rules over companies that say for whom a product is built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from tandem.core.errors import Refused
from tandem.evidence.models.rule import SavedRule, as_kept
from tandem.record.history import kept
from tandem.record.models import NamedQuerySet
from tandem.record.verbs import recorded


class TargetMarketQuerySet(NamedQuerySet):
    """Target markets, the most important first."""

    def in_order(self) -> TargetMarketQuerySet:
        return self.select_related("item").order_by("position", "pk")


@kept()
class TargetMarket(SavedRule):
    """For whom a product is built: problems, references and claims count the companies inside it."""

    kind: ClassVar[str] = "target market"
    draft_act: ClassVar[str] = "draft definition"

    position = models.IntegerField(default=0)

    objects = TargetMarketQuerySet.as_manager()

    @classmethod
    @recorded("defined", act="draft definition", facts=("conditions",))
    def define(cls, product: Any, sentence: str, conditions: Sequence[Mapping[str, Any]], *, by: Any) -> TargetMarket:
        """Say for whom a product is built, as a sentence and as a rule. One without conditions is refused."""
        if not sentence.strip():
            raise Refused("Say in a sentence for whom the product is built.")
        position = cls.objects.of(product).count()
        return cls._make(sentence.strip(), product=product, conditions=as_kept(conditions), position=position)
