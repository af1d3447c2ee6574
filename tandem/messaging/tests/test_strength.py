"""The rule of strength, as a table."""

from datetime import date, timedelta

import pytest

from tandem.messaging.strength import Proof, missing, strength

TODAY = date(2026, 11, 22)
NEW, OLD = TODAY - timedelta(days=30), TODAY - timedelta(days=366)


def quote(company: int, *, counts: bool = True, as_of: date = NEW) -> Proof:
    return Proof("quote", as_of, counts, company=company)


@pytest.mark.parametrize(
    ("proofs", "expected"),
    [
        ([], "none"),
        ([quote(1)], "weak"),
        ([quote(1), quote(1), quote(1)], "weak"),
        ([quote(1), quote(2)], "weak"),
        ([quote(1), quote(2), quote(3)], "proven"),
        ([quote(1), quote(2), quote(3, counts=False)], "weak"),
        ([Proof("reference", NEW, True)], "proven"),
        ([Proof("metric", NEW, True)], "proven"),
        ([Proof("page", NEW, True)], "proven"),
        ([Proof("validation", NEW, True)], "proven"),
        ([Proof("validation", NEW, False)], "weak"),
        ([Proof("reference", NEW, False, counted=True)], "stale"),
        ([Proof("reference", NEW, False, counted=True), quote(1)], "stale"),
        ([Proof("reference", NEW, False, counted=True), Proof("metric", NEW, True)], "proven"),
        ([Proof("metric", OLD, True)], "stale"),
        ([Proof("metric", OLD, True), quote(1)], "proven"),
        ([Proof("metric", TODAY - timedelta(days=365), True)], "proven"),
    ],
)
def test_strength_is_computed_from_what_could_be_shown_to_a_stranger_today(proofs: list[Proof], expected: str) -> None:
    assert strength(proofs, TODAY) == expected


def test_what_is_missing_is_said_until_it_is_proven() -> None:
    assert "1 of 3 companies" in missing([quote(1)], TODAY)
    assert "renew the consent" in missing([Proof("metric", OLD, True)], TODAY)
    assert missing([Proof("metric", NEW, True)], TODAY) == ""
