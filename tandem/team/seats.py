"""What goes with a seat: everything that is open on one side of a product, and what of it its holder passes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tandem.record.flags import every_flag
from tandem.record.models import Item
from tandem.team.models import Delegation, Input, Matter, Member, Product, Workspace

DRAFTS = {"pm": ("problem", "feature", "validation", "decision"), "pmm": ("positioning", "claim", "launch")}
MOST = 100


@dataclass(frozen=True)
class Open:
    """One thing that is open: what kind of thing it is, its title, why it is open, and its page."""

    kind: str
    title: str
    says: str
    url: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"


Find = Callable[[Product, str, Member], Iterable[Open]]
PassOn = Callable[[Product, str, Member, Member], None]
_finds: list[Find] = []
_passes: list[PassOn] = []


def goes_with_a_seat(find: Find) -> Find:
    """Register what is open with (product, side, holder) and goes to whoever has the seat next."""
    _finds.append(find)
    return find


def passed_on(give: PassOn) -> PassOn:
    """Register what its holder has in person and passes on with the seat: (product, side, holder, heir). It is called
    inside the verb that hands over, and writes under its event.
    """
    _passes.append(give)
    return give


def open_of(product: Product, side: str, holder: Member) -> list[Open]:
    """Everything open that goes with the seat, kind by kind."""
    return [found for find in _finds for found in find(product, side, holder)]


def by_kind(found: Iterable[Open]) -> list[tuple[str, list[Open]]]:
    """The same under its headings, in the order in which it was found."""
    return [(kind, list(rows)) for kind, rows in groupby(found, key=lambda one: one.kind)]


def pass_on(product: Product, side: str, holder: Member, heir: Member) -> None:
    """Give the heir what the holder has in person."""
    for give in _passes:
        give(product, side, holder, heir)


@goes_with_a_seat
def inputs_waiting(product: Product, side: str, holder: Member) -> Iterator[Open]:
    """Inputs to this side that nobody answered."""
    waiting = Input.objects.of(product).in_use().filter(to_side=side, answered=None).select_related("item", "about")
    for given in waiting.order_by("due_on")[:MOST]:
        said = f"About {given.about.title}, due {given.due_on:%-d %b %Y}"
        yield Open("Inputs to answer", given.title, said, given.get_absolute_url())


@goes_with_a_seat
def drafts_waiting(product: Product, side: str, holder: Member) -> Iterator[Open]:
    """Drafts that this side has not accepted."""
    drafts = Item.objects.in_use().filter(product=product.pk, kind__in=DRAFTS[side], acceptance=None)
    for item in drafts.order_by("kind", "number")[:MOST]:
        yield Open("Drafts to accept", item.title, item.mark, item.get_absolute_url())


@goes_with_a_seat
def matters_taken(product: Product, side: str, holder: Member) -> Iterator[Open]:
    """Matters that the holder took."""
    for matter in _matters(product, side, holder).select_related("item").order_by("raised_on")[:MOST]:
        yield Open("Matters taken", matter.title, f"Raised {matter.raised_on:%-d %b %Y}", matter.get_absolute_url())


@goes_with_a_seat
def activities_held(product: Product, side: str, holder: Member) -> Iterator[Open]:
    """Activities that the holder has by name; those by the template go with the seat by themselves."""
    for row in _activities(product, side, holder).select_related("activity__item"):
        yield Open(
            "Activities held", row.activity.title, row.activity.says, f"/products/{product.slug}/team#activities"
        )


@goes_with_a_seat
def flags_of_the_side(product: Product, side: str, holder: Member) -> Iterator[Open]:
    """What the rules ask of this side or of its holder now."""
    for flag in every_flag(product, Workspace.current().today):
        if flag.who == holder or (flag.side == side and flag.who is None):
            yield Open("Flags", flag.title, flag.because, flag.url)


@goes_with_a_seat
def delegations_that_end(product: Product, side: str, holder: Member) -> Iterator[Open]:
    """Delegations of the seat, which end with it."""
    for row in Delegation.objects.current().filter(product=product, side=side).select_related("member__item"):
        yield Open(
            "Delegations that end", row.member.title, f"until {row.until:%-d %b %Y}", row.member.get_absolute_url()
        )


@passed_on
def matters_and_activities(product: Product, side: str, holder: Member, heir: Member) -> None:
    """Matters and activities by name; an activity that the heir has already is only let go."""
    _matters(product, side, holder).update(taken_by=heir)
    today = Workspace.current().today
    for row in _activities(product, side, holder):
        row.until = today
        row.save(update_fields=["until"])
        if not type(row).objects.filter(product=product, activity=row.activity, member=heir, until=None).exists():
            fields = {"product": product, "activity": row.activity, "beside": row.beside, "since": today}
            type(row).objects.create(member=heir, **fields)


def keeps_the_other(product: Product, side: str, holder: Member) -> bool:
    """Whether somebody who hands one seat over stays in the other: then what belongs to the person stays too."""
    return any(member == holder for seat, member in product.owners().items() if seat != side)


def _matters(product: Product, side: str, holder: Member) -> Any:
    mine = Matter.objects.of(product).in_use().filter(taken_by=holder)
    return mine.none() if keeps_the_other(product, side, holder) else mine


def _activities(product: Product, side: str, holder: Member) -> Any:
    mine = product.activity_owners.filter(member=holder, until=None)
    return mine.filter(activity__usual_side__in=(side, "both"))
