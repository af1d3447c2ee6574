"""The plan of a launch: steps dated relative to the day, pasted rows, and the templates they may start from."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.core.errors import Refused

MOST_LINES = 500
FORMS = {
    "support": "support",
    "training": "training",
    "press": "press",
    "release note": "release_note",
    "online": "online",
    "task": "task",
    "": "task",
}


@dataclass(frozen=True)
class Line:
    """One step as it stands in a sheet: what, who, and how many days from the day (-14 is two weeks before it)."""

    title: str
    owner: str = ""
    days_from_day: int = 0
    form: str = "task"


def read_lines(text: str) -> list[Line]:
    """Rows pasted from a sheet: task, owner, days from the day, kind; by tabs, or commas where there is no tab.

    A first row of headings is passed over. A row without a task, or whose days are no number, is refused.
    """
    rows = list(csv.reader(io.StringIO(text.strip("\n\r ")), delimiter="\t" if "\t" in text else ","))
    rows = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if rows and _is_heading(rows[0]):
        rows = rows[1:]
    if not rows:
        raise Refused("Paste at least one row: task, owner, days from the day.")
    if len(rows) > MOST_LINES:
        raise Refused(f"A plan takes {MOST_LINES} pasted rows at a time; these are {len(rows)}.")
    return [_line(row, place) for place, row in enumerate(rows, start=1)]


def due_on(day: date, days_from_day: int) -> date:
    """The calendar day of a step."""
    return day + timedelta(days=days_from_day)


def is_late(due: date, done: date | None, today: date) -> bool:
    """A step is late when its day has passed and it is not done."""
    return done is None and due < today


def _is_heading(row: list[str]) -> bool:
    return row[0].lower() in {"task", "step", "what", "title", "name"}


def _line(row: list[str], place: int) -> Line:
    title, owner, days, form = [*row, "", "", "", ""][:4]
    if not title:
        raise Refused(f"Row {place} has no task in its first column.")
    try:
        offset = int(days.replace("−", "-").removeprefix("+").removesuffix("d").strip() or 0)
    except ValueError:
        raise Refused(
            f"Row {place}: “{days}” is not a number of days; write -14 for two weeks before the day."
        ) from None
    if abs(offset) > 3650:
        raise Refused(f"Row {place}: {offset} days is more than ten years from the day.")
    return Line(title[:300], owner, offset, FORMS.get(form.lower(), "task"))


TEMPLATES: dict[int, tuple[Line, ...]] = {
    1: (
        Line("Agree the one problem, the audience and the goals", "", -60),
        Line("Positioning accepted", "", -50),
        Line("Claims stated, each with its proof", "", -42),
        Line("Six references agreed to be named", "", -35),
        Line("Price decided", "", -35),
        Line("Deck, one-pager, demo script, FAQ and battlecard released", "", -21),
        Line("Sales trained", "", -14, "training"),
        Line("Support has the answers and the people", "", -7, "support"),
        Line("Analysts and press briefed under embargo", "", -7, "press"),
        Line("Go or no-go", "", -2),
        Line("Announcement out", "", 0, "online"),
        Line("Hold the first week against the goals", "", 7),
    ),
    2: (
        Line("Claims stated, each with its proof", "", -28),
        Line("Deck and one-pager released", "", -14),
        Line("Price confirmed", "", -14),
        Line("Support has the answers", "", -5, "support"),
        Line("Announcement out", "", 0, "online"),
    ),
    3: (
        Line("Release note written", "", -3, "release_note"),
        Line("Support has the answers", "", -2, "support"),
    ),
}
