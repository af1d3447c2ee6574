"""The cases of docs/flags.md: every row of its tables is a situation, its facts, and what the rule says to it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tandem.definition.fitting import Need
from tandem.definition.flags import Asked, needed_too_late
from tandem.record.flags import Flag
from tandem.team import bypasses, role_rules, rules
from tandem.team.thresholds import PRESETS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "flags.md"
TODAY = date(2026, 11, 22)
NOTHING = "nothing"


def _needed_too_late(_: rules.About, need: Need) -> Flag | None:
    return needed_too_late(Asked("F-1", need.feature, "/features/1"), [need], None)


RULES: dict[str, tuple[Callable[..., Flag | None], type[Any]]] = {
    "no pm": (rules.no_pm, rules.Seats),
    "no pmm": (rules.no_pmm, rules.Seats),
    "activity without owner": (rules.activity_without_owner, rules.Held),
    "activity with two owners": (rules.activity_with_two_owners, rules.Held),
    "unowned work": (rules.unowned_work, rules.Unowned),
    "input unanswered": (rules.input_unanswered, rules.Waiting),
    "bypass share high": (bypasses.bypass_share_high, bypasses.Passed),
    "needed too late": (_needed_too_late, Need),
    "one person, two roles": (role_rules.one_person_two_roles, role_rules.BothSeats),
    "two people, one role": (role_rules.two_people_one_role, role_rules.Definers),
    "marketing-driven product": (role_rules.marketing_driven, role_rules.Sent),
    "pass-along": (role_rules.pass_along, role_rules.Heard),
    "PM absorbed by sales support": (role_rules.absorbed_by_sales, role_rules.Work),
    "too many products for one person": (role_rules.too_many_products, role_rules.Answering),
}


@dataclass(frozen=True)
class Case:
    """One row: the rule it stands under, what is the case in words and as facts, and what is said."""

    rule: str
    situation: str
    facts: str
    says: str

    def heard(self) -> str:
        """What the rule says to these facts."""
        flag = asked(self.rule, self.facts)
        return NOTHING if flag is None else f"**{flag.title}** {flag.because}"


def cases() -> Iterator[Case]:
    """Every row under a heading that is a rule's name."""
    for name, section in re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        for row in re.findall(r"^\| (.+?) \| `(.+?)` \| (.+?) \|$", section, re.MULTILINE):
            yield Case(name, *row)


def asked(name: str, said: str) -> Flag | None:
    """The rule of this name, asked about these facts."""
    rule, kind = RULES[name]
    told = dict(part.split(" = ", 1) for part in said.split("; "))
    limits = PRESETS[told.pop("preset", "growing")]
    types = {field.name: str(field.type) for field in fields(kind)}
    facts = kind(**{key: _value(value, types[key]) for key, value in told.items()})
    known = {"today": TODAY, "limits": limits, "allowed": limits.unowned_days}
    wanted = {key: value for key, value in known.items() if key in inspect.signature(rule).parameters}
    return rule(rules.About("Ledgerly"), facts, **wanted)


def _value(said: str, kind: str) -> Any:
    said = "" if said == "nobody" else said
    if kind.startswith("date"):
        return _day(said)
    if kind.startswith("Mapping"):
        return (
            {name: int(many) for name, _, many in (part.rpartition(" ") for part in said.split(" + "))} if said else {}
        )
    if kind.startswith("tuple"):
        return tuple(said.split(" + ")) if said else ()
    if kind.startswith("Sequence"):
        return [int(part) for part in said.split(" + ")] if said else []
    return int(said) if kind.startswith("int") else said


def _day(said: str) -> date:
    """40 days ago, today, in 3 days."""
    days = int(re.sub(r"\D", "", said) or 0)
    return TODAY + timedelta(days=days if said.startswith("in ") else -days)
