"""Presets through every door: the pages say which one was found and let another be chosen, so does the API."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.connectors.tests.kit import fixture, person
from tandem.core.errors import Refused
from tandem.evidence.importing.run import Run
from tandem.evidence.models import Contact, Import
from tandem.evidence.tests.importing_cast import Cast, counts, gather
from tandem.team.models import Token

NEW = "/products/sideline/imports/new"


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.fixture
def browser(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.owner)
    return browser


def drop(browser: Client, name: str, target: str = "notes") -> Import:
    place = fixture(name)
    said = {"target": target, "new_source": "Dropped", "form": "other"}
    sent = SimpleUploadedFile(place.name, place.read_bytes()) if place.is_file() else zipped(name)
    answer = browser.post(NEW, {**said, "file": sent})
    assert answer.status_code == 303, answer.content.decode()
    return Import.objects.latest("item__number")


def zipped(name: str) -> SimpleUploadedFile:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for place in fixture(name).iterdir():
            archive.writestr(place.name, place.read_bytes())
    return SimpleUploadedFile(f"{name}.zip", out.getvalue())


def test_the_page_says_what_it_recognized_and_another_can_be_chosen(browser: Client) -> None:
    brought = drop(browser, "fider_posts")
    page = browser.get(f"/imports/{brought.number}/mapping").content.decode()
    assert "Recognized as Fider posts." in page
    assert "Monthly, please" in page
    assert browser.post(f"/imports/{brought.number}/reading", {"preset": "none"}).status_code == 303
    page = browser.get(f"/imports/{brought.number}/mapping").content.decode()
    assert "Recognized as" not in page
    answer = browser.post(f"/imports/{brought.number}/reading", {"preset": "zendesk_tickets"})
    page = browser.get(f"/imports/{brought.number}/mapping").content.decode()
    assert "does not have what Zendesk tickets needs" in page
    assert answer.status_code == 303


def test_the_page_asks_what_only_a_person_knows(browser: Client, cast: Cast) -> None:
    brought = drop(browser, "call.srt")
    page = browser.get(f"/imports/{brought.number}/mapping").content.decode()
    assert "Who is Ana, with 1 turn?" in page
    columns = {"column_body": "0", "column_external_id": "2"}
    refused = browser.post(f"/imports/{brought.number}/mapping", columns)
    assert refused.status_code == 422
    brought.refresh_from_db()
    told = {one.name: n for n, one in enumerate(q for q in brought.shown_shape.questions if q.name)}
    said = {f"answer_{told['speaker Moderator']}": "ours", f"answer_{told['speaker Ana']}": "customer"}
    answer = browser.post(f"/imports/{brought.number}/mapping", {**columns, **said})
    assert answer.status_code == 303, answer.content.decode()
    assert counts(brought) == (1, 0, 0, 1, 0)


def test_a_zip_of_tables_goes_through_the_pages(browser: Client, cast: Cast) -> None:
    brought = drop(browser, "zendesk_tickets", "companies")
    assert "Recognized as Zendesk organizations." in browser.get(f"/imports/{brought.number}/mapping").content.decode()


def test_a_program_learns_what_was_recognized_and_answers_what_is_asked(cast: Cast) -> None:
    secret = Token.make(cast.owner, "imports", scopes=["read", "write"], days=1, by=cast.owner).secret

    def send(method: str, path: str, data: Any = None, **said: Any) -> Any:
        return getattr(Client(), method)(
            f"/api/v1/imports{path}", data, headers={"Authorization": f"Bearer {secret}"}, **said
        ).json()

    known = {each["name"]: each for each in send("get", "/presets", {"target": "contacts"})}
    assert known["zendesk_users"]["docs"] == "docs/imports/zendesk.md"
    assert known["hubspot_contacts"]["verified"] is False
    talk = SimpleUploadedFile("call.srt", fixture("call.srt").read_bytes())
    opened = send("post", "", {"product": "sideline", "target": "", "source": "Calls", "file": talk})
    assert (opened["target"], opened["preset"]) == ("notes", "transcripts_session")
    assert {
        one["name"].removeprefix("speaker "): one["proposed"] for one in opened["asks"] if one["choices"]
    } == {"Moderator": "ours", "Ana": ""}
    number, json = opened["number"], "application/json"
    assert "Who is Ana" in str(send("post", f"/{number}/mapping", {}, content_type=json))
    send("post", f"/{number}/mapping", {"answers": {"speaker Ana": "customer"}}, content_type=json)
    assert send("post", f"/{number}/run", {}, content_type=json)["created"] == 1


def test_a_killed_run_goes_on_at_the_record_where_it_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tandem.evidence.importing.run.CHUNK", 3)
    brought = cast.prepare(fixture("surveygizmo_responses").read_bytes(), name="survey.csv")
    brought.start(by=cast.owner)
    keep, kept = Run._keep, []

    def dying(self: Run, start: int, parcel: Any) -> None:
        if kept:
            raise KeyboardInterrupt
        kept.append(start)
        keep(self, start, parcel)

    monkeypatch.setattr(Run, "_keep", dying)
    with pytest.raises(KeyboardInterrupt):
        Run(brought).go()
    brought.refresh_from_db()
    assert brought.position == 3
    monkeypatch.setattr(Run, "_keep", keep)
    brought.run(by=cast.owner)
    assert counts(brought) == (7, 0, 0, 1, 0)


def test_contacts_are_taken_back_unless_somebody_speaks_through_them(cast: Cast) -> None:
    brought = cast.bring("email,name\nana@quay.example,Ana\nbo@mill.example,Bo\n", target="contacts")
    cast.bring("text,email\nThe export is slow,ana@quay.example\n")
    undone = brought.undo(by=cast.owner)
    assert (undone.taken_back, undone.kept) == (1, 1)
    assert person("ana@quay.example").name == "Ana"


def test_a_contact_keeps_the_company_that_is_known_and_free_mail_makes_none(cast: Cast) -> None:
    cast.bring("name,domain\nQuay Freight,quay.example\n", target="companies")
    text = "e-mail,first name,last name,company,job title\nana@quay.example,Ana,Quay,,Clerk\ncy@gmail.com,Cy,,,\n,Di,Di,Quay Freight,\n,,,,\n"
    brought = cast.bring(text, target="contacts")
    assert counts(brought) == (3, 0, 0, 0, 0)
    assert (person("ana@quay.example").company.title, person("cy@gmail.com").company) == ("Quay Freight", None)
    assert Contact.objects.get(name="Di Di").company.title == "Quay Freight"
    again = cast.bring(text.replace("Clerk", "Head"), target="contacts")
    assert counts(again) == (0, 1, 2, 0, 0)


def test_a_row_that_names_nobody_is_given_back(cast: Cast) -> None:
    text = "email,name,role\n,,Clerk\nnot an address,Bo,\n"
    brought = cast.bring(text, target="contacts", named={"email": "email"})
    assert counts(brought) == (0, 0, 0, 0, 2)
    with pytest.raises(Refused, match="Choose the column for E-mail"):
        cast.bring("name\nBo\n", target="contacts")
