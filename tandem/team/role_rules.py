"""Questions about people's roles, as pure functions: asked of the two owners and their head alone, with the evidence,
and only when there are enough days of data. Nothing here says that somebody does wrong; each title is a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tandem.record.flags import Flag
from tandem.team.rules import About
from tandem.team.thresholds import Thresholds
from tandem.ui.figures import plural

TWO_ROLES = "one person, two roles"
ROLE_RULES = (
    TWO_ROLES,
    "two people, one role",
    "marketing-driven product",
    "pass-along",
    "PM absorbed by sales support",
    "too many products for one person",
)
ACKNOWLEDGED = (TWO_ROLES,)
WINDOW = 90  # days that are looked back on
DRAFTS, ACCEPTANCES, ACTS, FEATURES = 10, 5, 20, 3  # fewer say nothing
MOST, SECOND = 0.5, 0.3
NAMED = 2


def is_about_roles(identity: str) -> bool:
    """Whether a flag of this identity is a question about roles."""
    return any(identity.startswith(f"{rule} ") for rule in ROLE_RULES)


@dataclass(frozen=True)
class BothSeats:
    """One person in both seats since a day, and how many people and products there are and were when acknowledged."""

    person: str
    since: date
    people: int
    products: int
    known_people: int | None = None
    known_products: int | None = None

    @property
    def is_known(self) -> bool:
        """Acknowledged, and neither team nor products have grown since."""
        if self.known_people is None or self.known_products is None:
            return False
        return self.people <= self.known_people and self.products <= self.known_products


def one_person_two_roles(of: About, seats: BothSeats, today: date, limits: Thresholds) -> Flag | None:
    """The same person answers for both sides of a product."""
    days = (today - seats.since).days
    if days < limits.role_days or seats.is_known:
        return None
    because = f"For {days} days one person has answered for both sides, {_size(seats.people, seats.products)}"
    if seats.known_people is not None and seats.known_products is not None:
        because += f". It was acknowledged {_size(seats.known_people, seats.known_products)}"
    title = f"Does {seats.person} have the time for both roles?"
    return _question(TWO_ROLES, (of.mark,), title, because, f"{of.team}#owners", label="Two roles", weight=days)


def _size(people: int, products: int) -> str:
    return f"on a team of {plural(people, 'person,people')} with {plural(products, 'product')}"


@dataclass(frozen=True)
class Definers:
    """Who drafted and who accepted a product's definition in the last 90 days, counted by person."""

    data_since: date
    drafts: Mapping[str, int] = field(default_factory=dict)
    acceptances: Mapping[str, int] = field(default_factory=dict)


def two_people_one_role(of: About, who: Definers, today: date, limits: Thresholds) -> Flag | None:
    """Drafts and acceptances of one product's definition are split between two people: one writes and another accepts,
    or two accept.
    """
    drafts, accepted = sum(who.drafts.values()), sum(who.acceptances.values())
    if _too_early(who.data_since, today, limits) or drafts < DRAFTS or accepted < ACCEPTANCES:
        return None
    (writer, wrote), (accepter, took) = _ranked(who.drafts)[0], _ranked(who.acceptances)[0]
    if writer != accepter and wrote / drafts >= MOST and took / accepted >= MOST:
        pair = (writer, accepter)
        because = (
            f"In {WINDOW} days {writer} made {wrote} of {drafts} drafts of its definition, and {accepter} accepted "
        )
        because += f"{took} of {accepted}"
    elif (second := _second(who.acceptances)) and second[1] / accepted >= SECOND:
        pair = (accepter, second[0])
        because = f"In {WINDOW} days they accepted {took} and {second[1]} of {accepted} parts of its definition"
    else:
        return None
    title, url = f"Do {pair[0]} and {pair[1]} share one role?", f"{of.page}/definition"
    return _question("two people, one role", (of.mark,), title, because, url, label="One role?")


def _ranked(counted: Mapping[str, int]) -> list[tuple[str, int]]:
    """Most first, by name where they are alike."""
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _second(counted: Mapping[str, int]) -> tuple[str, int] | None:
    ranked = _ranked(counted)
    return ranked[1] if len(ranked) > 1 else None


@dataclass(frozen=True)
class Sent:
    """Features sent to delivery in the last 90 days, and those of them that are a headline and nothing below it."""

    data_since: date
    sent: int
    bare: tuple[str, ...] = ()


def marketing_driven(of: About, delivery: Sent, today: date, limits: Thresholds) -> Flag | None:
    """Features go to delivery as a headline: no detailed requirement, no experience, no validation."""
    bare = len(delivery.bare)
    if _too_early(delivery.data_since, today, limits) or bare < FEATURES or bare / delivery.sent < MOST:
        return None
    named = ", ".join(delivery.bare[:NAMED]) + (f" and {bare - NAMED} more" if bare > NAMED else "")
    because = f"Of {delivery.sent} features sent to delivery in {WINDOW} days, {bare} have no detailed requirement, no "
    because += f"experience and no validation: {named}"
    title, url = f"Is {of.name} announced before it is defined?", f"{of.page}/definition/features"
    return _question("marketing-driven product", (of.mark,), title, because, url, label="Undefined", weight=bare)


@dataclass(frozen=True)
class Heard:
    """A feature under way and where its evidence came from."""

    feature: str
    data_since: date
    notes: int
    accounts: int
    through_sales: int = 0
    with_pm: int = 0
    account: str = ""
    mark: str = "F-1"


def pass_along(of: About, heard: Heard, today: date, limits: Thresholds) -> Flag | None:
    """A feature whose only evidence came through sales or from one account, without contact by the product manager."""
    by_sales, alone = heard.through_sales == heard.notes, heard.accounts == 1
    if _too_early(heard.data_since, today, limits) or not heard.notes or heard.with_pm or not (by_sales or alone):
        return None
    one = heard.notes == 1
    origin = "came through sales" if by_sales else f"{'comes' if one else 'come'} from {heard.account or 'one account'}"
    every = "Its only note" if one else f"All {heard.notes} notes" if by_sales else f"Its {heard.notes} notes"
    because = f"{every} {origin}, and the product manager has not spoken with {'them' if one else 'any of them'}"
    title, url = f"Did we hear of “{heard.feature}” ourselves?", f"/features/{heard.mark.partition('-')[2]}"
    return _question("pass-along", (heard.mark,), title, because, url, label="Second hand", weight=heard.notes)


@dataclass(frozen=True)
class Work:
    """What the product manager did for a product in the last 30 days: answers to sales, and definition work."""

    pm: str
    seat_since: date
    sales: int
    definition: int


def absorbed_by_sales(of: About, work: Work, today: date, limits: Thresholds) -> Flag | None:
    """Most of what the product manager did answered sales."""
    acts = work.sales + work.definition
    if _too_early(work.seat_since, today, limits) or acts < ACTS or work.sales / acts < limits.sales_share:
        return None
    because = f"In 30 days {work.sales} of {acts} acts answered sales: requests, deals, sales assets and inputs from "
    because += f"sales. {work.definition} were work on the definition"
    title, url = f"Is {work.pm} absorbed by sales support?", f"{of.page}/requests"
    rule = "PM absorbed by sales support"
    return _question(rule, (of.mark,), title, because, url, label="Sales support", weight=work.sales)


@dataclass(frozen=True)
class Answering:
    """One person and the products they answer for; since when there are more than the workspace allows."""

    person: str
    products: int
    above_since: date
    mark: str = "M-1"


def too_many_products(of: About, held: Answering, today: date, limits: Thresholds) -> Flag | None:
    """One person answers for more products than the workspace's limit."""
    allowed = limits.products_per_person
    if held.products <= allowed or _too_early(held.above_since, today, limits):
        return None
    because = f"This workspace's limit is {allowed}; it has been passed for {(today - held.above_since).days} days"
    title, url = f"Can {held.person} answer for {held.products} products?", f"/members/{held.mark.partition('-')[2]}"
    rule, about = "too many products for one person", (of.mark, held.mark)
    return _question(rule, about, title, because, url, label="Too many", weight=held.products)


def _too_early(since: date, today: date, limits: Thresholds) -> bool:
    """Nothing is asked before there are enough days of data."""
    return (today - since).days < limits.role_days


def _question(
    rule: str, about: tuple[str, ...], title: str, because: str, url: str, *, label: str, weight: float = 0
) -> Flag:
    return Flag(rule, about, title, because, "note", label, url, "pm", weight=weight, private=True)
