"""What is known of Salesforce's exports: Data Loader files, warehouse tables under the same names, and reports."""

from __future__ import annotations

from tandem.connectors.making import Maker, domains, newest, skipped
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow
from tandem.evidence.tables import Cells, Tables, text

COMPANY = ("name", "domains", "crm_id", "industry", "employees", "country", "segment", "arr", "life_cycle")
CONTACT = ("email", "name", "company", "role")
DEAL = (
    "name",
    "crm_id",
    "company",
    "amount",
    "currency",
    "stage",
    "outcome",
    "created_at",
    "close_date",
    "reason",
    "competitor",
    "owner",
    "products",
)
OPPORTUNITY = (
    "id|name|amount|currency_iso_code|stage_name|created_date|close_date|is_won|is_closed|is_deleted|account_id|"
    "owner_id"
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
DELETED = "It was deleted in Salesforce."
REASONS = (
    "Closed_Lost_Reason__c",
    "Loss_Reason__c",
    "Lost_Reason__c",
    "closed_lost_reason_c",
    "loss_reason_c",
    "lost_reason_c",
)
COMPETITORS = ("Primary_Competitor__c", "Competitor__c", "primary_competitor_c", "competitor_c")


def whole_id(short: str) -> str:
    """An id of 15 characters, in which capitals matter, as the one of 18 that the API gives; others as they are."""
    if len(short) != 15 or not short.isalnum() or not short.isascii():
        return short
    bits = (sum((letter.isupper()) << at for at, letter in enumerate(short[start : start + 5])) for start in (0, 5, 10))
    return short + "".join(LETTERS[bit] for bit in bits)


def accounts(tables: Tables) -> Made:
    """A company for each account that is not deleted."""
    used = "id|name|website|industry|number_of_employees|billing_country|type|is_deleted|arr__c|arr_c"
    maker = Maker(tables, used, COMPANY)
    for row, cells in newest(tables, "account", "id", "_fivetran_synced"):
        if isinstance(row, BadRow) or _is_deleted(cells):
            yield skipped(row, DELETED)
            continue
        yield maker.record(
            row,
            cells,
            name=text(cells, "name"),
            crm_id=whole_id(text(cells, "id")),
            industry=text(cells, "industry"),
            domains=domains(text(cells, "website")),
            employees=text(cells, "number_of_employees"),
            country=text(cells, "billing_country"),
            segment=text(cells, "type"),
            arr=text(cells, "ARR__c", "arr_c"),
        )


def contacts(tables: Tables) -> Made:
    """A contact for each one that is not deleted."""
    maker = Maker(tables, "id|email|name|first_name|last_name|account_id|title|is_deleted", CONTACT)
    for row, cells in newest(tables, "contact", "id", "last_modified_date"):
        if isinstance(row, BadRow) or _is_deleted(cells):
            yield skipped(row, DELETED)
            continue
        yield maker.record(
            row,
            cells,
            email=text(cells, "email"),
            role=text(cells, "title"),
            company=whole_id(text(cells, "account_id")),
            name=text(cells, "name") or f"{text(cells, 'first_name')} {text(cells, 'last_name')}".strip(),
        )


def opportunities(tables: Tables) -> Made:
    """A deal for each opportunity that is not deleted; IsWon and IsClosed say how it ended."""
    items, owners = tables.kept("opportunity_line_item", "opportunity_id"), tables.kept("user", "id")
    maker = Maker(tables, "|".join((OPPORTUNITY, *REASONS, *COMPETITORS)), DEAL)
    for row, cells in newest(tables, "opportunity", "id", "last_modified_date"):
        if isinstance(row, BadRow) or _is_deleted(cells):
            yield skipped(row, DELETED)
            continue
        number = whole_id(text(cells, "id"))
        yield maker.record(
            row,
            cells,
            name=text(cells, "name"),
            crm_id=number,
            company=whole_id(text(cells, "account_id")),
            outcome=_outcome(cells),
            amount=text(cells, "amount"),
            currency=text(cells, "currency_iso_code"),
            stage=text(cells, "stage_name"),
            created_at=text(cells, "created_date"),
            close_date=text(cells, "close_date"),
            reason=text(cells, *REASONS),
            competitor=text(cells, *COMPETITORS),
            owner=text(owners.newest(text(cells, "owner_id")), "name"),
            products=[name for item in items.all(number) if (name := text(item, "name"))],
        )


def _outcome(cells: Cells) -> str:
    if text(cells, "is_won").lower() == "true":
        return "won"
    return "lost" if text(cells, "is_closed").lower() == "true" else "open"


def _is_deleted(cells: Cells) -> bool:
    return text(cells, "is_deleted", "_fivetran_deleted").lower() == "true"


register(
    Preset(
        "salesforce_accounts",
        "Salesforce accounts",
        "companies",
        "Accounts as Data Loader or a warehouse writes them. The id is the CRM id, in its long form. ARR is a "
        "field of your own in Salesforce: ARR__c is read, others are kept beside. Import it before contacts and "
        "opportunities.",
        needs=("Id", "Name", "OwnerId|ParentId", "BillingCountry|NumberOfEmployees|AnnualRevenue"),
        knows=("IsDeleted", "Industry", "Website", "AccountSource", "Ownership", "RecordTypeId"),
        lacks=("FirstName", "StageName"),
        tables=("account",),
        makes=accounts,
        gives=COMPANY,
    )
)
register(
    Preset(
        "salesforce_contacts",
        "Salesforce contacts",
        "contacts",
        "Contacts as Data Loader or a warehouse writes them, tied to their account by its id. Import the accounts "
        "first.",
        needs=("Id", "AccountId", "Email", "LastName"),
        knows=("IsDeleted", "FirstName", "Title", "OwnerId", "MailingCountry", "Department"),
        lacks=("StageName", "ConvertedContactId", "ProfileId", "Username"),
        tables=("contact",),
        makes=contacts,
        gives=CONTACT,
    )
)
register(
    Preset(
        "salesforce_opportunities",
        "Salesforce opportunities",
        "deals",
        "Opportunities as Data Loader or a warehouse writes them, alone or with line items and users in one zip. "
        "IsWon and IsClosed say how each ended. Why it was lost and to whom are fields of your own: the usual "
        "names are read. Import the accounts first.",
        needs=("Id", "AccountId", "StageName", "CloseDate"),
        knows=("IsWon", "IsClosed", "Amount", "ForecastCategoryName", "Probability", "OwnerId"),
        tables=("opportunity", "opportunity_line_item", "user"),
        makes=opportunities,
        gives=DEAL,
    )
)
register(
    Preset(
        "salesforce_report",
        "Salesforce report of opportunities",
        "deals",
        "A report under the labels a person sees. The outcome is read from the name of the stage, and the footer "
        "of the report is passed over. Import the accounts first.",
        needs=("Opportunity Name", "Account Name", "Stage"),
        knows=("Close Date", "Amount", "Opportunity Owner", "Opportunity ID", "Probability (%)", "Fiscal Period"),
        columns={
            "name": "Opportunity Name",
            "company": "Account Name",
            "stage": "Stage",
            "outcome": "Stage",
            "amount": "Amount",
            "currency": "Amount Currency|Currency",
            "close_date": "Close Date",
            "created_at": "Created Date",
            "crm_id": "Opportunity ID",
            "owner": "Opportunity Owner",
            "reason": "Loss Reason|Closed Lost Reason|Lost Reason",
            "competitor": "Competitor|Primary Competitor",
        },
        verified=False,
    )
)
