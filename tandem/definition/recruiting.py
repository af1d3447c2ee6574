"""Whom to speak with about a problem: the people who voiced it, those of the target market first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max

from tandem.definition.models import Interviewee
from tandem.evidence.facts import companies_in_market
from tandem.evidence.models import Contact, Highlight
from tandem.ui.figures import plural

WEIGHED, SHOWN, LATELY_DAYS = 60, 12, 30


@dataclass(frozen=True)
class Candidate:
    """Somebody who voiced the problem; `asked_on` where we asked them for another talk lately."""

    contact: Contact
    notes: int
    newest: datetime
    in_market: bool
    asked_on: date | None = None

    @property
    def says(self) -> str:
        """In words: 3 notes, in the target market."""
        told = plural(self.notes, "note")
        where = f"{told}, in the target market" if self.in_market else told
        return f"{where}, asked for a talk already on {self.asked_on:%-d %b}" if self.asked_on else where


def candidates(interview: Any, member: Any, today: date) -> list[Candidate]:
    """Nobody who asked not to be written to, none of ours, nobody who is named already; asked lately comes last."""
    named = interview.people.filter(dropped_at=None).values("contact")
    links = Highlight.objects.visible_to(member).standing().filter(about=interview.problem.item)
    free = links.filter(note__contact__ours=False, note__contact__do_not_write=False).exclude(note__state="dismissed")
    weighed = free.exclude(note__contact__in=named).values("note__contact").annotate(
        notes=Count("note", distinct=True), newest=Max("note__said_at")
    )  # fmt: skip
    rows = list(weighed.order_by("-notes", "-newest")[:WEIGHED])
    people = Contact.objects.select_related("company__item").in_bulk([row["note__contact"] for row in rows])
    inside, _ = companies_in_market(
        interview.item.product_id, {one.company_id for one in people.values() if one.company_id}
    )
    asked = _asked_lately(people, today)
    found = [
        Candidate(people[row["note__contact"]], row["notes"], row["newest"],
                  people[row["note__contact"]].company_id in inside, asked.get(row["note__contact"]))
        for row in rows
        if not people[row["note__contact"]].is_erased
    ]  # fmt: skip
    return sorted(found, key=lambda one: (bool(one.asked_on), not one.in_market, -one.notes))[:SHOWN]


def _asked_lately(people: Any, today: date) -> dict[int, date]:
    rows = Interviewee.objects.filter(contact__in=list(people), invited_on__gte=today - timedelta(days=LATELY_DAYS))
    asked = rows.order_by("invited_on").values_list("contact", "invited_on")
    return {contact: day for contact, day in asked if day}
