"""What is kept of things that many notes speak of: as much as is counted, and counted anew once anything is recorded."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.core import clock
from tandem.evidence import keeping
from tandem.evidence.edges import said_of
from tandem.evidence.facts import evidence_of, evidence_of_themes
from tandem.evidence.keeping import evidence_of_theme, evidence_told, problems_of
from tandem.evidence.models import Note, Sorting, Theme
from tandem.evidence.quoting import quotes_of
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Item


@pytest.fixture
def problem(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Item:
    """A problem that three notes speak of, where two are already many."""
    cache.clear()
    monkeypatch.setattr(keeping, "FEW_NOTES", 2)
    made, product = cast.product.item.made_at, cast.product.item
    problem = Item.objects.create(kind="problem", number=900_001, title="It waits", product=product, made_at=made)
    for who in ("a@quarry.example", "b@quarry.example", "c@lantern.example"):
        cast.note("It waits for the bank.", author_email=who).link(problem, by=cast.pm)
    return problem


@pytest.fixture
def theme(cast: Cast, problem: Item) -> Theme:
    theme = Theme._make("Waiting", product=cast.product.item, found_at=clock.now())
    Note.objects.of(cast.product).update(theme=theme)
    return theme


def test_evidence_of_many_notes_is_read_from_what_was_kept_until_something_is_recorded(
    cast: Cast, problem: Item
) -> None:
    today = clock.today()
    counted = evidence_told(problem, today)
    with CaptureQueriesContext(connection) as asked:
        again = evidence_told(problem, today)
    assert again == counted == evidence_of(problem, today)
    assert again.voices == counted.voices
    assert len(asked) <= 4
    cast.note("And we wait as well.", author_email="d@lantern.example").link(problem, by=cast.pm)
    assert evidence_told(problem, today) == evidence_of(problem, today)
    assert evidence_told(problem, today).notes == 4


def test_what_a_company_pays_and_what_is_dismissed_ends_what_was_kept(cast: Cast, problem: Item) -> None:
    today = clock.today()
    assert evidence_told(problem, today).arr == 49_000
    cast.lantern.revise(version=cast.lantern.version, arr=10_000, by=cast.pm)
    assert evidence_told(problem, today).arr == 50_000
    Note.objects.filter(author_email="c@lantern.example").get().dismiss(by=cast.pm)
    assert evidence_told(problem, today).notes == 2
    assert [quote.note.author_email for quote in quotes_of(problem, 1)] == ["b@quarry.example"]
    assert [edge.words for edge in said_of(problem)] == ["voiced by, 2 notes"]


def test_nothing_is_kept_while_the_worker_changes_notes(cast: Cast, problem: Item) -> None:
    today = clock.today()
    event = cast.product.item.events.first()
    Sorting.objects.create(product=cast.product.item, act="link", event=event, at=clock.now(), expected=9)
    assert evidence_told(problem, today).notes == 3
    Note.objects.of(cast.product).update(state="dismissed")
    assert evidence_told(problem, today).notes == 0


def test_few_notes_are_counted_each_time(cast: Cast, problem: Item, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FEW_NOTES", 3)
    evidence_told(problem, clock.today())
    Note.objects.of(cast.product).update(state="dismissed")
    assert evidence_told(problem, clock.today()).notes == 0


def test_a_theme_and_its_problem_are_kept_and_counted_anew_alike(
    cast: Cast, problem: Item, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FEW", 2)
    today = clock.today()
    assert evidence_of_theme(theme, today) == evidence_of_themes([theme], today)[theme.pk]
    assert evidence_of_theme(theme, today).notes == 3
    assert problems_of(cast.product, [theme]) == {theme.pk: problem}
    assert theme.unlink(problem, by=cast.pm) == 3
    assert problems_of(cast.product, [theme]) == {}
    Note.objects.filter(author_email="c@lantern.example").get().dismiss(by=cast.pm)
    assert evidence_of_theme(theme, today).notes == 2
