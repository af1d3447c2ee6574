"""Files beside a note: judged by what they hold, kept once, seen by whoever sees the note, never run as a page of ours."""

from __future__ import annotations

import struct

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tandem.core.contents import kind_of
from tandem.core.errors import NotAllowed, Refused
from tandem.core.files import plain_name
from tandem.core.models import StoredFile
from tandem.demo.pictures import stuck_feed
from tandem.evidence import attaching
from tandem.evidence.attaching import MOST_BYTES, judged
from tandem.evidence.models import Attachment, Note
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Event
from tandem.team.models import Product, Token

PNG = stuck_feed()
HTMX = {"HX-Request": "true"}


def file(content: bytes = PNG, name: str = "feed.png") -> ContentFile:
    return ContentFile(content, name)


def sent(content: bytes = PNG, name: str = "feed.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")


@pytest.fixture
def pm(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.pm)
    return client


@pytest.fixture
def note(cast: Cast) -> Note:
    return cast.note("The feed stops every Friday.")


JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(10) + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(12)
HUGE = PNG[:16] + struct.pack(">II", 60_000, 60_000) + PNG[24:]
KINDS = [
    (PNG, "image/png"), (PNG[:20], "application/octet-stream"), (HUGE, "application/octet-stream"),
    (b"GIF89a\x02\x00\x03\x00<script>", "image/gif"), (JPEG, "image/jpeg"), (JPEG[:22], "application/octet-stream"),
    (b"RIFF\0\0\0\0WEBPVP8X" + bytes(14), "image/webp"), (b"%PDF-1.7", "application/pdf"), (b"PK\x03\x04", "application/zip"),
    (b"<svg onload=alert(1)>", "text/plain"), (b"<!doctype html>", "text/plain"), ("Straße".encode(), "text/plain"),
    ("ß".encode()[:1] + b"x", "application/octet-stream"), (b"MZ\x90", "application/x-executable"),
    (b"\x7fELF", "application/x-executable"), (b"", "application/octet-stream"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "kind"), KINDS)
def test_a_file_is_what_it_holds(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


REFUSED = [
    ("log.txt", 0, b"", "is empty"),
    ("film.mov", MOST_BYTES + 1, b"\0", "larger than 25 MB"),
    ("cat.png", 9, b"MZ\x90\0", "is a program"),
    ("open me.hta", 9, b"<html>", "is a program"),
    ("cat.png", 9, b"<svg onload=alert(1)>", "not what its name says"),
]


@pytest.mark.parametrize(("name", "size", "head", "why"), REFUSED)
def test_what_cannot_be_attached_is_refused_in_one_sentence(name: str, size: int, head: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why) as refused:
        judged(name, size, head)
    assert str(refused.value).startswith(name)


NAMES = [
    ("../../etc/passwd", "passwd"), ("C:\\Users\\ines\\shot.png", "shot.png"), ("a\0b\r\n\tc.png", "ab c.png"),
    ("invoice\u202egnp.exe", "invoicegnp.exe"), ("  ..  ", "file"), ("", "file"), ("résumé 图.pdf", "résumé 图.pdf"),
    ("x" * 400 + ".log", "x" * 116 + ".log"), ("y" * 400, "y" * 120), ("\ud800.png", "png"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "kept"), NAMES)
def test_a_name_is_kept_as_it_can_be_shown(said: str, kept: str) -> None:
    assert plain_name(said) == kept


def test_the_same_file_twice_is_kept_once(cast: Cast, note: Note) -> None:
    first, again = note.attach(file(), by=cast.pm), note.attach(file(name="other name.png"), by=cast.pm)
    assert first == again
    other = cast.note("It stops here too.").attach(file(), by=cast.pm)
    assert other.file.storage_name == first.file.storage_name
    assert default_storage.size(first.file.storage_name) == len(PNG)


def test_a_note_holds_so_many_files_and_no_more(cast: Cast, note: Note, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attaching, "MOST_FILES", 1)
    first = note.attach(file(), by=cast.pm)
    with pytest.raises(Refused, match="at most 1 files"):
        note.attach(file(b"more", "more.txt"), by=cast.pm)
    first.take_away(by=cast.pm)
    note.attach(file(b"more", "more.txt"), by=cast.pm)
    with pytest.raises(Refused, match="at most 1 files"):
        first.put_back(by=cast.pm)


def test_what_is_taken_away_is_shown_no_more_and_can_be_put_back(cast: Cast, pm: Client, note: Note) -> None:
    one = note.attach(file(), by=cast.pm)
    url = f"/notes/{note.pk}/attachments/{one.pk}"
    assert pm.post(f"{url}/taking-away").status_code == 303
    assert [pm.get(place).status_code for place in (url, f"{url}/image")] == [404, 404]
    assert "Put back" in pm.get(f"/notes/{note.pk}").content.decode()
    assert pm.post(f"{url}/taking-away", {"put": "back"}).status_code == 303
    assert pm.get(url).status_code == 200
    again = pm.post(f"{url}/taking-away", {"put": "back"})
    assert "attached already" in again.content.decode()
    verbs = Event.objects.filter(item=note.item).values_list("verb", flat=True)
    assert {"attached a file", "took away a file", "put back a file"} <= set(verbs)


def test_a_viewer_may_save_a_file_and_neither_attach_nor_take_away(cast: Cast, note: Note) -> None:
    one, viewer = note.attach(file(), by=cast.pm), Client()
    viewer.force_login(cast.viewer)
    assert viewer.get(one.get_absolute_url()).status_code == 200
    assert "Take away" not in viewer.get(f"/notes/{note.pk}").content.decode()
    assert viewer.post(f"/notes/{note.pk}/attachments", {"attachments": sent()}).status_code == 403
    with pytest.raises(NotAllowed):
        one.take_away(by=cast.viewer)


def test_a_file_of_a_hidden_note_is_not_there(cast: Cast, note: Note) -> None:
    one = note.attach(file(), by=cast.pm)
    other = cast.note("Another").attach(file(b"words", "a.txt"), by=cast.pm)
    Product.objects.filter(pk=cast.product.pk).update(restricted=True)
    outsider, pm = Client(), Client()
    outsider.force_login(cast.viewer)
    pm.force_login(cast.pm)
    for place in (one.get_absolute_url(), f"{one.get_absolute_url()}/image"):
        assert [outsider.get(place).status_code, pm.get(place).status_code] == [404, 200]
    assert pm.get(f"/notes/{note.pk}/attachments/{other.pk}").status_code == 404  # reached through its own note alone


def test_no_file_is_run_as_a_page_of_ours(cast: Cast, pm: Client, note: Note) -> None:
    page = note.attach(file(b"<html><script>alert(1)</script>", "page.html"), by=cast.pm)
    shown = pm.get(page.get_absolute_url())
    assert shown["Content-Type"] == "application/octet-stream"
    assert shown["Content-Disposition"] == 'attachment; filename="page.html"'
    assert (shown["X-Content-Type-Options"], shown["Content-Security-Policy"]) == ("nosniff", "default-src 'none'; sandbox")
    assert pm.get(f"{page.get_absolute_url()}/image").status_code == 404
    image = pm.get(f"{note.attach(file(), by=cast.pm).get_absolute_url()}/image")
    assert (image["Content-Type"], image["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert b"".join(image) == PNG


def test_files_are_added_with_a_new_note_and_told_beside_it(cast: Cast, pm: Client) -> None:
    new = "/products/sideline/notes/new"
    said = {"text": "It stops", "form": "call", "attachments": [sent(), sent(b"No answer", "feed.log")]}
    assert pm.post(new, said, headers=HTMX).status_code == 200
    note = Note.objects.of(cast.product).get()
    assert [str(one) for one in note.attachments.order_by("pk")] == ["feed.png", "feed.log"]
    beside = pm.get(f"/notes/{note.pk}/beside", headers=HTMX).content.decode()
    assert all(word in beside for word in ("2 files", "feed.png", "feed.log"))
    assert "2 files" in pm.get("/products/sideline/notes").content.decode()


def test_one_file_that_cannot_be_attached_leaves_no_note_and_no_row(cast: Cast, pm: Client) -> None:
    said = {"text": "It stops", "form": "call", "attachments": [sent(), sent(b"", "empty.log")]}
    refused = pm.post("/products/sideline/notes/new", said, headers=HTMX)
    assert refused.status_code == 422
    shown = refused.content.decode()
    assert "empty.log is empty." in shown
    assert "hx-preserve" in shown  # the files chosen stay chosen
    assert not Note.objects.of(cast.product).exists()
    assert not Attachment.objects.filter(note__product=cast.product.pk).exists()


def test_a_failure_half_way_leaves_no_row(cast: Cast, note: Note, monkeypatch: pytest.MonkeyPatch) -> None:
    before = StoredFile.objects.count()

    def die(*args: object, **said: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Attachment.objects, "create", die)
    with pytest.raises(KeyboardInterrupt):
        note.attach(file(b"half a log", "half.log"), by=cast.pm)
    assert StoredFile.objects.count() == before


def test_of_several_files_those_that_can_be_attached_are(pm: Client, note: Note) -> None:
    said = {"attachments": [sent(b"", "empty.log"), sent(), sent(b"MZ", "setup.exe")]}
    refused = pm.post(f"/notes/{note.pk}/attachments", said)
    assert refused.status_code == 422
    assert "empty.log is empty. setup.exe is a program" in refused.content.decode()
    assert [str(one) for one in note.attachments.all()] == ["feed.png"]
    assert "Choose a file first." in pm.post(f"/notes/{note.pk}/attachments").content.decode()


def test_a_program_attaches_reads_and_takes_away(cast: Cast, note: Note) -> None:
    secret = Token.make(cast.pm, "Files", scopes=["read", "write"], by=cast.pm).secret
    program, at = Client(headers={"Authorization": f"Bearer {secret}"}), f"/api/v1/notes/{note.pk}/attachments"
    made = program.post(at, {"file": sent(PNG, "..\\shot.png")})
    assert made.status_code == 201
    told = made.json()
    assert (told["name"], told["kind"], told["size"]) == ("shot.png", "image/png", len(PNG))
    assert b"".join(program.get(f"{at}/{told['id']}")) == PNG
    assert program.post(at, {"file": sent(b"", "no.txt")}).json()["detail"] == "no.txt is empty."
    for act, listed in (("taking-away", 0), ("putting-back", 1)):
        assert program.post(f"{at}/{told['id']}/{act}", {}, content_type="application/json").status_code == 200
        assert len(program.get(at).json()) == listed
