"""GitHub: bots, pull requests and the project's own people are passed over; an issue is one note wherever it comes from."""

from __future__ import annotations

import pytest

from tandem.connectors.tests.kit import bring, figures, note
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_only_what_people_outside_said_comes_in(cast: Cast) -> None:
    assert figures(bring(cast, "github_issues")) == (2, 0, 0, 3, 0)
    found = note(cast, "It stops")
    assert (found.external_id, found.custom["thread"]) == ("issue:harbor/ledger#1", "harbor/ledger#1")
    assert found.custom["votes"] == "3", "hearts and rockets count as thumbs up do, thumbs down do not"


def test_of_several_payloads_the_newest_counts_and_the_deleted_does_not(cast: Cast) -> None:
    bring(cast, "github_issues", source="Hub")
    report = bring(cast, "github_webhooks", source="Hub")
    assert figures(report) == (1, 1, 0, 3, 0)
    assert note(cast, "at nine").version == 2
    assert note(cast, "Here too").external_id == "comment:5"
