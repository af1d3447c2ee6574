"""The rule of a target market: conditions that must all hold, asked of the database and of one company alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q

from tandem.core.errors import Refused

NUMBERS = {"employees": "employees", "arr": "ARR"}
WORDS = {"industry": "industry", "country": "country", "plan": "plan", "segment": "segment", "life_cycle": "life cycle"}
FIELDS = {**NUMBERS, **WORDS}


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
        return _SAID[self.relation](FIELDS[self.field], [_plain(bound) for bound in self.value])


_SAID: dict[str, Callable[[str, list[str]], str]] = {
    "between": lambda field, value: f"{field} between {value[0]} and {value[1]}",
    "at least": lambda field, value: f"{field} at least {value[0]}",
    "at most": lambda field, value: f"{field} at most {value[0]}",
    "in": lambda field, value: f"{field} is {' or '.join(value)}",
}


def conditions_of(kept: Sequence[Mapping[str, Any]]) -> list[Condition]:
    """The conditions as kept in a target market; one that makes no sense is refused with a sentence."""
    return [_condition(one) for one in kept]


def _condition(one: Mapping[str, Any]) -> Condition:
    field, relation, value = str(one.get("field", "")), str(one.get("is", "")), one.get("value")
    values = list(value) if isinstance(value, list | tuple) else [value]
    if field in NUMBERS and relation in ("between", "at least", "at most"):
        return Condition(field, relation, _bounds(field, relation, values))
    if field in WORDS and relation == "in":
        return Condition(field, relation, _choices(field, values))
    raise Refused(f"A target market has no condition like “{field or 'nothing'} {relation}”.")


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
        raise Refused(f"Name at least one {WORDS[field]}.")
    return choices


def is_met(conditions: Sequence[Condition], company: Any) -> bool:
    """Whether one company meets them all. What is not known of a company does not meet a condition about it."""
    return all(_holds(condition, getattr(company, condition.field)) for condition in conditions)


def _holds(condition: Condition, value: Any) -> bool:
    if value is None or value == "":
        return False
    if condition.relation == "in":
        return str(value).lower() in {choice.lower() for choice in condition.value}
    low = condition.value[0] if condition.relation != "at most" else None
    high = condition.value[-1] if condition.relation != "at least" else None
    return (low is None or value >= low) and (high is None or value <= high)


def as_query(conditions: Sequence[Condition]) -> Q:
    """The same rule for the database: it agrees with is_met for every company."""
    whole = Q()
    for condition in conditions:
        whole &= _query(condition)
    return whole


def _query(condition: Condition) -> Q:
    field, value = condition.field, condition.value
    if condition.relation == "in":
        any_of = Q()
        for choice in value:
            any_of |= Q(**{f"{field}__iexact": choice})
        return any_of
    low = Q(**{f"{field}__gte": value[0]}) if condition.relation != "at most" else Q()
    high = Q(**{f"{field}__lte": value[-1]}) if condition.relation != "at least" else Q()
    return low & high


def _kept(bound: Any) -> Any:
    """A whole number as one, another as text, so that no digit is lost on the way."""
    if not isinstance(bound, Decimal):
        return bound
    return int(bound) if bound == bound.to_integral_value() else str(bound)


def _plain(bound: Any) -> str:
    return f"{_kept(bound):,}" if isinstance(_kept(bound), int) else str(bound)
