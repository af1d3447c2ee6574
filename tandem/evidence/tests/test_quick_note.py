"""A note on any page of a product: nothing typed is lost, a pasted mail is read, and a person confirms what was read."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tandem.evidence.models import Note
from tandem.evidence.tests.conftest import Cast
from tandem.team.models import Workspace

MAIL = "From: Bo Stone <bo@quarry.example>\nSent: Monday, November 16, 2026 8:12 AM\nSubject: RE: Crane\n\nThe crane stops"
NEW = "/products/sideline/notes/new"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def pm(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.pm)
    return client


def test_a_pasted_mail_is_shown_as_read_and_kept_once_confirmed(cast: Cast, pm: Client) -> None:
    shown = pm.post(NEW, {"text": MAIL, "form": "call", "about": "", "with_pm": "on"}).content.decode()
    assert not Note.objects.of(cast.product).exists()
    for said in ("Bo Stone &lt;bo@quarry.example&gt;", "2026-11-16T08:12", 'value="Crane"', "From: Bo Stone", "checked"):
        assert said in shown
    read = {"text": "The crane stops", "author": "Bo Stone <bo@quarry.example>", "title": "Crane", "looked": "True"}
    assert pm.post(NEW, read | {"form": "email", "said_at": "2026-11-16T08:12"}).status_code == 303
    note = Note.objects.of(cast.product).get()
    assert (note.body, note.author_name, note.author_email, note.company) == (
        "The crane stops", "Bo Stone", "bo@quarry.example", cast.quarry,
    )  # fmt: skip
    at = datetime(2026, 11, 16, 8, 12, tzinfo=ZoneInfo(Workspace.current().time_zone))
    assert (note.title, note.said_at, note.source.form) == ("Crane", at, "email")


def test_who_looked_may_keep_it_as_it_was_pasted(cast: Cast, pm: Client) -> None:
    assert pm.post(NEW, {"text": MAIL, "form": "email", "looked": "True"}).status_code == 303
    assert Note.objects.of(cast.product).get().body == MAIL


def test_in_the_dialog_a_note_is_added_and_the_page_stays(cast: Cast, pm: Client) -> None:
    opened = pm.get(NEW, headers=HTMX).content.decode()
    assert "<html" not in opened
    assert 'name="said_at"' not in opened
    done = pm.post(NEW, {"text": "It stops", "author": "bo@quarry.example", "form": "call"}, headers=HTMX)
    told = json.loads(done["HX-Trigger"])
    assert (told["closes"]["value"], told["toast"]["value"][0]["text"]) == ("quick-note", "Noted: Quarry Stoneworks")
    assert "It stops" not in done.content.decode()


def test_a_refused_note_keeps_what_was_typed(pm: Client) -> None:
    refused = pm.post(NEW, {"text": "Typed words", "company": "Nobody Ltd", "form": "call"}, headers=HTMX)
    assert refused.status_code == 422
    assert "Typed words" in refused.content.decode()
    assert "Nobody Ltd" in refused.content.decode()


def test_the_company_is_told_while_its_address_is_typed(pm: Client) -> None:
    said = [pm.get("/companies/whose", {"author": who}).content.decode() for who in ("a@quarry.example", "a@b.example", "a@")]
    assert ["Quarry Stoneworks" in said[0], "No company" in said[1], "by itself" in said[2]] == [True] * 3


def test_who_may_not_add_a_note_is_not_offered_one(cast: Cast, pm: Client, client: Client) -> None:
    client.force_login(cast.viewer)
    pages = [each.get("/products/sideline/evidence").content.decode() for each in (pm, client)]
    assert ["<quick-note>" in page for page in pages] == [True, False]
