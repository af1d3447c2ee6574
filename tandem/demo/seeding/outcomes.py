"""What came of the goals that were measured; the others were never measured, and nobody pretends otherwise."""

from __future__ import annotations

from decimal import Decimal

from tandem.demo.cast import Cast
from tandem.demo.seeding.definition import goal_key
from tandem.demo.timeline import Timeline
from tandem.demo.world import Row, table
from tandem.outcomes.models import Result


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Results of releases are read by the product manager, those of launches by the marketer."""
    for name, reader in (("definition", "ada"), ("launch", "luis")):
        for row in table(name)["goal"]:
            if "actual" in row:
                timeline.on(row["measured_days_ago"], _read, cast, row, reader)


def _read(cast: Cast, row: Row, reader: str) -> None:
    Result.read(cast.the("goal", goal_key(row)), Decimal(str(row["actual"])), by=cast.member(reader))
