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

    @recorded("put first", act="draft definition")
    def put_first(self, *, by: Any) -> None:
        """Make it the one that charter programs and launches begin with; the others keep their order behind it. Putting
        the one that was first there again undoes it.
        """
        others = TargetMarket.objects.filter(item__product=self.item.product_id).exclude(pk=self.pk)
        for place, market in enumerate([self, *others.in_order()]):
            TargetMarket.objects.filter(pk=market.pk).update(position=place)
        self.position = 0
