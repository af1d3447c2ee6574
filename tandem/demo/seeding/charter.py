"""The charter program: who was asked, joined, deployed, answered and consented, each on its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from tandem.charter.models import Build, CharterMember, Program, Session
from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, table

PLANNED_AHEAD, ANSWERS_NOTED = 6, 1
HOUR = time(9, 30)


def schedule(timeline: Timeline, cast: Cast) -> None:
    """The program, its builds, its members in file order, then sessions, wishes and offers of early access."""
    charter = table("charter")
    for row in charter["program"]:
        timeline.on(row["opened_days_ago"], _open_program, cast, row)
        timeline.on(_planned(row["release"]), _aim_at_release, cast, row)
    for row in charter["build"]:
        timeline.on(row["days_ago"], _send_build, cast, row)
    for row in charter["member"]:
        _schedule_member(timeline, cast, row)
    for row in charter["reference"]:
        timeline.on(row["granted_days_ago"], _grant, cast, row)
        if "withdrawn_days_ago" in row:
            timeline.on(row["withdrawn_days_ago"], _withdraw, cast, row)
    for row in charter["session"]:
        _schedule_session(timeline, cast, row)
    for row in charter["wish"]:
        timeline.on(row["days_ago"], _wish, cast, row)
    for row in charter["early_access"]:
        timeline.on(row["offered_days_ago"], _offer_early_access, cast, row)


def _schedule_member(timeline: Timeline, cast: Cast, row: Row) -> None:
    """What they run and answer comes before what is confirmed of it. The first deployment starts the trial by itself,
    and the consent of a happy member makes a reference of it.
    """
    timeline.on(row["stages"][0]["days_ago"], _nominate, cast, row)
    for one in row.get("deployments", []):
        for day in {one["days_ago"], one.get("last_active_days_ago", one["days_ago"])}:
            timeline.on(day, _deploy, cast, row, one, day)
    for one in row.get("happiness", []):
        timeline.on(one["days_ago"], _answer, cast, row, one)
    for stage in row["stages"]:
        if move := MOVES.get(stage["stage"]):
            timeline.on(stage["days_ago"], move, cast, row, stage["reason"])
    if "asked_days_ago" in row:
        timeline.on(row["asked_days_ago"], _ask, cast, row)


def _schedule_session(timeline: Timeline, cast: Cast, row: Row) -> None:
    held = row.get("days_ago")
    timeline.on(PLANNED_AHEAD if held is None else held + PLANNED_AHEAD, _plan_session, cast, row)
    if held is not None:
        timeline.on(held, _hold_session, cast, row)
    for key in row.get("answered_by", []):
        timeline.on(ANSWERS_NOTED, _note_answers, cast, row, key)


def _open_program(cast: Cast, row: Row) -> None:
    product, market = cast.product(row["product"]), cast.the("market", row["target_market"])
    made = Program.open(
        product,
        row["name"],
        market=market,
        aim=row["aims_at"],
        cap=row["cap"],
        rhythm_days=row["session_rhythm_days"],
        by=cast.owner(row["product"], "pm"),
    )
    cast.keep("program", row["key"], made)


def _aim_at_release(cast: Cast, row: Row) -> None:
    """The program proves a release, which was named after the program had begun."""
    program = cast.the("program", row["key"])
    program.revise(
        by=cast.owner(row["product"], "pm"), version=program.version, release=cast.the("release", row["release"])
    )


def _send_build(cast: Cast, row: Row) -> None:
    cast.keep("build", row["number"], Build.send(_program(cast), row["number"], says=row["says"], by=_pm(cast)))


def _nominate(cast: Cast, row: Row) -> None:
    by, because = cast.member(row["added_by"]), row["stages"][0]["reason"]
    made = CharterMember.nominate(
        _program(cast),
        cast.the("company", row["company"]),
        origin=row["origin"],
        contact=cast.the("contact", row["contact"]),
        early_adopter=row.get("early_adopter", False),
        because=because,
        by=by,
    )
    cast.keep("charter member", row["company"], made)


def _invite(cast: Cast, row: Row, because: str) -> None:
    _member(cast, row).invite(because=because, by=_pm(cast))


def _join(cast: Cast, row: Row, because: str) -> None:
    agreed, program = row["agreement"], table("charter")["program"][0]
    _member(cast, row).join(
        urgency=row["urgency"],
        one_general_product="general_product_days_ago" in row,
        pays_after=True,
        gets=program["gets"],
        gives=program["gives"],
        agreed_by=cast.the("contact", agreed["by"]).name,
        prepaid=agreed["prepaid"],
        because=because,
        by=_pm(cast),
    )


def _deploy(cast: Cast, row: Row, one: Row, day: int) -> None:
    """Seen in use on this day: the first time it is deployed, and later it is still used."""
    cast.the("build", one["build"]).deploy(_member(cast, row), last_active_on=cast.timeline.day(day), by=_pm(cast))


def _answer(cast: Cast, row: Row, one: Row) -> None:
    _member(cast, row).answer(score=one["score"], by=_pm(cast))


def _ask(cast: Cast, row: Row) -> None:
    _member(cast, row).ask(by=_pm(cast))


def _go_live(cast: Cast, row: Row, because: str) -> None:
    _member(cast, row).go_live(because=because, by=_pm(cast))


def _confirm_happy(cast: Cast, row: Row, because: str) -> None:
    _member(cast, row).confirm_happy(because=because, by=_pm(cast))


def _decline(cast: Cast, row: Row, because: str) -> None:
    _member(cast, row).decline(because=because, by=_pm(cast))


def _leave(cast: Cast, row: Row, because: str) -> None:
    _member(cast, row).leave(because=because, by=_pm(cast))


MOVES: dict[str, Callable[[Cast, Row, str], None]] = {
    "invited": _invite,
    "joined": _join,
    "live": _go_live,
    "happy": _confirm_happy,
    "declined": _decline,
    "left": _leave,
}


def _grant(cast: Cast, row: Row) -> None:
    made = _member(cast, row).grant_reference(
        row["scope"],
        wording=row["wording"],
        statement=row["statement"],
        granted_by=cast.the("contact", row["contact"]).name,
        expires_on=cast.timeline.day(-row["expires_in_days"]),
        by=_pm(cast),
    )
    cast.keep("reference", row["company"], made)


def _withdraw(cast: Cast, row: Row) -> None:
    cast.the("reference", row["company"]).withdraw(because=row["withdrawn_because"], by=_pm(cast))


def _plan_session(cast: Cast, row: Row) -> None:
    made = Session.plan(
        _program(cast),
        row["title"],
        starts_at=_starts(cast, row),
        form=row["kind"],
        questions=row.get("questions", ()),
        members=cast.all("charter member", row["with"]),
        by=cast.member(row["by"]),
    )
    cast.keep("session", row["title"], made)


def _starts(cast: Cast, row: Row) -> datetime:
    hour = time.fromisoformat(row["time"]) if "time" in row else HOUR
    days_ago = row["days_ago"] if "days_ago" in row else -row["in_days"]
    return datetime.combine(cast.timeline.day(days_ago), hour, cast.timeline.zone)


def _hold_session(cast: Cast, row: Row) -> None:
    cast.the("session", row["title"]).hold(row["happened"], by=cast.member(row["by"]))


def _note_answers(cast: Cast, row: Row, company: str) -> None:
    cast.the("session", row["title"]).note_answers(cast.the("charter member", company), by=cast.member(row["by"]))


def _wish(cast: Cast, row: Row) -> None:
    _member(cast, row).wish(cast.the("feature", row["feature"]), words=row["words"], by=_pm(cast))


def _offer_early_access(cast: Cast, row: Row) -> None:
    asked = cast.member(row["asked_by"]).title
    _program(cast).offer_early_access(
        cast.the("company", row["company"]), because=f"{asked} asked: {row['because']}", by=_pm(cast)
    )


def _planned(release: str) -> int:
    """The program had begun before its release had a name."""
    planned: int = next(row["planned_days_ago"] for row in table("definition")["release"] if row["key"] == release)
    return planned


def _member(cast: Cast, row: Row) -> Any:
    return cast.the("charter member", row["company"])


def _program(cast: Cast) -> Any:
    return cast.the("program", table("charter")["program"][0]["key"])


def _pm(cast: Cast) -> Any:
    return cast.owner(table("charter")["program"][0]["product"], "pm")
