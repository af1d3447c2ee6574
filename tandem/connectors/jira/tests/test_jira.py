"""Jira: columns repeat, documents become words, and the numeric id is the identity."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.connectors.tests.kit import bring, fixture, note
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_repeated_columns_are_kept_whole(cast: Cast) -> None:
    bring(cast, "jira_issues")
    found = note(cast, "{code}Traceback{code}")
    assert (found.external_id, found.tags) == ("10007", ["feed", "bank"])
    assert found.custom["comments"] == ["30/Sep/25 18:00;sam;looking"]
    assert found.custom["attachments"] == "feed.png https://jira.example/secure/attachment/7/feed.png"
    assert found.said_at.isoformat() == "2025-09-30T17:20:00+00:00"
    assert note(cast, "Export to a spreadsheet").title == "Export to a spreadsheet"


def test_the_same_issue_out_of_the_api_is_the_same_note(cast: Cast) -> None:
    bring(cast, "jira_issues", source="Tracker")
    report = bring(cast, "rest", source="Tracker")
    assert (report.preset, report.created, report.updated, report.skipped) == ("jira_issues", 1, 1, 1)
    found = note(cast, "It stops every Monday")
    assert found.url == "https://jira.example/browse/LED-7"
    assert [version.body for version in found.versions.all()] == ["{code}Traceback{code}\n*Every Monday*"]


def test_comments_of_who_reported_the_issue_are_notes_unless_one_says_otherwise(cast: Cast) -> None:
    assert bring(cast, "jira_issues").created == 3
    said = note(cast, "It stopped again today")
    assert (said.author_name, said.title, said.tags) == ("ana", "Bank feed stops", ["feed", "bank"])
    assert said.said_at.isoformat() == "2025-10-01T09:00:00+00:00"
    everyone = bring(cast, "jira_issues", answers={"comments": "all"})
    assert (everyone.created, everyone.unchanged + everyone.updated) == (1, 3)
    assert bring(cast, "jira_issues", source="Issues alone", answers={"comments": "none"}).created == 2


def test_a_comment_is_the_same_note_in_the_export_of_another_person(cast: Cast, tmp_path: Path) -> None:
    bring(cast, "jira_issues")
    elsewhere = tmp_path / "issues.csv"
    elsewhere.write_text(fixture("jira_issues").read_text().replace("01/Oct/25 09:00;", "01/Oct/25 18:00;"))
    again = bring(cast, elsewhere)
    assert (again.created, again.updated) == (0, 1)


def test_comments_of_the_api_come_with_names_and_inner_ones_do_not(cast: Cast) -> None:
    bring(cast, "rest", answers={"comments": "all"})
    assert note(cast, "It stopped on Tuesday too").author_name == "Ana Quay"
    assert note(cast, "We look into it").external_id == "comment:10007:902"
    assert not cast.notes().filter(body__contains="Ask the bank").exists()
