"""Jira: columns repeat, documents become words, and the numeric id is the identity."""

from __future__ import annotations

import pytest

from tandem.connectors.tests.kit import bring, note
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_repeated_columns_are_kept_whole(cast: Cast) -> None:
    bring(cast, "jira_issues")
    found = note(cast, "{code}Traceback{code}")
    assert (found.external_id, found.tags) == ("10007", ["feed", "bank"])
    assert found.custom["Comment"] == ["30/Sep/25 18:00;sam;looking", "01/Oct/25 09:00;ana;again"]
    assert found.said_at.isoformat() == "2025-09-30T17:20:00+00:00"
    assert note(cast, "Export to a spreadsheet").title == "Export to a spreadsheet"


def test_the_same_issue_out_of_the_api_is_the_same_note(cast: Cast) -> None:
    bring(cast, "jira_issues", source="Tracker")
    report = bring(cast, "rest", source="Tracker")
    assert (report.preset, report.created, report.updated) == ("jira_issues", 0, 1)
    found = note(cast, "It stops every Monday")
    assert found.url == "https://jira.example/browse/LED-7"
    assert [version.body for version in found.versions.all()] == ["{code}Traceback{code}\n*Every Monday*"]
