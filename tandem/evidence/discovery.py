"""Finding themes: the engine reads a product's notes, and what people decided before is carried over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tandem.core import clock
from tandem.evidence.alerting import ask_to_tell, tell_of_new
from tandem.evidence.areas import belong, settle_areas, words_of
from tandem.evidence.carrying import continued
from tandem.evidence.counting import count_anew
from tandem.evidence.figures import refresh_figures, refresh_product
from tandem.evidence.models.note import Note
from tandem.evidence.models.placement import Placement
from tandem.evidence.models.theme import TITLE, Progress, Theme
from tandem.evidence.putting import put_notes
from tandem.evidence.tallies import Numbers, each, met, most, tally
from tandem.evidence.vectors import fill_vectors, index_vectors, keep_missing, keep_vectors
from tandem.evidence.wording import count_words
from tandem.language import Encoder, Themes, discover_themes
from tandem.language.assignment import NEW_SHARE
from tandem.language.themes import depth_for
from tandem.language.vectors import nearest_center, without
from tandem.record.models import Event, Item

Make = Callable[..., list[Theme]]
CHUNK = 5000


@dataclass(frozen=True)
class Discovery:
    """What the engine found in the notes of one product, before anything is changed."""

    notes: Numbers
    former: Numbers  # the theme each note was found in; 0 where it came later and was only put nearest
    placed: dict[int, int]  # the notes a person put into a theme, with that theme
    found: Themes | None

    @classmethod
    def read(cls, product: Any, progress: Progress | None = None) -> Discovery:
        """Read every note that was not dismissed, oldest first, so that the same notes give the same themes."""
        rows = list(
            Note.objects.of(product)
            .worth_reading()
            .order_by("said_at", "pk")
            .values_list("pk", "theme", "title", "body", "added_at")
        )
        texts = [f"{title}\n{body}" if title else body for _, _, title, body, _ in rows]
        vectors = Encoder.shipped().encode(texts)
        keep_missing([row[0] for row in rows], vectors)
        found = (
            discover_themes(texts, level=depth_for(len(texts)), levels=("coarse",), vectors=vectors, progress=progress)
            if texts
            else None
        )
        since = last_found(product)
        former = [(theme or 0) if since is None or added <= since else 0 for _, theme, _, _, added in rows]
        return cls(np.array([row[0] for row in rows], np.int64), np.array(former, np.int64), placed_in(product), found)

    def settle(self, product: Any, make: Make) -> list[Theme]:
        """Give every note its theme: continued ones keep their row, new ones get one, the others are retired."""
        if self.found is None:
            return []
        themes = {theme.pk: theme for theme in Theme.objects.of(product).select_related("item")}
        labels = self._labels(themes)
        rows = self._rows(themes, labels, make, product)
        put = each(labels, {label: row.pk for label, row in rows.items()}, 0)
        put_notes(self.notes, put)
        if self.found.level != "coarse":
            belong(put, self._areas(product, themes, put, {row.pk: row.keywords for row in rows.values()}))
        _retire(
            theme
            for theme in themes.values()
            if theme.pk not in {row.pk for row in rows.values()} and not theme.is_decided
        )
        refresh_product(product.pk)
        return Theme.objects.of(product).shown().ranked()

    def _labels(self, themes: dict[int, Theme]) -> Numbers:
        """For each note the id of the theme it continues, or -1 - the number of the new one."""
        assert self.found is not None
        order = sorted(themes)
        place = {pk: index for index, pk in enumerate(order)}
        decided = {place[pk] for pk, theme in themes.items() if theme.is_decided}
        absorbing = {place[theme.merged_into_id] for theme in themes.values() if theme.merged_into_id in place}
        former = each(self.former, place, -1)
        labels = continued(former, self.found.labels, decided=decided, absorbing=absorbing)
        labels = np.where(labels >= 0, np.array([*order, 0])[labels.clip(0)], labels)
        for at in np.flatnonzero(np.isin(self.notes, list(self.placed))):
            labels[at] = _standing(themes, self.placed[int(self.notes[at])]) or labels[at]
        return labels

    def _areas(self, product: Any, themes: dict[int, Theme], put: Numbers, keywords: dict[int, list[str]]) -> Numbers:
        """For each note its area, one step coarser than its theme."""
        assert self.found is not None
        former = each(self.former, {pk: theme.area_id or 0 for pk, theme in themes.items()}, 0)
        coarse = self.found.levels["coarse"]
        return settle_areas(product, former, coarse, words_of(coarse, put, keywords))

    def _rows(self, themes: dict[int, Theme], labels: Numbers, make: Make, product: Any) -> dict[int, Theme]:
        """The row of every label: an old one brought up to date, or a new one."""
        assert self.found is not None
        present = met(labels)
        fresh = [label for label in present if label < 0]
        now = clock.now()
        made = make(
            [(self._title(-1 - label), {**self._facts(-1 - label), "found_at": now}) for label in fresh],
            product=product,
        )
        rows = dict(zip(fresh, made, strict=True))
        shares = tally(labels, self.found.labels)
        for label in present:
            if label >= 0:
                rows[label] = self._updated(themes[label], _leads(label, shares))
        _index(rows.values())
        return rows

    def _updated(self, theme: Theme, cluster: int | None) -> Theme:
        for name, value in (self._facts(cluster) if cluster is not None else {}).items():
            setattr(theme, name, value)
        if cluster is not None and not theme.named_by_person:
            theme.item.title = self._title(cluster)
        theme.item.retired_at = None
        theme.save(update_fields=["keywords", "centroid"])
        return theme

    def _title(self, cluster: int) -> str:
        assert self.found is not None
        return title_of(self.found.titles[cluster])

    def _facts(self, cluster: int) -> dict[str, Any]:
        assert self.found is not None
        center = np.stack([self.found.centroids[cluster], self.found.common]).astype(np.float32)
        return {"keywords": [word[:80] for word in self.found.keywords[cluster]], "centroid": center.tobytes()}


def _leads(label: int, shares: dict[int, dict[int, int]]) -> int | None:
    """The cluster that lends a theme its words and center: the one with most of its notes, unless another theme has
    more notes of that cluster, as where a person split a theme.
    """
    cluster = most(shares[label])
    first = max(shares, key=lambda other: (shares[other].get(cluster, 0), -other))
    return cluster if label == first else None


def placed_in(product: Any) -> dict[int, int]:
    """The notes of a product that a person put into a theme, with that theme."""
    return dict(Placement.objects.filter(note__product=product.pk).values_list("note", "theme"))


def _standing(themes: dict[int, Theme], pk: int) -> int | None:
    """Where notes of a theme go by now: to the one it was merged into, nowhere when it is retired."""
    theme = themes.get(pk)
    if theme and theme.merged_into_id:
        return theme.merged_into_id
    return pk if theme and theme.item.retired_at is None else None


def last_found(product: Any) -> datetime | None:
    """When themes were last found in the notes of a product."""
    found = Event.objects.filter(item=product.pk, verb="found themes").order_by("-at", "-id")
    return found.values_list("at", flat=True).first()


def unsorted(product: Any) -> int:
    """How many notes wait for the next finding of themes, where there was one before."""
    if last_found(product) is None:
        return 0
    return Note.objects.of(product).filter(theme=None).worth_reading().count()


def title_of(text: str) -> str:
    """The first sentence of the most typical note, cut at a word where it is long."""
    line = " ".join(text.strip().split("\n")[0].split()) or " ".join(text.split())
    for mark in (". ", "? ", "! "):
        if 20 <= (at := line.find(mark)) < TITLE:
            line = line[: at + 1]
    line = line.removesuffix(".")
    return line if len(line) <= TITLE else f"{line[:TITLE].rpartition(' ')[0] or line[:TITLE]}…"


def catch_up(product: Any, progress: Progress | None = None) -> int:
    """After an import: vectors for search, and the nearest theme for each note without one. Says how many.

    Where what came is a fifth of what the themes were found in, or more, nearest means little: those notes wait.
    """
    fill_vectors(product.pk if product else None, progress)
    index_vectors()
    count_words(product.pk if product else None)
    if product is None:
        return 0
    count_anew(product.pk)
    waiting = Note.objects.of(product).filter(theme=None).worth_reading().order_by("pk")
    sorted_before = Note.objects.of(product).exclude(theme=None).count()
    centers = Centers.of(product.pk) if waiting.count() < NEW_SHARE * sorted_before else None
    placed = 0
    while centers and (rows := list(waiting.values_list("pk", "title", "body")[:CHUNK])):
        texts = [f"{title}\n{body}" if title else body for _, title, body in rows]
        put_notes([row[0] for row in rows], centers.nearest(texts))
        placed += len(rows)
    refresh_product(product.pk)
    tell_of_new(product)
    return placed


def place_note(note: Note) -> None:
    """One new note: its vector, and its theme if any was found before."""
    vectors = Encoder.shipped().encode([note.whole])
    keep_vectors([note.pk], vectors)
    centers = Centers.of(note.product_id) if note.product_id else None
    if centers and vectors.any():
        (note.theme_id,) = centers.nearest([note.whole])
        note.save(update_fields=["theme"])
        refresh_figures([note.theme_id])
    ask_to_tell(note.product_id)


@dataclass(frozen=True)
class Centers:
    """The centers of a product's themes. Those merged into another lead there."""

    themes: list[int]
    centroids: NDArray[np.float32]
    common: NDArray[np.float32]

    @classmethod
    def of(cls, product: int) -> Centers | None:
        rows = [
            (merged or pk, np.frombuffer(bytes(center), np.float32).reshape(2, -1))
            for pk, merged, center in Theme.objects.filter(item__product=product)
            .exclude(centroid=b"")
            .order_by("pk")
            .exclude(item__retired_at__isnull=False, merged_into=None)
            .values_list("pk", "merged_into", "centroid")
        ]
        if not rows:
            return None
        return cls([theme for theme, _ in rows], np.stack([center[0] for _, center in rows]), rows[-1][1][1])

    def nearest(self, texts: list[str]) -> list[int]:
        own = without(Encoder.shipped().encode(texts), self.common)
        return [self.themes[place] for place in nearest_center(own, self.centroids)]


def _index(themes: Iterable[Theme]) -> None:
    """What search finds a theme by follows its new words."""
    items = []
    for theme in themes:
        theme.item.text = theme.words_searched()
        items.append(theme.item)
    Item.objects.bulk_update(items, ["title", "text", "retired_at"], batch_size=500)


def _retire(themes: Iterable[Theme]) -> None:
    """Themes that the engine no longer finds and nobody decided on."""
    gone = [theme.pk for theme in themes if theme.merged_into_id is None]
    Item.objects.filter(pk__in=gone, retired_at=None).update(retired_at=clock.now())
