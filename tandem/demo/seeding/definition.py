"""What was to be built: problems and verdicts, features with their definition and tests, releases, goals, decisions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tandem.definition.jobs import count_scores
from tandem.definition.models import (
    Decision,
    Estimate,
    Feature,
    Goal,
    Problem,
    Release,
    Requirement,
    ScoringModel,
    Validation,
)
from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, table

VERDICTS = {"passed": "works", "mixed": "mixed", "failed": "fails"}
EXPERIENCES = {"flow": "flow", "mock-up": "mockup", "prototype": "prototype"}
FORMS = {"definition": "scope", "messaging": "other", "price": "price"}
MODELS = ((60, "rice"), (20, "weighted"), (15, "opportunity"))
FITTING = {
    "f_tell": (10, 8), "f_resync": (9, 5), "f_reconnect": (8, 8), "f_balance_age": (5, 9), "f_close_list": (8, 4),
    "f_close_ask": (6, 6), "f_handover": (7, 3), "f_presence": (6, 2), "f_bulk": (5, 7), "f_switch_plan": (4, 6),
}  # fmt: skip
SERVED = {"close": ("8.1", "3.4"), "export": ("6.2", "5.9"), "feed": ("9.0", "3.0"), "two": ("4.0", "8.0")}
SCORED = {"impact": "impact", "confidence": "confidence", "effort_weeks": "effort"}


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Problems before features before releases, as far as they share a day."""
    definition = table("definition")
    for row in definition["problem"]:
        timeline.on(row["opened_days_ago"], _open_problem, cast, row)
    for row in definition["feature"]:
        timeline.on(row["opened_days_ago"], _open_feature, cast, row)
    for row in definition["release"]:
        _schedule_release(timeline, cast, row)
    for row in definition["goal"]:
        timeline.on(row["set_days_ago"], _state_goal, cast, row)
    for row in definition["feature"]:
        _schedule_feature(timeline, cast, row)


def schedule_verdicts(timeline: Timeline, cast: Cast) -> None:
    """What rests on the words marked so far: verdicts, what went to delivery or was dropped, releases that came out."""
    definition = table("definition")
    for row in definition["problem"]:
        if "validated_days_ago" in row:
            timeline.on(row["validated_days_ago"], _validate, cast, row)
        if "refuted_days_ago" in row:
            timeline.on(row["refuted_days_ago"], _refute, cast, row)
    for row in definition["feature"]:
        if "sent_days_ago" in row:
            timeline.on(row["sent_days_ago"], _send, cast, row)
        if "dropped_days_ago" in row:
            timeline.on(row["dropped_days_ago"], _drop, cast, row)
    for days_ago, recipe in MODELS:
        timeline.on(days_ago, _take_up, cast, recipe)
    timeline.on(19, _deliberate, cast)
    timeline.on(10, _estimate, cast)
    timeline.on(4, _think_again, cast)
    timeline.on(0, count_scores, 0)
    for row in definition["decision"]:
        timeline.on(row["days_ago"], _decide, cast, row)
    for row in definition["release"]:
        if "general_availability_days_ago" in row:
            timeline.on(row["general_availability_days_ago"], _make_available, cast, row)


def _schedule_release(timeline: Timeline, cast: Cast, row: Row) -> None:
    opened = {feature["key"]: feature["opened_days_ago"] for feature in table("definition")["feature"]}
    timeline.on(row["planned_days_ago"], _plan_release, cast, row)
    for key in (*row["features"], *row.get("moved_on", [])):
        timeline.on(min(row["planned_days_ago"], opened[key]), _put_into, cast, key, row["key"])
    if "charter_release_days_ago" in row:
        timeline.on(row["charter_release_days_ago"], _release_to_charter, cast, row)


def _schedule_feature(timeline: Timeline, cast: Cast, row: Row) -> None:
    """What was added to a feature later: problems opened after it, and the tests that were held."""
    opened = {problem["key"]: problem["opened_days_ago"] for problem in table("definition")["problem"]}
    for key in row["problems"]:
        if opened[key] < row["opened_days_ago"]:
            timeline.on(opened[key], _take_on, cast, row, key)
    for one in row["validations"]:
        timeline.on(one["days_ago"], _hold, cast, row, one)


def _open_problem(cast: Cast, row: Row) -> None:
    made = Problem.open(
        cast.product(row["product"]),
        row["title"],
        persona=row["who"],
        situation=row["situation"],
        cost=row["cost"],
        workaround=row["today"],
        by=cast.owner(row["product"], "pm"),
    )
    cast.keep("problem", row["key"], made)


def _open_feature(cast: Cast, row: Row) -> None:
    pm = cast.owner(row["product"], "pm")
    problems = [cast.the("problem", key) for key in row["problems"] if cast.has("problem", key)]
    made = Feature.open(
        cast.product(row["product"]), row["title"], statement=row["statement"], problems=problems, by=pm
    )
    cast.keep("feature", row["key"], made)
    for one in row["requirements"]:
        Requirement.state(made, one["text"], criteria="\n".join(one["accept"]), by=pm)
    for one in row["ux"]:
        made.show(EXPERIENCES[one["kind"]], one["title"], url=one["url"], by=cast.member("salma"))
    scored: dict[str, Any] = {field: Decimal(str(row[name])) for name, field in SCORED.items() if name in row}
    if scored:
        made.revise(by=pm, version=made.version, **scored)


def _take_on(cast: Cast, row: Row, problem: str) -> None:
    cast.the("feature", row["key"]).take_on(cast.the("problem", problem), by=cast.owner(row["product"], "pm"))


def _hold(cast: Cast, row: Row, one: Row) -> None:
    made = Validation.hold(
        cast.the("feature", row["key"]),
        "",
        form=one["kind"],
        companies=cast.all("company", one["with"]),
        verdict=VERDICTS[one["verdict"]],
        tasks=one["tasks"],
        happened=one["happened"],
        by=cast.member(one["by"]),
    )
    if not made.is_accepted:
        made.accept(by=cast.owner(row["product"], "pm"))
    cast.keep("validation", one["key"], made)


def _plan_release(cast: Cast, row: Row) -> None:
    days = {
        "charter_release_on": row.get("charter_release_days_ago"),
        "available_on": row.get("general_availability_days_ago", -row.get("general_availability_in_days", 0)),
    }
    dates = {name: cast.timeline.day(days_ago) for name, days_ago in days.items() if days_ago is not None}
    by = cast.owner(row["product"], "pm")
    cast.keep(
        "release",
        row["key"],
        Release.plan(cast.product(row["product"]), row["name"], summary=row["about"], by=by, **dates),
    )


def _put_into(cast: Cast, feature: str, release: str) -> None:
    made = cast.the("feature", feature)
    made.put_into(cast.the("release", release), by=_pm_of(cast, made))


def _release_to_charter(cast: Cast, row: Row) -> None:
    cast.the("release", row["key"]).release_to_charter(by=cast.owner(row["product"], "pm"))


def _make_available(cast: Cast, row: Row) -> None:
    cast.the("release", row["key"]).make_available(by=cast.owner(row["product"], "pm"))


def _state_goal(cast: Cast, row: Row) -> None:
    release = cast.the("release", row["release"])
    state_goal(cast, release, row, by=_pm_of(cast, release))


def state_goal(cast: Cast, about: Any, row: Row, *, by: Any) -> None:
    """State a goal of a release or launch, with the day it falls due."""
    due = cast.timeline.day(row["due_days_ago"] if "due_days_ago" in row else -row["due_in_days"])
    figures = {name: Decimal(str(row[name])) for name in ("baseline", "target")}
    cast.keep("goal", goal_key(row), Goal.state(about, row["metric"], unit=row["unit"], due_on=due, by=by, **figures))


def goal_key(row: Row) -> str:
    """A goal has no key in the files: its release or launch and its metric name it."""
    return f"{row.get('release') or row['launch']}: {row['metric']}"


def _validate(cast: Cast, row: Row) -> None:
    cast.the("problem", row["key"]).validate(because=row["validated_because"], by=cast.owner(row["product"], "pm"))


def _refute(cast: Cast, row: Row) -> None:
    cast.the("problem", row["key"]).refute(because=row["refuted_because"], by=cast.owner(row["product"], "pm"))


def _send(cast: Cast, row: Row) -> None:
    cast.the("feature", row["key"]).build(because=row.get("sent_because", ""), by=cast.owner(row["product"], "pm"))


def _drop(cast: Cast, row: Row) -> None:
    cast.the("feature", row["key"]).drop(because=row["dropped_because"], by=cast.owner(row["product"], "pm"))


def _decide(cast: Cast, row: Row) -> None:
    made = Decision.decide(
        cast.the(row["about_kind"], row["about"]),
        row["title"],
        because=row["because"],
        turned_down=row["turned_down"],
        form=FORMS[row["kind"]],
        look_again_on=cast.timeline.day(-row["look_again_in_days"]),
        by=cast.member(row["by"]),
    )
    cast.keep("decision", row["key"], made)


def _deliberate(cast: Cast) -> None:
    """A decision of both sides: what else was thought of, who was of another mind, both names under it."""
    made, pm, pmm = cast.the("decision", "d_scope_20"), cast.owner("ledgerly", "pm"), cast.owner("ledgerly", "pmm")
    made.turn_down("Let both go out as they are", because="Nobody outside has ever used bulk recategorize.", by=pm)
    made.turn_down("Hold 2.0 back by eight weeks", because="The switch season ends in January.", by=pm)
    made.dissent(
        "Bulk is what the larger firms ask for first; I would ship it as early access.", by=cast.member("luis")
    )
    made.sign("pm", by=pm)
    made.sign("pmm", by=pmm)
    because = "Trials said that knowing is enough for most; this says when it no longer is."
    Decision.decide(
        cast.the("problem", "feed"), "Tell first, repair by hand", because=because, form="priority",
        alternatives=[("Repair first", "Three banks of nine let us; the other six would stay silent.")],
        measure="companies", mark=Decimal(12), by=pm,
    )  # fmt: skip


def _take_up(cast: Cast, recipe: str) -> None:
    ScoringModel.take_up(cast.product("ledgerly"), recipe, by=cast.owner("ledgerly", "pm"))


def _estimate(cast: Cast) -> None:
    pm = cast.owner("ledgerly", "pm")
    for key, (fit, ease) in FITTING.items():
        values = {"strategic_fit": Decimal(fit), "ease": Decimal(ease)}
        Estimate.put(cast.the("feature", key), values, by=pm, because="Put side by side in the planning talk.")
    for key, (importance, satisfaction) in SERVED.items():
        values = {"importance": Decimal(importance), "satisfaction": Decimal(satisfaction)}
        Estimate.put(cast.the("problem", key), values, by=pm, because="Survey of 61 bookkeepers in the target market.")


def _think_again(cast: Cast) -> None:
    because = "The bank's test system answers late; two more weeks."
    Estimate.put(
        cast.the("feature", "f_reconnect"), {"effort": Decimal(5)}, by=cast.owner("ledgerly", "pm"), because=because
    )


def _pm_of(cast: Cast, thing: Any) -> Any:
    """The product manager of whatever this belongs to."""
    keys = {product.item.pk: key for key, product in cast.made["product"].items()}
    return cast.owner(keys[thing.item.product_id], "pm")
