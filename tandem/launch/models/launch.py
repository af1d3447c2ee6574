"""A launch: the one problem it announces, to whom, when, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Problem, Release
from tandem.evidence.models import TargetMarket
from tandem.launch.gates import Gate, gates_of
from tandem.launch.plan import Line
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models import Member, Product, Workspace
from tandem.team.models.acceptance import Accepted

SEATS = {"pm": "product manager", "pmm": "product marketer"}


class LaunchQuerySet(NamedQuerySet):
    """Launches, by whether their day has come."""

    def still_to_come(self) -> Self:
        return self.filter(launched_on=None)

    def accepted(self) -> Self:
        """Those whose plan counts: a draft is anybody's."""
        return self.exclude(item__acceptance=None)


@kept()
class Launch(Accepted):
    """One launch of one or more releases; its tier decides which gates stand before it."""

    kind: ClassVar[str] = "launch"
    draft_act: ClassVar[str] = "plan the launch"
    accept_act = "accept the launch plan"
    searched: ClassVar[tuple[str, ...]] = ("audience",)
    revisable: ClassVar[tuple[str, ...]] = ("tier", "day", "audience", "market_share", "market", "problem", "lead")
    promised: ClassVar[tuple[str, ...]] = ("tier", "day", "market_share", "market", "problem")

    tier = models.IntegerField(choices=[(1, "Tier 1"), (2, "Tier 2"), (3, "Tier 3")])
    day = models.DateField()
    lead = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="launches")
    problem = models.ForeignKey(Problem, models.PROTECT, null=True, blank=True, related_name="launches")
    market_share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    market = models.ForeignKey(TargetMarket, models.PROTECT, null=True, blank=True, related_name="launches")
    audience = models.TextField(default="", blank=True)
    releases = models.ManyToManyField(Release, related_name="launches", blank=True)
    launched_on = models.DateField(null=True, blank=True)

    objects = LaunchQuerySet.as_manager()

    @property
    def has_shipped(self) -> bool:
        """Goals are stated before the day: afterwards it is too late."""
        return self.launched_on is not None

    @property
    def goals(self) -> Any:
        return self.item.goals.select_related("item").order_by("item__number")

    def gates(self, today: date) -> list[Gate]:
        return gates_of(self, today)

    def signatures(self) -> dict[str, Any]:
        """The latest signature of each side."""
        return {row.side: row for row in self.sign_offs.select_related("by__item").order_by("at")}

    @classmethod
    @recorded("planned", act="plan the launch", facts=("tier", "day"))
    def plan(
        cls,
        product: Product,
        name: str,
        *,
        tier: int,
        day: date,
        by: Any,
        lead: Member | None = None,
        problem: Problem | None = None,
        market: TargetMarket | None = None,
        market_share: Decimal | None = None,
        audience: str = "",
        releases: Sequence[Release] = (),
    ) -> Launch:
        """Plan a launch. Its tier decides the gates, and it announces one problem to one target market. What the
        product marketer plans is accepted as it is made; anybody else's plan is a draft.
        """
        if tier not in (1, 2, 3):
            raise Refused("A launch is of tier 1, 2 or 3.")
        _refuse_strangers(product, [*releases, *(noun for noun in (problem, market) if noun)])
        made = cls._make(
            name,
            product=product,
            tier=tier,
            day=day,
            lead=lead or product.pmm,
            problem=problem,
            market=market,
            market_share=market_share,
            audience=audience,
        )
        made.releases.set(releases)
        made._accept_if_owner(by)
        return made

    @recorded("revised", act="")
    def revise(self, *, by: Any, version: int, because: str = "", **changes: Any) -> None:
        """Change the plain fields. Once the plan is accepted, what it promises changes by those alone who accept it."""
        self._refuse_stale(version, changes)
        promised = {name for name in self.promised if name in changes and changes[name] != getattr(self, name)}
        if promised and self.is_accepted and not by.may(self.accept_act, self):
            raise NotAllowed("The plan is accepted: the product marketer, or a delegate, changes what it promises.")
        for name, value in changes.items():
            self._put(name, value)
        self.save()

    @recorded("covered", act="plan the launch", facts=("release",))
    def cover(self, release: Release, *, by: Any) -> None:
        """Take a release into this launch."""
        self._refuse_past()
        if self.item.product_id != release.item.product_id:
            raise Refused("That release belongs to another product.")
        self.releases.add(release)

    @recorded("uncovered", act="plan the launch", facts=("release",))
    def uncover(self, release: Release, *, by: Any) -> None:
        """Take a release out of this launch: the inverse of covering it."""
        self._refuse_past()
        self.releases.remove(release)

    @recorded("moved", act="accept the launch plan", facts=("day",))
    def move_to(self, day: date, *, by: Any, because: str) -> None:
        """Move the day; the dates of all steps move with it. It needs a reason, since others counted on the old day."""
        self._refuse_past()
        if not because.strip():
            raise Refused("Say why the day moves; others counted on it.")
        self.day = day
        self.save(update_fields=["day"])

    @recorded("pasted steps into", act="plan the launch")
    def take_in(self, lines: Sequence[Line], *, by: Any) -> list[Any]:
        """Add many steps at once, as they stand in a sheet."""
        from tandem.launch.models.step import PlanStep

        owners = {member.title.lower(): member for member in Member.objects.active().select_related("item")}
        owners |= {member.email.lower(): member for member in owners.values()}
        return [
            PlanStep.add(
                self,
                line.title,
                days_from_day=line.days_from_day,
                owner=owners.get(line.owner.lower()),
                form=line.form,
                by=by,
            )
            for line in lines
        ]

    @recorded("signed", act="sign", facts=("side", "go"))
    def sign(self, side: str, *, go: bool, by: Any, because: str = "") -> Any:
        """Go or no-go, signed by the owner of one side. Go is refused while a gate is closed and not overruled."""
        self._refuse_past()
        self._refuse_other_seat(side, by)
        if not go and not because.strip():
            raise Refused("Say why it should not go.")
        if go:
            self._refuse_closed()
        both = self._seats_of(by) == {"pm", "pmm"}
        return self.sign_offs.create(side=side, go=go, because=because, holds_both_seats=both, by=by, at=clock.now())

    @recorded("overruled a gate of", act="overrule", facts=("gate", "side"))
    def overrule(self, gate: str, side: str, *, because: str, by: Any) -> Any:
        """Pass a closed gate. It takes both owners, each with a reason, and stays in the record for ever."""
        self._refuse_past()
        found = next((one for one in self.gates(Workspace.current().today) if one.name == gate), None)
        if found is None:
            raise Refused(f"No gate called {gate} stands before this launch.")
        if found.open:
            raise Refused(f"The gate {found.label.lower()} is open; there is nothing to overrule.")
        return overrule_gate(self.item, gate, side, because=because, by=by, seats=self._seats_of(by))

    @recorded("launched", act="accept the launch plan")
    def launch(self, *, by: Any) -> None:
        """Mark the day as come. Both owners must have signed go, and every gate must be passed."""
        self._refuse_past()
        self._refuse_closed()
        signed = self.signatures()
        missing = [SEATS[side] for side in SEATS if side not in signed or not signed[side].go]
        if missing:
            raise Refused(f"The {' and the '.join(missing)} must sign go first.")
        self.launched_on = Workspace.current().today
        self.save(update_fields=["launched_on"])

    def _refuse_closed(self) -> None:
        if not self.is_accepted:
            raise Refused("Not yet. The plan is a draft until the product marketer, or a delegate, accepts it.")
        closed = [gate for gate in self.gates(Workspace.current().today) if not gate.passed]
        if closed:
            raise Refused("Not yet. " + " ".join(gate.because for gate in closed))

    def _refuse_past(self) -> None:
        if self.launched_on:
            raise Refused("This launch has happened; what was signed stays as it was.")

    def _refuse_other_seat(self, side: str, by: Any) -> None:
        if side not in self._seats_of(by):
            raise NotAllowed(f"Only the {SEATS.get(side, side)} of this product may sign for that side.")

    def _seats_of(self, by: Any) -> set[str]:
        return {"pm", "pmm"} & by.hats(self.item.product_id)


def overrule_gate(item: Item, gate: str, side: str, *, because: str, by: Any, seats: set[str]) -> Any:
    """One side's reason for passing a gate of a launch or a release."""
    from tandem.launch.models.sign_off import Overrule

    if side not in seats:
        raise NotAllowed(f"Only the {SEATS.get(side, side)} of this product may overrule for that side.")
    if not because.strip():
        raise Refused("Overruling needs a reason; it stays in the record for ever.")
    if Overrule.objects.filter(about=item, gate=gate, side=side).exists():
        raise Refused("That side has overruled this gate already.")
    return Overrule.objects.create(about=item, gate=gate, side=side, because=because, by=by, at=clock.now())


def _refuse_strangers(product: Product, nouns: Sequence[Named]) -> None:
    if any(noun.item.product_id != product.pk for noun in nouns):
        raise Refused("A launch covers releases, problems and target markets of its own product.")
