"""The rules of the team as pure functions on plain values: seats, activities, unowned work, inputs left waiting.

Each takes the product it is about and the facts, and gives one flag or None; `docs/flags.md` holds a table of cases for
each, which the tests run. Questions about roles are in `role_rules`, bypasses in `bypasses`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tandem.record.flags import Flag
from tandem.ui.figures import plural

Person = TypeVar("Person")
SEAT_NAMES: Mapping[str, str] = {"pm": "product manager", "pmm": "product marketer"}


@dataclass(frozen=True)
class About:
    """The product a rule is asked about."""

    name: str
    mark: str = "PR-1"
    slug: str = "ledgerly"

    @property
    def page(self) -> str:
        return f"/products/{self.slug}"

    @property
    def team(self) -> str:
        return f"{self.page}/team"


@dataclass(frozen=True)
class Seats:
    """Who answers for a product; an empty word where nobody does."""

    pm: str = ""
    pmm: str = ""


def no_pm(of: About, seats: Seats) -> Flag | None:
    """Nobody is the accountable product manager."""
    return None if seats.pm else _empty(of, "pm")


def no_pmm(of: About, seats: Seats) -> Flag | None:
    """Nobody is the accountable product marketer."""
    return None if seats.pmm else _empty(of, "pmm")


def _empty(of: About, side: str) -> Flag:
    title = f"{of.name} has no {SEAT_NAMES[side]}"
    because, url = "Nobody answers for this half of the product", f"{of.team}#owners"
    return Flag(f"no {side}", (of.mark,), title, because, "risk", "Empty seat", url, side)


@dataclass(frozen=True)
class Held:
    """One activity that is on for a product, and who is accountable for it now. `empty_seat` is the seat that would
    hold it by the template where nobody sits there, which the flag of the seat tells.
    """

    activity: str
    holders: tuple[str, ...] = ()
    usual_side: str = ""
    empty_seat: str = ""
    mark: str = "AC-1"

    @property
    def side(self) -> str:
        return "" if self.usual_side == "both" else self.usual_side


def activity_without_owner(of: About, held: Held) -> Flag | None:
    """An activity that is on and that nobody is accountable for."""
    if held.holders or held.empty_seat:
        return None
    title = f"Nobody holds {held.activity.lower()} for {of.name}"
    because = "It is on for every product, and this one has no accountable person for it"
    about, url = (of.mark, held.mark), f"{of.page}/activities/{held.mark.partition('-')[2]}"
    return Flag("activity without owner", about, title, because, "note", "No owner", url, held.side)


def activity_with_two_owners(of: About, held: Held) -> Flag | None:
    """An activity that more than one person is accountable for at the same time: then nobody is."""
    if len(held.holders) < 2:
        return None
    title = f"{' and '.join(held.holders)} both hold {held.activity.lower()} for {of.name}"
    about, url = (of.mark, held.mark), f"{of.page}/activities/{held.mark.partition('-')[2]}"
    because = "Each may think that the other does it, or both do it"
    return Flag("activity with two owners", about, title, because, "note", "Two owners", url, held.side)


@dataclass(frozen=True)
class Unowned:
    """Work that fits nowhere yet, since when, and where it came up."""

    work: str
    raised: date
    origin: str = ""
    mark: str = "U-1"


def accountable(usual: Person | None, named: Sequence[Person], beside: Sequence[Person]) -> tuple[Person, ...]:
    """Who holds an activity of a product: whoever is named for it, else whoever holds it by the template; and beside
    them whoever took it up. Nobody is a gap, more than one a double.
    """
    first = list(named) or ([usual] if usual else [])
    return tuple(dict.fromkeys([*first, *beside]))


def unowned_too_long(raised_on: date, today: date, allowed_days: int) -> bool:
    """New work that fits nowhere raises a flag when it has waited longer than the workspace allows."""
    return (today - raised_on).days > allowed_days


def unowned_work(of: About, work: Unowned, today: date, allowed: int) -> Flag | None:
    """New work that nobody took within the days that the workspace allows."""
    if not unowned_too_long(work.raised, today, allowed):
        return None
    days = (today - work.raised).days
    title = f"Nobody owns {work.work[:1].lower()}{work.work[1:]}"
    because = f"Raised {days} days ago" + (f" from {work.origin}" if work.origin else "")
    return Flag("unowned work", (work.mark,), title, because, "warn", "Unowned", f"{of.team}#unowned", weight=days)


@dataclass(frozen=True)
class Waiting:
    """An input that nobody answered yet."""

    text: str
    about: str
    asked: date
    due: date
    to_side: str = "pm"
    mark: str = "IN-1"


def input_unanswered(of: About, waiting: Waiting, today: date) -> Flag | None:
    """An input whose agreed days are over without an answer."""
    if today <= waiting.due:
        return None
    days = (today - waiting.asked).days
    title = f"An input on {waiting.about} waits for an answer"
    because, url = f"Asked {plural(days, 'day')} ago: {waiting.text}", f"/inputs/{waiting.mark.partition('-')[2]}"
    about = (waiting.mark,)
    return Flag("input unanswered", about, title, because, "note", "Waiting", url, waiting.to_side, weight=days)


def taken_share(answers: Sequence[bool]) -> float | None:
    """Which part of the answered inputs was taken; None while nothing has been answered."""
    return sum(answers) / len(answers) if answers else None


def typical_wait(days: Sequence[int]) -> float | None:
    """The median number of days something waited; None while there is none."""
    if not days:
        return None
    ordered, middle = sorted(days), len(days) // 2
    return float(ordered[middle]) if len(days) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
