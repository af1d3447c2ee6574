"""A date that moves: everyone who counted on it is asked what moves with it, in one act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tandem.record.models import Item
from tandem.team.following import followers_of, who_see
from tandem.team.models import Accountability, Input, Notice, Product
from tandem.ui.figures import plural, whole_day

ANSWERS = {"move": "Move it", "keep": "Keep its date", "ask": "Ask who answers for it", "tell": "Only tell them"}


@dataclass(frozen=True)
class Shift:
    """The dates of a release before and after."""

    charter_before: date | None
    charter: date | None
    before: date | None
    after: date | None

    @property
    def days(self) -> int:
        """By how many days general availability moves; where it has none, the charter release."""
        if self.before and self.after:
            return (self.after - self.before).days
        return (self.charter - self.charter_before).days if self.charter and self.charter_before else 0

    @property
    def moves(self) -> bool:
        return (self.charter_before, self.before) != (self.charter, self.after)

    def of(self, day: date) -> date:
        """A day that moves along."""
        try:
            return day + timedelta(days=self.days)
        except OverflowError:
            return day

    @property
    def says(self) -> str:
        """In words: 4 Dec 2026 to 18 Dec 2026; the charter release where that moves too, or alone."""
        whole, charter = _span(self.before, self.after), _span(self.charter_before, self.charter)
        if self.before == self.after:
            return f"charter release {charter}" if self.charter_before != self.charter else whole
        return whole if self.charter_before == self.charter else f"{whole}, charter release {charter}"

    @property
    def far(self) -> str:
        """14 days later."""
        return f"{plural(abs(self.days), 'day')} {'later' if self.days > 0 else 'earlier'}" if self.days else ""


def _span(was: date | None, now: date | None) -> str:
    return f"{said_day(was)} to {said_day(now)}"


@dataclass(frozen=True)
class Dependent:
    """One thing that counted on the date: what it is, where it would go, what is advised, and who is told.

    `move` does it as the one who moves the date; where that person may not, `side` names who is asked instead. What has
    no `move` moves by itself. `under` names what it moves with; `keep` holds its date while that one moves. `words` are
    its answers where they are not the usual ones. What another product counts on moves with the release: `asks` is what
    its people are asked, about `asked_of`.
    """

    item: Item
    says: str
    was: date
    would_be: date
    why: str = ""
    advice: str = "move"
    people: tuple[Any, ...] = ()
    may: bool = True
    side: str = "pmm"
    key: str = ""
    under: str = ""
    move: Callable[[Any, str], None] | None = None
    keep: Callable[[Any, str], None] | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    asks: str = ""
    asked_of: Item | None = None

    @property
    def name(self) -> str:
        """How its answer is called in a form and over the API."""
        return self.key or self.item.mark

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What can be answered; nothing where it moves by itself."""
        if self.words:
            return list(self.words.items())
        if self.move is None and self.keep is None:
            return []
        if self.under:
            return [("move", "Moves with it"), ("keep", ANSWERS["keep"])]
        may = [("move", ANSWERS["move"])] if self.may else [("ask", ANSWERS["ask"])]
        return [*may, ("keep", ANSWERS["keep"])]

    @property
    def advised(self) -> str:
        """The answer that is chosen already."""
        offered = [value for value, _ in self.choices]
        return self.advice if self.advice in offered else next(iter(offered), "")


Dependents = Callable[[Any, Shift, Any], Iterable[Dependent]]
_dependents: list[Dependents] = []


def depends_on_a_release(function: Dependents) -> Dependents:
    """Register what counts on the dates of a release: (release, shift, member) -> dependents."""
    _dependents.append(function)
    return function


def dependents_of(release: Any, shift: Shift, by: Any) -> list[Dependent]:
    """Everything that counts on the dates of a release, in the order the stages were registered."""
    return [one for function in _dependents for one in function(release, shift, by)]


def is_counted_on(release: Any, by: Any) -> bool:
    """Whether somebody has to be asked before its dates move."""
    now = Shift(release.charter_release_on, release.charter_release_on, release.available_on, release.available_on)
    return any(one.choices for one in dependents_of(release, now, by))


def settle(release: Any, shift: Shift, answers: Mapping[str, str], *, because: str, by: Any) -> dict[str, str]:
    """Do what was answered for each dependent and tell whom it concerns; says what was done, by name."""
    found = dependents_of(release, shift, by)
    done = {one.name: answers.get(one.name, "") or one.advised for one in found if one.choices}
    for one in found:
        answer = done.get(one.name, "")
        if answer == "ask":
            asks = one.asks or f"Should {one.item.mark} {one.item.title} move?"
            text = f"{release.title} moves from {shift.says}: {because} {asks}"
            Input.give(one.asked_of or one.item, text, to_side=one.side, by=by)
        elif one.under and answer == "keep" and done.get(one.under) == "move" and one.keep:
            one.keep(by, because)
        elif not one.under and answer == "move" and one.move:
            one.move(by, because)
    _tell(release, shift, found, done, by=by)
    return done


def managers_served(release: Any) -> set[int]:
    """The product managers of products that its features serve: told also where who moves the date may not see them."""
    from tandem.definition.models import Serving

    served = Serving.objects.accepted().filter(feature__in=release.scope().values("pk")).values("product")
    seats = Accountability.objects.current().filter(product__in=served, side="pm")
    return set(seats.values_list("member", flat=True))


def said_day(day: date | None) -> str:
    return whole_day(day, "no date")


def _tell(release: Any, shift: Shift, found: list[Dependent], done: dict[str, str], *, by: Any) -> None:
    """The owners, those who follow the release and whoever answers for what counted on it, each once."""
    people = followers_of(release.item)
    people |= {person.pk for person in Product.objects.get(pk=release.item.product_id).owners().values()}
    people |= {person.pk for one in found for person in one.people if person}
    people |= managers_served(release)
    moved = sum(answer == "move" for answer in done.values())
    text = f"{by} moved {release.title} from {shift.says}; {plural(moved, 'thing')} moved with it"
    for member in who_see(release.item, people - {by.pk}):
        Notice.tell(member, text, release.get_absolute_url(), product=release.item.product, happening="input")
