"""HubSpot: companies, then contacts and deals; what was deleted or merged away does not come back."""

from __future__ import annotations

import pytest

from tandem.connectors.tests.kit import bring, figures, person
from tandem.evidence.models import Company
from tandem.evidence.tests.importing_cast import Cast, gather
from tandem.messaging.models import Deal


@pytest.fixture
def cast(db: None) -> Cast:
    return gather()


def test_contacts_find_the_company_that_came_before_them(cast: Cast) -> None:
    bring(cast, "hubspot_companies")
    bring(cast, "hubspot_contacts")
    ana = person("ana@quay.example")
    assert (ana.name, ana.role, ana.company.title) == ("Ana Quay", "Bookkeeper", "Quay Freight")
    assert Company.objects.get(item__title="Quay Freight").crm_id == "2182162682"


def test_stages_pipelines_and_owners_of_a_warehouse_tell_how_a_deal_ended(cast: Cast) -> None:
    assert figures(bring(cast, "hubspot_dealtable")) == (2, 0, 0, 1, 0)
    won = Deal.objects.get(crm_id="51")
    assert (won.outcome, won.stage, won.owner, won.custom["pipeline"]) == (
        "won", "Gewonnen", "sam@ledgerly.example", "Sales",
    )  # fmt: skip
    assert Deal.objects.get(crm_id="52").outcome == "open"


def test_a_contact_that_was_merged_away_is_passed_over(cast: Cast) -> None:
    assert figures(bring(cast, "hubspot_contacttable")) == (1, 0, 0, 1, 0)
