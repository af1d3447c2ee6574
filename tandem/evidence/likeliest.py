"""What notes are linked to first: what is proposed for the first of them, then what the notes near it are linked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from tandem.evidence.models import Highlight, Note
from tandem.evidence.search import near_notes
from tandem.evidence.suggesting import KINDS, suggestions
from tandem.record.models import Item

NEAR, OFFERED = 40, 5


@dataclass(frozen=True)
class Likely:
    """One thing to link to, and where something speaks for it, why."""

    about: Item
    reason: str = ""


def likeliest(note: Note, member: Any) -> list[Likely]:
    """At most five, each once."""
    proposed = [Likely(each.about, each.reason) for each in suggestions(note, member)]
    known = {each.about.pk for each in proposed}
    return [*proposed, *(Likely(item) for item in _linked_near(note, member) if item.pk not in known)][:OFFERED]


def _linked_near(note: Note, member: Any) -> list[Item]:
    """What most of the nearest notes are linked to, the most frequent first."""
    near = [other.pk for other in near_notes(note, member, NEAR)]
    spoken = Highlight.objects.standing().filter(note__in=near, about__kind__in=KINDS, about__retired_at=None)
    most = spoken.values_list("about").annotate(times=Count("note", distinct=True)).order_by("-times", "about")
    order = [about for about, _ in most[:OFFERED]]
    items = Item.objects.visible_to(member).in_bulk(order)
    return [items[pk] for pk in order if pk in items]
