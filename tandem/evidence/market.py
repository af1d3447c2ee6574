"""The rule of a target market or segment, asked of the database and of one company alike.

All of its conditions must hold. One of them may be a choice, {"any": [...]}, of which one condition is enough.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.lookups import IExact

from tandem.core.errors import Refused

NUMBERS = {"employees": "employees", "arr": "ARR"}
WORDS = {"industry": "industry", "country": "country", "plan": "plan", "segment": "segment", "life_cycle": "life cycle"}
FIELDS = {**NUMBERS, **WORDS}
OWN = "custom."  # a fact of the workspace's own, such as custom.Region


@dataclass(frozen=True)
class Condition:
    """One condition: employees between 5 and 50, industry in (Finance, Dental), ARR at least 10000."""

    field: str
    relation: str
    value: tuple[Any, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept: {"field": "employees", "is": "between", "value": [5, 50]}."""
        return {"field": self.field, "is": self.relation, "value": [_kept(bound) for bound in self.value]}

    def __str__(self) -> str:
        return _SAID[self.relation](_called(self.field), [_plain(bound) for bound in self.value])


@dataclass(frozen=True)
class AnyOf:
    """Several conditions of which one is enough."""

    conditions: tuple[Condition, ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept: {"any": [...]}."""
        return {"any": [one.as_json() for one in self.conditions]}

    def __str__(self) -> str:
        return ", or ".join(str(one) for one in self.conditions)


Rule = Condition | AnyOf


_SAID: dict[str, Callable[[str, list[str]], str]] = {
    "between": lambda field, value: f"{field} between {value[0]} and {value[1]}",
    "at least": lambda field, value: f"{field} at least {value[0]}",
    "at most": lambda field, value: f"{field} at most {value[0]}",
    "in": lambda field, value: f"{field} is {' or '.join(value)}",
}


def conditions_of(kept: Sequence[Mapping[str, Any]]) -> list[Rule]:
    """The conditions as kept in a target market or segment; one that makes no sense is refused with a sentence."""
    return [_rule(one) for one in kept]


def _rule(one: Mapping[str, Any]) -> Rule:
    if "any" not in one:
        return _condition(one)
    choices = one["any"]
    if not isinstance(choices, list) or not choices or not all(isinstance(each, Mapping) for each in choices):
        raise Refused("A choice of conditions needs at least one condition.")
    return AnyOf(tuple(_condition(each) for each in choices))


def _condition(one: Mapping[str, Any]) -> Condition:
    field, relation, value = str(one.get("field", "")), str(one.get("is", "")), one.get("value")
    values = list(value) if isinstance(value, list | tuple) else [value]
    if field in NUMBERS and relation in ("between", "at least", "at most"):
        return Condition(field, relation, _bounds(field, relation, values))
    if (field in WORDS or _is_own(field)) and relation == "in":
        return Condition(field, relation, _choices(field, values))
    raise Refused(f"A rule has no condition like “{field or 'nothing'} {relation}”.")


def _bounds(field: str, relation: str, values: list[Any]) -> tuple[Decimal, ...]:
    try:
        bounds = tuple(Decimal(str(value).replace(",", "")) for value in values)
    except InvalidOperation as error:
        raise Refused(f"Write {NUMBERS[field]} as plain numbers.") from error
    wanted = 2 if relation == "between" else 1
    if len(bounds) != wanted or not all(bound.is_finite() and abs(bound) < 10**12 for bound in bounds):
        raise Refused(f"“{NUMBERS[field]} {relation}” takes {wanted} plain number{'s' if wanted > 1 else ''}.")
    if wanted == 2 and bounds[0] > bounds[1]:
        raise Refused(
            f"{NUMBERS[field]} between {bounds[0]} and {bounds[1]} holds no company: write the smaller one first."
        )
    return bounds


def _choices(field: str, values: list[Any]) -> tuple[str, ...]:
    choices = tuple(str(value).strip() for value in values if str(value or "").strip())
    if not choices:
        raise Refused(f"Name at least one {_called(field)}.")
    return choices


def _is_own(field: str) -> bool:
    return field.startswith(OWN) and bool(field.removeprefix(OWN).strip()) and len(field) <= 200


def _called(field: str) -> str:
    return FIELDS.get(field) or field.removeprefix(OWN)


def is_met(conditions: Sequence[Rule], company: Any) -> bool:
    """Whether one company meets them all. What is not known of a company does not meet a condition about it."""
    return all(_meets(rule, company) for rule in conditions)


def _meets(rule: Rule, company: Any) -> bool:
    if isinstance(rule, AnyOf):
        return any(_meets(one, company) for one in rule.conditions)
    return _holds(rule, _fact(company, rule.field))


def _fact(company: Any, field: str) -> Any:
    if not field.startswith(OWN):
        return getattr(company, field)
    value = company.custom.get(field.removeprefix(OWN))
    return json.dumps(value) if isinstance(value, bool | dict | list) else value


def _holds(condition: Condition, value: Any) -> bool:
    if value is None or value == "":
        return False
    if condition.relation == "in":
        return str(value).lower() in {choice.lower() for choice in condition.value}
    low = condition.value[0] if condition.relation != "at most" else None
    high = condition.value[-1] if condition.relation != "at least" else None
    return (low is None or value >= low) and (high is None or value <= high)


def as_query(conditions: Sequence[Rule]) -> Q:
    """The same rule for the database: it agrees with is_met for every company."""
    whole = Q()
    for rule in conditions:
        whole &= _any_query(rule.conditions) if isinstance(rule, AnyOf) else _query(rule)
    return whole


def _any_query(conditions: Sequence[Condition]) -> Q:
    whole = Q()
    for condition in conditions:
        whole |= _query(condition)
    return whole


def _query(condition: Condition) -> Q:
    field, value = condition.field, condition.value
    if condition.relation == "in":
        any_of = Q()
        for choice in value:
            any_of |= _said_to_be(field, choice)
        return any_of
    low = Q(**{f"{field}__gte": value[0]}) if condition.relation != "at most" else Q()
    high = Q(**{f"{field}__lte": value[-1]}) if condition.relation != "at least" else Q()
    return low & high


def _said_to_be(field: str, choice: str) -> Q:
    if not field.startswith(OWN):
        return Q(**{f"{field}__iexact": choice})
    name = Value(field.removeprefix(OWN))
    said = Func(F("custom"), name, function="jsonb_extract_path_text", output_field=TextField())
    return Q(IExact(said, choice))


def _kept(bound: Any) -> Any:
    """A whole number as one, another as text, so that no digit is lost on the way."""
    if not isinstance(bound, Decimal):
        return bound
    return int(bound) if bound == bound.to_integral_value() else str(bound)


def _plain(bound: Any) -> str:
    return f"{_kept(bound):,}" if isinstance(_kept(bound), int) else str(bound)
