"""Themes found in pieces are those found in one place, whoever does the pieces and however they are cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from tandem.cluster import workers
from tandem.cluster.console import refuse_what_makes_no_sense
from tandem.cluster.drawing import Batch, draw, marks_of
from tandem.cluster.finding import Finding, Placed
from tandem.core.errors import Refused
from tandem.language import discover_themes
from tandem.language.agreement import v_measure
from tandem.language.spreading import Spread, here

SAID = ["the crane stops", "an invoice is wrong", "my holiday was lost", "the parking lot is full", "search finds nothing"]
ENDS = ["every monday", "again", "at noon", "in the morning", "since march", "for everybody", "without a word", "twice"]
TEXTS = [f"{said} {end} {other}" for other in ENDS for end in ENDS for said in SAID if end != other]
TEXTS += [TEXTS[0].upper(), f"  {TEXTS[1]}", "", "?!", TEXTS[2]]


@dataclass(frozen=True)
class Told:
    """Texts in memory, so many in a piece."""

    texts: tuple[str, ...]
    size: int

    def pieces(self) -> list[int]:
        return list(range(0, len(self.texts), self.size))

    def read(self, piece: int) -> Iterator[Batch]:
        texts = list(self.texts[piece : piece + self.size])
        yield Batch(np.array([(0, piece + place) for place in range(len(texts))], np.int64), texts)

    def take(self, piece: int, found: Iterator[Placed]) -> dict[str, Any]:
        (placed,) = found
        return placed.levels


def labels(found: Finding) -> list[int]:
    return [int(label) for piece in found.pieces for label in piece[found.level]]


def test_a_sample_that_holds_every_text_gives_the_themes_of_one_machine(spread: Spread) -> None:
    found = Finding.of(Told(tuple(TEXTS), 37), spread)
    alone = discover_themes(TEXTS, level=found.level)
    assert v_measure(alone.labels.tolist(), labels(found)) == 1
    themes = found.sample.themes(found.level, {name: np.arange(len(alone)) for name in found.sample.levels}, ((0, 282), ""))
    assert sorted(themes.titles) == sorted(alone.titles)
    assert sorted(themes.keywords) == sorted(alone.keywords)


def test_however_the_texts_are_cut_the_same_are_drawn_and_every_text_gets_the_same_theme(spread: Spread) -> None:
    runs = [Finding.of(Told(tuple(TEXTS), size), way, sample=90) for size in (7, 100, 999) for way in (spread, here)]
    assert len({run.sample.marks.tobytes() for run in runs}) == 1
    assert len({tuple(labels(run)) for run in runs}) == 1
    assert len(runs[0].sample.texts) in (88, 89, 90)  # the empty ones may be drawn, and say nothing


def test_the_texts_drawn_are_the_lowest_marks_and_the_first_copy_stands_for_all(spread: Spread) -> None:
    drawn = draw(Told(tuple(reversed(TEXTS)), 11), list(range(0, len(TEXTS), 11)), 20, spread, lambda share: None)
    marks, keys, texts = drawn.in_order()
    assert sorted(marks.tolist()) == sorted(set(marks_of(TEXTS).tolist()))[:20]
    backwards = list(reversed(TEXTS))
    assert [backwards[place] for _, place in keys] == texts
    assert all(marks_of(backwards).tolist().index(mark) == place for mark, (_, place) in zip(marks.tolist(), keys, strict=True))


def test_a_copy_has_the_theme_of_its_original(spread: Spread) -> None:
    found = labels(Finding.of(Told(tuple(TEXTS), 50), spread, sample=120))
    first = {mark: place for place, mark in reversed(list(enumerate(marks_of(TEXTS).tolist())))}
    assert all(found[place] == found[first[mark]] for place, mark in enumerate(marks_of(TEXTS).tolist()))


def test_no_text_at_all_is_no_theme(spread: Spread) -> None:
    found = Finding.of(Told(("", "  "), 1), spread)
    assert labels(found) == [0, 0]
    assert Finding.of(Told((), 1), spread).pieces == []


def test_without_the_extra_a_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "NEEDED", ("no_such_package",))
    with pytest.raises(Refused, match="bin/setup --cluster"):
        refuse_what_makes_no_sense("ledgerly", [], None)
