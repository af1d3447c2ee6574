"""The import pages: file, columns with a preview, progress, report; nothing is lost and nothing answers with an error."""

from __future__ import annotations

import codecs

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.evidence.importing import queue
from tandem.evidence.models import Import, Source
from tandem.evidence.tests.importing_cast import Cast, counts, gather
from tandem.team.models import Member, Product
from tandem.team.models.member import Console

pytestmark = pytest.mark.django_db
TALK = b"text,who,when\nThe export is slow,Ana,2026-03-01\nI love it,Bo,soon\n"
NEW = "/products/sideline/imports/new"


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def client(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.owner)
    return browser


def drop(client: Client, content: bytes = TALK, **said: object) -> Import:
    form = {
        "target": "notes",
        "new_source": "Dropped here",
        "form": "ticket",
        "file": SimpleUploadedFile("talk.csv", content),
        **said,
    }
    response = client.post(NEW, form)
    assert response.status_code == 303, response.content.decode()
    return Import.objects.latest("item__number")


def test_a_dropped_file_goes_through_its_columns_to_a_report(client: Client) -> None:
    brought = drop(client)
    page = client.get(f"/imports/{brought.number}/mapping").content.decode()
    assert "The export is slow" in page
    assert "utf-8" in page
    answer = client.post(
        f"/imports/{brought.number}/mapping",
        {"column_body": "0", "column_author_name": "1", "column_created_at": "2", "zone": "UTC"},
    )
    assert answer.status_code == 303
    assert counts(brought) == (1, 0, 0, 0, 1)
    report = client.get(f"/imports/{brought.number}").content.decode()
    assert "“soon” is not a date." in report
    given_back = b"".join(client.get(f"/imports/{brought.number}/rejects").streaming_content).decode()
    assert "I love it" in given_back
    assert client.get("/products/sideline/imports").content.decode().count("talk.csv") == 1


def test_rare_fields_without_a_column_are_folded_away_and_one_that_is_chosen_is_not(client: Client) -> None:
    brought = drop(client)
    page = client.get(f"/imports/{brought.number}/mapping").content.decode()
    shown, _, folded = page.partition("12 fields that this file has no column for")
    assert "column_rating" in shown
    assert "column_votes" in folded
    chosen = {"column_body": "0", "column_votes": "1", "zone": "UTC"}
    page = client.post(f"/imports/{brought.number}/preview", chosen).content.decode()
    assert "column_votes" in page.partition("11 fields that this file has no column for")[0]


def test_pasted_rows_are_a_file_too(client: Client, cast: Cast) -> None:
    brought = drop(client, file="", text="text\twho\nSlow export\tAna\n")
    client.post(f"/imports/{brought.number}/mapping", {"column_body": "0", "zone": "UTC"})
    assert [note.body for note in cast.notes()] == ["Slow export"]


def test_the_preview_follows_the_mapping_and_keeps_nothing(client: Client, cast: Cast) -> None:
    brought = drop(client)
    fragment = client.post(
        f"/imports/{brought.number}/preview", {"column_body": "1", "zone": "UTC"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Ana" in fragment
    assert "<html" not in fragment
    assert cast.notes().count() == 0


def test_a_file_that_cannot_be_read_shows_why_and_stays(client: Client) -> None:
    brought = drop(client, b"PK\x03\x04 this is no workbook")
    page = client.get(f"/imports/{brought.number}/mapping")
    assert page.status_code == 200
    assert brought.why_refused in page.content.decode().replace("&#x27;", "'")


def test_the_way_a_file_is_read_can_be_corrected(client: Client) -> None:
    brought = drop(client, "text;who\nna\u00efve;Ana\n".encode("latin-1"))
    client.post(f"/imports/{brought.number}/reading", {"encoding": "iso-8859-1", "delimiter": ";", "header_row": "1"})
    brought.refresh_from_db()
    assert codecs.lookup(brought.shape["encoding"]).name == "iso8859-1"
    assert client.post(f"/imports/{brought.number}/reading", {"header_row": "900"}).status_code == 303
    assert "no row 900" in client.get(f"/imports/{brought.number}/mapping").content.decode()


def test_what_is_missing_is_said_on_the_same_page_with_nothing_lost(client: Client) -> None:
    refused = client.post(NEW, {"target": "notes", "new_source": "Kept name"})
    assert refused.status_code == 422
    assert "Kept name" in refused.content.decode()
    brought = drop(client)
    answer = client.post(f"/imports/{brought.number}/mapping", {"column_author_name": "1", "zone": "UTC"})
    assert answer.status_code == 422
    assert "Choose the column for What was said." in answer.content.decode()


def test_a_large_file_waits_for_the_worker_and_says_when_there_is_none(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SMALL", 1)
    brought = drop(client)
    client.post(f"/imports/{brought.number}/mapping", {"column_body": "0", "zone": "UTC"})
    assert "No worker is running" in client.get(f"/imports/{brought.number}").content.decode()
    assert ProcrastinateJob.objects.get(task_name="evidence.import").args == {"number": brought.number}
    queue.bring_in(brought.number)
    queue.bring_in(brought.number)
    assert counts(brought) == (2, 0, 0, 0, 0)


def test_an_import_that_nobody_works_on_any_more_can_go_on(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SMALL", 1)
    brought = drop(client)
    client.post(f"/imports/{brought.number}/mapping", {"column_body": "0", "zone": "UTC"})
    assert "Go on" not in client.get(f"/imports/{brought.number}").content.decode()
    monkeypatch.setattr("tandem.evidence.views.import_runs.is_queued", lambda brought: False)
    assert "Go on" in client.get(f"/imports/{brought.number}").content.decode()
    monkeypatch.setattr(queue, "SMALL", 100)
    client.post(f"/imports/{brought.number}/run")
    assert counts(brought) == (2, 0, 0, 0, 0)


def test_an_import_is_undone_from_its_page(client: Client, cast: Cast) -> None:
    brought = drop(client)
    client.post(f"/imports/{brought.number}/mapping", {"column_body": "0", "zone": "UTC"})
    assert client.post(f"/imports/{brought.number}/undoing").status_code == 303
    assert cast.notes().count() == 0
    assert "was undone" in client.get(f"/imports/{brought.number}").content.decode()


def test_the_import_of_a_hidden_product_is_not_there(client: Client, cast: Cast) -> None:
    brought = drop(client)
    Product.objects.filter(pk=cast.product.pk).update(restricted=True)
    stranger = Client()
    stranger.force_login(Member.join("Sam Stranger", email="sam.stranger@sideline.example", by=Console()))
    for path in ("", "/mapping", "/rejects"):
        assert stranger.get(f"/imports/{brought.number}{path}").status_code == 404
    assert stranger.get(NEW).status_code == 404


def test_a_source_of_another_product_cannot_be_chosen(client: Client, cast: Cast) -> None:
    other = Product.open("Elsewhere Sideline", slug="elsewhere-sideline", by=Console())
    foreign = Source.open(other, "Foreign", by=Console())
    form = {"target": "notes", "source": foreign.number, "text": "text\nhello there\n"}
    assert client.post(NEW, form).status_code == 422


def test_the_list_of_imports_asks_as_few_questions_for_many_as_for_one(client: Client) -> None:
    asked = []
    for name in ("One", "Two", "Three", "Four"):
        drop(client, new_source=name)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/products/sideline/imports").status_code == 200
        asked.append(len(queries))
    assert asked[1] == asked[-1]
