"""A person who is erased is nowhere any more: in no column of no table, in no file, and no import brings them back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection

from tandem.charter.models import Reference
from tandem.core import files
from tandem.core.errors import NotAllowed, Refused
from tandem.definition.models import Feature, Interview, Problem, Reply, Requirement
from tandem.evidence.erased import ERASED, LEDGER, key_of, missing
from tandem.evidence.erasing import erase_again, found_of
from tandem.evidence.importing.mapping import by_names
from tandem.evidence.models import Company, Contact, Import, Note, Source
from tandem.evidence.search import find_notes
from tandem.record.models import Event, Item, Redaction
from tandem.team.models import Console, Member, Workspace
from tests.cast import Cast

NAME, MAIL = "Quenby Zellweger", "quenby@zellweger.example"
OWN = 'The zeppelin import hangs on every Monday. "Nobody" tells me why the mooring mast is full again.'
LEFT = ("quenb", MAIL, "mooring mast is full", "tethered", "zq-4711")
ROWS = f"""id,text,name,mail
zq-4711,The mast leans once more,{NAME},{MAIL}
zq-4712,"Told by {NAME}, who is not here",Ola,ola@zellweger.example
zq-4713,Nothing to see,Ola,ola@zellweger.example
"""


@pytest.fixture
def person(cast: Cast) -> Contact:
    """Somebody who left a trace in every room."""
    by = Console()
    firm = Company.open("Zeppelin Works", domains=["zellweger.example"], by=by)
    firm.revise(by=by, version=firm.version, because=f"{NAME} told us", industry="Airships")
    person = firm.add_contact(NAME, email=MAIL, role="Tethered", by=by)
    note = Note.add(
        cast.product, OWN, author_name=NAME, author_email=MAIL, url="https://desk.example/zq-4711", by=by
    )
    problem = Problem.open(cast.product, f"Mooring, says {NAME}", by=by, statement=f"Ask {MAIL}.")
    problem.revise(by=by, version=problem.version, statement=f"As she says: {OWN}")
    note.highlight(4, 40, about=problem.item, consent="may_use", by=by)
    note.say_anew(f"{OWN} Yours, Quenby", by=by)
    maker = cast.people["contributor"]
    plan = Interview.plan(problem, "Talks about masts", by=maker)
    plan.hold(plan.choose(person, by=maker).pk, note=note, learned=f"She is tethered; ask {MAIL}.", by=maker)
    Requirement.state(Feature.open(cast.product, "A mast", by=by), f"The mast is sent to {MAIL}", by=maker)
    Note.add(cast.product, f"I agree with {NAME}, it is slow. Ask quenby@zellweger.example.", author_name="Ola", by=by)
    return person


@pytest.fixture
def boss(cast: Cast) -> Member:
    return cast.people["administrator"]


def said_anywhere() -> Iterator[tuple[str, str]]:
    """Every text of every column of every table, in lower case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            " AND (data_type IN ('text', 'character varying', 'jsonb', 'ARRAY', 'tsvector'))"
        )
        for table, column in cursor.fetchall():
            cursor.execute(f'SELECT "{column}"::text FROM "{table}" WHERE "{column}" IS NOT NULL')
            for (text,) in cursor.fetchall():
                yield f"{table}.{column}", text.lower()


def traces() -> set[str]:
    return {f"{place}: {word}" for place, text in said_anywhere() for word in LEFT if word in text}


def bring(cast: Cast, text: str, target: str = "notes", *, file: str = "again.csv", **named: str) -> Import:
    by, product = Console(), cast.product
    source = Source.objects.filter(item__title="Mooring desk").first() if target == "notes" else None
    if target == "notes" and source is None:
        source = Source.open(product, "Mooring desk", by=by)
    kept = files.store([text.encode()], name=file)
    brought = Import.open(product, kept, target=target, source=source, by=by)
    assert brought.shown_shape, brought.why_refused
    brought.map(by_names(brought.shown_shape, brought.goes_to, named), by=by)
    brought.run(by=by)
    brought.refresh_from_db()
    return brought


def bring_notes(cast: Cast, file: str = "quenby.csv") -> Import:
    return bring(cast, ROWS, file=file, body="text", external_id="id", author_name="name", author_email="mail")


@pytest.mark.django_db
def test_a_person_who_is_erased_stands_in_no_column_of_no_table(cast: Cast, person: Contact, boss: Member) -> None:
    bring_notes(cast)
    assert len(traces()) > 10  # the test would see them
    found = found_of(person, boss)
    assert len(found.own) == 2
    assert {"Problem", "Item"} <= {place.called for place in found.elsewhere}
    assert found.past
    made = person.erase(by=boss, also=[note.pk for note in found.naming])
    cache.clear()  # as it is once the change is kept
    assert traces() == set()
    assert made.came_to["notes"] == 2
    assert made.came_to["naming"] == len(found.naming) == 2
    assert Redaction.objects.filter(place="record_event", rows__gt=0).exists()
    assert str(Contact.objects.get(pk=person.pk)) == "An erased person"
    with pytest.raises(Refused, match="erased already"):
        Contact.objects.get(pk=person.pk).erase(by=boss)


@pytest.mark.django_db
def test_what_others_said_stays_and_what_she_said_counts_no_more(cast: Cast, person: Contact, boss: Member) -> None:
    problem = Problem.objects.get(item__title__startswith="Mooring")
    naming = [note.pk for note in found_of(person, boss).naming]
    person.erase(by=boss, also=naming)
    own = Note.objects.get(contact=person)
    assert (own.body, own.state, own.author_email) == (ERASED, "dismissed", "")
    assert not own.highlights.standing().with_words().exists()
    other = Note.objects.get(pk=naming[0])
    assert other.body.startswith("I agree with █")
    assert other.body.endswith(f"it is slow. Ask {'█' * len(MAIL)}.")
    problem.refresh_from_db()
    assert problem.statement.startswith("As she says: █")
    assert find_notes(cast.product, "quenby", boss).hits == []
    assert Event.objects.filter(verb="erased a person").count() == 1


@pytest.mark.django_db
def test_what_is_left_by_a_persons_choice_stays_as_it_is(cast: Cast, person: Contact, boss: Member) -> None:
    problem = Problem.objects.get(item__title__startswith="Mooring")
    person.erase(by=boss, leave=[f"item-{problem.pk}"], files=False)
    assert problem.title == f"Mooring, says {NAME}" == Problem.objects.get(pk=problem.pk).title
    assert {note.body[:12] for note in Note.objects.filter(author_name="Ola")} == {"I agree with"}
    assert NAME in Note.objects.get(author_name="Ola").body


@pytest.mark.django_db
def test_no_import_brings_an_erased_person_back(cast: Cast, person: Contact, boss: Member) -> None:
    first = bring_notes(cast)
    assert (first.created, first.skipped) == (3, 0)
    person.erase(by=boss, also=[note.pk for note in found_of(person, boss).naming])
    again = bring_notes(cast, "again.csv")
    assert (again.created, again.unchanged, again.skipped) == (0, 1, 2)
    people = bring(cast, f"who,mail\n{NAME},{MAIL}\n{NAME},\nOla,ola@zellweger.example\n", "contacts", name="who", email="mail")
    assert (people.created + people.updated + people.unchanged, people.skipped) == (1, 2)
    gone = {place for place in traces() if not place.startswith(("evidence_import", "core_stored"))}
    assert gone == set()


@pytest.mark.django_db(transaction=False)
def test_the_files_she_came_in_go_and_their_import_says_why(
    cast: Cast, person: Contact, boss: Member, django_capture_on_commit_callbacks: Any
) -> None:
    brought = bring_notes(cast)
    with django_capture_on_commit_callbacks(execute=True):
        person.erase(by=boss)
    brought.refresh_from_db()
    assert not default_storage.exists(brought.file.storage_name)
    assert "erased" in brought.why_refused
    assert cast.browser("pm").get(brought.get_absolute_url()).status_code == 200
    assert brought.created == 3


@pytest.mark.django_db
def test_letters_and_consents_end_with_her(cast: Cast, person: Contact, boss: Member) -> None:
    reference = Reference.objects.usable_now(Workspace.current().today)[0]
    Reference.objects.filter(pk=reference.pk).update(granted_by=NAME)
    Contact.objects.filter(pk=person.pk).update(company=reference.member.company)
    reply = Reply.objects.filter(state="drafted").first()
    assert reply
    Reply.objects.filter(pk=reply.pk).update(email=MAIL, contact=person, body="Dear Quenby")
    Contact.objects.get(pk=person.pk).erase(by=boss)
    reference.refresh_from_db()
    reply.refresh_from_db()
    assert reference.withdrawn_on is not None
    assert (reply.state, reply.body, reply.email) == ("declined", "", "")


@pytest.mark.django_db
def test_only_an_administrator_erases_and_never_a_colleague(cast: Cast, person: Contact, boss: Member) -> None:
    for who in ("head", "pm", "contributor", "viewer"):
        with pytest.raises(NotAllowed):
            person.erase(by=cast.people[who])
    with pytest.raises(Refused, match="without their name"):
        person.erase(by=boss, because=f"{NAME} asked for it")
    Contact.objects.filter(pk=person.pk).update(email=boss.email)
    with pytest.raises(Refused, match="member of the team"):
        Contact.objects.get(pk=person.pk).erase(by=boss)


@pytest.mark.django_db
def test_a_name_that_two_bear_is_looked_for_by_address_alone(cast: Cast, person: Contact, boss: Member) -> None:
    Company.objects.get(item__title="Zeppelin Works").add_contact(NAME, email="other@zellweger.example", by=Console())
    found = found_of(person, boss)
    assert found.shared
    assert [NAME.lower() in place.excerpt.lower() for place in found.elsewhere].count(True) == 1  # beside the address
    person.erase(by=boss)
    assert Problem.objects.get(item__title__startswith="Mooring").title == f"Mooring, says {NAME}"


@pytest.mark.django_db
def test_after_an_older_backup_the_ledger_says_who_has_to_go_again(
    cast: Cast, person: Contact, boss: Member, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    with django_capture_on_commit_callbacks(execute=True):
        person.erase(by=boss)
    assert missing() == []
    line = (tmp_path / LEDGER).read_text()
    assert "quenby" not in line.lower()
    other = {**json.loads(line), "keys": [key_of("ana@zellweger.example")]}
    (tmp_path / LEDGER).write_text(line + json.dumps(other) + "\n")  # a backup from before Ana was erased
    Company.objects.get(item__title="Zeppelin Works").add_contact("Ana", email="ana@zellweger.example", by=Console())
    assert [one["keys"] for one in missing()] == [other["keys"]]
    told = erase_again(by=boss)
    assert (told.erased, told.unknown) == (1, 0)
    assert not Contact.objects.filter(email="ana@zellweger.example").exists()
    assert missing() == []


@pytest.mark.django_db
def test_a_firm_that_bears_her_name_keeps_it_in_history_too(cast: Cast, person: Contact, boss: Member) -> None:
    firm = Company.open(f"{NAME} Moorings", by=Console())
    person.erase(by=boss)
    assert Company.objects.get(pk=firm.pk).title == f"{NAME} Moorings"
    kept = Item.pgh_event_model.objects.filter(pgh_obj=firm.pk)  # type: ignore[attr-defined]
    assert set(kept.values_list("title", flat=True)) == {f"{NAME} Moorings"}
