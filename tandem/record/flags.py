"""Flags: what a rule noticed. Computed at every look, never stored; only a snooze is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Severity = Literal["closed", "risk", "warn", "note"]
WORST_FIRST: dict[str, int] = {"closed": 0, "risk": 1, "warn": 2, "note": 3}


@dataclass(frozen=True)
class Flag:
    """One thing a rule noticed: the rule's name, what it is about, who can act, how bad it is, and the way to the act.

    `about` are marks such as ("P-7",); rule and about together are the flag's identity, so a snooze survives re-runs.
    Flags of one severity are ordered by `worth`, the money at stake, then by `weight`, such as the days it waits; the
    larger first. `who` is a member, or None where nobody owns the matter. A `private` one is a question about roles,
    which few may know of.
    """

    rule: str
    about: tuple[str, ...]
    title: str
    because: str
    severity: Severity
    label: str
    url: str
    side: str = ""
    who: Any = None
    weight: float = 0
    worth: float = 0
    private: bool = False

    @property
    def identity(self) -> str:
        return " ".join((self.rule, *self.about))

    @property
    def tone(self) -> str:
        """How its label is drawn; what nobody owns warns nobody, and is drawn plain."""
        if self.severity in ("closed", "risk"):
            return "risk"
        return "warn" if self.severity == "warn" and self.who else ""

    @property
    def badness(self) -> tuple[int, float, bool, float]:
        """Severity, money at stake, nobody to act before somebody, then weight: the smallest is the worst."""
        return WORST_FIRST[self.severity], -self.worth, self.who is not None, -self.weight


FlagSource = Callable[[Any, date], Iterable[Flag]]
FlagsOfMany = Callable[[Sequence[Any], date], Mapping[int, Iterable[Flag]]]
MayKnow = Callable[[Any, Any], bool]
_sources: list[FlagSource] = []
_of_many: list[FlagsOfMany] = []
_may_know: list[MayKnow] = []


def flags_from(source: FlagSource) -> FlagSource:
    """Register a stage's flags: (product, today) -> flags."""
    _sources.append(source)
    return source


def flags_of_many_from(source: FlagsOfMany) -> FlagsOfMany:
    """Register flags that are found for many products in one go: (products, today) -> flags by the product's key."""
    _of_many.append(source)
    return source


def private_flags_known_to(rule: MayKnow) -> MayKnow:
    """Register who may know of private flags: (product, member) -> yes or no. Unless one says yes, nobody may."""
    _may_know.append(rule)
    return rule


def may_know(product: Any, member: Any) -> bool:
    """Whether this member may know of the private flags of a product."""
    return member is not None and any(rule(product, member) for rule in _may_know)


def flags_of(products: Sequence[Any], today: date) -> dict[int, list[Flag]]:
    """All flags of many products, private ones as well, worst first: whoever shows them asks who may know."""
    found = {product.pk: [flag for source in _sources for flag in source(product, today)] for product in products}
    for many in _of_many if found else ():
        for key, flags in many(products, today).items():
            found[key] += flags
    return {key: sorted(flags, key=lambda flag: (*flag.badness, flag.identity)) for key, flags in found.items()}


def every_flag(product: Any, today: date, member: Any = None) -> list[Flag]:
    """The flags of a product that this member may know of, from all stages, worst first; without a member none of the
    private ones. Snoozes are taken out by whoever shows them.
    """
    told = may_know(product, member)
    return [flag for flag in flags_of([product], today)[product.pk] if told or not flag.private]
