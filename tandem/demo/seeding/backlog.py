"""An existing backlog as its tool exports it: features that stand here get the tool's own word and the way back."""

from __future__ import annotations

import csv
import io

from tandem.core import files
from tandem.demo.cast import Cast
from tandem.demo.timeline import Timeline
from tandem.evidence.importing.mapping import guessed
from tandem.evidence.models import Import

SITE = "https://jira.northwind.example/"
HEADS = ("Summary", "Issue key", "Issue Type", "Status", "Status Category", "Resolution", "Priority", "Created")
ISSUES = (
    ("f_stay_signed_in", "LED-418", "Selected for Development", "To Do"),
    ("f_balance_age", "LED-377", "Refinement", "To Do"),
)  # fmt: skip


def schedule(timeline: Timeline, cast: Cast) -> None:
    """After the features were opened and what they need was said."""
    timeline.on(3, _bring, cast)


def _bring(cast: Cast) -> None:
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\n")
    written.writerow(HEADS)
    for key, issue, status, category in ISSUES:
        title = cast.the("feature", key).title
        written.writerow([title, issue, "Story", status, category, "", "Medium", "2026-08-03 10:00"])
    kept = files.store([text.getvalue().encode()], name="jira-backlog.csv", content_type="text/csv")
    pm = cast.owner("ledgerly", "pm")
    brought = Import.open(cast.product("ledgerly"), kept, target="features", by=pm)
    shape = brought.shown_shape
    assert shape is not None
    brought.map(guessed(shape, brought.goes_to), by=pm, answers={"site": SITE})
    brought.run(by=pm)
