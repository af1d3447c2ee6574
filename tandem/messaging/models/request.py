"""Requests from sales, each tied to a deal."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models

from tandem.core.errors import Refused
from tandem.messaging.models.asset import FORMS, SalesAsset
from tandem.messaging.models.deal import Deal
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Workspace


class SalesRequestQuerySet(NamedQuerySet):
    """Requests, waiting or answered."""

    def waiting(self) -> Self:
        return self.filter(closed_on=None)

    def with_deal(self) -> Self:
        return self.select_related("item", "deal__item", "deal__company__item", "asked_by__item", "answered_with__item")


@kept()
class SalesRequest(Named):
    """Something sales needs for a deal; its title says what."""

    kind: ClassVar[str] = "request"
    draft_act: ClassVar[str] = "ask for a sales asset"
    searched: ClassVar[tuple[str, ...]] = ("reply",)

    deal = models.ForeignKey(Deal, models.PROTECT, null=True, related_name="requests")
    form = models.CharField(max_length=12, choices=FORMS, default="deck")
    asked_by = models.ForeignKey(Member, models.PROTECT, related_name="requests")
    asked_on = models.DateField()
    answered_with = models.ForeignKey(SalesAsset, models.SET_NULL, null=True, blank=True, related_name="requests")
    reply = models.TextField(default="", blank=True)
    closed_on = models.DateField(null=True, blank=True)
    expedited = models.BooleanField(default=False)

    objects = SalesRequestQuerySet.as_manager()

    @property
    def is_answered(self) -> bool:
        return self.closed_on is not None

    @classmethod
    @recorded("asked for", act="ask for a sales asset", facts=("form", "expedited"))
    def ask(
        cls, product: Any, text: str, *, by: Any, deal: Deal | None = None, form: str = "deck", expedited: bool = False
    ) -> SalesRequest:
        """Ask the marketer for something, for a deal."""
        if not text.strip():
            raise Refused("Say what you need, and for what moment.")
        if form not in dict(FORMS):
            raise Refused("That is no kind of sales asset.")
        if deal and deal.item.product_id != product.pk:
            raise Refused(f"{deal.mark} belongs to another product.")
        today = Workspace.current().today
        return cls._make(
            " ".join(text.split()),
            product=product,
            deal=deal,
            form=form,
            asked_by=by,
            asked_on=today,
            expedited=expedited,
        )

    @recorded("answered", act="draft messaging", facts=("asset",))
    def answer(self, *, by: Any, asset: SalesAsset | None = None, because: str = "") -> None:
        """Answer with an asset, or in words."""
        if self.is_answered:
            raise Refused("This request was answered already.")
        if asset is None and not because.strip():
            raise Refused("Choose an asset, or answer in words.")
        if asset and asset.item.product_id != self.item.product_id:
            raise Refused(f"{asset.mark} belongs to another product.")
        self.answered_with, self.reply, self.closed_on = asset, because.strip(), Workspace.current().today
        self.save(update_fields=["answered_with", "reply", "closed_on"])

    @recorded("opened again", act="ask for a sales asset")
    def open_again(self, *, by: Any, because: str = "") -> None:
        """The inverse of answering: the answer did not help."""
        if not self.is_answered:
            raise Refused("This request still waits for its answer.")
        self.answered_with, self.reply, self.closed_on = None, "", None
        self.save(update_fields=["answered_with", "reply", "closed_on"])

    @recorded("expedited", act="ask for a sales asset")
    def expedite(self, because: str, *, by: Any) -> None:
        """Ask that it goes first. Expedited requests are counted, for everyone alike."""
        if not because.strip():
            raise Refused("Say what depends on it and by when.")
        self.expedited = True
        self.save(update_fields=["expedited"])
