"""The neighbors that themes are made of: the quick ways find what the slow ones find."""

import numpy as np
import pytest

from tandem.language import neighbors
from tandem.language.vectors import Vectors, unit


@pytest.fixture
def topics() -> Vectors:
    """6,000 vectors around sixty directions."""
    chance = np.random.default_rng(5)
    middles = chance.normal(size=(60, 32))
    return unit(middles[chance.integers(60, size=6_000)] + chance.normal(size=(6_000, 32)) / 2)


def test_the_bar_lets_through_the_best_of_every_row() -> None:
    chance = np.random.default_rng(3)
    scores = chance.random((40, 3_000)).astype(np.float32)
    scores[7, ::16] += 5  # a bar read off these lets nothing else through
    scores[8] = np.sort(scores[8])
    _, quick = neighbors.best_of_many(scores.copy(), 50)
    assert np.array_equal(np.sort(quick, axis=1), np.sort(scores, axis=1)[:, -50:])


def test_the_places_of_the_best_are_where_they_stand() -> None:
    scores = np.random.default_rng(4).random((20, 2_000)).astype(np.float32)
    places, best = neighbors.best_of_many(scores.copy(), 30)
    assert np.array_equal(np.take_along_axis(scores, places, 1), best)


def test_cells_find_nearly_all_neighbors(topics: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    exact, _ = neighbors.nearest(topics, 15)
    monkeypatch.setattr(neighbors, "EXACT_UP_TO", 0)
    monkeypatch.setattr(neighbors, "PROBES", 10)
    found, near = neighbors.nearest(topics, 15)
    same = [len(set(one) & set(other)) for one, other in zip(exact.tolist(), found.tolist(), strict=True)]
    assert np.mean(same) >= 0.95 * 15
    assert not np.any(found == np.arange(len(topics))[:, None]), "nobody is a neighbor of itself"
    assert np.allclose(near, np.einsum("ij,ikj->ik", topics, topics[found]), atol=1e-5)


def test_directions_that_hold_nothing_can_be_left_out(topics: Vectors) -> None:
    turned, _ = np.linalg.qr(np.random.default_rng(8).normal(size=(256, 256)))
    wide = unit(topics @ turned[:32].astype(np.float32))
    narrow = neighbors.narrowed(wide)
    assert narrow.shape == (6_000, 128)
    assert np.allclose(narrow[:50] @ narrow.T, wide[:50] @ wide.T, atol=1e-4)


def test_narrow_rows_find_nearly_the_same_neighbors(topics: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    exact, _ = neighbors.nearest(topics, 15)
    for name, value in {"EXACT_UP_TO": 0, "NARROW_FROM": 0, "DIRECTIONS": 31, "PROBES": 20}.items():
        monkeypatch.setattr(neighbors, name, value)
    found, _ = neighbors.nearest(topics, 15)
    same = [len(set(one) & set(other)) for one, other in zip(exact.tolist(), found.tolist(), strict=True)]
    assert np.mean(same) >= 0.8 * 15


def test_cells_are_the_same_for_the_same_vectors(topics: Vectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbors, "EXACT_UP_TO", 0)
    monkeypatch.setattr(neighbors, "PROBES", 10)
    assert np.array_equal(neighbors.nearest(topics, 15)[0], neighbors.nearest(topics, 15)[0])


def test_many_equal_vectors_leave_cells_empty_and_still_find_neighbors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbors, "EXACT_UP_TO", 0)
    monkeypatch.setattr(neighbors, "PROBES", 2)
    chance = np.random.default_rng(6)
    few = unit(chance.normal(size=(30, 16)))
    vectors = unit(np.concatenate([np.repeat(few[:1], 2_000, axis=0), few]))
    found, _ = neighbors.nearest(vectors, 50)
    assert found.shape == (2_030, 50)
    assert all(len(set(row)) == 50 for row in found.tolist())
