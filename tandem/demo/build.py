"""The demo company, built through the verbs of every stage as if its people had worked with Tandem all along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.demo.cast import Cast
from tandem.demo.credentials import Credentials, few_rounds, invented_passwords
from tandem.demo.seeding import (
    backlog,
    charter,
    definition,
    desk,
    documents,
    evidence,
    fields,
    launch,
    messaging,
    outcomes,
    replies,
    roadmaps,
    servings,
    statuses,
    surveys,
    team,
    trying,
)  # fmt: skip
from tandem.demo.timeline import Progress, Timeline
from tandem.demo.world import table
from tandem.record.models import Item
from tandem.team.models import Workspace


def build_demo(
    *, demo_day: datetime, passwords: dict[str, str] | None = None, progress: Progress | None = None
) -> Credentials:
    """Build the whole company in one transaction; its last day is the day given. Only an empty installation takes it.

    `passwords` are by the keys of world/team.toml; without them some are invented for the people worth signing in as.
    """
    refuse_others()
    chosen = passwords or invented_passwords()
    timeline = Timeline(demo_day, ZoneInfo(table("team")["workspace"]["time_zone"]))
    cast = Cast(timeline, chosen)
    _schedule(timeline, cast)
    with _in_one_piece(), few_rounds() if passwords is None else nullcontext():
        timeline.run(progress)
    return Credentials.of(chosen)


def demo_there(*, progress: Progress | None = None) -> tuple[Credentials | None, bool]:
    """The demo as it is, or built now; and whether it was built now. What was done in it since stays as it was left."""
    if is_built():
        return Credentials.kept(), False
    credentials = build_demo(demo_day=clock.now(), progress=progress)
    credentials.keep()
    return credentials, True


def is_built() -> bool:
    """Whether this installation holds the demo company."""
    return Workspace.objects.filter(is_demo=True).exists()


def refuse_others() -> None:
    """The demo goes into an installation of its own, never between somebody's real work."""
    if Item.objects.exists():
        raise Refused(
            "This installation already holds something, and the demo company is not mixed with it. "
            "Name an empty folder in TANDEM_HOME, or an empty database in DATABASE_URL."
        )


@contextmanager
def _in_one_piece() -> Iterator[None]:
    """One transaction, and no way back to a point within it: the demo is built whole or not at all. Each verb would
    otherwise mark such a point and leave it, which is a quarter of all statements.
    """
    features: Any = connection.features
    before, features.uses_savepoints = features.uses_savepoints, False
    try:
        with transaction.atomic():
            yield
    finally:
        features.uses_savepoints = before


def _schedule(timeline: Timeline, cast: Cast) -> None:
    """The order within one day: people, what was said, defined, shown to charter customers, launched and told."""
    team.schedule(timeline, cast)
    evidence.schedule(timeline, cast)
    definition.schedule(timeline, cast)
    charter.schedule(timeline, cast)
    launch.schedule(timeline, cast)
    messaging.schedule(timeline, cast)
    evidence.schedule_marks(timeline, cast)
    messaging.schedule_proofs(timeline, cast)
    definition.schedule_verdicts(timeline, cast)
    replies.schedule(timeline, cast)
    launch.schedule_signatures(timeline, cast)
    outcomes.schedule(timeline, cast)
    surveys.schedule(timeline, cast)
    trying.schedule(timeline, cast)
    backlog.schedule(timeline, cast)
    documents.schedule(timeline, cast)
    roadmaps.schedule(timeline, cast)
    servings.schedule(timeline, cast)
    statuses.schedule(timeline, cast)
    team.schedule_last(timeline, cast)
    fields.schedule(timeline, cast)
    desk.schedule(timeline, cast)
