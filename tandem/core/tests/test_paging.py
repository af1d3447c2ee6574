"""Keyset paging on a real table: nothing skipped, nothing twice, one statement a page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.core import clock
from tandem.core.paging import Keyset

pytestmark = pytest.mark.django_db
ORDER = ("-expire_date", "session_key")


@pytest.fixture(autouse=True)
def sessions() -> None:
    """Seven rows, of which three share a moment and two others differ by a microsecond."""
    start = clock.now()
    ages = [0, 0, 0, 1, 2, 3_000_000, 4_000_000]
    Session.objects.all().delete()
    Session.objects.bulk_create(
        Session(session_key=f"key{place}", session_data="", expire_date=start - timedelta(microseconds=age))
        for place, age in enumerate(ages)
    )


def pages(size: int) -> Iterator[list[str]]:
    after: str | None = None
    while True:
        page = Keyset(Session.objects.all(), order=ORDER, after=after, size=size).page()
        yield [row.session_key for row in page]
        after = page.next
        if not after:
            return


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_pages_of_any_size_hold_every_row_once_and_in_order(size: int) -> None:
    assert [key for page in pages(size) for key in page] == [f"key{place}" for place in range(7)]


def test_a_last_page_that_is_just_full_has_no_next() -> None:
    assert Keyset(Session.objects.all(), order=ORDER, size=7).page().next is None


def test_a_page_is_one_statement() -> None:
    first = Keyset(Session.objects.all(), order=ORDER, size=2).page()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(Keyset(Session.objects.all(), order=ORDER, after=first.next, size=2).page()) == 2
    assert len(asked) == 1


def test_a_row_added_before_the_edge_moves_nothing() -> None:
    first = Keyset(Session.objects.all(), order=ORDER, size=2).page()
    Session.objects.create(session_key="new", session_data="", expire_date=clock.now() + timedelta(days=1))
    assert [row.session_key for row in Keyset(Session.objects.all(), order=ORDER, after=first.next, size=2).page()] == [
        "key2",
        "key3",
    ]


@pytest.mark.parametrize("token", ["", "nonsense", "WyJ4Il0:forged", "\x00", "a" * 5000])
def test_a_bad_token_is_the_first_page(token: str) -> None:
    assert [row.session_key for row in Keyset(Session.objects.all(), order=ORDER, after=token, size=2).page()] == [
        "key0",
        "key1",
    ]


def test_a_token_of_another_order_is_the_first_page() -> None:
    other = Keyset(Session.objects.all(), order=("session_key",), size=5).page().next
    assert Keyset(Session.objects.all(), order=ORDER, after=other, size=1).page().rows[0].session_key == "key0"
