"""The pages of outcomes, as an owner uses them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tandem.definition.models import Goal, Release
from tandem.outcomes.models import Result
from tandem.outcomes.tests.conftest import Cast
from tandem.team.models import Token

pytestmark = pytest.mark.django_db


@pytest.fixture
def pm(client: Client, cast: Cast) -> Client:
    client.force_login(cast.pm)
    return client


def _text(html: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.decode()).split())


def test_the_hit_rate_is_the_first_chart_with_how_many_of_how_many(pm: Client, cast: Cast) -> None:
    Result.read(cast.goal("Reconciled"), Decimal(78), by=cast.pm)
    Result.read(cast.goal("Support calls", 40, 20), Decimal(31), by=cast.pm)
    cast.goal("Churn")
    html = pm.get("/products/sideline/outcomes").content
    text = _text(html)
    assert b'<svg class="chart"' in html
    assert b"1.8: 1 of 3 goals met, 33%" in html
    assert "2 of 3 were measured (67%); what was never measured counts as not met." in text
    for said in ("Reconciled", "Met", "Missed", "Never measured", "78%", "31%"):
        assert said in text


def test_a_product_without_goals_is_told_how_to_begin(pm: Client, cast: Cast) -> None:
    cast.release.retire(because="Test", by=cast.pm)
    assert "No outcomes yet" in _text(pm.get("/products/sideline/outcomes").content)


def test_an_actual_is_recorded_in_its_row_and_the_verdict_follows(pm: Client, cast: Cast) -> None:
    goal = cast.goal("Reconciled")
    assert f'action="/goals/{goal.number}/result"'.encode() in pm.get("/products/sideline/outcomes").content
    answer = pm.post(f"/goals/{goal.number}/result", {"actual": "78", "back": "1"})
    assert (answer.status_code, answer["Location"]) == (303, "/products/sideline/outcomes")
    assert "78%" in _text(pm.get("/products/sideline/outcomes").content)


def test_what_cannot_be_read_is_shown_again_on_the_goals_page(pm: Client, cast: Cast) -> None:
    goal = cast.goal("Reconciled")
    answer = pm.post(f"/goals/{goal.number}/result", {"actual": "plenty", "back": "1"})
    assert answer.status_code == 422
    assert b"plenty" in answer.content
    assert not Result.objects.filter(goal=goal).exists()


def test_a_goal_is_judged_and_corrected_on_its_page(pm: Client, cast: Cast) -> None:
    goal = cast.goal("People speak well of it", None, None)
    assert pm.post(f"/goals/{goal.number}/judgment", {"met": "yes", "because": ""}).status_code == 422
    pm.post(f"/goals/{goal.number}/judgment", {"met": "no", "because": "Nobody mentioned it."})
    assert "Judged missed" in _text(pm.get(f"/goals/{goal.number}").content)
    pm.post(f"/goals/{goal.number}/correction", {"met": "yes", "because": "Two did, we found later."})
    text = _text(pm.get(f"/goals/{goal.number}").content)
    assert "Judged met" in text
    assert "corrected it: met" in text
    assert "Nobody mentioned it." in text


def test_who_does_not_answer_for_the_product_sees_no_form(client: Client, cast: Cast) -> None:
    goal = cast.goal("Reconciled")
    client.force_login(cast.helper)
    assert f"/goals/{goal.number}/result".encode() not in client.get(f"/goals/{goal.number}").content
    assert client.post(f"/goals/{goal.number}/result", {"actual": "78"}).status_code == 403


def test_past_releases_and_goals_paste_in_as_a_table(pm: Client, cast: Cast) -> None:
    rows = (
        "Release\tShipped on\tGoal\tBefore\tTarget\tUnit\tMeasured on\tCame to\n"
        "1.7\t2025-11-03\tActive firms\t1,200\t1,500\t\t2026-02-01\t1,610\n"
        "1.7\t3 Nov 2025\tSupport calls a week\t90\t60\t\t\t71\n"
        "1.8\t2026-03-31\tReconciled\t50%\t75%\t\t2026-06-30\t\n"
    )
    answer = pm.post("/products/sideline/outcomes/past", {"rows": rows})
    assert answer.status_code == 303
    made = Release.objects.of(cast.product).get(item__title="1.7")
    assert made.made_available_on == date(2025, 11, 3)
    assert [goal.title for goal in made.goals] == ["Active firms", "Support calls a week"]
    assert Goal.objects.get(about=cast.release.item).unit == "%"
    text = _text(pm.get("/products/sideline/outcomes").content)
    assert "1.7: 1 of 2 goals met" in text


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("1.7,sometime,Active firms", "“sometime” is not a day"),
        ("1.7,2025-11-03,Active firms,many", "“many” is not a number"),
        ("1.7,,Active firms", "needs the day 1.7 shipped"),
        ("1.7,2025-11-03", "needs a release in its first column and a goal in its third"),
        ("1.7,2027-11-03,Active firms", "Row 1: A past release has a day that has passed"),
        ("1.7,2025-11-03,Active,1,2,,,3\n1.7,2025-11-03,active,1,2", "Row 2: 1.7 has the goal “active” already."),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_place_and_nothing_comes_in(
    pm: Client, cast: Cast, rows: str, said: str
) -> None:
    answer = pm.post("/products/sideline/outcomes/past", {"rows": rows})
    assert answer.status_code == 422
    assert said in _text(answer.content)
    assert not Release.objects.of(cast.product).filter(item__title="1.7").exists()


def test_the_page_of_a_goal_leads_to_what_it_is_a_goal_of_and_its_trace(pm: Client, cast: Cast) -> None:
    goal = cast.goal("Reconciled")
    html = pm.get(f"/goals/{goal.number}").content.decode()
    assert f'href="/releases/{cast.release.number}"' in html
    assert f'href="/trace/{goal.mark}"' in html
    assert "What did it come to?" in html


def test_outcomes_are_read_in_few_statements(pm: Client, cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        Result.read(cast.goal(f"Goal {number}"), Decimal(70 + number), by=cast.pm)
    pm.get("/products/sideline/outcomes")
    with django_assert_max_num_queries(40):
        pm.get("/products/sideline/outcomes")


def test_a_program_records_judges_corrects_and_reads_what_came(client: Client, cast: Cast) -> None:
    token = Token.make(cast.pm, "test", scopes=["read", "write"], by=cast.pm).secret
    headers = {"Authorization": f"Bearer {token}"}
    goal, other = cast.goal("Reconciled"), cast.goal("Spoken well of", None, None)

    def post(path: str, **body: Any) -> Any:
        return client.post(f"/api/v1/goals{path}", body, content_type="application/json", headers=headers)

    made = post(f"/{goal.number}/result", actual="78", because="June")
    assert (made.status_code, made.json()["verdict"], made.json()["by"]) == (201, "met", "Pia")
    assert post(f"/{goal.number}/result", actual="1").status_code == 422
    assert post(f"/{goal.number}/correction", actual="60", because="Twice").json()["verdict"] == "missed"
    assert post(f"/{other.number}/judgment", met=True, because="Six said so.").json()["judged_met"] is True
    listed = client.get("/api/v1/goals/results?product=sideline", headers=headers).json()["rows"]
    assert [row["verdict"] for row in listed] == ["met", "missed"]
    told = client.get("/api/v1/outcomes/sideline", headers=headers).json()
    assert told["rate"] == {"met": 1, "missed": 1, "never_measured": 0, "due": 2, "share": 0.5}
    assert told["releases"] == ["1.8: 1 of 2 goals met, 50%"]
