"""What is known of HubSpot's exports: CSV files under the labels a person sees, warehouse tables under others."""

from __future__ import annotations

from tandem.connectors.making import NOTE, Maker, domains, filled, skipped
from tandem.connectors.wording import words_of
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow, Shape
from tandem.evidence.tables import Cells, Tables, text

COMPANY = ("name", "domains", "crm_id", "industry", "country", "employees", "life_cycle")
CONTACT = ("email", "name", "company", "role")
DEAL = (
    "name",
    "crm_id",
    "company",
    "amount",
    "currency",
    "stage",
    "pipeline",
    "outcome",
    "created_at",
    "close_date",
    "reason",
    "owner",
)
DELETED = "It was deleted in HubSpot."
WON, LOST = ("won", "lost")
STAGES = {"lead": "prospect", "opportunity": "prospect", "customer": "customer", "evangelist": "customer"}


def of_warehouse(shape: Shape) -> bool:
    """Whether properties stand under HubSpot's own names, as warehouse tables have them."""
    return any(column.header.startswith("property_") for column in shape.columns)


def companies(tables: Tables) -> Made:
    """A company for each row that is not deleted."""
    maker = Maker(
        tables, "id|name|domain|website|industry|country|numberofemployees|lifecyclestage|is_deleted", COMPANY
    )
    for row, cells in tables.rows():
        if isinstance(row, BadRow) or _is_deleted(cells):
            yield skipped(row, DELETED)
            continue
        yield maker.record(
            row,
            cells,
            name=text(cells, "name"),
            crm_id=text(cells, "id"),
            industry=text(cells, "industry"),
            domains=domains(text(cells, "domain"), text(cells, "website")),
            country=text(cells, "country"),
            employees=text(cells, "numberofemployees"),
            life_cycle=STAGES.get(text(cells, "lifecyclestage"), ""),
        )


def contacts(tables: Tables) -> Made:
    """A contact for each row that is not deleted and was not merged into another."""
    merged = {old for cells in tables.cells("contact") for old in text(cells, "hs_merged_object_ids").split(";") if old}
    maker = Maker(tables, "id|email|firstname|lastname|company|jobtitle|is_deleted|associatedcompanyid", CONTACT)
    for row, cells in tables.rows("contact"):
        if isinstance(row, BadRow) or _is_deleted(cells) or text(cells, "id") in merged:
            yield skipped(row, "It was deleted in HubSpot, or merged into another contact.")
            continue
        yield maker.record(
            row,
            cells,
            email=text(cells, "email"),
            role=text(cells, "jobtitle"),
            name=f"{text(cells, 'firstname')} {text(cells, 'lastname')}".strip(),
            company=text(cells, "associatedcompanyid", "company"),
        )


class Pipeline:
    """The tables around deals: their stages with how they end, pipelines, owners and companies."""

    def __init__(self, tables: Tables) -> None:
        self.stages = tables.kept("deal_pipeline_stage", "stage_id")
        self.pipelines = tables.kept("deal_pipeline", "pipeline_id")
        self.owners = tables.kept("owner", "owner_id")
        self.companies = tables.kept("deal_company", "deal_id")
        self.merged = tables.kept("merged_deal", "merged_deal_id")

    def fields(self, cells: Cells) -> Cells:
        """What the other tables say of a deal."""
        stage = self.stages.newest(text(cells, "deal_pipeline_stage_id", "dealstage"))
        pipeline = self.pipelines.newest(text(cells, "deal_pipeline_id", "pipeline"))
        owner = self.owners.newest(text(cells, "owner_id", "hubspot_owner_id"))
        return {
            "stage": text(stage, "label") or text(cells, "dealstage"),
            "outcome": _outcome(stage, cells),
            "pipeline": text(pipeline, "label") or text(cells, "pipeline"),
            "owner": text(owner, "email"),
            "company": text(self.companies.newest(text(cells, "deal_id")), "company_id"),
        }


def deals(tables: Tables) -> Made:
    """A deal for each row that is not deleted and was not merged into another."""
    pipeline = Pipeline(tables)
    maker = Maker(
        tables, "deal_id|dealname|amount|closedate|createdate|is_deleted|deal_currency_code|closed_lost_reason", DEAL
    )
    for row, cells in tables.rows():
        if isinstance(row, BadRow) or _is_deleted(cells) or text(cells, "deal_id") in pipeline.merged:
            yield skipped(row, "It was deleted in HubSpot, or merged into another deal.")
            continue
        yield maker.record(
            row,
            cells,
            name=text(cells, "dealname"),
            crm_id=text(cells, "deal_id"),
            amount=text(cells, "amount"),
            currency=text(cells, "deal_currency_code"),
            created_at=text(cells, "createdate"),
            close_date=text(cells, "closedate"),
            reason=text(cells, "closed_lost_reason", "closed_won_reason"),
            **pipeline.fields(cells),
        )


def tickets(tables: Tables) -> Made:
    """A note for each ticket that is not deleted."""
    maker = Maker(tables, "id|subject|content|createdate|is_deleted|hs_ticket_category", NOTE)
    for row, cells in tables.rows():
        if isinstance(row, BadRow) or _is_deleted(cells):
            yield skipped(row, DELETED)
            continue
        title = text(cells, "subject")
        yield maker.record(
            row,
            cells,
            body=words_of(text(cells, "content")) or title,
            title=title,
            external_id=text(cells, "id"),
            created_at=text(cells, "createdate"),
            tags=[tag for tag in [text(cells, "hs_ticket_category")] if filled(tag)],
        )


def _is_deleted(cells: Cells) -> bool:
    return text(cells, "is_deleted", "_fivetran_deleted", "archived").lower() == "true"


def _outcome(stage: Cells, cells: Cells) -> str:
    if (
        text(stage, "closed_won", "hs_is_closed_won").lower() == "true"
        or text(cells, "hs_is_closed_won").lower() == "true"
    ):
        return WON
    return LOST if text(stage, "is_closed").lower() == "true" else ""


register(
    Preset(
        "hubspot_companies",
        "HubSpot companies",
        "companies",
        "The CSV export of companies. Your record id is the CRM id, the domain ties notes to the company. Import "
        "it before contacts and deals.",
        needs=("Record ID", "Company name|name", "Company Domain Name|domain|Company owner|Industry"),
        knows=("Company owner", "Industry", "Create Date", "Lifecycle Stage", "Country/Region", "Annual Revenue"),
        columns={
            "name": "Company name|name",
            "domains": "Company Domain Name|domain|Website URL",
            "crm_id": "Record ID",
            "industry": "Industry",
            "country": "Country/Region|Country",
            "employees": "Number of Employees",
            "plan": "Plan",
            "arr": "ARR|Annual recurring revenue",
            "currency": "Currency",
            "renewal_date": "Renewal date",
        },
        verified=False,
    )
)
register(
    Preset(
        "hubspot_contacts",
        "HubSpot contacts",
        "contacts",
        "The CSV export of contacts, tied to their company by name. Import the companies first.",
        needs=("Record ID", "First Name", "Last Name", "Email"),
        knows=("Contact owner", "Associated Company", "Lead Status", "Job Title", "Create Date"),
        columns={
            "email": "Email",
            "first_name": "First Name",
            "last_name": "Last Name",
            "role": "Job Title",
            "company": "Associated Company|Primary Associated Company ID|Company name|Company",
        },
        verified=False,
    )
)
register(
    Preset(
        "hubspot_deals",
        "HubSpot deals",
        "deals",
        "The CSV export of deals under the labels a person sees. The outcome is read from the name of the stage. "
        "Import the companies first: a deal of a company that nobody knows is given back.",
        needs=("Record ID", "Deal Name", "Deal Stage"),
        knows=("Pipeline", "Amount", "Deal owner", "Close Date", "Create Date", "Associated Company"),
        columns={
            "name": "Deal Name",
            "crm_id": "Record ID",
            "stage": "Deal Stage",
            "outcome": "Deal Stage",
            "pipeline": "Pipeline",
            "amount": "Amount",
            "currency": "Currency|Deal Currency",
            "owner": "Deal owner",
            "close_date": "Close Date",
            "created_at": "Create Date",
            "company": "Associated Company|Primary Associated Company",
            "reason": "Closed Lost Reason|Closed Won Reason",
        },
        verified=False,
    )
)
register(
    Preset(
        "hubspot_companytable",
        "HubSpot companies from a warehouse",
        "companies",
        "The company table, alone or in a zip of tables. Deleted companies are passed over.",
        needs=("id", "name", "createdate", "annualrevenue|domain|industry|numberofemployees"),
        fits=of_warehouse,
        knows=("is_deleted", "industry", "country", "address", "description"),
        tables=("company",),
        makes=companies,
        gives=COMPANY,
    )
)
register(
    Preset(
        "hubspot_contacttable",
        "HubSpot contacts from a warehouse",
        "contacts",
        "The contact table, alone or in a zip of tables. Contacts that were merged into another are passed over.",
        needs=("id", "email", "firstname", "lastname"),
        knows=("jobtitle", "createdate", "hs_merged_object_ids", "company"),
        fits=of_warehouse,
        tables=("contact",),
        makes=contacts,
        gives=CONTACT,
    )
)
register(
    Preset(
        "hubspot_dealtable",
        "HubSpot deals from a warehouse",
        "deals",
        "The deal table, alone or with stages, pipelines, owners and companies in a zip of tables: these tell how "
        "a deal ended and whose it is. Import the companies first.",
        needs=("deal_id", "dealname", "amount", "closedate"),
        knows=("deal_pipeline_id", "deal_pipeline_stage_id", "createdate"),
        tables=("deal", "deal_pipeline_stage", "deal_pipeline", "deal_company", "merged_deal", "owner"),
        makes=deals,
        gives=DEAL,
    )
)
register(
    Preset(
        "hubspot_tickets",
        "HubSpot tickets from a warehouse",
        "notes",
        "The ticket table: subject and content. Who wrote is in other tables and is not read.",
        needs=("id", "subject", "content", "hs_pipeline|hs_pipeline_stage"),
        knows=("hs_ticket_category", "hs_ticket_priority", "createdate", "closed_date"),
        fits=of_warehouse,
        tables=("ticket",),
        makes=tickets,
        gives=NOTE,
        form="ticket",
    )
)
