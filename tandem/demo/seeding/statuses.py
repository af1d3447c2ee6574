"""What Ledgerly calls the steps of its features, and which features went on within a state."""

from __future__ import annotations

from tandem.definition.models import Status
from tandem.demo.cast import Cast
from tandem.demo.seeding.team import ADMINISTRATOR
from tandem.demo.timeline import Timeline

LEDGERLY, NAMED = "ledgerly", 430
# Of what, what it means, its name and color.
STATUSES = (
    ("feature", "idea", "New", ""),
    ("feature", "idea", "Under consideration", "pm"),
    ("feature", "building", "In development", ""),
    ("feature", "building", "In testing", "warn"),
    ("problem", "heard", "Heard", ""),
    ("problem", "heard", "Looked into", "pm"),
)
# Days ago, what, its key, and where it went.
MOVES = (
    (40, "feature", "f_close_list", "In testing"),
    (21, "feature", "f_tell", "In testing"),
    (14, "feature", "f_approval_chains", "Under consideration"),
    (9, "problem", "feed", "Looked into"),
)


def schedule(timeline: Timeline, cast: Cast) -> None:
    """Named before there was anything to stand at them."""
    for row in STATUSES:
        timeline.on(NAMED, _name, cast, row)
    for days_ago, kind, key, name in MOVES:
        timeline.on(days_ago, _move, cast, (kind, key, name))


def _name(cast: Cast, row: tuple[str, str, str, str]) -> None:
    of, state, name, tone = row
    made = Status.add(cast.product(LEDGERLY), name, of=of, state=state, tone=tone, by=cast.member(ADMINISTRATOR))
    cast.keep(f"status of {of}", name, made)


def _move(cast: Cast, row: tuple[str, str, str]) -> None:
    kind, key, name = row
    status = cast.the(f"status of {kind}", name)
    cast.the(kind, key).move_to(status, by=cast.owner(LEDGERLY, "pm"))
