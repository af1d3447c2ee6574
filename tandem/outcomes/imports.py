"""Past releases with the goals stated for them and what came of each, pasted in as one table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tandem.core.errors import Refused
from tandem.definition.imports import releases_of
from tandem.definition.models import Goal, Release
from tandem.evidence.importing import items
from tandem.evidence.importing.undoing import retire_unlinked
from tandem.evidence.models import Import
from tandem.evidence.targets import Chunk, Record, Tally, Undone, register
from tandem.outcomes.models import Result
from tandem.team.models import Workspace

CENT = Decimal("0.01")
NUMBERS = ("baseline", "target")


def identity(record: Record) -> str:
    """The release and the goal."""
    return f"{_name(record, 'release').lower()}\n{_goal(record).lower()}"


def write(chunk: Chunk) -> Tally:
    """Each row is a goal of a release. A release nobody knows is made: out since its day, or planned when that
    is to come.
    """
    tally = Tally()
    today = Workspace.current().today
    rows = _readable(chunk.records, today, tally)
    releases = _releases(chunk, rows)
    abouts = {name: release.item for name, release in releases.items()}
    known = {(goal.about_id, goal.title.lower()): goal for goal in _goals(abouts)}
    back = items.restore_taken_back(known.values(), chunk.brought)
    new = [row for row in rows if (abouts[row[1]].pk, _goal(row[0]).lower()) not in known]
    made = items.make(
        Goal, [(_goal(r), _facts(r, releases[n], today)) for r, n in new], chunk.brought, product=chunk.product
    )
    for (record, _), goal in zip(new, made, strict=True):
        _keep_result(goal, record, chunk.brought, today)
    tally.created += len(made) + len(back)
    again = [(known[k], r) for r, n in rows if (k := (abouts[n].pk, _goal(r).lower())) in known]
    items.bring_up_to_date(
        chunk.brought, _may_be_moved(again, back, tally), back, tally,
        beside=lambda goal, record: _keep_result(goal, record, chunk.brought, today),
    )  # fmt: skip
    return tally


def undo(brought: Import) -> Undone:
    """Retire the goals, and those releases of the same import that hold nothing else."""
    mine = items.brought_in_by(brought)
    goals = retire_unlinked(Goal.objects.filter(pk__in=mine))
    holding = Goal.objects.filter(item__retired_at=None).values("about")
    releases = retire_unlinked(
        Release.objects.filter(pk__in=mine, features=None).exclude(pk__in=holding), but=("goal",)
    )
    return Undone(goals.taken_back + releases.taken_back, goals.kept + releases.kept)


def _readable(records: list[Record], today: date, tally: Tally) -> list[tuple[Record, str]]:
    rows = []
    for record in records:
        try:
            _check(record)
        except Refused as no:
            tally.reject(record, no.sentence)
        else:
            rows.append((record, _name(record, "release").lower()))
    return rows


def _check(record: Record) -> None:
    said = record.values
    if not _goal(record) or not _name(record, "release"):
        raise Refused("A goal needs a name and the release it was stated for.")
    if not said.get("released_on") and not said.get("due_on"):
        raise Refused("Say when the release shipped, or when the goal was due.")


def _releases(chunk: Chunk, rows: list[tuple[Record, str]]) -> dict[str, Release]:
    """The release of each row by name; new ones are made with the first row's day."""
    known = {release.title.lower(): release for release in releases_of(chunk.product, [name for _, name in rows])}
    items.restore_taken_back(known.values(), chunk.brought)
    today = Workspace.current().today
    new: dict[str, tuple[str, dict[str, Any]]] = {}
    for record, name in rows:
        if name not in known:
            new.setdefault(name, (_name(record, "release"), _days(record, today)))
    made = items.make(Release, list(new.values()), chunk.brought, product=chunk.product)
    return known | {release.title.lower(): release for release in made}


def _days(record: Record, today: date) -> dict[str, Any]:
    said = record.values
    day = (said.get("released_on") or said["due_on"]).date()
    return {"available_on": day} | ({"made_available_on": day} if day <= today else {})


def _goals(abouts: dict[str, Any]) -> list[Goal]:
    return list(Goal.objects.filter(about__in=abouts.values()).select_related("item", "about", "result"))


def _facts(record: Record, release: Release, today: date) -> dict[str, Any]:
    """A goal of a release that is out was stated, at the latest, on the day it shipped."""
    return {**_figures(record), "about": release.item, "stated_on": release.made_available_on or today}


def _figures(record: Record) -> dict[str, Any]:
    said = record.values
    figures: dict[str, Any] = {name: said[name].quantize(CENT) for name in NUMBERS if said.get(name) is not None}
    if said.get("due_on"):
        figures["due_on"] = said["due_on"].date()
    return figures


def _may_be_moved(known: list[tuple[Goal, Record]], back: set[int], tally: Tally) -> list[items.Said]:
    """What is out keeps its goals as they were stated, and a result once recorded is corrected by a person with a
    reason; those that an undoing had taken back come in as if for the first time.
    """
    said: list[items.Said] = []
    for goal, record in known:
        if goal.pk not in back and (reason := _why_it_stays(goal, record)):
            tally.reject(record, reason)
        else:
            said.append((goal, record, _figures(record)))
    return said


def _why_it_stays(goal: Goal, record: Record) -> str:
    if any(getattr(goal, name) != value for name, value in _figures(record).items()) and goal.stands:
        return f"{goal.about.title} is out, so “{goal.title}” stays as it was stated."
    actual, known = _actual(record), Result.objects.filter(goal=goal).first()
    if actual is not None and known and known.actual != actual:
        return f"“{goal.title}” has its result already; correct it on its page, with a reason."
    return ""


def _keep_result(goal: Goal, record: Record, brought: Import, today: date) -> bool:
    """What came of it, as far as the row says; whether that is news."""
    actual = _actual(record)
    if actual is None:
        return False
    known = Result.objects.filter(goal=goal).first()
    if known and known.actual == actual:
        return False
    due = record.values.get("due_on")
    read_on = min(due.date(), today) if due else today
    Result.objects.update_or_create(
        goal=goal, defaults={"actual": actual, "read_on": read_on, "by": brought.started_by}
    )
    return True


def _actual(record: Record) -> Decimal | None:
    found = record.values.get("result")
    return found.quantize(CENT) if found is not None else None


def _goal(record: Record) -> str:
    name, metric = _name(record, "name"), _name(record, "metric")
    return f"{name} ({metric})" if metric and metric.lower() != name.lower() else name


def _name(record: Record, field: str) -> str:
    return " ".join(str(record.values.get(field) or "").split())


register(
    "goals", "Past releases with goals", "goal", place=4, identity=identity, write=write, undo=undo, needs_product=True,
    listed="/products/{product}/definition/releases",
)  # fmt: skip
