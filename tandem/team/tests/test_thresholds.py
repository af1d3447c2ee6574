"""Every row of product.md's table of thresholds: starting, growing, enterprise."""

from __future__ import annotations

import pytest

from tandem.team.thresholds import PRESETS, WORDS


@pytest.mark.parametrize(
    ("threshold", "starting", "growing", "enterprise"),
    [
        ("companies_to_validate", 3, 5, 8),
        ("happy_within_days", 60, 60, 60),
        ("input_days", 5, 5, 7),
        ("unowned_days", 7, 7, 7),
        ("deploy_days", 3, 3, 5),
        ("quiet_days", 14, 14, 21),
        ("slow_acceptance", 0.3, 0.3, 0.3),
        ("slow_invitations", 10, 10, 10),
        ("slow_days", 30, 30, 30),
        ("early_adopters", 1 / 2, 1 / 2, 1 / 3),
        ("consent_months", 24, 24, 12),
        ("reference_uses", 2, 2, 2),
        ("products_per_person", 2, 3, 3),
        ("expedited_share", 0.3, 0.3, 0.2),
        ("role_days", 30, 30, 30),
        ("sales_share", 0.5, 0.5, 0.5),
        ("references", 6, 6, 6),
        ("charter_cap", 10, 10, 10),
        ("trained_share", 0.8, 0.8, 0.8),
        ("answers_to_split", 5, 5, 5),
        ("answers_to_say", 30, 30, 30),
        ("answer_days", 14, 14, 14),
        ("solved_share", 0.6, 0.6, 0.6),
        ("solved_answers", 3, 3, 3),
    ],
)
def test_each_threshold_is_what_the_preset_says(
    threshold: str, starting: float, growing: float, enterprise: float
) -> None:
    assert getattr(PRESETS["starting"], threshold) == starting
    assert getattr(PRESETS["growing"], threshold) == growing
    assert getattr(PRESETS["enterprise"], threshold) == enterprise


def test_every_threshold_has_a_name_a_person_can_read() -> None:
    assert set(WORDS) == set(vars(PRESETS["growing"]))
    assert ("Sales trained before a launch", "80%") in PRESETS["growing"].in_words()
