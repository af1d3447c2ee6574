"""Imports over the API: the same file, mapping, report and undoing as on the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.evidence.models import Source
from tandem.evidence.tests.importing_cast import Cast, gather
from tandem.team.models import Console, Member, Token

pytestmark = pytest.mark.django_db
TALK = b"text,who,when\nThe export is slow,Ana,2026-03-01\nI love it,Bo,soon\n"


@pytest.fixture
def cast() -> Cast:
    return gather()


@pytest.fixture
def send(cast: Cast) -> Any:
    secret = Token.make(cast.owner, "imports", scopes=["read", "write"], days=1, by=cast.owner).secret

    def send(method: str, path: str, data: Any = None, kind: str = "application/json") -> Any:
        said = {} if data is None else {"data": data} | ({} if kind == "form" else {"content_type": kind})
        return getattr(Client(), method)(
            f"/api/v1/imports{path}", headers={"Authorization": f"Bearer {secret}"}, **said
        )

    return send


def test_a_file_is_sent_mapped_run_and_undone_by_a_program(send: Any, cast: Cast) -> None:
    form = {"product": "sideline", "target": "notes", "source": "Sent", "file": SimpleUploadedFile("talk.csv", TALK)}
    opened = send("post", "", form, "form")
    assert opened.status_code == 201, opened.content
    number, guess = opened.json()["number"], opened.json()["guess"]
    assert guess == {"body": "text", "created_at": "when"} or guess["body"] == "text"
    assert (
        send("post", f"/{number}/mapping", {"columns": {"author_name": "who", "created_at": "when"}}).status_code == 200
    )
    done = send("post", f"/{number}/run", {})
    assert (done.status_code, done.json()["created"], done.json()["rejected"], done.json()["state"]) == (
        202,
        1,
        1,
        "done",
    )
    assert "soon" in b"".join(send("get", f"/{number}/rejects").streaming_content).decode()
    assert send("get", "?product=sideline").json()["items"][0]["number"] == number
    assert send("post", f"/{number}/undoing", {}).json() == {"taken_back": 1, "kept": 0, "under_way": False}
    assert cast.notes().count() == 0


def test_what_is_wrong_comes_back_as_a_sentence(send: Any) -> None:
    form = {"product": "sideline", "target": "notes", "source": "Sent", "file": SimpleUploadedFile("talk.csv", TALK)}
    number = send("post", "", form, "form").json()["number"]
    refused = send("post", f"/{number}/mapping", {"columns": {"body": "nowhere"}})
    assert (refused.status_code, "no column called nowhere" in refused.json()["detail"]) == (422, True)
    assert send("post", f"/{number}/run", {}).json()["detail"] == "Say first which column is which field."
    assert send("get", "/999999").status_code == 404
    assert (
        send("post", "", {**form, "target": "teapots", "file": SimpleUploadedFile("t.csv", TALK)}, "form").status_code
        == 422
    )


@pytest.mark.parametrize("door", ["/imports/{}/run", "/api/v1/imports/{}/run"])
def test_an_import_is_set_going_only_by_those_who_may_import_also_when_it_is_over(cast: Cast, door: str) -> None:
    over, waiting = cast.bring("text\nIt is slow\n"), cast.prepare("text\nIt stops\n")
    seller = Member.join("Sella Import", email="sella.import@sideline.example", role="sales", by=Console())
    secret = Token.make(seller, "imports", scopes=["read", "write"], days=1, by=seller).secret
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    client.force_login(seller)
    for brought in (over, waiting):
        assert client.post(door.format(brought.number)).status_code == 403
    assert cast.notes().count() == 1
    client.force_login(cast.owner)
    assert client.post(f"/imports/{over.number}/run").status_code == 303
    assert cast.notes().count() == 1


def test_who_may_not_import_leaves_no_source_behind(cast: Cast) -> None:
    seller = Member.join("Sella Import", email="sella.import@sideline.example", role="sales", by=Console())
    secret = Token.make(seller, "imports", scopes=["read", "write"], days=1, by=seller).secret
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    client.force_login(seller)
    said = {"target": "notes", "new_source": "Sneaked in", "form": "call", "text": "text\nIt is slow"}
    assert client.post("/products/sideline/imports/new", said).status_code == 403
    file = SimpleUploadedFile("talk.csv", TALK)
    sent = {"product": "sideline", "target": "notes", "source": "Sneaked in", "file": file}
    assert client.post("/api/v1/imports", sent).status_code == 403
    assert not Source.objects.filter(item__title="Sneaked in").exists()
