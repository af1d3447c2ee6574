"""Decisions beside the evidence of today: what it was then, what it is now, and which decisions it outgrew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tandem.definition.grounds import evidence_for_many, figures_of
from tandem.definition.models import Decision, Feature, Problem

COMPARED = [
    ("notes", "Notes"),
    ("companies", "Companies"),
    ("in_market", "Companies of the target market"),
    ("market_share", "Share of the target market, %"),
    ("arr", "Yearly revenue"),
    ("loudest_share", "Share of the loudest, %"),
]


@dataclass(frozen=True)
class Compared:
    """One figure as it was and as it is."""

    name: str
    then: Decimal | None
    now: Decimal
    is_money: bool


def figures_now(decisions: Iterable[Decision], today: date) -> dict[int, dict[str, Any]]:
    """The figures of today of what each decision is about, in a fixed number of statements."""
    found = list(decisions)
    keys = {decision.about_id for decision in found}
    nouns: list[Any] = [*Problem.objects.filter(pk__in=keys).select_related("item")] if keys else []
    if keys:
        nouns += Feature.objects.filter(pk__in=keys).select_related("item").prefetch_related("problems__item")
    heard = evidence_for_many(nouns, today) if nouns else {}
    return {one.pk: figures_of(heard[one.about_id]) for one in found if one.about_id in heard}


def outgrown(decisions: Sequence[Decision], today: date) -> Iterator[tuple[Decision, dict[str, Any]]]:
    """Those whose mark new evidence has passed and whose day has not come, with the figures of today."""
    now = figures_now(decisions, today)
    for decision in decisions:
        condition = decision.condition
        if condition.is_passed(now.get(decision.pk)) and not condition.day_has_come(today):
            yield decision, now[decision.pk]


def grown(product: Any, today: date) -> Iterator[tuple[Decision, dict[str, Any]]]:
    """The outgrown decisions of a product."""
    return outgrown(list(Decision.objects.of(product).watching().select_related("item", "about")), today)


def due_again(product: Any, today: date) -> list[int]:
    """The decisions of a product to look at again: their day has come, or they are outgrown."""
    by_day = Decision.objects.of(product).due(today).values_list("pk", flat=True)
    return [*by_day, *(decision.pk for decision, _ in grown(product, today))]


def compared(then: dict[str, Any], now: dict[str, Any]) -> list[Compared]:
    """Line by line; what was not kept at the time is left open."""
    return [
        Compared(name, Decimal(str(then[key])) if key in then else None, Decimal(str(now.get(key) or 0)), key == "arr")
        for key, name in COMPARED
    ]
