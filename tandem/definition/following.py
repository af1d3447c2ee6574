"""What a feature waits for, and what waits for it, with what does not fit together in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tandem.definition.fitting import Need, clash
from tandem.definition.models import Feature


@dataclass(frozen=True)
class Other:
    """A feature that comes before or after; `clash` says what does not fit, if anything."""

    feature: Feature
    because: str
    clash: str = ""


def needs_of(feature: Feature, member: Any) -> list[Other]:
    """What has to come first. A hidden feature is not named."""
    seen = _seen(member)
    rows = feature.needs.filter(taken_back_at=None, on__in=seen).select_related(*_beside("on"))
    return [Other(row.on, row.because, clash(Need.of(feature, row.on))) for row in rows.order_by("on__item__number")]


def blocked_by(feature: Feature, member: Any) -> list[Other]:
    """What waits for it."""
    rows = feature.blocks.filter(taken_back_at=None, feature__in=_seen(member))
    rows = rows.select_related(*_beside("feature")).order_by("feature__item__number")
    return [Other(row.feature, row.because, clash(Need.of(row.feature, feature))) for row in rows]


def _beside(end: str) -> list[str]:
    return [f"{end}__{name}" for name in ("item", "release__item", "own_status__item")]


def _seen(member: Any) -> Any:
    return Feature.objects.visible_to(member).in_use()
