"""Where a product stands: the readiness sentence, the six stages, the gates, and what holds it back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from tandem.launch.gates import Gate, gates_of
from tandem.launch.models import Launch
from tandem.overview.wording import headline, subline
from tandem.record.flags import Flag, every_flag
from tandem.record.standing import Standing, every_standing
from tandem.team.models import Product, Snooze

SHOWN_AT_ONCE = 5


@dataclass(frozen=True)
class Folded:
    """The worst flag of a rule, and how many more of the rule are as bad."""

    flag: Flag
    more: int


def folded(flags: list[Flag]) -> list[Folded]:
    """One line for each rule, in the order of its worst flag, so that one rule cannot fill the page."""
    first: dict[str, Flag] = {}
    for flag in flags:
        first.setdefault(flag.rule, flag)
    counts = Counter((flag.rule, flag.severity) for flag in flags)
    return [Folded(flag, counts[rule, flag.severity] - 1) for rule, flag in first.items()]


@dataclass(frozen=True)
class ProductStanding:
    """Everything the overview says about one product on one day."""

    product: Product
    launch: Launch | None
    stages: list[Standing]
    gates: list[Gate]
    flags: list[Flag]
    snoozed: int
    headline: str
    subline: str

    @property
    def is_ready(self) -> bool:
        """Ready means that a launch is planned and that every gate before it is passed."""
        return self.launch is not None and all(gate.passed for gate in self.gates)

    @property
    def worst(self) -> list[Folded]:
        """At most five are shown at a time, worst first; the rest are a count."""
        return folded(self.flags)[:SHOWN_AT_ONCE]

    @property
    def more(self) -> int:
        return len(self.flags) - len(self.worst)

    @property
    def release_name(self) -> str:
        releases = list(self.launch.releases.all()) if self.launch else []
        return ", ".join(release.title for release in releases)


def standing_of_product(product: Product, today: date, member: Any = None) -> ProductStanding:
    """Asks every stage once, for this member: without one no question about roles is told. `today` is the company's."""
    launch = next_launch(product)
    gates = gates_of(launch, today) if launch else []
    asleep = Snooze.objects.asleep(product, today)
    flags = every_flag(product, today, member)
    awake = [flag for flag in flags if flag.identity not in asleep]
    return ProductStanding(
        product,
        launch,
        every_standing(product, today),
        gates,
        awake,
        len(flags) - len(awake),
        headline(product.title, launch, gates),
        subline(launch, gates, _signed(launch), today),
    )


def next_launch(product: Product) -> Launch | None:
    """The launch that comes next: the earliest day among those that have not happened."""
    waiting = (
        Launch.objects.of(product)
        .in_use()
        .filter(launched_on=None)
        .select_related("item", "lead__item", "problem__item")
    )
    found: Launch | None = waiting.prefetch_related("releases__item").order_by("day").first()
    return found


def as_json(standing: ProductStanding) -> dict[str, Any]:
    """The standing as a program reads it."""
    owners = {side: member.title for side, member in standing.product.owners().items()}
    return {
        "product": standing.product.slug,
        "release": standing.release_name or None,
        "headline": standing.headline,
        "ready": standing.is_ready,
        "stages": [_stage(stage, owners) for stage in standing.stages],
        "gates": [
            {"name": gate.name, "open": gate.open, "overruled": gate.overruled, "because": gate.because}
            for gate in standing.gates
        ],
        "flags": [_flag(flag) for flag in standing.flags],
    }


def _stage(stage: Standing, owners: dict[str, str]) -> dict[str, Any]:
    holder = owners.get(stage.side)
    return {
        "name": stage.name,
        "count": stage.count,
        "says": stage.says,
        "gap": stage.gap,
        "owners": [holder] if holder else [],
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {
        "identity": flag.identity,
        "rule": flag.rule,
        "about": list(flag.about),
        "title": flag.title,
        "because": flag.because,
        "severity": flag.severity,
        "label": flag.label,
        "who": str(flag.who) if flag.who else None,
        "url": flag.url,
    }


def _signed(launch: Launch | None) -> dict[str, bool]:
    """The latest signature of each side: go or no-go."""
    if launch is None:
        return {}
    return {row.side: row.go for row in launch.sign_offs.order_by("at")}
