"""Zendesk: tickets, comments, people and organizations find each other in a zip, and agents are not customers."""

from __future__ import annotations

import pytest

from tandem.connectors.tests.kit import bring, figures, note, person
from tandem.evidence.models import Company
from tandem.evidence.tests.importing_cast import Cast, gather


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_one_folder_brings_companies_then_contacts_then_notes(cast: Cast) -> None:
    folder = "zendesk_tickets"
    assert figures(bring(cast, folder, target="companies")) == (2, 0, 0, 0, 0)
    assert figures(bring(cast, folder, target="contacts")) == (3, 0, 0, 1, 0)
    report = bring(cast, folder, target="notes")
    assert (report.created, report.skipped, report.rejected) == (3, 5, 0)
    first = note(cast, "nobody is told")
    assert first.body == "The bank feed stops every Monday\nand nobody is told"
    assert (first.external_id, first.company.title, first.author_name) == ("comment:501", "Quay Freight", "Ana Quay")
    assert (first.title, first.tags) == ("Bank feed stops", ["feed", "bank"])
    assert first.custom["our reply"] == "We are looking into it"
    assert first.custom["thread"] == "9007199254740993", "an id past what a float holds keeps its digits"
    assert first.url == "https://harbor.zendesk.com/agent/tickets/9007199254740993"


def test_private_comments_and_agents_are_no_voice_of_a_customer(cast: Cast) -> None:
    bring(cast, "zendesk_tickets", target="notes")
    said = "\n".join(note.body for note in cast.notes())
    assert "We are looking into it" not in said
    assert "call them" not in said
    assert "scrubbed" not in said


def test_organizations_are_found_by_domain_and_free_mail_makes_none(cast: Cast) -> None:
    bring(cast, "zendesk_tickets", target="companies")
    bring(cast, "zendesk_tickets", target="contacts")
    assert Company.objects.get(item__title="Quay Freight").crm_id == "CRM-31"
    assert person("bo@mill.example").company.title == "Mill & Daughters"
    assert person("cy@gmail.com").company is None


def test_an_incremental_export_that_repeats_a_ticket_counts_its_newest_state(cast: Cast) -> None:
    report = bring(cast, "incremental")
    assert (report.preset, figures(report)) == ("zendesk_tickets", (1, 0, 0, 1, 0))
    found = note(cast, "takes an hour")
    assert (found.external_id, found.custom["status"], found.rating, found.rating_scale) == (
        "ticket:6130907993114", "solved", 1, "csat_good_bad",
    )  # fmt: skip
