"""Notes out of files: the same rows however often a file is brought, words kept as they are, bad rows given back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tandem.core import files
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence import targets
from tandem.evidence.importing import notes, queue, taking_back
from tandem.evidence.models import Company, Contact, Highlight, Import, Note
from tandem.evidence.tests.importing_cast import Cast, counts, gather
from tandem.record.models import Event
from tandem.team.models import Member
from tandem.team.models.member import Console

pytestmark = pytest.mark.django_db

TALK = "id,text,who,mail,created\n1,The export is slow,Ana,ana@harbor.example,2026-03-01\n2,I love it,Bo,bo@gmail.com,2026-03-02\n"
NAMED = {"body": "text", "external_id": "id", "author_name": "who", "author_email": "mail", "created_at": "created"}


@pytest.fixture
def cast() -> Cast:
    return gather()


def test_the_same_file_brought_again_creates_nothing(cast: Cast) -> None:
    assert counts(cast.bring(TALK, named=NAMED)) == (2, 0, 0, 0, 0)
    assert counts(cast.bring(TALK, named=NAMED)) == (0, 0, 2, 0, 0)
    assert [note.body for note in cast.notes()] == ["The export is slow", "I love it"]


def test_notes_without_an_id_are_told_apart_by_author_date_words_and_occurrence(cast: Cast) -> None:
    text = "text,mail\nslow,a@x.example\nslow,a@x.example\nslow,b@x.example\n"
    assert counts(cast.bring(text)) == (3, 0, 0, 0, 0)
    assert counts(cast.bring(text)) == (0, 0, 3, 0, 0)
    assert counts(cast.bring(text + "slow,a@x.example\n")) == (1, 0, 3, 0, 0)


def test_changed_words_add_a_version_and_changed_facts_are_an_update(cast: Cast) -> None:
    cast.bring(TALK, named=NAMED)
    again = cast.bring(TALK.replace("is slow", "takes minutes").replace("Bo,", "Bodil,"), named=NAMED)
    first, second = cast.notes()
    assert counts(again) == (0, 2, 0, 0, 0)
    assert (first.body, first.version, second.author_name, second.version) == (
        "The export takes minutes",
        2,
        "Bodil",
        1,
    )
    assert [(old.version, old.body) for old in first.versions.all()] == [(1, "The export is slow")]


def test_a_column_that_is_not_mapped_this_time_leaves_what_was_known(cast: Cast) -> None:
    cast.bring(TALK, named=NAMED)
    cast.bring(TALK, named={**NAMED, "author_name": ""})
    assert cast.notes().first().author_name == "Ana"


def test_the_same_id_with_other_words_in_one_file_is_given_back(cast: Cast) -> None:
    text = TALK + "1,Something else,Ana,ana@harbor.example,2026-03-01\n" + TALK.splitlines()[1] + "\n"
    brought = cast.bring(text, named=NAMED)
    assert counts(brought) == (2, 0, 0, 1, 1)
    assert counts(cast.bring(text, named=NAMED)) == (0, 0, 2, 1, 1)


def test_notes_find_their_company_by_e_mail_domain_but_never_by_free_mail(cast: Cast) -> None:
    harbor = Company.open("Harbor Sideline", domains=["harbor.example"], by=cast.owner)
    cast.bring(TALK.replace("ana@harbor", "Ana@eu.Harbor"), named=NAMED)
    ana, bo = cast.notes()
    assert (ana.company_id, bo.company_id) == (harbor.pk, None)
    assert Contact.objects.get(email="ana@eu.harbor.example").company_id == harbor.pk
    assert bo.contact.email == "bo@gmail.com"


def test_a_cell_that_cannot_be_read_gives_the_row_back_with_the_reason(cast: Cast) -> None:
    brought = cast.bring(TALK + "3,Fine,Cy,cy@x.example,someday\n", named=NAMED)
    assert counts(brought) == (2, 0, 0, 0, 1)
    assert "When it was said: “someday” is not a date." in rejects(brought)


def test_mended_rejects_can_be_imported_again(cast: Cast) -> None:
    brought = cast.bring(
        TALK + "3,=SUM(A1:A9)|x,Cy,cy@x.example,someday\n4,'=kept,Di,di@x.example,never\n", named=NAMED
    )
    text = rejects(brought)
    assert "'=SUM(A1:A9)" in text
    mended = cast.bring(text.replace("someday", "2026-03-03").replace("never", "2026-03-04"), named=NAMED)
    assert counts(mended) == (2, 0, 0, 0, 0)
    assert [note.body for note in cast.notes()][2:] == ["=SUM(A1:A9)|x", "'=kept"]
    assert not any("Why this row" in name for note in cast.notes() for name in note.custom)


def test_rows_without_words_are_passed_over(cast: Cast) -> None:
    assert counts(cast.bring("id,text\n1,\n2,words\n3,   \n")) == (1, 0, 0, 2, 0)


def test_formulas_and_markup_are_kept_as_they_are_and_nul_is_dropped(cast: Cast) -> None:
    cast.bring(b'text,more\n=cmd|"/c calc"!A1,<script>\nnul\x00here,b\n')
    assert [note.body for note in cast.notes()] == ['=cmd|"/c calc"!A1', "nulhere"]
    assert cast.notes()[0].custom == {"more": "<script>"}


def test_halves_of_surrogates_in_json_do_not_fell_the_import(cast: Cast) -> None:
    brought = cast.bring(
        r'[{"text": "a\ud800b", "n": {"deep": ["\u0000x", 1e99]}}, {"text": "fine words here"}]',
        name="it.json",
        named={"body": "text"},
    )
    assert sum(counts(brought)) == 2
    assert cast.notes().filter(body="fine words here").exists()


def test_an_import_leaves_one_event_however_many_notes_it_brings(cast: Cast) -> None:
    brought = cast.bring(TALK, named=NAMED)
    assert Event.objects.filter(item=brought.item_id, verb="imported").count() == 1
    assert not Event.objects.filter(within=brought.run_event()).exists()


def test_every_row_brought_in_is_tied_to_the_event_in_the_history(cast: Cast) -> None:
    brought = cast.bring(TALK, named=NAMED)
    kept = Note.objects.order_by("-id").first().kept_history.latest("pgh_id")
    assert kept.pgh_context["event"] == str(brought.run_event().pk)


def test_an_import_can_be_undone_but_what_was_linked_since_stays(cast: Cast) -> None:
    brought = cast.bring(TALK, named=NAMED)
    first, _ = cast.notes()
    Highlight.objects.create(note=first, about=cast.product.item, at=first.added_at, by=cast.owner)
    undone = brought.undo(by=cast.owner)
    assert (undone.taken_back, undone.kept) == (1, 1)
    assert list(cast.notes()) == [first]
    assert not Contact.objects.filter(email="bo@gmail.com").exists()
    assert counts(cast.bring(TALK, named=NAMED))[:3] == (1, 0, 1)


def test_many_rows_are_taken_back_by_the_worker_part_by_part_and_again_after_a_kill(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_back, "HERE_AND_NOW", 2)
    monkeypatch.setattr(notes, "PART", 2)
    brought = cast.bring("id,text\n" + "".join(f"{n},It is slow {n}\n" for n in range(7)))
    first = cast.notes().order_by("pk").first()
    Highlight.objects.create(note=first, about=cast.product.item, at=first.added_at, by=cast.owner)
    assert brought.undo(by=cast.owner).under_way
    assert cast.notes().count() == 7
    parts = notes.undo_parts
    killed = lambda one: (part if at < 2 else 1 / 0 for at, part in enumerate(parts(one)))  # noqa: E731
    with monkeypatch.context() as patched:
        patched.setattr(targets.Target, "parts", lambda target, one: killed(one))
        with pytest.raises(ZeroDivisionError):
            queue.take_back_many(brought.number)
    assert cast.notes().count() == 4
    for _ in range(2):
        queue.take_back_many(brought.number)
        brought.refresh_from_db()
        assert (brought.state, brought.taken_back, brought.left) == ("undone", 6, 1)
    assert list(cast.notes()) == [first]


def test_an_import_under_way_cannot_be_undone_nor_started_twice(cast: Cast) -> None:
    brought = cast.prepare(TALK, named=NAMED)
    brought.start(by=cast.owner)
    with pytest.raises(Refused, match="ended"):
        brought.undo(by=cast.owner)
    with pytest.raises(Refused, match="already started"):
        brought.start(by=cast.owner)


def test_dates_that_could_be_read_both_ways_are_asked_about(cast: Cast) -> None:
    text = "text,created\nslow,03/04/2026\n"
    with pytest.raises(Refused, match="order"):
        cast.prepare(text, named={"created_at": "created"})
    cast.bring(text, named={"created_at": "created"}, dates={"created_at": "mdy"})
    assert cast.notes()[0].said_at.month == 3


def test_notes_need_a_named_source(cast: Cast) -> None:
    file = cast.prepare(TALK).file
    with pytest.raises(Refused, match="named source"):
        Import.open(cast.product, file, target="notes", by=cast.owner)


def test_who_may_only_look_cannot_import(cast: Cast) -> None:
    viewer = Member.join("Vic Viewer", email="vic.viewer@sideline.example", role="viewer", by=Console())
    file, source = cast.prepare(TALK).file, cast.source()
    with pytest.raises(NotAllowed):
        Import.open(cast.product, file, target="notes", source=source, by=viewer)


def test_a_file_that_cannot_be_read_is_kept_with_the_reason(cast: Cast) -> None:
    file = files.store([b"\x89PNG\r\n\x1a\n0000"], name="picture.csv")
    brought = Import.open(cast.product, file, target="notes", source=cast.source(), by=cast.owner)
    assert "picture" in brought.why_refused
    with pytest.raises(Refused, match="picture"):
        brought.map({"body": 0}, by=cast.owner)


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(["", "1", "2", "3"]), CELL, st.sampled_from(["", "2026-01-02", "soon"])), max_size=12
    )
)
def test_every_row_of_a_file_is_counted_once(cast: Cast, rows: list[tuple[str, str, str]]) -> None:
    quoted = ['"' + '","'.join(cell.replace('"', '""') for cell in row) + '"' for row in rows]
    text = "\n".join(["id,text,created", '"9","first words","2026-01-02"', *quoted])
    brought = cast.bring(text, named={"body": "text", "external_id": "id", "created_at": "created"})
    before = cast.notes().count()
    again = cast.bring(text, named={"body": "text", "external_id": "id", "created_at": "created"})
    assert counts(brought)[3:] == counts(again)[3:]
    assert (counts(again)[0], cast.notes().count()) == (0, before)


def rejects(brought: Import) -> str:
    assert brought.rejects
    return Path(files.path_of(brought.rejects)).read_text("utf-8-sig")
