"""NPS: the kind of survey decides the scale, and a score without words is no note."""

from __future__ import annotations

import pytest

from tandem.connectors.nps.presets import scored
from tandem.connectors.tests.kit import bring, figures, note
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_each_response_is_on_the_scale_of_its_survey(cast: Cast) -> None:
    assert figures(bring(cast, "nps_delighted")) == (2, 0, 0, 1, 0)
    assert (note(cast, "feed stops").rating, note(cast, "feed stops").rating_scale) == (0, "nps_0_10")
    good = note(cast, "Good")
    assert (good.rating, good.rating_scale, good.author_email) == (5, "stars_1_5", "bo@mill.example")


def test_a_plain_table_of_scores_is_nps_even_where_nobody_scored_above_five(cast: Cast) -> None:
    assert figures(bring(cast, "nps_scores")) == (2, 0, 0, 1, 0)
    assert {n.rating_scale for n in cast.notes()} == {"nps_0_10"}


def test_a_score_outside_of_its_scale_is_left_out() -> None:
    assert (scored("10", "nps"), scored("6", "csat"), scored("3", "pmf"), scored("", "nps")) == ("10/10", "", "", "")
