"""Fider: a post without a description is its title, and our response is no customer's word."""

from __future__ import annotations

import pytest

from tandem.connectors.tests.kit import bring, note
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_posts_keep_votes_status_and_what_they_repeat(cast: Cast) -> None:
    bring(cast, "fider_posts")
    first, second = note(cast, "Monthly, please"), note(cast, "Export, please")
    assert (first.external_id, first.custom["votes"], first.custom["status"]) == ("7", "4", "declined")
    assert first.custom["response"] == "Not this year"
    assert second.custom["original_number"] == "7"
    assert cast.notes().count() == 2
