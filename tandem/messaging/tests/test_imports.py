"""Deals come in from the CRM's export, with their company, their money and how they ended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tandem.evidence.models import Company
from tandem.evidence.tests.importing_cast import Cast, counts, gather
from tandem.messaging.imports import outcome_of
from tandem.messaging.models import Deal

pytestmark = pytest.mark.django_db
DEALS = (
    "Deal name,Record ID,Company,Amount,Stage,Close date,Lost reason\n"
    "Sideline renewal,9001,Harbor Sideline,5000,Closed Won,2026-05-01,\n"
    "Sideline pilot,9002,harbor-s.example,7000,Closed Lost,2026-06-01,Price\n"
)


@pytest.fixture
def cast() -> Cast:
    found = gather()
    Company.open("Harbor Sideline", domains=["harbor-s.example"], by=found.owner)
    return found


def test_deals_come_in_once_and_find_their_company_by_name_or_domain(cast: Cast) -> None:
    assert counts(cast.bring(DEALS, target="deals")) == (2, 0, 0, 0, 0)
    assert counts(cast.bring(DEALS, target="deals")) == (0, 0, 2, 0, 0)
    won, lost = Deal.objects.filter(crm_id__in=["9001", "9002"]).order_by("crm_id")
    assert (won.company, won.outcome, won.amount, won.closed_on) == (
        lost.company,
        "won",
        Decimal(5000),
        date(2026, 5, 1),
    )
    assert (lost.outcome, lost.reason) == ("lost", "Price")


def test_a_deal_that_moved_on_is_an_update(cast: Cast) -> None:
    cast.bring(DEALS.replace("Closed Won", "Negotiation"), target="deals")
    assert counts(cast.bring(DEALS, target="deals")) == (0, 1, 1, 0, 0)


def test_a_deal_of_a_company_nobody_knows_is_given_back(cast: Cast) -> None:
    brought = cast.bring(DEALS.replace("harbor-s.example", "Nobody Inc"), target="deals")
    assert counts(brought) == (1, 0, 0, 0, 1)
    assert "Import the companies first" in brought.rejected_rows.get().reason


def test_deals_without_an_id_are_found_by_name_company_and_day(cast: Cast) -> None:
    table = "Deal name,Company,Created\nSideline pilot,Harbor Sideline,2026-01-05\nSideline pilot,Harbor Sideline,2026-02-05\n"
    assert counts(cast.bring(table, target="deals")) == (2, 0, 0, 0, 0)
    assert counts(cast.bring(table, target="deals")) == (0, 0, 2, 0, 0)


def test_undoing_retires_the_deals(cast: Cast) -> None:
    brought = cast.bring(DEALS, target="deals")
    assert brought.undo(by=cast.owner).taken_back == 2
    assert not Deal.objects.filter(imported=brought, item__retired_at=None).exists()


@pytest.mark.parametrize(
    ("outcome", "stage", "expected"),
    [
        ("won", "", "won"), ("true", "Negotiation", "won"), ("false", "Closed Lost", "lost"), ("", "closedwon", "won"),
        ("", "Closed - Lost to Competitor", "lost"), ("", "Prospecting", "open"), ("No decision", "", "no decision"), ("", "", "open"),
    ],
)  # fmt: skip
def test_how_a_deal_ended_is_read_from_its_outcome_else_from_its_stage(outcome: str, stage: str, expected: str) -> None:
    assert outcome_of(outcome, stage) == expected
