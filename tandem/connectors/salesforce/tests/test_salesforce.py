"""Salesforce: short and long ids are one, IsWon says how a deal ended, and deleted rows stay away."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tandem.connectors.salesforce.presets import whole_id
from tandem.connectors.tests.kit import bring, figures, person
from tandem.evidence.models import Company
from tandem.evidence.tests.importing_cast import Cast, gather
from tandem.messaging.models import Deal


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("0011G00000eM9wv", "0011G00000eM9wvQAC"),
        ("006q000000Hddoh", "006q000000HddohAAB"),
        ("0011G00000eM9wvQAC", "0011G00000eM9wvQAC"),
        ("no id", "no id"),
    ],
)
def test_a_short_id_becomes_the_long_one(short: str, whole: str) -> None:
    assert whole_id(short) == whole


def test_accounts_contacts_and_opportunities_find_each_other(cast: Cast) -> None:
    assert figures(bring(cast, "salesforce_accounts")) == (1, 0, 0, 1, 0)
    bring(cast, "salesforce_contacts")
    bring(cast, "salesforce_opportunities")
    quay = Company.objects.get(item__title="Quay Freight")
    assert (quay.crm_id, quay.arr) == ("0011G00000eM9wvQAC", Decimal(12_000))
    assert person("ana@quay.example").company == quay
    lost = Deal.objects.get(item__title="Quay 2026")
    assert (lost.outcome, lost.reason, lost.competitor) == ("lost", "Price", "Bookwise")
    assert Deal.objects.get(item__title="Mill 2026").outcome == "won"


def test_the_footer_of_a_report_is_no_deal(cast: Cast) -> None:
    assert figures(bring(cast, "salesforce_report")) == (2, 0, 0, 1, 0)
    assert Deal.objects.get(item__title="Quay 2026").outcome == "lost"
