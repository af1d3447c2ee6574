"""What became of notes: what each speaks of, and how far that came. Later stages say how their things stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tandem.evidence.models import Highlight, Note
from tandem.record.models import Item
from tandem.record.reactions import Sign, signs_of


@dataclass(frozen=True)
class Fate:
    """One thing a note speaks of, with the signs of how far it came."""

    about: Item
    signs: tuple[Sign, ...]


def fates_of(notes: Sequence[Note], member: Any) -> dict[int, list[Fate]]:
    """For each note what it speaks of and what came of that, in a few statements for the whole page."""
    links = Highlight.objects.standing().filter(note__in=[note.pk for note in notes]).exclude(about=None)
    pairs = list(links.order_by("pk").values_list("note", "about"))
    items = Item.objects.visible_to(member).in_bulk({about for _, about in pairs})
    said: dict[int, list[Sign]] = {}
    for kind in {item.kind for item in items.values()}:
        said |= signs_of(kind, [pk for pk, item in items.items() if item.kind == kind], member)
    found: dict[int, dict[int, Fate]] = defaultdict(dict)
    for note, about in pairs:
        if about in items:
            found[note][about] = Fate(items[about], tuple(said.get(about, ())))
    return {note: list(fates.values()) for note, fates in found.items()}
