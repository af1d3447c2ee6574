"""Inputs across the seam: what one side asks the other to consider, and the answer it got."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.notice import Notice
from tandem.team.models.product import SIDES, Accountability
from tandem.team.models.workspace import Workspace


@kept()
class Input(Named):
    """One side's word on one object of the other side; its title is what was said."""

    kind: ClassVar[str] = "input"
    draft_act: ClassVar[str] = "give input"

    about = models.ForeignKey(Item, models.PROTECT, related_name="inputs")
    from_side = models.CharField(max_length=5, choices=[*SIDES, ("sales", "Sales"), ("other", "Others")])
    to_side = models.CharField(max_length=3, choices=SIDES)
    by = models.ForeignKey(Member, models.PROTECT, related_name="inputs_given")
    asked_on = models.DateField()
    due_on = models.DateField()

    objects = NamedQuerySet.as_manager()

    @classmethod
    @recorded("gave input", act="give input", facts=("to_side",))
    def give(cls, about: Item, text: str, *, to_side: str, by: Any) -> Input:
        """Say something about an object to the side that answers for it, to be answered within the agreed days."""
        if not text.strip():
            raise Refused("Write what the other side should consider.")
        workspace = Workspace.current()
        asked = workspace.today
        due = asked + timedelta(days=workspace.thresholds.input_days)
        owner = about if about.kind == "product" else about.product
        hats = by.hats(owner.pk if owner else None)
        from_side = next((side for side in ("pm", "pmm") if side in hats and side != to_side), "")
        from_side = from_side or ("sales" if "sales" in hats else "other")
        given = cls._make(
            text, product=owner, about=about, from_side=from_side, to_side=to_side, by=by, asked_on=asked, due_on=due
        )
        given._tell_addressee()
        return given

    @recorded("answered", act="answer input", facts=("taken",))
    def answer(self, *, taken: bool, by: Any, because: str = "", used_in: Item | None = None) -> Answer:
        """Take or decline an input. Declining needs a reason, and only the addressed side answers."""
        if not {self.to_side, f"{self.to_side} delegate"} & by.hats(self.item.product_id):
            raise NotAllowed("Only the side this was addressed to may answer it.")
        if not taken and not because.strip():
            raise Refused("Say why it is declined; whoever gave it deserves the reason.")
        if hasattr(self, "answered"):
            raise Refused("This input was already answered.")
        if by != self.by:
            said = f"{by} {'took' if taken else 'declined'} your input on {self.about.mark} {self.about.title}"
            self._tell(self.by, said)
        return Answer.objects.create(input=self, taken=taken, because=because, used_in=used_in, by=by, at=clock.now())

    def _tell_addressee(self) -> None:
        """Whoever answers for the side it is addressed to is told."""
        found = Accountability.objects.current().filter(product=self.item.product_id, side=self.to_side)
        for seat in found.exclude(member=self.by).select_related("member__item"):
            self._tell(seat.member, f"{self.by} asks you about {self.about.mark} {self.about.title}")

    def _tell(self, member: Member, text: str) -> None:
        Notice.tell(member, text, self.get_absolute_url(), product=self.item.product, happening="input")

    def waiting_days(self, today: date) -> int:
        return (today - self.asked_on).days

    def is_late(self, today: date) -> bool:
        return not hasattr(self, "answered") and today > self.due_on


@kept()
class Answer(models.Model):
    """Taken or declined, by whom, with the reason."""

    input = models.OneToOneField(Input, models.PROTECT, related_name="answered")
    taken = models.BooleanField()
    because = models.TextField(default="", blank=True)
    used_in = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return "taken" if self.taken else "declined"
