"""The notes of a product as a corpus: read from the database in ranges of their ids, written back by COPY."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tandem.cluster.drawing import Batch, Key
from tandem.cluster.finding import SAMPLE, Finding, Placed, count_of, first_silent
from tandem.core.errors import NotAllowed, Refused
from tandem.language.communities import by_size
from tandem.language.spreading import Spread
from tandem.language.themes import Progress, parents, silence
from tandem.language.vectors import Labels

RANGE = 50_000  # ids in a piece
BATCH = 10_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Taken:
    """What is told of a piece of notes, for the end."""

    keys: Numbers  # [n, 2]: when each was said, and its id
    former: Numbers
    levels: dict[str, Labels]
    silent: tuple[Key, str] | None


@dataclass(frozen=True)
class Notes:
    """The notes of one product that were not dismissed, each piece a range of ids."""

    product: int
    away: bool  # whether it is read on other machines than this one
    since: datetime | None  # when themes were last found: what came later was only put nearest
    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, product: Any, *, away: bool = False) -> Notes:
        from tandem.evidence.discovery import last_found

        return cls(product.pk, away, last_found(product), tuple(_ranges()))

    def pieces(self) -> list[tuple[int, int]]:
        return list(self.ranges)

    def read(self, piece: tuple[int, int]) -> Iterator[Batch]:
        """One statement for each batch, by the primary key."""
        wake(self.away)
        from tandem.evidence.models import Note

        (first, last), columns = piece, ("pk", "said_at", "theme", "title", "body", "added_at")
        notes = Note.objects.filter(product=self.product, pk__lte=last).worth_reading().order_by("pk")
        while rows := list(notes.filter(pk__gte=first).values_list(*columns)[:BATCH]):
            keys = np.array([((row[1] - EPOCH) // MICROSECOND, row[0]) for row in rows], np.int64)
            former = [(row[2] or 0) if self.since is None or row[5] <= self.since else 0 for row in rows]
            texts = [f"{row[3]}\n{row[4]}" if row[3] else row[4] for row in rows]
            yield Batch(keys, texts, {"former": np.array(former, np.int64)})
            first = rows[-1][0] + 1

    def take(self, piece: tuple[int, int], found: Iterator[Placed]) -> Taken | None:
        """Keep the vectors, which are as true before the themes as after; send the labels."""
        from tandem.evidence.vectors import keep_missing

        placed = []
        for one in found:
            keep_missing(one.batch.keys[:, 1].tolist(), one.vectors)
            placed.append(one)
        return _together(placed) if placed else None


def find(
    product: Any, spread: Spread, *, by: Any, away: bool = False, sample: int = SAMPLE, progress: Progress = silence
) -> list[Any]:
    """The themes of a product's notes, found elsewhere and kept here, as `Theme.discover` does it on one machine.

    Until the last step nothing has changed but the vectors for search; that step is one transaction and one event.
    """
    from tandem.evidence.discovery import Discovery, placed_in
    from tandem.evidence.models import Theme

    if not by.may("sort evidence", product):
        raise NotAllowed(f"{by.title} may not sort evidence here.")
    found = Finding.of(Notes.of(product, away=away), spread, sample=sample, tell=progress)
    notes, former, themes = _whole(found)
    progress("keeping", 0.95)
    return Theme.settle(product, Discovery(notes, former, placed_in(product), themes), by=by)


def wake(away: bool) -> None:
    """Django in a process that Ray started. It reaches the database by what is set on its machine, never by what it is
    sent; the secret key of the installation is not needed there.
    """
    from django.apps import apps

    if apps.ready:
        return
    if away and not os.environ.get("DATABASE_URL"):
        raise Refused("A machine of the cluster does not know the database: set DATABASE_URL on each of them.")
    os.environ.setdefault("TANDEM_SECRET_KEY", secrets.token_hex(32))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.settings")
    import django

    django.setup()


def _ranges() -> Iterator[tuple[int, int]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM evidence_note")
        lowest, highest = cursor.fetchone()
    for first in range(lowest, highest + 1, RANGE):
        yield first, min(first + RANGE - 1, highest)


def _together(placed: list[Placed]) -> Taken:
    return Taken(
        np.concatenate([one.batch.keys for one in placed]),
        np.concatenate([one.batch.known["former"] for one in placed]),
        {
            level: np.concatenate([one.levels[level] for one in placed]).astype(np.int32)
            for level in placed[0].levels
        },
        min(filter(None, map(first_silent, placed)), default=None),
    )


def _whole(found: Finding) -> tuple[Numbers, Numbers, Any]:
    """All notes in the order in which one machine reads them, the theme each was found in, and the themes."""
    pieces: list[Taken] = [piece for piece in found.pieces if piece]
    if not pieces:
        return np.empty(0, np.int64), np.empty(0, np.int64), None
    keys = np.concatenate([piece.keys for piece in pieces])
    order = np.lexsort((keys[:, 1], keys[:, 0]))
    keys, former = keys[order], np.concatenate([piece.former for piece in pieces])[order]
    levels, numbers = {}, {}
    for level in found.sample.levels:
        labels = np.concatenate([piece.levels[level] for piece in pieces])[order]
        levels[level], numbers[level] = _numbered(labels, count_of(found.sample.levels[level]))
    silent = min(filter(None, (piece.silent for piece in pieces)), default=None)
    themes = found.sample.themes(found.level, numbers, silent)
    sampled = [*found.sample.keys, silent[0]] if silent else found.sample.keys
    fitted = replace(
        themes,
        labels=levels[found.level],
        levels=levels,
        parents={finer: parents(levels[finer], levels["coarse"]) for finer in themes.parents},
        typical=_places(keys, [sampled[at] for at in themes.typical]),
    )
    return keys[:, 1], former, fitted


def _numbered(labels: Labels, count: int) -> tuple[Labels, Labels]:
    """Labels by falling size, the silent texts last, and the new number of each label. One whose notes all went while
    the others were placed comes after those that have some.
    """
    speaks = labels < count
    whole = np.full(len(labels), count)
    whole[speaks] = by_size(labels[speaks])
    order = np.full(count, -1)
    order[labels[speaks]] = whole[speaks]
    gone = order < 0
    order[gone] = np.arange(count - np.count_nonzero(gone), count)
    return whole, order


def _places(keys: Numbers, wanted: list[Key]) -> list[int]:
    """Where these notes stand, -1 for one that went meanwhile."""
    among = np.flatnonzero(np.isin(keys[:, 1], [note for _, note in wanted]))
    places = dict(zip(keys[among, 1].tolist(), among.tolist(), strict=True))
    return [places.get(note, -1) for _, note in wanted]
