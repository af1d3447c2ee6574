"""Deals, as the CRM has them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core.errors import Refused
from tandem.evidence.models import Company, Import
from tandem.messaging.wins import WinRate, win_rate
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Workspace

OUTCOMES = [
    ("open", "Open"),
    ("won", "Won"),
    ("lost", "Lost"),
    ("no decision", "No decision"),
    ("disqualified", "Disqualified"),
]
TONES = {"open": "", "won": "ok", "lost": "risk", "no decision": "warn", "disqualified": ""}


class DealQuerySet(NamedQuerySet):
    """Deals of a product, by how they ended."""

    def against(self, competitor: str) -> Self:
        """Deals in which this competitor was present."""
        return self.filter(competitor__iexact=competitor)

    def with_company(self) -> Self:
        return self.select_related("item", "company__item")

    def win_rate(self) -> WinRate:
        return win_rate(self.in_use().exclude(outcome="open").values_list("outcome", flat=True))


@kept(in_bulk=True)
class Deal(Named):
    """One deal with one company; money in the workspace's currency, with the original amount beside it."""

    kind: ClassVar[str] = "deal"
    draft_act: ClassVar[str] = "import"
    searched: ClassVar[tuple[str, ...]] = ("stage", "competitor", "reason", "crm_id")
    revisable: ClassVar[tuple[str, ...]] = (
        "stage", "competitor", "reason", "owner", "amount", "opened_on", "closed_on",
    )  # fmt: skip

    crm_id = models.CharField(max_length=80, default="", blank=True)
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="deals")
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    amount_original = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, default="", blank=True)
    rate = models.DecimalField(max_digits=18, decimal_places=8, null=True)
    stage = models.CharField(max_length=60, default="", blank=True)
    outcome = models.CharField(max_length=12, default="open", choices=OUTCOMES)
    reason = models.TextField(default="", blank=True)
    competitor = models.CharField(max_length=120, default="", blank=True)
    owner = models.CharField(max_length=120, default="", blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    custom = models.JSONField(default=dict, blank=True)
    imported = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="deals")

    objects = DealQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("crm_id", condition=~models.Q(crm_id=""), name="deal_crm_id")]

    @property
    def tone(self) -> str:
        return TONES[self.outcome]

    @classmethod
    @recorded("opened", act="import", facts=("amount",))
    def open(
        cls,
        product: Any,
        name: str,
        *,
        by: Any,
        company: Company | None = None,
        amount: Decimal | None = None,
        stage: str = "",
        competitor: str = "",
        opened_on: date | None = None,
        owner: str = "",
        crm_id: str = "",
    ) -> Deal:
        """Open a deal by hand; most come by import, which finds this one again by its CRM id."""
        if not name.strip():
            raise Refused("Name the deal.")
        if crm_id and cls.objects.filter(crm_id=crm_id).exists():
            raise Refused(f"A deal with the CRM id {crm_id} is here already.")
        return cls._make(
            name.strip(),
            product=product,
            company=company,
            amount=amount,
            amount_original=amount,
            stage=stage,
            competitor=competitor,
            owner=owner,
            crm_id=crm_id,
            opened_on=opened_on or Workspace.current().today,
            currency=Workspace.current().currency,
        )

    def revise(self, *, by: Any, version: int, because: str = "", **changes: Any) -> None:
        """Change what the CRM said; a deal cannot have ended before it was opened."""
        opened, closed = changes.get("opened_on", self.opened_on), changes.get("closed_on", self.closed_on)
        if opened and closed and closed < opened:
            raise Refused("A deal ends after it was opened; the dates say otherwise.")
        super().revise(by=by, version=version, because=because, **changes)

    def _put(self, name: str, value: Any) -> None:
        """An amount that a person corrects is in the workspace's currency, whatever the CRM kept it in."""
        if name == "title" and not value.strip():
            raise Refused("Name the deal.")
        if name == "amount":
            self.amount_original, self.currency, self.rate = value, Workspace.current().currency, None
        super()._put(name, value)

    @recorded("closed", act="import", facts=("outcome", "reason"))
    def close(
        self, outcome: str, *, by: Any, reason: str = "", competitor: str = "", closed_on: date | None = None
    ) -> None:
        """Say how it ended, why, and against whom."""
        if outcome not in dict(OUTCOMES) or outcome == "open":
            raise Refused("A deal ends as won, lost, no decision or disqualified.")
        self.outcome, self.closed_on = outcome, closed_on or Workspace.current().today
        self.reason, self.competitor = reason.strip() or self.reason, competitor.strip() or self.competitor
        self.save(update_fields=["outcome", "closed_on", "reason", "competitor"])

    @recorded("reopened", act="import")
    def reopen(self, *, by: Any, because: str = "") -> None:
        """The inverse of closing."""
        if self.outcome == "open":
            raise Refused("This deal is open.")
        self.outcome, self.closed_on = "open", None
        self.save(update_fields=["outcome", "closed_on"])
