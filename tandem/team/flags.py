"""Flags of the team: empty seats, one person in both, activities and work that nobody holds, inputs left waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tandem.record.flags import Flag, flags_of_many_from, private_flags_known_to
from tandem.record.models import Item
from tandem.team import role_rules, rules
from tandem.team.facts import Team, teams_of
from tandem.team.models import Workspace
from tandem.team.thresholds import Thresholds


@private_flags_known_to
def owners_and_head(product: Any, member: Any) -> bool:
    """Questions about roles go to the two owners and their head: that of the product's line, else every head."""
    if member.pk is None:
        return False
    hats = member.hats(product.pk)
    head = product.line.head_id if product.line_id else None
    return bool({"pm", "pmm"} & hats) or (member.pk == head if head else "head" in hats)


@flags_of_many_from
def of_teams(products: Sequence[Any], today: date) -> dict[int, list[Flag]]:
    """Everything the team's rules notice about these products."""
    limits = Workspace.current().thresholds
    teams = teams_of(products, limits.products_per_person)
    return {team.product.pk: list(_of_team(team, today, limits)) for team in teams}


def _of_team(team: Team, today: date, limits: Thresholds) -> Iterator[Flag]:
    of, seats = team.about, rules.Seats(*(str(team.owner(side) or "") for side in ("pm", "pmm")))
    yield from filter(None, (rules.no_pm(of, seats), rules.no_pmm(of, seats)))
    yield from _activities(team)
    for matter in team.matters:
        work = rules.Unowned(matter.title, matter.raised_on, _origin(matter.raised_from), matter.mark)
        if flag := rules.unowned_work(of, work, today, limits.unowned_days):
            yield flag
    for given in team.inputs:
        waiting = rules.Waiting(given.title, given.about.title, given.asked_on, given.due_on, given.to_side, given.mark)
        if flag := rules.input_unanswered(of, waiting, today):
            yield replace(flag, who=team.owner(given.to_side))
    yield from _questions(team, today, limits)


def _activities(team: Team) -> Iterator[Flag]:
    for held in team.activities:
        for rule in (rules.activity_without_owner, rules.activity_with_two_owners):
            if flag := rule(team.about, held):
                yield flag


def _questions(team: Team, today: date, limits: Thresholds) -> Iterator[Flag]:
    if team.both and (flag := role_rules.one_person_two_roles(team.about, team.both, today, limits)):
        yield replace(flag, who=team.owner("pm"))
    for member, held in team.answering:
        if flag := role_rules.too_many_products(team.about, held, today, limits):
            yield replace(flag, who=member, side=_side(team, member))


def _side(team: Team, member: Any) -> str:
    return "pm" if team.owner("pm") == member else "pmm"


def _origin(item: Item | None) -> str:
    """Where it came up: a launch is met through its plan, everything else by its title."""
    if item is None:
        return ""
    return "the launch plan" if item.kind in ("launch", "plan step") else item.title
