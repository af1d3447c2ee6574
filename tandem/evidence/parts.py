"""Looking closer at one theme: the finer groups within it, any of which a person can make a theme of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.models.note import Note
from tandem.evidence.models.theme import Theme
from tandem.language import Encoder, discover_themes, keywords
from tandem.language.vectors import centers, without

LOOKED_AT = 20_000  # the newest notes of a theme that are read
FEWEST = 8
MANY = 2_000  # from here on the finer of two depths


@dataclass(frozen=True)
class Part:
    """A finer group within a theme: its place among the parts, its notes, oldest first, and what sets it apart."""

    place: int
    title: str
    keywords: list[str]
    notes: list[int]


@dataclass(frozen=True)
class Parts:
    """The parts of a theme, largest first. `mark` changes when its notes do."""

    rows: list[Part]
    mark: str
    read: int

    @classmethod
    def of(cls, theme: Theme) -> Parts:
        """Found on the spot in the theme's own notes; the same notes give the same parts."""
        newest = Note.objects.filter(theme=theme).worth_reading().order_by("-said_at", "-pk")
        rows = list(newest.values_list("pk", "title", "body")[:LOOKED_AT])[::-1]
        mark = sha256(",".join(str(pk) for pk, _, _ in rows).encode()).hexdigest()[:16]
        if len(rows) < FEWEST:
            return cls([], mark, len(rows))
        texts = [f"{title}\n{body}" if title else body for _, title, body in rows]
        level = "medium" if len(rows) >= MANY else "coarse"
        found = discover_themes(texts, level=level, levels=())
        notes = np.array([pk for pk, _, _ in rows])
        parts = [
            Part(place, _title(found.titles[place]), found.keywords[place], notes[found.labels == place].tolist())
            for place in range(len(found))
        ]
        return cls(parts, mark, len(rows))


def split_off(theme: Theme, notes: Sequence[int], title: str, make: Any) -> Theme:
    """A new theme of these notes; the old one keeps the others and its center."""
    mine = list(Note.objects.filter(theme=theme, pk__in=notes).order_by("said_at", "pk"))
    if not mine:
        raise Refused("None of these notes is in this theme any more; look again.")
    if len(mine) == Note.objects.filter(theme=theme).worth_reading().count():
        raise Refused("These are all notes of the theme. Rename it instead.")
    made: Theme = make(
        title, product=theme.item.product, keywords=_words(theme, mine), centroid=_center(theme, mine),
        named_by_person=True, state="accepted", area_id=theme.area_id, split_from=theme, found_at=clock.now(),
    )  # fmt: skip
    Note.objects.filter(pk__in=[note.pk for note in mine]).update(theme=made)
    return made


def _center(theme: Theme, notes: Sequence[Note]) -> bytes:
    """The center of these notes, with what all notes of the product share taken out as for every theme."""
    vectors = Encoder.shipped().encode([note.whole for note in notes])
    common = np.zeros(vectors.shape[1], np.float32)
    if theme.centroid:
        common = np.frombuffer(bytes(theme.centroid), np.float32).reshape(2, -1)[1]
    center = centers(without(vectors, common), np.zeros(len(notes), np.int64), 1)[0]
    return np.stack([center, common]).astype(np.float32).tobytes()


def _words(theme: Theme, notes: Sequence[Note]) -> list[str]:
    """What sets these notes apart from the others of their theme."""
    others = Note.objects.filter(theme=theme).exclude(pk__in=[note.pk for note in notes]).order_by("-said_at", "-pk")
    texts = [note.whole for note in notes] + [other.whole for other in others[:MANY]]
    labels = [0] * len(notes) + [1] * (len(texts) - len(notes))
    return [word[:80] for word in keywords(texts, labels)[0]]


def _title(text: str) -> str:
    from tandem.evidence.discovery import title_of

    return title_of(text)
