"""Whether a feature and what it needs first fit together in time: one rule for pages, documents, flags and moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tandem.definition.slipping import said_day

STRANGER = "a feature of another product"


@dataclass(frozen=True)
class Need:
    """A feature, the release it is planned for, and one that has to come first. What may not be named is a stranger."""

    feature: str
    needs: str
    release: str = ""
    comes: date | None = None
    status: str = "idea"
    needs_release: str = ""
    needs_comes: date | None = None

    @classmethod
    def of(cls, feature: Any, on: Any, *, named: str = "mark", is_stranger: bool = False) -> Need:
        """Two features as the rule sees them, called by their marks or by their titles."""
        release, first = feature.release, on.release
        return cls(
            getattr(feature, named), STRANGER if is_stranger else getattr(on, named),
            release.title if release else "", day_of(release), on.status,
            first.title if first and not is_stranger else "", day_of(first),
        )  # fmt: skip

    @property
    def is_stranger(self) -> bool:
        return self.needs == STRANGER


def clash(need: Need) -> str:
    """Why these two do not fit together: what is needed was dropped, is in no release, or comes out later."""
    if need.status == "shipped":
        return ""
    if need.status == "dropped":
        return f"{_began(need.needs)} was dropped."
    if not need.release:
        return ""
    if not need.needs_release and need.needs_comes is None:
        return "" if need.is_stranger else f"{need.feature} is planned for {need.release}, {need.needs} for no release."
    if fits(need.comes, need.needs_comes):
        return ""
    return f"{_began(need.needs)} comes out {_when(need)}after {need.feature} in {need.release}."


def fits(comes: date | None, first: date | None) -> bool:
    """Whether what is needed is there by the day; two that have no day do not clash yet."""
    return comes is None or first is None or first <= comes


def day_of(release: Any) -> date | None:
    """The day on which everyone has it, as it came or as it is planned."""
    found: date | None = release and (release.made_available_on or release.available_on)
    return found


def _when(need: Need) -> str:
    return f"in {need.needs_release}, {said_day(need.needs_comes)}, " if need.needs_release else ""


def _began(name: str) -> str:
    """A name as a sentence begins with it; names of features stay as they are."""
    return name[:1].upper() + name[1:] if name == STRANGER else name
