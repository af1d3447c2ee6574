"""Inputs across the seam: what one side asks the other to consider, and the answer it got."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.record.history import kept
from tandem.record.models import Item, Named, NamedQuerySet
from tandem.record.verbs import recorded
from tandem.team.models.member import Member
from tandem.team.models.notice import Notice
from tandem.team.models.product import SIDES, Accountability
from tandem.team.models.workspace import Workspace


class InputQuerySet(NamedQuerySet):
    """Inputs, by whether they wait and whom they wait for."""

    def waiting(self) -> Self:
        return self.in_use().filter(answered=None)

    def given_answers(self) -> Self:
        return self.in_use().exclude(answered=None)

    def for_answer_by(self, member: Any) -> Self:
        """Those addressed to a side that this member answers for, or is a delegate of."""
        return self.filter(_addressed_to(member))

    def with_answers(self) -> Self:
        """With everything that a list shows."""
        return self.select_related("item__product", "about", "by__item", "answered__by__item", "answered__used_in")


def _addressed_to(member: Any) -> Q:
    found = Q(pk__in=[])
    for product, hats in member.hats_by_product.items():
        sides = {hat.removesuffix(" delegate") for hat in hats}
        found |= Q(item__product=product, to_side__in=sides)
    return found


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
    reminded_on = models.DateField(null=True)

    objects = InputQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_on", "item"], name="input_due")]

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
        given._tell_addressee(f"{by} asks you about {about.mark} {about.title}")
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
        if used_in and used_in.product_id != self.item.product_id:
            raise Refused(f"{used_in.mark} belongs to another product.")
        if by != self.by:
            said = f"{by} {'took' if taken else 'declined'} your input on {self.about.mark} {self.about.title}"
            self._tell(self.by, said)
        return Answer.objects.create(input=self, taken=taken, because=because, used_in=used_in, by=by, at=clock.now())

    @recorded("reminded of", act="give input")
    def remind(self, *, by: Any) -> None:
        """Tell whoever should have answered that the day has passed. Once: a second reminder is read by nobody."""
        today = Workspace.current().today
        if not self.is_late(today) or self.reminded_on:
            raise Refused("There is nothing to remind anybody of.")
        self.reminded_on = today
        self.save(update_fields=["reminded_on"])
        days = (today - self.due_on).days
        late = f"{days} day{'s' if days > 1 else ''} ago"
        self._tell_addressee(f"Your answer on {self.about.mark} {self.about.title} was due {late}")

    def _tell_addressee(self, text: str) -> None:
        """Whoever answers for the side it is addressed to is told."""
        found = Accountability.objects.current().filter(product=self.item.product_id, side=self.to_side)
        for seat in found.exclude(member=self.by).select_related("member__item"):
            self._tell(seat.member, text)

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
