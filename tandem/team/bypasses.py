"""Bypasses, counted alike for everyone: where many go around a step, the step is too slow, whoever they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.record.flags import Flag
from tandem.team.rules import About, typical_wait
from tandem.team.thresholds import Thresholds
from tandem.ui.figures import plural

WINDOW = 90  # days that are counted
COUNTED_FROM = 10


@dataclass(frozen=True)
class Step:
    """One step of the work that can be gone around: what is said of it, and where it is done."""

    title: str
    around: str
    things: str
    page: str
    side: str


STEPS = {
    "gates": Step("Opening a gate takes too long", "overruled", "gate", "/launches", "pmm"),
    "delivery": Step(
        "Getting a feature ready to build takes too long",
        "not ready to build",
        "feature sent to delivery",
        "/definition/features",
        "pm",
    ),
    "scope": Step(
        "Settling a release's scope takes too long",
        "added after its freeze",
        "feature added to a release",
        "/definition/releases",
        "pm",
    ),
    "assets": Step(
        "Releasing a sales asset takes too long",
        "used before they were released",
        "asset used on deals",
        "/assets",
        "pmm",
    ),
    "requests": Step("Answering requests takes too long", "asked to go first", "request", "/requests", "pmm"),
}


@dataclass(frozen=True)
class Passed:
    """One step in the last 90 days: how many things came to it, how many went around, and how long each took."""

    step: str
    times: int
    around: int
    days: Sequence[int] = ()

    @property
    def share(self) -> float:
        return self.around / self.times if self.times else 0.0

    @property
    def typical(self) -> float | None:
        return typical_wait(self.days)


def bypass_share_high(of: About, passed: Passed, limits: Thresholds) -> Flag | None:
    """Too many went around one step. It names the step and how long it takes, and nobody."""
    if passed.times < COUNTED_FROM or passed.share < limits.expedited_share:
        return None
    step, typical = STEPS[passed.step], passed.typical
    because = f"Of {_things(step, passed.times)} in {WINDOW} days, {passed.around} {_were(passed.around)} {step.around}"
    if typical is not None:
        because += f". The step typically takes {plural(typical, 'day')}"
    about, url = (of.mark, passed.step), f"{of.page}{step.page}"
    return Flag(
        "bypass share high", about, step.title, because, "note", "Bypassed", url, step.side, weight=typical or 0
    )


def _things(step: Step, times: int) -> str:
    head, _, rest = step.things.partition(" ")
    return f"{plural(times, head)}{f' {rest}' if rest else ''}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"
