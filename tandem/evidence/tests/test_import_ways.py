"""On the way of an import: dry run, pause, cancelling, what is remembered, mended files, pasted words, undoing counted."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from tandem.core.errors import Refused
from tandem.evidence.importing import from_command, queue
from tandem.evidence.importing import run as engine
from tandem.evidence.importing.pace import pace
from tandem.evidence.importing.prose import as_file, form_of
from tandem.evidence.importing.remembering import carried, proposed
from tandem.evidence.models import Company, Contact, Import, Note
from tandem.evidence.models.imports import RejectedRow
from tandem.evidence.reading import Column
from tandem.evidence.targets import Undone
from tandem.evidence.tests.importing_cast import Cast, counts, gather, kept
from tandem.record.models import Event, Item

NEW = "/products/sideline/imports/new"
TALK = "id,text,email,company\n" + "".join(f"t{n},Words {n},p{n % 5}@harbor.example,Firm {n % 3}\n" for n in range(30))
FIRMS = "name,domain,arr,id\n" + "".join(f"Firm {n},firm{n}.example,{n}000,F{n}\n" for n in range(12)) + ",none.example,1,\n"


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.fixture
def client(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.owner)
    return browser


def stop_after(chunks: int, monkeypatch: pytest.MonkeyPatch, act: Any) -> None:
    """Chunks of ten, and after some of them somebody does something."""
    monkeypatch.setattr(engine, "CHUNK", 10)
    tell, done = engine.Run._tell, []

    def told(self: engine.Run, rows: int) -> None:
        tell(self, rows)
        done.append(rows)
        if len(done) == chunks + 1:  # the first word is said before the first chunk
            act()

    monkeypatch.setattr(engine.Run, "_tell", told)


def test_a_paused_import_keeps_what_is_in_and_goes_on_behind_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    brought = cast.prepare(TALK)
    stop_after(2, monkeypatch, lambda: Import.objects.get(pk=brought.pk).pause(by=cast.owner))
    brought.run(by=cast.owner)
    assert (brought.state, brought.position, cast.notes().count()) == ("paused", 20, 20)
    queue.bring_in(brought.number)
    assert cast.notes().count() == 20
    queue.set_going(Import.objects.get(pk=brought.pk), by=cast.owner)
    assert counts(brought) == (30, 0, 0, 0, 0)
    verbs = Event.objects.filter(item=brought.item_id).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["opened", "mapped", "imported", "paused", "resumed"]


@pytest.mark.parametrize(("keep", "left", "state"), [(True, 10, "cancelled"), (False, 0, "undone")])
def test_a_cancelled_import_keeps_what_is_in_or_takes_it_back_as_asked(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, keep: bool, left: int, state: str
) -> None:
    brought = cast.prepare(TALK.replace("t3,Words 3,p3@harbor.example", "t3,Words 3,nowhere"))
    stop_after(1, monkeypatch, lambda: Import.objects.get(pk=brought.pk).cancel(by=cast.owner, keep=keep))
    brought.run(by=cast.owner)
    assert (brought.state, cast.notes().count(), brought.rejects is not None) == (state, left - keep, True)
    assert not brought.is_at_work
    with pytest.raises(Refused, match="has ended"):
        brought.cancel(by=cast.owner)
    brought.run(by=cast.owner)
    assert cast.notes().count() == left - keep


def test_whoever_has_ended_or_not_begun_is_neither_paused_nor_resumed(cast: Cast) -> None:
    brought = cast.prepare(TALK)
    for verb in (brought.pause, brought.resume):
        with pytest.raises(Refused):
            verb(by=cast.owner)
    brought.run(by=cast.owner)
    with pytest.raises(Refused, match="waits or is under way"):
        brought.pause(by=cast.owner)


def tried(brought: Import, cast: Cast) -> dict[str, Any]:
    queue.set_trying(brought, by=cast.owner)
    found: dict[str, Any] = brought.dry_run
    assert found["state"] == "done", found
    assert found["rows"] == sum(found[name] for name in ("created", "updated", "unchanged", "skipped", "rejected"))
    return found


def foretold(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[name] for name in ("created", "updated", "unchanged", "skipped", "rejected"))


@pytest.mark.parametrize("chunk", [7, 2_000])
@pytest.mark.parametrize(
    ("target", "before", "text"),
    [
        ("notes", TALK, TALK.replace("Words 7", "Other words").replace("t4,", "u4,").replace("p9@", "n0@") + "t1,,a@b.example,\n,x,bad,\n"),
        ("companies", FIRMS, FIRMS.replace("3000", "3500").replace("Firm 5,firm5.example", "Firm V,firm5.example") + "New,firm3.example,1,\nNewer,newer.example,no,\nNewest,newest.example,5,\n"),
        ("features", "title,key,status\nA,K1,open\nB,K2,open\n", "title,key,status\nA,K1,done\nB,K2,open\nC,,open\n,K9,x\n"),
        ("deals", "name,id,close date\nBig,D1,2026-01-01\n", "name,id,close date\nBig,D1,2026-02-01\nSmall,D2,2026-02-01\nOdd,D3,never\n"),
    ],
    ids=["notes", "companies", "features", "deals"],
)  # fmt: skip
def test_a_dry_run_counts_what_the_run_then_does_and_keeps_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, target: str, before: str, text: str, chunk: int
) -> None:
    monkeypatch.setattr(engine, "CHUNK", chunk)
    Company.open("Firm 1", domains=["harbor.example"], by=cast.owner)
    cast.bring(before, target=target)
    named = {"close_date": "close date"} if target == "deals" else {}
    brought = cast.prepare(text, target=target, named=named)
    kept_before = [model.objects.count() for model in (Note, Item, Contact, RejectedRow)]
    found = tried(brought, cast)
    assert [model.objects.count() for model in (Note, Item, Contact, RejectedRow)] == kept_before
    brought.run(by=cast.owner)
    assert foretold(found) == counts(brought)
    assert found["created"]
    assert found["reasons"]
    numbers = Item.objects.filter(product=cast.product.pk).order_by("-number").values_list("number", flat=True)
    assert numbers[0] < 10_000, "a dry run uses up no numbers"


def test_a_dry_run_says_why_rows_would_be_given_back_and_whom_they_speak_of(cast: Cast) -> None:
    Company.open("Firm 1", domains=["quay.example"], by=cast.owner)
    text = "text,email,company\nA,a@quay.example,\nB,b@x.example,Firm 2\nC,nowhere,\nD,nowhere,\nE,c@x.example,Firm 1\n"
    found = tried(cast.prepare(text, named={"author_email": "email"}), cast)
    assert [(one["rows"], one["first"]) for one in found["reasons"]] == [(2, 4)]
    assert (found["companies"], found["unknown"], found["named"], found["people"]) == (1, 1, ["Firm 2"], 3)


def test_a_dry_run_says_why_rows_would_be_passed_over(cast: Cast) -> None:
    found = tried(cast.prepare("id,text\n1,Slow\n2,\n3,\n"), cast)
    assert found["skipped"] == 2
    assert found["passed"] == [{"why": "The row says nothing.", "rows": 2, "first": 3}]


def test_a_large_dry_run_is_done_by_the_worker_and_forgotten_when_the_mapping_changes(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "SMALL", 1)
    brought = cast.prepare(TALK)
    said = {"column_body": "1", "column_external_id": "0", "zone": "UTC"}
    answer = client.post(f"/imports/{brought.number}/mapping", {**said, "dry_run": "yes"})
    assert answer["Location"] == f"/imports/{brought.number}/dry-run"
    assert "No worker is running" in client.get(answer["Location"]).content.decode()
    assert ProcrastinateJob.objects.filter(task_name="evidence.dry_run").count() == 1
    queue.try_out(brought.number)
    page = client.get(answer["Location"]).content.decode()
    assert "Bring the rows in" in page
    assert re.search(r"Would be created</dt><dd>30<", page)
    brought.refresh_from_db()
    brought.map({"body": 1}, by=cast.owner)
    queue.try_out(brought.number)
    assert Import.objects.get(pk=brought.pk).dry_run == {}


def test_the_mapping_of_last_time_is_proposed_and_what_is_missing_is_said(cast: Cast) -> None:
    first = cast.prepare("Ref,Verbatim,Said,Firm\n1,Slow,03/04/2026,A\n", named={"body": "Verbatim", "title": "Firm", "created_at": "Said"}, dates={"created_at": "mdy"}, zone="Europe/Paris")  # fmt: skip
    first.run(by=cast.owner)
    again = Import.open(cast.product, kept("Verbatim,Extra,Said\nSlow,x,05/04/2026\n"), target="notes", source=cast.source(), by=cast.owner)  # fmt: skip
    found = proposed(again, cast.owner)
    assert (found.fields["body"], found.fields["created_at"], found.missing) == (0, 2, ["Firm"])
    browser = Client()
    browser.force_login(cast.owner)
    page = browser.get(f"/imports/{again.number}/mapping").content.decode()
    assert "as last time" in page
    assert "Not in this file: Firm" in page
    assert 'value="mdy" selected' in page
    assert "Europe/Paris" in page
    other = Import.open(cast.product, kept("Verbatim,Said\nSlow,05/04/2026\n"), target="notes", source=cast.source("Another"), by=cast.owner)  # fmt: skip
    assert proposed(other, cast.owner).mapping is None


def test_columns_are_carried_over_by_name_wherever_they_stand() -> None:
    columns = [Column(0, "Text ", "Text"), Column(1, "id", "id")]
    assert carried({"body": "text", "title": "Gone", "external_id": "ID"}, columns) == ({"body": 0, "external_id": 1}, ["Gone"])  # fmt: skip


def test_reading_the_file_in_another_way_keeps_the_columns_chosen_so_far(client: Client, cast: Cast) -> None:
    source = cast.source()
    brought = Import.open(cast.product, kept("title\nWho,Words\nAna,Slow\nBo,Fast\n"), target="notes", source=source, by=cast.owner)  # fmt: skip
    brought.look_again(by=cast.owner, header_row=2)
    said = {"column_title": "0", "column_body": "1", "zone": "Europe/Oslo", "header_row": "2", "delimiter": ","}
    answer = client.post(f"/imports/{brought.number}/reading", said)
    page = client.get(answer["Location"]).content.decode()
    assert re.search(r'name="column_title".*?value="0" selected', page, re.DOTALL)
    assert "Europe/Oslo" in page


def test_an_open_question_is_answered_where_it_is_asked(client: Client, cast: Cast) -> None:
    brought = cast.prepare("name,arr\nA,1200\n", target="companies")
    Import.objects.filter(pk=brought.pk).update(mapping={})
    asked = Import.open(cast.product, kept("name,arr\nA,1.200\nB,12.000\n"), target="companies", by=cast.owner)
    said = {"column_name": "0", "column_arr": "1", "zone": "UTC"}
    page = client.post(f"/imports/{asked.number}/preview", said).content.decode()
    assert "What does the point in 1.200 mean?" in page
    answered = client.post(f"/imports/{asked.number}/preview", {**said, "mark_arr": ","}).content.decode()
    assert "numbers as 1.234,56" in answered
    assert client.post(f"/imports/{asked.number}/mapping", {**said, "mark_arr": ","}).status_code == 303
    assert [int(company.arr) for company in Company.objects.filter(imported=asked).order_by("pk")] == [1200, 12000]


@pytest.mark.parametrize(("encoding", "mark"), [("cp1252", ";"), ("utf-8-sig", ","), ("utf-16", "\t")])
def test_a_mended_file_goes_the_way_of_the_first_in_one_step(
    client: Client, cast: Cast, encoding: str, mark: str
) -> None:
    text = "n°,Café,Mail\n1,Très bien,a@b.example\n2,Déjà vu,nowhere\n3,Où?,also nowhere\n".replace(",", mark)
    first = cast.bring(text.encode(encoding), named={"body": "Café", "author_email": "Mail", "external_id": "n°"})
    assert counts(first) == (1, 0, 0, 0, 2)
    rows = b"".join(client.get(f"/imports/{first.number}/rejects").streaming_content).decode("utf-8-sig")
    saved = rows.replace("also nowhere", "c@b.example").replace(",", ";").encode("cp1252")  # as a spreadsheet saves it
    answer = client.post(f"/imports/{first.number}/mended", {"file": SimpleUploadedFile("mended.csv", saved)})
    again = Import.objects.latest("item__number")
    assert answer["Location"] == f"/imports/{again.number}"
    assert counts(again) == (1, 0, 0, 0, 1)
    assert {note.body for note in cast.notes()} == {"Très bien", "Où?"}
    assert again.source_id == first.source_id


def test_a_mended_file_without_the_columns_goes_to_their_page(client: Client, cast: Cast) -> None:
    first = cast.bring("text,email\nA,nowhere\n")
    answer = client.post(f"/imports/{first.number}/mended", {"file": SimpleUploadedFile("m.csv", b"x,y\n1,2\n")})
    assert answer["Location"].endswith("/mapping")
    assert client.post(f"/imports/{first.number}/mended", {}).status_code == 422


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("text\tmail\nA\tb", "rows"), ("text\nIt is slow", "rows"), ("a;b\n1;2", "rows"), ("One sentence.", "lines"),
        ("It is slow.\nI like it.", ""), ("It is slow, really.\nI like it, too.", ""), ("", "rows"),
    ],
)  # fmt: skip
def test_what_was_pasted_is_told_or_asked(text: str, form: str) -> None:
    assert form_of(text) == form


def test_plain_words_become_one_note_for_each_line_or_paragraph(client: Client, cast: Cast) -> None:
    text = "It is slow,\n\"very\" slow.\n\n\nI like it.\r\n"
    assert as_file(text, "paragraphs")[0].decode().count('"\r\n') == 3
    said = {"target": "notes", "new_source": "Pasted", "text": text}
    refused = client.post(NEW, said)
    assert refused.status_code == 422
    assert "Is each line a note" in refused.content.decode()
    client.post(NEW, {**said, "text_form": "paragraphs"})
    brought = Import.objects.latest("item__number")
    client.post(f"/imports/{brought.number}/mapping", {"column_body": "0", "zone": "UTC"})
    assert [note.body for note in cast.notes()] == ['It is slow,\n"very" slow.', "I like it."]


def test_several_files_come_one_after_the_other(client: Client, cast: Cast) -> None:
    files = [SimpleUploadedFile(f"{n}.csv", f"text\nWords {n}\n".encode()) for n in range(3)]
    answer = client.post(NEW, {"target": "notes", "new_source": "Three", "file": files})
    for left in (2, 1, 0):
        page = client.get(answer["Location"]).content.decode()
        assert ("more file" in page) == bool(left)
        answer = client.post(answer["Location"], {"column_body": "0", "zone": "UTC"})
    assert "mapping" not in answer["Location"]
    assert cast.notes().count() == 3


def test_a_text_that_no_index_can_hold_costs_its_row_alone(cast: Cast) -> None:
    words = " ".join(f"w{n:x}q" for n in range(115_000))
    brought = cast.bring(f"text,who\nIt is slow,Ana\n{words},Bo\nIt is fine,Cy\n")
    assert counts(brought) == (2, 0, 0, 0, 1)
    assert "larger than its field can hold" in RejectedRow.objects.get(brought=brought).reason


def test_what_undoing_would_take_back_is_counted_before_it_is_done(client: Client, cast: Cast) -> None:
    brought = cast.bring(TALK)
    note = cast.notes().first()
    note.highlight(0, 5, by=cast.owner, feeling="angry")
    firms = cast.bring(FIRMS, target="companies")
    for one, would in ((brought, Undone(29, 1)), (firms, Undone(12, 0))):
        assert one.would_undo() == would
        assert f"{would.taken_back}" in client.get(f"/imports/{one.number}/undoing").content.decode()
        assert one.undo(by=cast.owner) == would


@pytest.mark.parametrize(
    ("done", "left", "seconds", "says"),
    [
        (0, 10, 5, ""), (100, 0, 0, ""), (6_000, 144_000, 5, "1,200 rows a second, about 2 minutes left"),
        (10, 1, 20, "30 rows a minute, a few seconds left"), (1_000, 90_000, 1, "1,000 rows a second, about 90 seconds left"),
        (10, 100_000, 1, "10 rows a second, about 3 hours left"),
    ],
)  # fmt: skip
def test_the_pace_of_an_import_is_said_in_words(done: int, left: int, seconds: float, says: str) -> None:
    assert pace(done, left, seconds).says == says


def test_the_console_chooses_a_sheet_and_a_decimal_mark(cast: Cast, tmp_path: Path) -> None:
    book, path = Workbook(), tmp_path / "firms.xlsx"
    for name, arr in (("Old", "9.000"), ("New", "1.234")):
        sheet = book.create_sheet(name)
        for row in (["name", "domain", "arr"], ["Firm of sheets", "sheets.example", arr], *[[]] * (name == "Old")):
            sheet.append(row)
    book.save(path)
    said = {"target": "companies", "sheet": "New", "by": cast.owner}
    with pytest.raises(Refused, match="What does the point in"):
        from_command(path, "sideline", **said)
    assert from_command(path, "sideline", decimal_mark="comma", **said).created == 1
    assert Company.objects.get(item__title="Firm of sheets").arr == 1234
    assert from_command(path, "sideline", decimal_mark="point", **said).updated == 1
    assert Company.objects.get(item__title="Firm of sheets").arr == Decimal("1.23")
    flat = tmp_path / "flat.csv"
    flat.write_text("name,domain\nFlat,flat.example\n")
    for wrong, why in (({"sheet": "New"}, "no sheets"), ({"decimal_mark": "dot"}, "choose point or comma")):
        with pytest.raises(Refused, match=why):
            from_command(flat, "sideline", target="companies", by=cast.owner, **wrong)
