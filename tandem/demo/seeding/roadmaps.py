"""What was aimed at and told outside: objectives with key results, where features belong, words for people outside."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tandem.definition.models import Component, Edition, Initiative, Objective, Place, RoadmapLink
from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline

LEDGERLY = "ledgerly"
# Key, title, why, from and due in days from the last day, and key results: title, unit, start, target, now.
OBJECTIVES = (
    (
        "weekend",
        "Books can be left alone over the weekend",
        "A feed that stands still costs them Monday morning.",
        -52,
        39,
        (("Feeds repaired within a day", "%", 40, 90, 64), ("Tickets about feeds a week", "", 31, 10, 19)),
    ),
    (
        "close",
        "A month closes in two days",
        "The close is when people look for another product.",
        -52,
        39,
        (("Days to close a month", "days", 6, 2, 4), ("Firms that close from the list", "%", 0, 60, 33)),
    ),
    (
        "switch",
        "Nobody is afraid to switch",
        "Most lost deals stayed where they were.",
        40,
        129,
        (("Switches finished within a month", "%", 20, 60, None),),
    ),
)
INITIATIVES = (("feeds", "Feeds that repair themselves", "weekend"), ("together", "Close the month together", "close"))
COMPONENTS = (("feeds", "Bank feeds"), ("close", "Month end"), ("mobile", "Phone"), ("import", "Import and switch"))
# Feature: initiative, objective, component.
TIES = {
    "f_resync": ("feeds", "weekend", "feeds"), "f_tell": ("feeds", "weekend", "feeds"),
    "f_reconnect": ("feeds", "weekend", "feeds"), "f_balance_age": ("", "weekend", "feeds"),
    "f_close_list": ("together", "close", "close"), "f_close_ask": ("together", "close", "close"),
    "f_handover": ("together", "close", "close"), "f_handover_receipts": ("", "close", "close"),
    "f_presence": ("together", "close", "close"), "f_bulk": ("", "close", "close"),
    "f_history_import": ("", "switch", "import"), "f_switch_plan": ("", "switch", "import"),
    "f_stay_signed_in": ("", "", "mobile"),
}  # fmt: skip
HORIZONS = {"f_reconnect": "next", "f_switch_plan": "next"}
# Kind, key, audience, name, text, days from the last day, rounding, confidence, and whether it was accepted.
EDITIONS: tuple[tuple[str, str, str, str, str, int | None, str, str, bool], ...] = (
    (
        "release",
        "2.0",
        "customers",
        "The winter release",
        "Feeds that come back by themselves, and a close with names and days.",
        12,
        "month",
        "high",
        True,
    ),
    (
        "release",
        "2.0",
        "sales",
        "The winter release",
        "Ready for every firm of 5 to 50 people. References can be named from the day on.",
        12,
        "month",
        "high",
        True,
    ),
    (
        "release",
        "2.1",
        "customers",
        "The spring release",
        "We tell you when a bank stops answering.",
        68,
        "quarter",
        "medium",
        True,
    ),
    (
        "feature",
        "f_resync",
        "customers",
        "Bank feeds that repair themselves",
        "A connection that breaks at night is back in the morning.",
        12,
        "month",
        "high",
        True,
    ),
    (
        "feature",
        "f_close_list",
        "customers",
        "A list for the month’s end",
        "Who does what by when, in one place.",
        12,
        "month",
        "high",
        True,
    ),
    (
        "feature",
        "f_tell",
        "customers",
        "A word when a bank is silent",
        "You hear of it from us before you notice.",
        68,
        "quarter",
        "medium",
        True,
    ),
    (
        "feature",
        "f_switch_plan",
        "customers",
        "A plan for switching",
        "Week by week, with what comes over.",
        None,
        "later",
        "low",
        True,
    ),
    (
        "feature",
        "f_reconnect",
        "customers",
        "Reconnect from the mail",
        "One tap, no password.",
        130,
        "half",
        "low",
        False,
    ),
)


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Aims first, then what serves them, what is told outside, and who reads it."""
    timeline.on(52, _aim, cast)
    timeline.on(15, _gather, cast)
    timeline.on(9, _word, cast)
    timeline.on(6, _measure, cast)
    timeline.on(5, _share, cast)


def _aim(cast: Cast) -> None:
    product, pm = cast.product(LEDGERLY), cast.owner(LEDGERLY, "pm")
    for key, title, why, starts, due, results in OBJECTIVES:
        period = {"starts_on": cast.timeline.day(-starts), "due_on": cast.timeline.day(-due)}
        made = Objective.aim(product, title, statement=why, by=pm, **period)
        cast.keep("objective", key, made)
        for name, unit, start, target, _ in results:
            made.measure_by(name, baseline=Decimal(start), target=Decimal(target), unit=unit, by=pm)


def _gather(cast: Cast) -> None:
    product, pm = cast.product(LEDGERLY), cast.owner(LEDGERLY, "pm")
    for key, title, aim in INITIATIVES:
        made = Initiative.begin(product, title, objective=cast.the("objective", aim), by=pm)
        cast.keep("initiative", key, made)
    for key, title in COMPONENTS:
        cast.keep("component", key, Component.add(product, title, by=pm))
    for key, (work, aim, part) in TIES.items():
        ties = {"initiative": work, "objective": aim, "component": part}
        known: dict[str, Any] = {name: cast.the(name, one) for name, one in ties.items() if one}
        Place.tie(cast.the("feature", key), by=pm, **known)
    for key, horizon in HORIZONS.items():
        Place.put(cast.the("feature", key), horizon, by=pm)


def _word(cast: Cast) -> None:
    pm = cast.owner(LEDGERLY, "pm")
    for kind, key, audience, name, text, days, rounding, confidence, is_accepted in EDITIONS:
        day = cast.timeline.day(-days) if days is not None else None
        said: dict[str, Any] = {"text": text, "promised_on": day, "rounding": rounding, "confidence": confidence}
        made = Edition.word(cast.the(kind, key), audience, name=name, by=cast.owner(LEDGERLY, "pmm"), **said)
        if is_accepted:
            made.accept(by=pm)


def _measure(cast: Cast) -> None:
    for key, *_, results in OBJECTIVES:
        for place, (_, _, _, _, now) in enumerate(results, 1):
            if now is not None:
                cast.the("objective", key).measure(place, Decimal(now), by=cast.owner(LEDGERLY, "pm"))


def _share(cast: Cast) -> None:
    product, pmm = cast.product(LEDGERLY), cast.owner(LEDGERLY, "pmm")
    RoadmapLink.share(product, "customers", title="The customers’ council", days=90, by=pmm)
