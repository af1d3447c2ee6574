"""The pages of charter: the board, members, references, builds, sessions, early access and usage."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.charter.models import CharterMember, Program, Reference, Session
from tandem.evidence.models import Note
from tandem.team.models import Member

from .conftest import CONSENT, TODAY, Cast, days_ago


def as_(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def read(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.status_code)
    return answer.content.decode()


def stage(member: CharterMember) -> str:
    return CharterMember.objects.get(pk=member.pk).stage


def test_the_board_says_how_many_of_six_and_how_many_days_are_left(cast: Cast) -> None:
    for place in range(2):
        cast.reference(place)
    shown = read(as_(cast.pm), "/products/byway/charter")
    assert "Two of six references, twelve days to go" in shown
    assert "2 of 10 places taken" in shown
    assert 'data-key="a"' in shown


def test_a_product_without_a_program_is_shown_the_way_to_one(cast: Cast) -> None:
    cast.program.retire(by=cast.pm, because="Started over.")
    client = as_(cast.pm)
    assert "No charter program yet" in read(client, "/products/byway/charter")
    read(client, "/products/byway/charter/new")
    said = {"title": "Again", "market": cast.market.number, "release": cast.release.number, "rhythm_days": 14}
    assert client.post("/products/byway/charter/new", said).status_code == 303
    made = Program.objects.current(cast.product)
    assert (made.title, made.release, made.market) == ("Again", cast.release, cast.market)


def test_the_board_is_read_in_a_fixed_number_of_statements(cast: Cast, django_assert_max_num_queries: Any) -> None:
    client = as_(cast.pm)
    for place in range(2):
        cast.reference(place)
    client.get("/products/byway/charter")
    with django_assert_max_num_queries(60) as few:
        client.get("/products/byway/charter")
    most = len(few)
    for place in range(2, 8):
        cast.reference(place)
    client.get("/products/byway/charter")  # the rail's figures are counted anew after something was recorded
    with django_assert_max_num_queries(most):
        client.get("/products/byway/charter")


def test_a_tile_moved_on_the_board_takes_the_step_or_shows_its_form(cast: Cast) -> None:
    client, member = as_(cast.pm), cast.candidate()
    url = f"/charter-members/{member.number}/stage"
    assert client.post(url, {"stage": "invited"}).status_code == 303
    assert stage(member) == "invited"
    assert client.post(url, {"stage": "joined"}).headers["Location"].endswith("/agreement")
    assert client.post(url, {"stage": "candidate"}).headers["Location"].endswith("/return")
    refused = client.post(url, {"stage": "live"})
    assert (refused.status_code, stage(member)) == (422, "invited")
    assert "is invited now" in refused.content.decode()
    assert client.post(url, {"stage": "nonsense"}).status_code == 422


def test_the_agreement_refuses_on_the_same_page_with_nothing_lost(cast: Cast) -> None:
    client, member = as_(cast.hand), cast.candidate()
    url = f"/charter-members/{member.number}/agreement"
    said = {"urgency": "Mondays are lost.", "one_general_product": "on", "gives": "time\nvisits"}
    refused = client.post(url, said)
    assert refused.status_code == 422
    assert "Mondays are lost." in refused.content.decode()
    assert "has not said yes to paying" in refused.content.decode()
    assert client.post(url, {**said, "pays_after": "on"}).status_code == 303
    assert CharterMember.objects.get(pk=member.pk).gives == ["time", "visits"]


def test_a_member_is_walked_to_reference_by_its_page_alone(cast: Cast) -> None:
    client, member = as_(cast.pm), cast.joined()
    url = f"/charter-members/{member.number}"
    client.post(f"/builds/{cast.build.number}/deployments", {"member": member.number})
    assert stage(member) == "in_trial"
    client.post(f"{url}/live")
    client.post(f"{url}/question")
    client.post(f"{url}/answers", {"score": 9})
    client.post(f"{url}/happiness")
    assert stage(member) == "happy"
    made = client.post(f"{url}/consent", {"scopes": ["name", "quote"], **CONSENT})
    assert made.status_code == 303
    assert stage(member) == "reference"
    shown = read(client, made.headers["Location"])
    assert "Counts" in shown
    assert "Ola Reyes" in shown
    read(client, url)


def test_a_member_page_shows_a_refused_answer_again(cast: Cast) -> None:
    client, member = as_(cast.hand), cast.live()
    refused = client.post(f"/charter-members/{member.number}/answers", {"score": 14})
    assert refused.status_code == 422
    assert 'value="14"' in refused.content.decode()


@pytest.mark.parametrize(("path", "after"), [("decline", "declined"), ("return", "candidate")])
def test_a_step_with_a_reason_asks_for_it(cast: Cast, path: str, after: str) -> None:
    client, member = as_(cast.hand), cast.candidate()
    member.invite(by=cast.hand)
    url = f"/charter-members/{member.number}/{path}"
    read(client, url)
    assert client.post(url, {"because": ""}).status_code == 422
    assert client.post(url, {"because": "No time."}).status_code == 303
    assert stage(member) == after


def test_wishes_are_noted_and_taken_back(cast: Cast) -> None:
    client, member = as_(cast.hand), cast.joined()
    url = f"/charter-members/{member.number}/wishes"
    client.post(url, {"feature": cast.feature.number, "words": "A chain."})
    assert member.wishes.get().words == "A chain."
    client.post(f"{url}/{cast.feature.number}/withdrawal")
    assert not member.wishes.exists()


def test_a_reference_is_used_and_withdrawn_on_its_page(cast: Cast) -> None:
    reference = cast.reference()
    url, sales = f"/references/{reference.number}", as_(cast.rep)
    assert sales.post(f"{url}/uses", {"scope": "call", "purpose": "Leeds asks"}).status_code == 303
    assert sales.post(f"{url}/uses", {"scope": "press", "purpose": "Leeds asks"}).status_code == 422
    assert sales.post(f"{url}/withdrawal", {"because": "I think so"}).status_code == 403
    assert as_(cast.hand).post(f"{url}/withdrawal", {"because": "New owner"}).status_code == 303
    assert Reference.objects.get(pk=reference.pk).withdrawn_on == TODAY
    shown = read(sales, url)
    assert "The consent was withdrawn." in shown
    assert "Leeds asks" in shown


def test_builds_are_listed_and_sent(cast: Cast) -> None:
    client, url = as_(cast.hand), f"/charter-programs/{cast.program.number}/builds"
    cast.live()
    assert "1 of 1" in read(client, url)
    assert client.post(url, {"version": "0.8"}).status_code == 422
    sent = client.post(url, {"version": "0.9", "says": "A second person."})
    assert "Not deployed at" in read(client, sent.headers["Location"])


def test_a_session_is_planned_answered_and_held(cast: Cast) -> None:
    client, member = as_(cast.hand), cast.joined()
    url = f"/charter-programs/{cast.program.number}/sessions"
    said = {
        "title": "A visit",
        "form": "visit",
        "starts_at": "2026-11-26T10:00",
        "members": [member.number],
        "questions": "Why?",
    }
    planned = client.post(url, said)
    session = Session.objects.get(item__title="A visit")
    assert [one.title for one in session.waiting()] == [member.title]
    client.post(f"/sessions/{session.number}/answers", {"member": member.number})
    assert Session.objects.get(pk=session.pk).waiting() == []
    assert client.post(f"/sessions/{session.number}/outcome", {"outcome": "Good."}).status_code == 422
    Session.objects.filter(pk=session.pk).update(starts_at=datetime(2026, 11, 20, 10, tzinfo=UTC))
    assert client.post(f"/sessions/{session.number}/outcome", {"outcome": "Good."}).status_code == 303
    assert "Good." in read(client, planned.headers["Location"])
    client.post(f"/sessions/{session.number}/reopening")
    assert Session.objects.get(pk=session.pk).held_on is None
    assert "A visit" in read(client, url)


def test_companies_that_voiced_the_problem_are_one_key_from_being_candidates(cast: Cast) -> None:
    problem = cast.feature.problems.get()
    for place in (3, 3, 13):
        note = Note.add(cast.product, f"It stops {place}.", company=cast.companies[place], by=cast.pm)
        note.link(problem.item, by=cast.pm)
    client, url = as_(cast.pm), f"/charter-programs/{cast.program.number}"
    shown = read(client, f"{url}/invitations")
    assert "Said it 2 times" in shown
    assert cast.companies[13].title not in shown
    assert 'data-key="n"' in shown
    assert client.post(f"{url}/members", {"company": cast.companies[3].title}).status_code == 303
    assert CharterMember.objects.get(company=cast.companies[3]).stage == "candidate"
    assert client.post(f"{url}/members", {"company": "Nobody at all"}).status_code == 422


def test_early_access_is_offered_on_its_own_page(cast: Cast) -> None:
    client, url = as_(cast.hand), f"/charter-programs/{cast.program.number}/early-access"
    assert "Nobody was offered" in read(client, url)
    assert client.post(url, {"company": cast.companies[0].title, "because": "Full"}).status_code == 303
    assert client.post(url, {"company": cast.companies[0].title}).status_code == 422
    assert cast.companies[0].title in read(client, url)
    client.post(f"{url}/{cast.companies[0].number}/withdrawal")
    assert not cast.program.early_access.exists()


def test_pasted_usage_sets_deployed_and_live_and_gives_the_rest_back(cast: Cast) -> None:
    client, first, second = as_(cast.hand), cast.joined(0), cast.joined(1)
    with days_ago(20):
        cast.build.deploy(second, by=cast.hand)
    rows = f"Company,Version,Last active\n{first.title},0.8,2026-11-21\nbyway2.example,v0.8,2026-11-21\n"
    rows += "Nobody,0.8,\nByway 1,9.9,"
    answer = client.post(f"/charter-programs/{cast.program.number}/usage", {"rows": rows})
    assert (stage(first), stage(second)) == ("in_trial", "live")
    shown = answer.content.decode()
    assert "Nobody is not in this program." in shown
    assert "No build 9.9 was sent" in shown


def test_a_day_that_is_none_is_given_back_with_its_reason(cast: Cast) -> None:
    member = cast.joined()
    answer = as_(cast.hand).post(
        f"/charter-programs/{cast.program.number}/usage", {"rows": f"{member.title}\t0.8\tlast week"}
    )
    assert "last week is none" in answer.content.decode()
    assert stage(member) == "joined"


def test_a_release_and_a_company_show_what_charter_knows(cast: Cast) -> None:
    member = cast.joined()
    client = as_(cast.pm)
    assert "0 of 6 references live and happy" in read(client, f"/releases/{cast.release.number}")
    assert member.mark in read(client, cast.companies[0].get_absolute_url())


def test_a_program_is_closed_and_run_again(cast: Cast) -> None:
    client, url = as_(cast.pm), f"/charter-programs/{cast.program.number}"
    client.post(f"{url}/closing")
    assert Program.objects.get(pk=cast.program.pk).closed_on == TODAY
    assert "Run it again" in read(client, url)
    client.post(f"{url}/closing")
    assert Program.objects.get(pk=cast.program.pk).closed_on is None


def test_sales_reads_the_board_and_moves_nothing(cast: Cast) -> None:
    member = cast.candidate()
    client = as_(cast.rep)
    assert "tile-move" not in read(client, "/products/byway/charter")
    assert client.post(f"/charter-members/{member.number}/invitation").status_code == 403


def test_a_restricted_product_hides_its_charter(cast: Cast) -> None:
    member = cast.candidate()
    cast.product.restricted = True
    cast.product.save()
    assert as_(cast.rep).get(f"/charter-members/{member.number}").status_code == 404
    assert as_(cast.rep).get("/products/byway/charter").status_code == 404


def test_a_coming_session_is_on_the_board(cast: Cast) -> None:
    member = cast.joined()
    starts_at = datetime(2026, 11, 26, 10, tzinfo=UTC)
    cast.program.plan_session(
        "Group visit", starts_at=starts_at, members=[member], form="group", questions=["Why?"], by=cast.hand
    )
    shown = read(as_(cast.pm), "/products/byway/charter")
    assert "Group visit" in shown
    assert "1 question ready, 1 member not answered yet" in shown
    assert TODAY + timedelta(days=4) == starts_at.date()
