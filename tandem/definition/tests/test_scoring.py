"""Which feature first, and how far to trust the figure."""

from decimal import Decimal as D

import pytest

from tandem.definition.scoring import rice


@pytest.mark.parametrize(
    ("reach", "impact", "confidence", "effort", "heard", "value", "origin"),
    [
        (D(40), D(2), D("0.8"), D(4), 0, D("16.0"), "estimate"),
        (None, D(2), D("0.8"), D(4), 23, D("9.2"), "evidence"),
        (D(40), D(2), D("0.8"), D(4), 23, D("16.0"), "estimate"),
        (D(0), D(2), D("0.8"), D(4), 23, D("0.0"), "estimate"),
        (None, D(2), D("0.8"), D(4), 0, None, ""),
        (D(40), None, D("0.8"), D(4), 0, None, "estimate"),
        (D(40), D(2), D("0.8"), D(0), 0, None, "estimate"),
    ],
)
def test_evidence_fills_the_reach_and_the_score_shows_where_it_is_an_estimate(
    reach: D | None, impact: D | None, confidence: D | None, effort: D | None, heard: int, value: D | None, origin: str
) -> None:
    score = rice(reach, impact, confidence, effort, heard_from=heard)
    assert (score.value, score.reach_from) == (value, origin)


def test_a_score_that_lacks_numbers_names_them() -> None:
    score = rice(None, D(1), None, D(0))
    assert score.missing == ("reach", "confidence", "effort")
    assert score.says == "Still needs reach, confidence and effort"
