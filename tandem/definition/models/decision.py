"""Decisions: what was chosen, what was turned down, on what evidence, and when to look again."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core.errors import Refused
from tandem.definition.grounds import evidence_then
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Workspace
from tandem.team.models.acceptance import Accepted

FORMS = [("scope", "Scope"), ("price", "Price"), ("priority", "Priority"), ("other", "Other")]
NO_PRICE_CHANGE = "No change of price"


class DecisionQuerySet(NamedQuerySet):
    """Decisions, by what they are about and when they are looked at again."""

    def about(self, item: Item) -> Self:
        return self.filter(about=item)

    def due(self, today: date) -> Self:
        return self.in_use().filter(look_again_on__lte=today)


@kept()
class Decision(Accepted):
    """A choice with its reasons; its title is what was chosen."""

    kind: ClassVar[str] = "decision"
    searched: ClassVar[tuple[str, ...]] = ("because", "turned_down")
    revisable: ClassVar[tuple[str, ...]] = ("turned_down", "look_again_on")

    about = models.ForeignKey(Item, models.PROTECT, related_name="decisions")
    form = models.CharField(max_length=10, choices=FORMS, default="other")
    because = models.TextField(default="", blank=True)
    turned_down = models.TextField(default="", blank=True)
    evidence = models.JSONField(default=dict)
    decided_on = models.DateField()
    look_again_on = models.DateField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    @property
    def accept_act(self) -> str:  # type: ignore[override]
        """A price is the marketer's to accept; everything else the product manager's."""
        return "accept messaging" if self.form == "price" else "accept definition"

    def is_due(self, today: date) -> bool:
        return self.look_again_on is not None and self.look_again_on <= today

    @classmethod
    @recorded("decided", act="draft definition", facts=("form",))
    def decide(
        cls,
        about: Any,
        chosen: str,
        *,
        because: str,
        by: Any,
        turned_down: str = "",
        form: str = "other",
        look_again_on: date | None = None,
    ) -> Decision:
        """Write down a decision with its reasons; the evidence of the day is kept with it."""
        if not chosen.strip() or not because.strip():
            raise Refused("Say what was decided, and because of what.")
        today = Workspace.current().today
        if look_again_on and look_again_on <= today:
            raise Refused("The day to look again lies in the future.")
        fields = {"because": because, "turned_down": turned_down, "form": form, "look_again_on": look_again_on}
        made = cls._make(
            chosen.strip(),
            product=_product_item(about),
            about=about.item,
            decided_on=today,
            evidence=evidence_then(about),
            **fields,
        )
        made._accept_if_owner(by)
        return made

    @recorded("looked again at", act="draft definition", facts=("on",))
    def look_again(self, *, by: Any, on: date | None = None, because: str = "") -> None:
        """It was looked at again and holds: until the next day named, or for good."""
        if on and on <= Workspace.current().today:
            raise Refused("The next day to look again lies in the future.")
        self.look_again_on = on
        self.save(update_fields=["look_again_on"])


def _product_item(about: Any) -> Item | None:
    item: Item = about.item
    return item if item.kind == "product" else item.product
