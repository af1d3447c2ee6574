"""Decisions: what was chosen and turned down, on what evidence, who was of another mind, and when to look again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.core.places import place_after
from tandem.definition.grounds import evidence_then, noun_of
from tandem.definition.models.ledger import SIDES, Alternative, DecisionSignature, Dissent
from tandem.definition.revisiting import MEASURES, Condition
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

    def standing(self) -> Self:
        """Those that no later decision took the place of."""
        return self.in_use().filter(superseded_by=None)

    def due(self, today: date) -> Self:
        return self.standing().filter(look_again_on__lte=today)

    def whole(self) -> Self:
        """With its parts and whom it replaced, in a fixed number of statements."""
        family = self.select_related("about", "item__acceptance", "supersedes__item", "superseded_by__item")
        return family.prefetch_related("alternatives", "dissents__by__item", "signatures__by__item")

    def watching(self) -> Self:
        """Those that new evidence may bring back."""
        return self.standing().exclude(measure="")


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
    measure = models.CharField(max_length=10, default="", blank=True, choices=list(MEASURES.items()))
    threshold = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    seen = models.JSONField(default=dict)  # the figures of the last look, from which new evidence is counted
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="superseded_by")

    objects = DecisionQuerySet.as_manager()

    @property
    def accept_act(self) -> str:  # type: ignore[override]
        """A price is the marketer's to accept; everything else the product manager's."""
        return "accept messaging" if self.form == "price" else "accept definition"

    @property
    def condition(self) -> Condition:
        """When it comes back; once another took its place, never."""
        if self.successor:
            return Condition()
        return Condition(self.look_again_on, self.measure, self.threshold, self.seen or self.evidence)

    @property
    def successor(self) -> Decision | None:
        """The decision that took its place."""
        return getattr(self, "superseded_by", None)

    def is_due(self, today: date, now: Any = None) -> bool:
        return self.condition.is_due(today, now)

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
        alternatives: Sequence[tuple[str, str]] = (),
        measure: str = "",
        mark: Decimal | None = None,
        supersedes: Decision | None = None,
    ) -> Decision:
        """Write down a decision with its reasons; the evidence of the day is kept with it."""
        if not chosen.strip() or not because.strip():
            raise Refused("Say what was decided, and because of what.")
        made = cls._make(
            chosen.strip(),
            product=_product_item(about),
            about=about.item,
            decided_on=Workspace.current().today,
            evidence=evidence_then(about),
            because=because,
            turned_down=turned_down,
            form=form,
            **_condition(about.item, look_again_on, measure, mark),
        )
        for title, reason in alternatives:
            made._turn_down(title, reason)
        if supersedes:
            supersedes.give_way(made, by=by)
        made._accept_if_owner(by)
        return made

    @recorded("superseded", act="draft definition")
    def give_way(self, to: Decision, *, by: Any) -> None:
        """A later decision takes its place: it is found from here, never due again, and says what it replaced."""
        if self.successor:
            raise Refused(f"{self.successor.mark} took its place already; decide anew about that one.")
        if self.item.product_id != to.item.product_id:
            raise Refused("It belongs to another product.")
        to.supersedes = self
        to.save(update_fields=["supersedes"])

    @recorded("turned down an alternative of", act="draft definition", facts=("title",))
    def turn_down(self, title: str, *, because: str, by: Any) -> Alternative:
        """Write down one more thing that was turned down, with its reason."""
        return self._turn_down(title, because)

    @recorded("dissented from", act="give input")
    def dissent(self, words: str, *, by: Any) -> Dissent:
        """Be of another mind, by name and in one's own words; said again, the words are changed."""
        if not words.strip():
            raise Refused("Say in your own words why you would decide otherwise.")
        said = {"words": words.strip()[:4000], "at": clock.now(), "taken_back_at": None}
        return Dissent.objects.update_or_create(decision=self, by_id=by.pk, defaults=said)[0]

    @recorded("took a dissent back from", act="give input")
    def agree(self, *, by: Any) -> None:
        """Take one's own dissent back. The inverse of dissenting."""
        if not self.dissents.filter(by_id=by.pk, taken_back_at=None).update(taken_back_at=clock.now()):
            raise Refused("You have not dissented from it.")

    @recorded("signed", act="sign", facts=("side",))
    def sign(self, side: str, *, by: Any) -> DecisionSignature:
        """Put one side's name under it: only who holds that seat may, once."""
        seats = {"pm", "pmm"} & by.hats(self.item.product_id)
        if side not in seats:
            raise NotAllowed(f"Only the {dict(SIDES).get(side, side).lower()} of this product signs for that side.")
        if self.successor:
            raise Refused(f"{self.successor.mark} took its place.")
        if self.signatures.filter(side=side).exists():
            raise Refused("That side has signed already.")
        return DecisionSignature.objects.create(
            decision=self, side=side, by=by, holds_both_seats=len(seats) == 2, at=clock.now()
        )

    @recorded("looked again at", act="draft definition", facts=("on", "measure", "mark"))
    def look_again(
        self, *, by: Any, on: date | None = None, because: str = "", measure: str = "", mark: Decimal | None = None
    ) -> None:
        """It was looked at again and holds: until the day named, until new evidence passes a mark, or for good."""
        if self.successor:
            raise Refused(f"{self.successor.mark} took its place; look at that one.")
        for name, value in _condition(self.about, on, measure, mark).items():
            setattr(self, name, value)
        self.seen = evidence_then(noun_of(self.about))
        self.save(update_fields=["look_again_on", "measure", "threshold", "seen"])

    def _turn_down(self, title: str, because: str) -> Alternative:
        if not title.strip() or not because.strip():
            raise Refused("Say what was turned down, and why.")
        place = place_after(self.alternatives)
        return Alternative.objects.create(
            decision=self, position=place, title=title.strip()[:300], because=because.strip()
        )


def _condition(about: Item, on: date | None, measure: str, mark: Decimal | None) -> dict[str, Any]:
    """When to look again, once it is sound."""
    if on and on <= Workspace.current().today:
        raise Refused("The day to look again lies in the future.")
    if not measure:
        return {"look_again_on": on, "measure": "", "threshold": None}
    if measure not in MEASURES or mark is None or mark <= 0:
        raise Refused("Say how many new ones bring it back: a number above 0.")
    if about.kind not in ("problem", "feature"):
        raise Refused("Only a decision about a problem or feature can wait for evidence; name a day instead.")
    return {"look_again_on": on, "measure": measure, "threshold": mark}


def _product_item(about: Any) -> Item | None:
    item: Item = about.item
    return item if item.kind == "product" else item.product
