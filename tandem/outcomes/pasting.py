"""Past releases and their goals, pasted as a table: read row by row, then recalled all together or not at all."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction

from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Goal, Release
from tandem.outcomes.models import Result
from tandem.team.models import Product

COLUMNS = "Release|Shipped on|Goal|Before|Target|Unit|Measured on|Came to"
MOST_ROWS = 500
LARGEST = Decimal(10) ** 15
DAYS = ("%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")


@dataclass(frozen=True)
class Row:
    """One goal of one past release, as it stands in a sheet."""

    release: str
    shipped_on: date
    goal: str
    baseline: Decimal | None
    target: Decimal | None
    unit: str
    due_on: date | None
    actual: Decimal | None


def read_rows(text: str) -> list[Row]:
    """Rows from a spreadsheet, split at tabs, or at commas where there is none. A first row of headings is passed over.

    A row that cannot be read is refused with its place and the cell that is wrong.
    """
    cells = list(csv.reader(io.StringIO(text.strip()), delimiter="\t" if "\t" in text else ","))
    cells = [[cell.strip() for cell in row] for row in cells if any(cell.strip() for cell in row)]
    if cells and cells[0][0].lower() in ("release", "version", "name"):
        cells = cells[1:]
    if not cells:
        raise Refused(
            "Paste at least one row: release, the day it shipped, goal, before, target, unit, measured on, came to."
        )
    if len(cells) > MOST_ROWS:
        raise Refused(f"{MOST_ROWS} rows are taken at a time; these are {len(cells)}. Import them as a file instead.")
    return [_row(row, place) for place, row in enumerate(cells, start=1)]


def recall(product: Product, rows: list[Row], *, by: Any) -> list[Goal]:
    """Bring the rows in, each through the verbs that a person would use: all of them, or none when one is refused."""
    made = []
    with transaction.atomic():
        out = Release.objects.of(product).in_use().select_related("item")
        known = {release.title.lower(): release for release in out}
        for place, row in enumerate(rows, start=1):
            try:
                made.append(_recall(product, row, known, by))
            except NotAllowed:
                raise
            except Refused as refused:
                raise Refused(f"Row {place}: {refused.sentence} Nothing was brought in.") from None
    return made


def _recall(product: Product, row: Row, known: dict[str, Release], by: Any) -> Goal:
    release = known.get(row.release.lower())
    if release is None:
        release = Release.recall(product, row.release, made_available_on=row.shipped_on, by=by)
        known[row.release.lower()] = release
    if not release.has_shipped:
        raise Refused(f"{release.title} is not out yet; state its goals on its own page.")
    if release.goals.filter(item__title__iexact=row.goal).exists():
        raise Refused(f"{release.title} has the goal “{row.goal}” already.")
    goal = Goal.recall(
        release,
        row.goal,
        stated_on=release.made_available_on or row.shipped_on,
        by=by,
        baseline=row.baseline,
        target=row.target,
        unit=row.unit,
        due_on=row.due_on,
    )
    if row.actual is not None:
        Result.read(goal, row.actual, by=by)
    return goal


def _row(cells: list[str], place: int) -> Row:
    release, shipped, goal, baseline, target, unit, due, actual = [*cells, *[""] * 8][:8]
    if not release or not goal:
        raise Refused(f"Row {place} needs a release in its first column and a goal in its third.")
    day = _day(shipped, place)
    if day is None:
        raise Refused(f"Row {place} needs the day {release} shipped in its second column.")
    numbers = [_number(cell, place) for cell in (baseline, target, actual)]
    percent = "%" if not unit and "%" in target else unit
    return Row(release[:120], day, goal[:300], numbers[0], numbers[1], percent[:30], _day(due, place), numbers[2])


def _day(cell: str, place: int) -> date | None:
    if not cell:
        return None
    for form in DAYS:
        try:
            return datetime.strptime(cell, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    raise Refused(f"Row {place}: “{cell}” is not a day; write it as 2026-03-31 or 31 Mar 2026.")


def _number(cell: str, place: int) -> Decimal | None:
    bare = cell.replace(",", "").replace("−", "-").strip("%$€£ ")
    if not bare:
        return None
    try:
        number = Decimal(bare)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= LARGEST:
        raise Refused(f"Row {place}: “{cell}” is not a number.")
    return number.quantize(Decimal("0.01"))
