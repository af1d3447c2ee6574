"""Google Play: UTF-16, the id inside the link, replies of ours beside and never counted."""

from __future__ import annotations

import pytest

from tandem.connectors.tests.kit import bring, figures, note
from tandem.evidence.models import Import
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_the_console_file_is_read_as_utf_16_and_keeps_its_ids(cast: Cast) -> None:
    assert figures(bring(cast, "playstore_console")) == (1, 0, 0, 1, 0)
    assert Import.objects.latest("item__number").shown_shape.encoding == "utf-16"
    found = note(cast, "très lent")
    assert (found.external_id, found.rating, found.rating_scale) == ("gp:AOqpT1", 2, "stars_1_5")
    assert found.custom["Developer Reply Text"] == "We are on it"


def test_title_and_body_of_the_api_are_parted_by_a_tab(cast: Cast) -> None:
    bring(cast, "playstore_api")
    found = note(cast, "The export is slow")
    assert (found.title, found.body, found.custom["our reply"]) == ("Slow", "The export is slow", "We are on it")
