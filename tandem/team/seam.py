"""What passes across the seam between the two sides of a product, and how long it waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from tandem.record.models import Item
from tandem.team.models import Input, Product
from tandem.team.rules import taken_share, typical_wait
from tandem.ui.figures import plural

SMALL = 5  # answers; of fewer no share is told
BOTH = (("pmm", "pm"), ("pm", "pmm"))
SIDES = {"pm": "PM", "pmm": "PMM", "sales": "Sales", "other": "Others"}
GIVERS = {"pm": "Product manager", "pmm": "Product marketer", "sales": "Sales", "other": "Everyone else"}
MONTHS = 12


@dataclass(frozen=True)
class Direction:
    """One direction of the seam: how many inputs wait, how long an answer takes, what share was taken."""

    from_side: str
    to_side: str
    waiting: int
    answered: int
    days: float | None
    taken: float | None

    @property
    def taken_percent(self) -> int | None:
        """Of fewer than five answers nothing is said."""
        return None if self.taken is None or self.answered < SMALL else round(self.taken * 100)

    @property
    def says(self) -> str:
        """3 waiting, 8 answered, typically in 2 days, 63% taken."""
        said = [f"{self.waiting} waiting", f"{self.answered} answered"]
        if self.days is not None:
            said.append(f"typically in {plural(self.days, 'day')}")
        if self.taken_percent is not None:
            said.append(f"{self.taken_percent}% taken")
        elif self.answered:
            said.append("too few to say how many are taken")
        return ", ".join(said)


@dataclass(frozen=True)
class Given:
    """One input as the figures see it: which way it went, and how it was answered."""

    from_side: str
    to_side: str
    asked: date
    answered: date | None = None
    taken: bool = False

    @property
    def days(self) -> int:
        return max(((self.answered or self.asked) - self.asked).days, 0)


@dataclass(frozen=True)
class Month:
    """What was answered in one month, both ways."""

    first: date
    directions: Sequence[Direction]


def inputs_of(product: Product) -> Any:
    """Every input to the two sides of a product, waiting ones first, then the newest."""
    found = Input.objects.of(product).in_use().select_related("item", "about", "by__item", "answered__used_in")
    return found.order_by(F("answered__at").desc(nulls_first=True), "-asked_on", "-pk")


def inputs_about(item: Item) -> list[Input]:
    """What was said about one object, waiting ones first, then the newest answer."""
    found = Input.objects.filter(about=item).in_use().with_answers()
    return list(found.order_by(F("answered__at").desc(nulls_first=True), "-asked_on", "-pk")[:50])


def both_directions(product: Product) -> list[Direction]:
    """Waiting time and taken share for each direction, in one statement."""
    return directions_of(given_of(product))


def given_of(product: Product) -> list[Given]:
    """Every input of a product as the figures see it."""
    rows = Input.objects.of(product).in_use()
    told = rows.values_list("from_side", "to_side", "asked_on", "answered__at", "answered__taken")
    return [
        Given(giver, to, asked, at.date() if at else None, bool(taken)) for giver, to, asked, at, taken in told
    ]


def directions_of(given: Iterable[Given]) -> list[Direction]:
    """Both ways between the two owners, and the ways of whoever else gave something."""
    sent: dict[tuple[str, str], list[Given]] = {ends: [] for ends in BOTH}
    for one in given:
        sent.setdefault((one.from_side, one.to_side), []).append(one)
    return [_direction(*ends, inputs) for ends, inputs in sent.items()]


def by_month(given: Iterable[Given], today: date, many: int = MONTHS) -> list[Month]:
    """What was answered in each of the last months, the oldest first, beginning with the first that has an answer."""
    answered: dict[date, list[Given]] = defaultdict(list)
    for one in given:
        if one.answered:
            answered[one.answered.replace(day=1)].append(one)
    months = [_back(today, place) for place in reversed(range(many))]
    first = next((place for place, month in enumerate(months) if answered[month]), many)
    return [Month(month, _both_ways(answered[month])) for month in months[first:]]


def _both_ways(given: list[Given]) -> list[Direction]:
    return [_direction(*ends, [one for one in given if (one.from_side, one.to_side) == ends]) for ends in BOTH]


def _back(today: date, months: int) -> date:
    """The first day of the month so many months ago."""
    count = today.year * 12 + today.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _direction(from_side: str, to_side: str, inputs: list[Given]) -> Direction:
    answered = [given for given in inputs if given.answered]
    days = [given.days for given in answered]
    taken = taken_share([given.taken for given in answered])
    return Direction(from_side, to_side, len(inputs) - len(answered), len(answered), typical_wait(days), taken)


def sources_of(inputs: Iterable[Input], side: str, evidence: Any = None) -> list[tuple[str, str]]:
    """What a piece of work rests on: customers first, then each side that may give inputs to it, with what came of
    them. The other side is one of several.
    """
    by_side: dict[str, list[Input]] = defaultdict(list)
    for given in inputs:
        if given.to_side == side:
            by_side[given.from_side].append(given)
    told = [("Customers", _heard(evidence))] if evidence is not None else []
    return [*told, *((name, _answers(by_side[key])) for key, name in GIVERS.items() if key != side)]


def inputs_to(item: Item, side: str, evidence: Any = None) -> dict[str, Any]:
    """What an aside shows of the inputs to one thing that this side answers for."""
    inputs = inputs_about(item)
    return {"inputs": inputs, "sources": sources_of(inputs, side, evidence), "side": side, "about": item}


def _heard(evidence: Any) -> str:
    if not evidence.notes:
        return "no note yet"
    return f"{plural(evidence.notes, 'note')} from {plural(evidence.companies, 'company,companies')}"


def _answers(inputs: Sequence[Input]) -> str:
    """1 waiting, 2 taken, 1 declined."""
    answers = [given.answered.taken if hasattr(given, "answered") else None for given in inputs]
    counted = {"waiting": answers.count(None), "taken": answers.count(True), "declined": answers.count(False)}
    return ", ".join(f"{many} {word}" for word, many in counted.items() if many) or "nothing yet"
