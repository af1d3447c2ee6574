"""The launches: plan, steps done and not done, goals, and what was signed."""

from __future__ import annotations

from decimal import Decimal

from tandem.demo.cast import Cast
from tandem.demo.seeding.definition import state_goal
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, table
from tandem.launch.models import Launch, PlanStep

NEXT = "launch_20"


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Each launch with its whole plan on the day it was planned; then what was done, and the goals."""
    launches = table("launch")
    for row in launches["launch"]:
        timeline.on(row["opened_days_ago"], _plan, cast, row)
    for row in launches["step"]:
        if "done_days_ago" in row:
            timeline.on(row["done_days_ago"], _finish, cast, row)
    for row in launches["goal"]:
        timeline.on(row["set_days_ago"], _state_goal, cast, row)


def schedule_signatures(timeline: Timeline, cast: Cast) -> None:
    """Both owners sign on the day of a launch that has happened."""
    for row in table("launch")["launch"]:
        if row.get("done"):
            timeline.on(row["days_ago"], _sign_and_launch, cast, row)


def steps_of(launch: str) -> list[Row]:
    """The steps of a launch, in file order."""
    return [row for row in table("launch")["step"] if row.get("launch", NEXT) == launch]


def _plan(cast: Cast, row: Row) -> None:
    lead = cast.member(row["lead"])
    made = Launch.plan(
        cast.product(row["product"]),
        row["name"],
        tier=row["tier"],
        day=cast.timeline.day(row.get("days_ago", -row.get("in_days", 0))),
        lead=lead,
        problem=cast.the("problem", row["problem"]),
        market_share=Decimal(row.get("problem_share_percent", 0)) or None,
        audience=row["audience"],
        releases=cast.all("release", row["releases"]),
        by=lead,
    )
    cast.keep("launch", row["key"], made)
    for step in steps_of(row["key"]):
        _add_step(cast, made, step)


def _add_step(cast: Cast, launch: Launch, row: Row) -> None:
    """A step waits for one other; of several in the files it is the last named."""
    waits_for = cast.the("step", row["after"][-1]) if "after" in row else None
    made = PlanStep.add(
        launch,
        row["title"],
        days_from_day=row["day"],
        owner=cast.member(row["owner"]) if "owner" in row else None,
        form=row.get("form", "task"),
        after=waits_for,
        by=launch.lead,
    )
    cast.keep("step", row["key"], made)


def _finish(cast: Cast, row: Row) -> None:
    step = PlanStep.objects.select_related("item", "after__item", "owner").get(pk=cast.the("step", row["key"]).pk)
    step.finish(by=cast.member(row["owner"]))


def _state_goal(cast: Cast, row: Row) -> None:
    launch = cast.the("launch", row["launch"])
    state_goal(cast, launch, row, by=launch.lead)


def _sign_and_launch(cast: Cast, row: Row) -> None:
    launch = cast.the("launch", row["key"])
    for side in ("pm", "pmm"):
        launch.sign(side, go=True, by=cast.owner(row["product"], side))
    launch.launch(by=launch.lead)
