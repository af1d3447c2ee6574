"""Positioning, and a message for each stage of awareness."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from tandem.core.errors import Refused
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.acceptance import Accepted
from tandem.team.models.product import Product

AWARENESS = [
    ("unaware", "Do not know they have the need"),
    ("need", "Know the need"),
    ("solutions", "Know solutions"),
    ("us", "Know us"),
    ("convinced", "Are convinced"),
]


class PositioningQuerySet(NamedQuerySet):
    """The versions of a product's positioning, newest first."""

    def newest_first(self) -> Self:
        return self.select_related("item__acceptance__by__item").order_by("-item__number")

    def current(self) -> Positioning | None:
        """The newest accepted version: what counts."""
        return self.in_use().filter(item__acceptance__isnull=False).newest_first().first()


@kept()
class Positioning(Accepted):
    """For whom a product is and for whom not, against what, how it differs, what that is worth. Titled by category."""

    kind: ClassVar[str] = "positioning"
    draft_act: ClassVar[str] = "draft messaging"
    accept_act = "accept messaging"
    searched: ClassVar[tuple[str, ...]] = ("for_whom", "not_for", "alternative", "different", "value")
    revisable: ClassVar[tuple[str, ...]] = ()

    for_whom = models.TextField(default="", blank=True)
    not_for = models.TextField(default="", blank=True)
    alternative = models.TextField(default="", blank=True)
    different = models.TextField(default="", blank=True)
    value = models.TextField(default="", blank=True)

    objects = PositioningQuerySet.as_manager()

    @property
    def ordinal(self) -> int:
        """Which version of its product's positioning this is."""
        return Positioning.objects.filter(item__product=self.item.product_id, item__number__lte=self.number).count()

    @classmethod
    @recorded("drafted", act="draft messaging")
    def draft(
        cls,
        product: Any,
        category: str,
        *,
        by: Any,
        for_whom: str = "",
        not_for: str = "",
        alternative: str = "",
        different: str = "",
        value: str = "",
    ) -> Positioning:
        """Draft a new version. The one accepted before keeps counting until the marketer accepts this one."""
        if not category.strip():
            raise Refused("Name the category: what kind of thing is this?")
        if not for_whom.strip():
            raise Refused("Say for whom it is.")
        said = {
            "for_whom": for_whom,
            "not_for": not_for,
            "alternative": alternative,
            "different": different,
            "value": value,
        }
        made = cls._make(category.strip(), product=product, **{name: text.strip() for name, text in said.items()})
        made._accept_if_owner(by)
        return made


class StageMessageQuerySet(NamedQuerySet):
    """Messages of a product, by stage."""

    product_path = "product_id"

    def by_stage(self, product: Any) -> list[tuple[str, str, str]]:
        """Each of the five stages with its name and message; an empty message is a gap."""
        said = dict(self.of(product).values_list("stage", "message"))
        return [(stage, name, said.get(stage, "")) for stage, name in AWARENESS]


@kept()
class StageMessage(models.Model):
    """What we say to people at one stage of awareness; an empty stage is a flag."""

    product = models.ForeignKey(Product, models.PROTECT, related_name="stage_messages")
    stage = models.CharField(max_length=10, choices=AWARENESS)
    message = models.TextField()

    objects = StageMessageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "stage"], name="stage_message_once")]

    def __str__(self) -> str:
        return self.message

    @property
    def item(self) -> Item:
        """Its place in the record is that of its product."""
        return self.product.item

    @classmethod
    @recorded("said to a stage of awareness", act="draft messaging", facts=("stage", "message"))
    def say(cls, product: Product, stage: str, message: str, *, by: Any) -> StageMessage:
        """Write what we tell people at this stage; an empty message empties the stage."""
        if stage not in dict(AWARENESS):
            raise Refused("That is none of the five stages of awareness.")
        made, _ = cls.objects.update_or_create(product=product, stage=stage, defaults={"message": message.strip()})
        return made
