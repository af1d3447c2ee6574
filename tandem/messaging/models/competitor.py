"""Competitors, capability by capability, each with evidence and a date."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core.errors import Refused
from tandem.core.places import place_after
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Workspace

STANDINGS = [("better", "We are better"), ("equal", "Equal"), ("worse", "We are worse")]
TONES = {"better": "ok", "equal": "", "worse": "risk"}


class CompetitorQuerySet(NamedQuerySet):
    """Competitors with what is known of them."""

    def with_capabilities(self) -> Self:
        known = Capability.objects.select_related("by__item").order_by("position")
        return self.select_related("item").prefetch_related(models.Prefetch("capabilities", known))


@kept()
class Competitor(Named):
    """Another way customers could go. Facts about it are common ground: either owner writes them."""

    kind: ClassVar[str] = "competitor"
    draft_act: ClassVar[str] = "note a competitor"
    searched: ClassVar[tuple[str, ...]] = ("summary",)
    revisable: ClassVar[tuple[str, ...]] = ("summary", "site")

    summary = models.TextField(default="", blank=True)
    site = models.TextField(default="", blank=True)

    objects = CompetitorQuerySet.as_manager()

    @property
    def name(self) -> str:
        return self.title

    def stands(self) -> list[Capability]:
        """The newest word on each capability, in the order they were first noted."""
        newest: dict[str, Capability] = {}
        for capability in self.capabilities.all():
            key = capability.name.lower()
            if key not in newest or capability.as_of >= newest[key].as_of:
                newest[key] = capability
        return list(newest.values())

    @classmethod
    @recorded("entered", act="note a competitor")
    def enter(cls, product: Any, name: str, *, by: Any, summary: str = "", site: str = "") -> Competitor:
        """Enter a competitor of the product, once."""
        return cls._make(_own_name(name, cls.objects.of(product)), product=product, summary=summary, site=site)

    @recorded("noted a capability of", act="note a competitor", facts=("name", "standing"))
    def note_capability(
        self, name: str, standing: str, *, by: Any, evidence: str = "", as_of: date | None = None
    ) -> Capability:
        """Note how we stand in one capability, with its evidence and day. The newest word counts; older ones stay."""
        name = " ".join(name.split())
        if not name or standing not in dict(STANDINGS):
            raise Refused("Name the capability, and say whether we are better, equal or worse.")
        if not evidence.strip():
            raise Refused("Say what shows it: a page, a trial, what a customer told us.")
        today = Workspace.current().today
        if as_of and as_of > today:
            raise Refused("The day it was seen cannot be one to come.")
        return Capability.objects.create(
            competitor=self,
            position=place_after(self.capabilities),
            name=name[:160],
            standing=standing,
            evidence=evidence.strip(),
            as_of=as_of or today,
            by=by if by.pk else self._someone(),
        )

    def _put(self, name: str, value: Any) -> None:
        if name == "title":
            others = type(self).objects.filter(item__product=self.item.product_id).exclude(pk=self.pk)
            value = _own_name(value, others)
        super()._put(name, value)

    def _someone(self) -> Any:
        """Whose name stands on what the console brought in."""
        from tandem.team.models import Product

        product = Product.objects.get(pk=self.item.product_id)
        return product.pmm or product.pm or Member.objects.active().order_by("pk").first()


def _own_name(name: str, others: CompetitorQuerySet) -> str:
    """The name as it is kept: deals and battlecards find a competitor by it, so it stands for one only."""
    name = " ".join(name.split())
    if not name:
        raise Refused("Name the competitor.")
    if others.in_use().filter(item__title__iexact=name).exists():
        raise Refused(f"{name} is among the competitors already.")
    return name


@kept()
class Capability(models.Model):
    """How we stand against one competitor in one capability, as seen on a day."""

    competitor = models.ForeignKey(Competitor, models.PROTECT, related_name="capabilities")
    position = models.IntegerField()
    name = models.CharField(max_length=160)
    standing = models.CharField(max_length=6, choices=STANDINGS)
    evidence = models.TextField(default="", blank=True)
    as_of = models.DateField()
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["competitor", "position"], name="capability_position")]

    def __str__(self) -> str:
        return f"{self.name}: {self.standing}"

    @property
    def tone(self) -> str:
        return TONES[self.standing]

    @property
    def mark_on_a_claim(self) -> str:
        """In words, where they do as well or better; nothing where we are better."""
        if self.standing == "better":
            return ""
        return f"{self.competitor.name} does {'as well' if self.standing == 'equal' else 'better'}: {self.name.lower()}"
