"""What those who asked were told: one feature's words for people outside, its replies, and what came back."""

from __future__ import annotations

from tandem.definition.models import OutsideWords, Reply
from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, table
from tandem.team.models import Mail


def schedule(timeline: Timeline, cast: Cast) -> None:
    """The feature shipped before; each person on their own day."""
    replies = table("replies")
    for row in replies["outside"]:
        timeline.on(row["days_ago"], _prepare, cast, row)
        for one in replies["reply"]:
            timeline.on(one["sent_days_ago"], _tell, cast, row["feature"], one)
            if "heard" in one:
                timeline.on(one["heard_days_ago"], _hear, cast, row["feature"], one)


def _prepare(cast: Cast, row: Row) -> None:
    feature, by = cast.the("feature", row["feature"]), cast.owner("ledgerly", "pm")
    OutsideWords.put(feature, what=row["what"], unchanged=row["unchanged"], link=row["link"], by=by)
    Reply.prepare(feature, by=by)


def _tell(cast: Cast, feature: str, row: Row) -> None:
    by, reply = cast.owner("ledgerly", "pm"), _reply(cast, feature, row)
    if row["way"] == "hand":
        reply.mark_sent("hand", by=by)
        return
    reply.send(by=by)
    if row["way"] == "mail":
        Mail.objects.get(key=f"reply {reply.pk}").mark_sent(by=by)


def _hear(cast: Cast, feature: str, row: Row) -> None:
    _reply(cast, feature, row).hear(row["heard"], solved=row["solved"], by=cast.owner("ledgerly", "pm"))


def _reply(cast: Cast, feature: str, row: Row) -> Reply:
    rows = Reply.objects.with_people().filter(about=cast.item("feature", feature))
    found: Reply = rows.get(contact=cast.the("contact", row["contact"]))
    return found
