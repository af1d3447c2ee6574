"""One page about one conversation, drawn from what was recorded: nothing on it is typed for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tandem.evidence.models import Highlight, Note
from tandem.evidence.quoting import Quote, quote_from

QUOTES, EARLIER = 6, 5


@dataclass(frozen=True)
class Snapshot:
    """Who it was, quick facts, their marked words, and what they had said before."""

    facts: list[tuple[str, str]] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    earlier: list[Note] = field(default_factory=list)


def snapshot_of(person: Any, member: Any) -> Snapshot:
    """What is known of one conversation. Words that were marked anywhere about the problem count, theirs alone."""
    item = person.interview.problem.item
    own = Highlight.objects.visible_to(member).standing().with_words().filter(about=item, note__contact=person.contact)
    links = own.exclude(note__state="dismissed").with_note().order_by("-note__said_at", "start")[:QUOTES]
    notes = Note.objects.visible_to(member).filter(contact=person.contact).exclude(state="dismissed")
    before = (
        notes.exclude(pk=person.note_id).select_related("source__item", "company__item").order_by("-said_at", "-pk")
    )
    return Snapshot(_facts(person.contact), [quote_from(link) for link in links], list(before[:EARLIER]))


def _facts(contact: Any) -> list[tuple[str, str]]:
    """What is known of them and of their company."""
    firm = contact.company
    told = [("Role", contact.role), ("Company", firm.title if firm else "")]
    if firm:
        told += [
            ("Industry", firm.industry), ("Segment", firm.segment), ("Country", firm.country), ("Plan", firm.plan),
            ("Employees", f"{firm.employees:,}" if firm.employees else ""),
            ("Life cycle", str(firm.life_cycle).capitalize()),
        ]  # fmt: skip
    return [(name, str(value)) for name, value in told if value]
