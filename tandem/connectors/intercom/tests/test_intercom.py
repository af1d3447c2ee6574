"""Intercom: the first message is the source, versions of a row are one, and bots say nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tandem.connectors.tests.kit import bring, figures, note, person
from tandem.evidence.models import Company
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_tables_are_joined_into_what_customers_said(cast: Cast) -> None:
    for target in ("companies", "contacts"):
        bring(cast, "intercom_conversations", target=target)
    report = bring(cast, "intercom_conversations", target="notes")
    assert sorted(note.body for note in cast.notes()) == [
        "Hey there, where is the export?", "I do not see it & neither does Bo", "Took a day",
    ]  # fmt: skip
    assert report.rejected == 0
    first = note(cast, "Hey there")
    assert (first.company.title, first.contact.name, first.tags) == ("Quay Freight", "Ana van Quay", ["export"])
    assert (first.custom["status"], first.custom["page they were on"]) == ("closed", "https://app.example/reports")
    remark = note(cast, "Took a day")
    assert (remark.rating, remark.rating_scale, remark.external_id) == (4, "stars_1_5", "rating:c1")
    assert first.rating is None, "a rating counts once, where its remark stands"


def test_a_company_brings_its_monthly_spend_twelve_times(cast: Cast) -> None:
    bring(cast, "intercom_companies")
    quay = Company.objects.get(item__title="Quay Freight")
    assert (quay.arr, quay.crm_id, quay.employees) == (Decimal("10806.00"), "CRM-31", 40)
    assert [domain.domain for domain in quay.domains.all()] == ["quay.example"]
    bring(cast, "intercom_contacts")
    assert person("ana@quay.example").company == quay


def test_a_conversation_of_the_api_brings_its_parts_along(cast: Cast) -> None:
    report = bring(cast, "api")
    assert (report.preset, figures(report)) == ("intercom_conversations", (2, 0, 0, 1, 0))
    assert note(cast, "anyone?").said_at.isoformat() == "2026-01-02T09:00:50+00:00"
    assert note(cast, "hey there").custom["attachments"] == "feed.png https://files.intercom.example/i/1/feed.png"
    assert "attachments" not in note(cast, "anyone?").custom, "no address of the web"
