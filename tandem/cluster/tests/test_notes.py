"""The notes of a product through the cluster's path: what one machine would have kept, and nothing half."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tandem.cluster import notes
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.models import Note, Theme
from tandem.language.spreading import Spread, Work
from tandem.record.models import Event
from tandem.team.models import Console, Member, Product


@pytest.fixture
def ledgerly(db: None) -> Product:
    return Product.objects.get(slug="ledgerly")


@pytest.fixture
def ada(ledgerly: Product) -> Member:
    return Member.objects.get(email="ada.okafor@northwind.example")


def kept(product: Product) -> list[tuple[Any, ...]]:
    themes = Theme.objects.of(product).select_related("item", "area").order_by("pk")
    rows = [
        (one.number, one.title, one.keywords, one.note_count, one.state, one.area_id, bytes(one.centroid))
        for one in themes
    ]
    return [*rows, *Note.objects.of(product).order_by("pk").values_list("pk", "theme")]


def test_a_product_gets_the_themes_that_one_machine_would_find(
    ledgerly: Product, ada: Member, spread: Spread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "BATCH", 100)
    monkeypatch.setattr(notes, "RANGE", 250)
    Theme.objects.of(ledgerly).shown().ranked("notes")[0].rename("What Ada calls it", by=ada)
    Theme.discover(ledgerly, by=ada)
    before = kept(ledgerly)
    events = Event.objects.filter(verb="found themes").count()
    for _ in range(2):
        notes.find(ledgerly, spread, by=ada)
        assert kept(ledgerly) == before
    assert Event.objects.filter(verb="found themes").count() == events + 2
    assert Theme.objects.of(ledgerly).filter(item__title="What Ada calls it").exists()


def test_a_run_that_dies_half_way_leaves_the_themes_as_they_were(
    ledgerly: Product, ada: Member, spread: Spread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "RANGE", 250)
    Note.objects.of(ledgerly).update(theme=None)
    before, events = kept(ledgerly), Event.objects.count()

    def dying(work: Work, shared: Any, pieces: Iterable[Any]) -> Iterator[Any]:
        for done, said in enumerate(spread(work, shared, pieces)):
            if work.__name__ == "_placed" and done == 2:
                raise KeyboardInterrupt
            yield said

    with pytest.raises(KeyboardInterrupt):
        notes.find(ledgerly, dying, by=ada)
    assert (kept(ledgerly), Event.objects.count()) == (before, events)


def test_who_may_not_sort_evidence_may_not_have_it_sorted_elsewhere(ledgerly: Product, spread: Spread) -> None:
    viewer = Member.join("Otto Onlooker", email="otto@sideline.example", role="viewer", by=Console())
    with pytest.raises(NotAllowed):
        notes.find(ledgerly, spread, by=viewer)


def test_a_machine_that_does_not_know_the_database_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.apps.apps.ready", False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(Refused, match="set DATABASE_URL on each of them"):
        notes.wake(away=True)
