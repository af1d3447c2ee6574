"""Sortings: what somebody did at the desk to one note or to many at once, with what it takes to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.assigning import refuse_assignee
from tandem.evidence.models.company import Company
from tandem.evidence.models.note import LINKED
from tandem.record.history import kept
from tandem.record.models import Event, Item, NamedQuerySet
from tandem.record.verbs import ask, event_under_way, recorded
from tandem.team.models import Member

if TYPE_CHECKING:
    from tandem.evidence.piles import Chosen

ACTS = {
    "done": "worked through", "dismissed": "dismissed", "new": "put back", "link": "linked",
    "assign": "assigned", "company": "given a company",
}  # fmt: skip
HERE_AND_NOW = 2_000
MANY = 50


class SortingQuerySet(NamedQuerySet):
    """Sortings, seen as their product is seen."""

    product_path = "product"

    def standing(self) -> Self:
        """Those that nobody undid."""
        return self.filter(undone_at=None)

    def at_work(self) -> Self:
        """Those that the worker has not finished."""
        return self.filter(ended_at=None)


@kept(derived=["notes", "position", "ended_at"])
class Sorting(models.Model):
    """One act on some notes of a product: ticked ones, or all of a list. One event covers it, however many they are.

    `within` is the address of the list where all of it was chosen; `position` is the last note that was done, so that
    a worker that was killed goes on from there.
    """

    draft_act: ClassVar[str] = "add evidence"

    product = models.ForeignKey(Item, models.PROTECT, related_name="+", db_index=False)
    by = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=10, choices=list(ACTS.items()))
    about = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="+")
    finishes = models.BooleanField(default=False)
    within = models.TextField(default="", blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, related_name="+", db_constraint=False)
    at = models.DateTimeField()
    expected = models.IntegerField(default=0)
    notes = models.IntegerField(default=0)
    position = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = SortingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["product", "-at"], name="sorting_newest"),
            models.Index(fields=["product"], condition=models.Q(ended_at=None), name="sorting_at_work"),
        ]

    def __str__(self) -> str:
        return f"{self.notes} {ACTS[self.act]}"

    @property
    def item(self) -> Item:
        """Its place in the record is that of the product."""
        return self.product

    @property
    def says(self) -> str:
        """What it did, as a person would tell it."""
        to = self.about.mark if self.about else self.company.title if self.company else ""
        to = self.assignee.title if self.assignee else to
        counted = "1 note" if self.notes == 1 else f"{self.notes:,} notes"
        if self.act in ("assign", "company") and not to:
            return f"{counted} {'given to nobody' if self.act == 'assign' else 'said to be of no company'}"
        joint = {"link": "linked to", "assign": "assigned to", "company": "said to be of"}.get(self.act, ACTS[self.act])
        return f"{counted} {joint} {to}".strip()

    def changed_notes(self, most: int) -> list[int]:
        """Up to so many of the notes that it changed."""
        found: dict[int, None] = {}
        for notes in self.parts.order_by("pk").values_list("notes", flat=True)[:most]:
            found |= dict.fromkeys(notes[:most])
        return list(found)[:most]

    @classmethod
    @recorded("worked through notes", act="add evidence")
    def finish(cls, product: Any, chosen: Chosen, *, by: Any) -> Sorting:
        """Everything in them is linked; they leave the pile of new notes."""
        return cls._sort(product, chosen, by, act="done")

    @classmethod
    @recorded("dismissed notes", act="add evidence")
    def dismiss(cls, product: Any, chosen: Chosen, *, by: Any, because: str = "") -> Sorting:
        """Put aside what tells nothing; they count as evidence no more, and are never deleted."""
        return cls._sort(product, chosen, by, act="dismissed")

    @classmethod
    @recorded("put back notes", act="add evidence")
    def put_back(cls, product: Any, chosen: Chosen, *, by: Any) -> Sorting:
        """New again."""
        return cls._sort(product, chosen, by, act="new")

    @classmethod
    @recorded("linked notes", act="add evidence", facts=("about",))
    def link(cls, product: Any, chosen: Chosen, about: Item, *, by: Any, finishes: bool = False) -> Sorting:
        """Link whole notes to what they speak of, and with `finishes` call them worked through as well."""
        if not Item.objects.visible_to(by).filter(pk=about.pk).exists():
            raise NotAllowed("There is nothing of that number that you may see.")
        if about.kind not in LINKED or about.product_id not in (None, product.pk):
            raise Refused(f"{about.mark} is not something the notes of this product speak of.")
        return cls._sort(product, chosen, by, act="link", about=about, finishes=finishes)

    @classmethod
    @recorded("assigned notes", act="add evidence", facts=("to",))
    def assign(cls, product: Any, chosen: Chosen, to: Member | None, *, by: Any) -> Sorting:
        """Say who should look at them, or with None that nobody need."""
        refuse_assignee(to, product)
        return cls._sort(product, chosen, by, act="assign", assignee=to)

    @classmethod
    @recorded("named the company of notes", act="add evidence", facts=("company",))
    def say_company(cls, product: Any, chosen: Chosen, company: Company | None, *, by: Any) -> Sorting:
        """Say which company spoke, or that none did."""
        return cls._sort(product, chosen, by, act="company", company=company)

    @recorded("undid a sorting of notes", act="add evidence", facts=("sorting",))
    def undo(self, *, by: Any, sorting: str = "") -> int:
        """Bring back what was before, but for notes that somebody changed since: the inverse of every sorting. What
        others sorted is undone by those who sort evidence.
        """
        from tandem.evidence.sorting import begin_to_go_back

        if by.pk != self.by_id:
            ask(by, "sort evidence", self)
        if self.undone_at:
            raise Refused("This was undone already.")
        if self.ended_at is None:
            raise Refused("This is still under way. Undo it when it is done.")
        self.undone_at = clock.now()
        self.save(update_fields=["undone_at"])
        return begin_to_go_back(self, event_under_way())

    @classmethod
    def _sort(cls, product: Any, chosen: Chosen, by: Any, **said: Any) -> Sorting:
        from tandem.evidence.sorting import begin

        expected = chosen.count(product, by)
        if not expected:
            raise Refused("Choose some notes first: tick them, or walk to one.")
        if expected > MANY:
            ask(by, "sort evidence", product)
        made = cls(product_id=product.pk, by_id=by.pk, at=clock.now(), within=chosen.within or "", **said)
        made.expected, made.event_id = expected, event_under_way()
        made.save()
        begin(made, chosen, by)
        return made


@kept(derived=["notes"])
class SortedNotes(models.Model):
    """Some of the notes of a sorting that were alike before it: what was changed in them, and what stood there."""

    sorting = models.ForeignKey(Sorting, models.CASCADE, related_name="parts")
    field = models.CharField(max_length=10)
    before = models.CharField(max_length=20, default="", blank=True)
    notes = ArrayField(models.BigIntegerField())
    def __str__(self) -> str:
        return f"{self.field} of {len(self.notes)}"
