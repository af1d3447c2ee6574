"""Who asked for what shipped or was declined: one row a person and thing, read from the notes that speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection

from tandem.definition.models.feature import Feature
from tandem.definition.models.problem import Problem, Verdict
from tandem.record.models import Event, Item

MOST = 2_000  # people of one thing, or rows of the list of those who wait
ORDER = ("first", "target", "person")


@dataclass(frozen=True)
class Became:
    """What became of a feature or problem: that it shipped, was dropped or refuted, on which day and why."""

    item: Item
    how: str
    on: date
    because: str = ""
    through: tuple[int, ...] = ()

    @property
    def is_there(self) -> bool:
        return self.how == "shipped"

    @property
    def says(self) -> str:
        return {"shipped": "Shipped", "dropped": "Dropped", "refuted": "Refuted"}[self.how]


@dataclass(frozen=True)
class Asker:
    """One person behind the notes about one thing that was decided since. `person` is who they are for replies."""

    target: int
    person: str
    first: datetime
    newest: datetime
    notes: tuple[int, ...]
    name: str = ""
    email: str = ""
    contact: int | None = None
    company: int | None = None
    company_name: str = ""
    arr: Decimal = Decimal(0)
    do_not_write: bool = False
    reply: int | None = None
    state: str = ""
    told_by: int | None = None

    @property
    def who(self) -> str:
        return self.name or self.email or self.company_name or "Somebody"


def became_of(product: Any) -> list[Became]:
    """Everything of a product that those who asked for it can be told about: three statements."""
    features = Feature.objects.of(product).in_use().filter(status__in=("shipped", "dropped"))
    refuted = Problem.objects.of(product).in_use().filter(state="refuted")
    return [*_features(features), *_problems(refuted)]


def became_of_one(thing: Any) -> Became | None:
    """What became of one feature or problem; None while it is open."""
    model: Any = Feature if thing.kind == "feature" else Problem
    rows = model.objects.filter(pk=thing.pk)
    if model is Feature:
        return next(iter(_features(rows.filter(status__in=("shipped", "dropped")))), None)
    return next(iter(_problems(rows.filter(state="refuted"))), None)


def _features(features: Any) -> list[Became]:
    rows = list(features.select_related("item", "release").prefetch_related("problems"))
    events = Event.objects.filter(item__in=[row.pk for row in rows], verb__in=("shipped", "dropped")).order_by("at")
    told: dict[int, Event] = {event.item_id: event for event in events if event.item_id}
    return [_feature(row, told.get(row.pk)) for row in rows]


def _feature(row: Feature, event: Event | None) -> Became:
    """A dropped feature answers those who asked for it alone: its problems may still be solved otherwise."""
    on = (event.at if event else row.item.made_at).date()
    if row.status == "shipped":
        if row.release and row.release.made_available_on:
            on = row.release.made_available_on
        return Became(row.item, "shipped", on, through=tuple(problem.pk for problem in row.problems.all()))
    return Became(row.item, "dropped", on, event.because if event else "")


def _problems(problems: Any) -> list[Became]:
    rows = list(problems.select_related("item"))
    verdicts = Verdict.objects.filter(problem__in=rows, verdict="refuted", withdrawn_at=None).order_by("at")
    called = {verdict.problem_id: verdict for verdict in verdicts}
    return [
        Became(row.item, "refuted", called[row.pk].at.date(), called[row.pk].because)
        for row in rows
        if row.pk in called
    ]


SPOKE = """
    WITH wanted AS (
        SELECT * FROM unnest(%(targets)s::bigint[], %(abouts)s::bigint[], %(until)s::timestamptz[])
            AS given(target, about, until)
    ), spoke AS (
        SELECT DISTINCT wanted.target, note.id AS note, note.said_at, note.company_id, note.author_name,
            coalesce(nullif(note.author_email, ''), contact.email, '') AS email, contact.id AS contact,
            coalesce(contact.do_not_write, false) AS silent, contact.name AS contact_name
        FROM wanted
        JOIN evidence_highlight link ON link.about_id = wanted.about AND link.taken_back_at IS NULL
        JOIN evidence_note note ON note.id = link.note_id AND note.state <> 'dismissed' AND note.said_at < wanted.until
        LEFT JOIN evidence_contact contact ON contact.id = coalesce(note.contact_id, (
            SELECT id FROM evidence_contact known
            WHERE lower(known.email) = lower(note.author_email) AND known.email <> '' LIMIT 1
        ))
        WHERE NOT coalesce(contact.ours, false)
    ), named AS (
        SELECT spoke.*, encode(sha256(convert_to(CASE
            WHEN email <> '' THEN 'mail ' || lower(email) WHEN contact IS NOT NULL THEN 'contact ' || contact
            WHEN author_name <> '' THEN 'name ' || coalesce(company_id, 0) || ' ' || lower(author_name)
            WHEN company_id IS NOT NULL THEN 'company ' || company_id ELSE 'note ' || note END,
            'UTF8')), 'hex') AS person
        FROM spoke
    ), people AS (
        SELECT target, person, min(said_at) AS first, max(said_at) AS newest,
            array_agg(note ORDER BY said_at, note) AS notes,
            coalesce(nullif(max(author_name), ''), max(contact_name), '') AS name, max(email) AS email,
            max(contact) AS contact, max(company_id) AS company, bool_or(silent) AS silent
        FROM named GROUP BY target, person
    )
    SELECT people.target, people.person, people.first, people.newest, people.notes, people.name, people.email,
        people.contact, people.company, coalesce(title.title, ''), coalesce(company.arr, 0), people.silent,
        reply.id, coalesce(reply.state, ''), other.reply_id
    FROM people
    LEFT JOIN evidence_company company ON company.item_id = people.company
    LEFT JOIN record_item title ON title.id = people.company
    LEFT JOIN definition_reply reply ON reply.about_id = people.target AND reply.person = people.person
    LEFT JOIN LATERAL (
        SELECT told.reply_id FROM definition_reply_notes told JOIN definition_reply done ON done.id = told.reply_id
        WHERE told.note_id = ANY(people.notes) AND done.about_id <> people.target AND done.state = 'sent'
        ORDER BY told.reply_id LIMIT 1
    ) other ON true
    WHERE {narrow}
    ORDER BY people.first, people.target, people.person LIMIT %(limit)s
"""
EVERYBODY = "true"
WAITING = "coalesce(reply.state, '') NOT IN ('sent', 'declined', 'waiting') AND other.reply_id IS NULL"
PAST = "(people.first, people.target, people.person) > (%(first)s, %(target)s, %(person)s)"
FILTERS = {
    "company": "people.company = %(company)s",
    "arr": "coalesce(company.arr, 0) >= %(arr)s",
    "owner": "reply.by_id = %(owner)s",
}


def askers_of(became: Sequence[Became], *, narrow: str = EVERYBODY, limit: int = MOST, **values: Any) -> list[Asker]:
    """Who asked for these things up to the day they were decided, the oldest first: one statement."""
    pairs = [(one.item.pk, about, _end_of(one.on)) for one in became for about in (one.item.pk, *one.through)]
    if not pairs:
        return []
    targets, abouts, until = (list(column) for column in zip(*pairs, strict=True))
    asked = {"targets": targets, "abouts": abouts, "until": until, "limit": limit, **values}
    with connection.cursor() as cursor:
        cursor.execute(SPOKE.format(narrow=narrow), asked)
        return [Asker(row[0], row[1], row[2], row[3], tuple(row[4]), *row[5:]) for row in cursor.fetchall()]


def waiting_for_word(became: Sequence[Became], *, after: str = "", limit: int = MOST, **filters: Any) -> list[Asker]:
    """Those of them whom nobody told yet, narrowed and after the last one seen."""
    conditions, values = [WAITING], {name: value for name, value in filters.items() if value is not None}
    conditions += [FILTERS[name] for name in values]
    if place := _place(after):
        conditions.append(PAST)
        values |= dict(zip(ORDER, place, strict=True))
    return askers_of(became, narrow=" AND ".join(conditions), limit=limit, **values)


def place_of(asker: Asker) -> str:
    """Where the next page of the list goes on."""
    return f"{asker.first.isoformat()}|{asker.target}|{asker.person}"


def _place(after: str) -> tuple[datetime, int, str] | None:
    first, _, rest = (after or "").partition("|")
    target, _, person = rest.partition("|")
    try:
        found = datetime.fromisoformat(first)
    except ValueError:
        return None
    fits = found.tzinfo and target.isascii() and target.isdecimal() and len(target) < 19 and "\0" not in person
    return (found, int(target), person[:64]) if fits else None


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, UTC)


def by_target(askers: Iterable[Asker]) -> dict[int, list[Asker]]:
    found: dict[int, list[Asker]] = {}
    for asker in askers:
        found.setdefault(asker.target, []).append(asker)
    return found
