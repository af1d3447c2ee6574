"""Interviews, and what speaks against a problem."""

from __future__ import annotations

import pytest
from django.test import Client

from tandem.core.errors import Refused
from tandem.definition.against import against
from tandem.definition.grounds import evidence_for
from tandem.definition.models import Interview, Problem
from tandem.definition.recruiting import candidates
from tandem.definition.tests.conftest import Cast
from tandem.evidence.models import Contact, Note
from tandem.team.models import Console, Workspace

pytestmark = pytest.mark.django_db
TALK = "Ana: It stops on Fridays, and we look on Mondays.\nQuill: And then?\nAna: We type forty lines."


@pytest.fixture
def problem(cast: Cast) -> Problem:
    return Problem.open(cast.product, "The bank feed stops silently", by=cast.pm)


def _person(cast: Cast, name: str, place: int = 0, **more: bool) -> Contact:
    mail = f"{name.split()[0].lower()}@sideline.example"
    return Contact.objects.create(name=name, email=mail, company=cast.companies[place], **more)


def _voices(cast: Cast, problem: Problem, person: Contact) -> Note:
    made = Note.add(cast.product, f"{person.name} says it stops.", source=cast.source, author_email=person.email, company=person.company, about=problem.item, by=cast.pm)  # fmt: skip
    return made


def test_those_who_voiced_it_are_proposed_but_nobody_who_wants_quiet(cast: Cast, problem: Problem) -> None:
    ana, quiet, ours = _person(cast, "Ana Ruiz"), _person(cast, "Kay Low", 1), _person(cast, "Own Hand", 2, ours=True)
    for person in (ana, quiet, ours):
        _voices(cast, problem, person)
    quiet.leave_alone(by=cast.pm)
    plan = Interview.plan(problem, "", by=cast.pm)
    assert [one.contact for one in candidates(plan, cast.pm, Workspace.current().today)] == [ana]
    asked = plan.choose(ana, by=cast.pm)
    assert candidates(plan, cast.pm, Workspace.current().today) == []
    plan.say_state(asked.pk, "invited", by=cast.pm)
    with pytest.raises(Refused, match="asked not to be written to"):
        plan.say_state(plan.choose(quiet, by=cast.pm).pk, "invited", by=cast.pm)
    with pytest.raises(Refused, match="nobody to interview"):
        plan.choose(ours, by=cast.pm)
    other = Interview.plan(problem, "Another", by=cast.pm)
    assert candidates(other, cast.pm, Workspace.current().today)[0].says.endswith("asked for a talk already on 22 Nov")


def test_a_conversation_becomes_a_note_and_counts_towards_validation(cast: Cast, problem: Problem) -> None:
    ana = _person(cast, "Ana Ruiz")
    plan = Interview.plan(problem, "", by=cast.pm)
    person = plan.choose(ana, by=cast.pm)
    with pytest.raises(Refused, match="Write down what was said"):
        plan.hold(person.pk, by=cast.pm)
    held = plan.hold(person.pk, transcript=TALK, learned="They look on Mondays.", by=cast.pm)
    note = held.note
    assert note is not None
    assert (note.body, note.contact, note.company, note.with_pm) == (TALK, ana, cast.companies[0], True)
    assert (evidence_for(problem).with_pm, evidence_for(problem).companies) == (1, 1)
    again = plan.hold(person.pk, transcript=TALK, with_pm=False, by=cast.pm)
    assert (again.note, evidence_for(problem).with_pm) == (note, 0)
    with pytest.raises(Refused, match="was held"):
        plan.say_state(person.pk, "declined", by=cast.pm)
    with pytest.raises(Refused, match="it stays"):
        plan.drop(person.pk, by=cast.pm)


def test_a_transcript_that_was_imported_is_taken_as_it_is(cast: Cast, problem: Problem) -> None:
    ana = _person(cast, "Ana Ruiz")
    kept = Note.add(cast.product, TALK, source=cast.source, author_email=ana.email, by=cast.pm)
    plan = Interview.plan(problem, "", by=cast.pm)
    plan.hold(plan.choose(ana, by=cast.pm).pk, note=kept, by=cast.pm)
    assert Note.objects.filter(body=TALK).count() == 1
    assert evidence_for(problem).with_pm == 1


def test_a_note_against_a_problem_counts_apart(cast: Cast, problem: Problem) -> None:
    note = cast.say(problem, cast.companies[0], "We do that by hand and like it.")
    assert evidence_for(problem).notes == 1
    problem.count_against(note, because="They like it.", by=cast.pm)
    problem.count_against(note, by=cast.pm)
    assert evidence_for(problem).notes == 0
    assert against(problem).says == "1 note from 1 company, in the target market."
    verdict = problem.refute(because="Nobody minds.", by=cast.pm)
    assert verdict.evidence["against_in_market"] == 1
    problem.no_longer_against(note.pk, by=cast.pm)
    assert against(problem).notes == 0
    with pytest.raises(Refused, match="does not speak against"):
        problem.no_longer_against(note.pk, by=cast.pm)


def test_an_erased_person_leaves_no_word_in_an_interview(cast: Cast, problem: Problem) -> None:
    ana = _person(cast, "Ana Ruiz")
    plan = Interview.plan(problem, "", by=cast.pm)
    person = plan.choose(ana, by=cast.pm)
    plan.hold(person.pk, transcript=TALK, learned="Ana looks on Mondays.", by=cast.pm)
    ana.erase(by=Console())
    person.refresh_from_db()
    assert person.learned == ""
    assert str(person) == "An erased person"


def test_the_pages_of_an_interview_lead_from_the_problem_to_the_snapshot(
    client: Client, cast: Cast, problem: Problem
) -> None:
    client.force_login(cast.pm)
    ana = _person(cast, "Ana Ruiz")
    note = _voices(cast, problem, ana)
    place = client.post(f"/problems/{problem.number}/interviews/new", {"goal": "When do they notice?", "script": "What happened?"})["Location"]  # fmt: skip
    page = client.get(place).content.decode()
    assert "1 note, in the target market" in page
    client.post(f"{place}/people", {"contact": str(ana.pk)})
    person = Interview.objects.get(problem=problem).people.get()
    client.post(f"{place}/people/{person.pk}/state", {"state": "agreed"})
    empty = client.post(f"{place}/people/{person.pk}/conversation", {"learned": "They look late."})
    assert empty.status_code == 422
    assert "They look late." in empty.content.decode()
    client.post(f"{place}/people/{person.pk}/conversation", {"transcript": TALK, "with_pm": "on", "learned": "Late."})
    Note.objects.get(body=TALK).highlight(5, 23, about=problem.item, by=cast.pm)
    snapshot = client.get(f"{place}/people/{person.pk}/snapshot").content.decode()
    for said in ("Ana Ruiz", "Sideline 1", "<mark>It stops on Friday</mark>", "Late.", note.body):
        assert said in snapshot
    assert "1 of 1 held" in client.get(f"/problems/{problem.number}").content.decode()
    against_url = f"/problems/{problem.number}/contraries"
    assert client.post(against_url, {"note": "987654321"}).status_code == 404
    client.post(against_url, {"note": str(note.pk), "because": "Not so."})
    assert "1 note from 1 company" in client.get(f"/problems/{problem.number}").content.decode()
