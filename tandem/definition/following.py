"""What a feature waits for, and what waits for it, with what does not fit together in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tandem.definition.models import Feature
from tandem.ui.figures import day


@dataclass(frozen=True)
class Other:
    """A feature that comes before or after; `clash` says what does not fit, if anything."""

    feature: Feature
    because: str
    clash: str = ""


def needs_of(feature: Feature, member: Any, today: date) -> list[Other]:
    """What has to come first. A hidden feature is not named."""
    seen = _seen(member)
    rows = feature.needs.filter(taken_back_at=None, on__in=seen).select_related("on__item", "on__release__item")
    return [Other(row.on, row.because, clash(row.on, feature, today)) for row in rows.order_by("on__item__number")]


def blocked_by(feature: Feature, member: Any, today: date) -> list[Other]:
    """What waits for it."""
    rows = feature.blocks.filter(taken_back_at=None, feature__in=_seen(member))
    rows = rows.select_related("feature__item", "feature__release__item").order_by("feature__item__number")
    return [Other(row.feature, row.because, clash(feature, row.feature, today)) for row in rows]


def clash(first: Feature, after: Feature, today: date) -> str:
    """Why these two do not fit together: what is needed is dropped, in no release, or comes out later."""
    if first.status == "shipped":
        return ""
    if first.status == "dropped":
        return f"{first.mark} was dropped."
    if after.release is None:
        return ""
    if first.release is None:
        return f"{after.mark} is planned for {after.release.title}, {first.mark} for no release."
    return _says_late(first, after, today)


def _says_late(first: Feature, after: Feature, today: date) -> str:
    early, late = _day_of(after.release), _day_of(first.release)
    if not early or not late or late <= early:
        return ""
    return f"{first.mark} comes out in {first.release}, {day(late, today)}, after {after.mark} in {after.release}."


def _day_of(release: Any) -> date | None:
    found: date | None = release.made_available_on or release.available_on
    return found


def _seen(member: Any) -> Any:
    return Feature.objects.visible_to(member).in_use()
