"""App Store: a Python dictionary in a cell stays text, and dates in another script are dates."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.connectors.tests.kit import bring, note
from tandem.definition.models import Release
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_an_answer_written_as_python_is_kept_as_text_and_never_run(cast: Cast) -> None:
    bring(cast, "appstore_scraped")
    assert note(cast, "slow").custom["developerResponse"].startswith("{'id': 1, 'body'")


def test_release_notes_are_releases(cast: Cast) -> None:
    bring(cast, "appstore_releases")
    assert Release.objects.get(item__title="2.0.1").made_available_on == date(2021, 12, 13)
