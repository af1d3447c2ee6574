"""What is known of Zendesk's exports. Tickets name people and organizations only by id; the tables are joined here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tandem.connectors.making import NOTE, Maker, address, filled, identity, links, names, newest, skipped
from tandem.connectors.wording import words_of
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow, Row
from tandem.evidence.tables import Cells, Kept, Tables, text

COMPANY = ("name", "domains", "crm_id")
CONTACT = ("email", "name", "company", "tags")
AGENTS = ("agent", "admin")
SCORES = ("good", "bad")
USED = (
    "id|subject|raw_subject|description|requester_id|organization_id|created_at|status|tags|url|via.channel|via_channel|satisfaction_rating.score|fields|requester.name|requester.email"
)
COMMENT_USED = "id|ticket_id|body|html_body|plain_body|public|author_id|user_id|created_at|created|type|attachments"
API_ADDRESS = re.compile(r"(https://[\w.-]+)/api/v2/tickets/(\d+)\.json")


class Desk:
    """The tables around tickets and comments: who asked, for which organization, and what was answered."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.people = tables.kept("user", "id", version="updated_at")
        self.organizations = tables.kept("organization", "id", version="updated_at")
        self.domains = tables.kept("domain_name", "organization_id", version="index")
        self.tags = tables.kept("ticket_tag", "ticket_id")
        self.tickets = tables.kept("ticket", "id", version="updated_at") if "ticket_comment" in tables else Kept()
        self.comments = tables.kept("ticket_comment", "ticket_id")
        self.replies = Kept(self._replies())

    def speaker(self, cells: Cells, *columns: str) -> dict[str, str]:
        """Who a person is, by the id in a column."""
        person = self.people.newest(text(cells, *columns))
        return {
            "author_name": text(person, "name") or text(cells, "requester.name"),
            "author_email": address(text(person, "email") or text(cells, "requester.email")),
            "author_external_id": text(cells, *columns),
        }

    def company(self, ticket: Cells, person: str) -> str:
        """The organization of a ticket, else of the person: by your own id for it, its domain or its name."""
        number = text(ticket, "organization_id") or text(self.people.newest(person), "organization_id")
        organization, domain = self.organizations.newest(number), self.domains.newest(number)
        return text(organization, "external_id") or text(domain, "domain_name") or text(organization, "name")

    def is_ours(self, comment: Cells) -> bool:
        """Whether an agent wrote it: by role, else as the one the ticket is assigned to."""
        author = text(comment, "author_id", "user_id")
        if role := text(self.people.newest(author), "role"):
            return role in AGENTS
        return bool(author) and author == text(self.tickets.newest(text(comment, "ticket_id")), "assignee_id")

    def _replies(self) -> Iterator[tuple[str, str, Cells]]:
        for cells in self.tables.cells("ticket_comment"):
            if text(cells, "public").lower() != "false" and self.is_ours(cells):
                yield text(cells, "ticket_id"), text(cells, "created_at", "created"), cells

    def reply_to(self, comment: Cells) -> str:
        """What we said next in the ticket: kept beside the customer's words, never counted."""
        reply = self.replies.after(text(comment, "ticket_id"), text(comment, "created_at", "created"))
        return _words(reply) if reply else ""


def notes(tables: Tables) -> Made:
    """A note for each public comment of a customer, and for the description of tickets whose comments are not there."""
    desk, comment, ticket = Desk(tables), Maker(tables, COMMENT_USED), Maker(tables, USED)
    for row, cells in tables.rows("ticket_comment"):
        yield _comment(desk, comment, row, cells)
    for row, cells in newest(tables, "ticket", "id", "updated_at"):
        if isinstance(row, BadRow) or text(cells, "status") == "deleted":
            yield skipped(row, "The ticket was deleted.")
        elif text(cells, "id") in desk.comments:
            yield skipped(row, "Its comments are in the file, and the first of them is the description.")
        else:
            yield ticket.record(row, cells, **_ticket(desk, cells))


def comments(tables: Tables) -> Made:
    """Comments by themselves: nobody tells who wrote them."""
    maker = Maker(tables, COMMENT_USED)
    for row, cells in tables.rows():
        if isinstance(row, BadRow) or text(cells, "public").lower() == "false":
            yield skipped(row, "The comment is private.")
        else:
            yield maker.record(row, cells, **_said(cells), author_external_id=text(cells, "author_id", "user_id"))


def organizations(tables: Tables) -> Made:
    """A company for each organization, with its domains."""
    domains = tables.kept("domain_name", "organization_id", version="index")
    maker = Maker(tables, "id|name|external_id|domain_names|url", COMPANY)
    for row, cells in newest(tables, "organization", "id", "updated_at"):
        if isinstance(row, BadRow):
            yield row
            continue
        of_table = [text(each, "domain_name") for each in domains.all(text(cells, "id"))]
        found = [name for name in (*names(cells.get("domainnames")), *of_table) if "." in name]
        yield maker.record(
            row,
            cells,
            name=text(cells, "name"),
            crm_id=text(cells, "external_id"),
            domains=found,
            **{"zendesk id": text(cells, "id")},
        )


def users(tables: Tables) -> Made:
    """A contact for each end user; agents are our own people."""
    organizations = tables.kept("organization", "id", version="updated_at")
    maker = Maker(tables, "id|name|email|role|organization_id|tags", CONTACT)
    for row, cells in newest(tables, "user", "id", "updated_at"):
        if isinstance(row, BadRow) or text(cells, "role") in AGENTS:
            yield skipped(row, "An agent is not a customer.")
            continue
        organization = organizations.newest(text(cells, "organization_id"))
        yield maker.record(
            row,
            cells,
            name=text(cells, "name"),
            email=text(cells, "email"),
            tags=cells.get("tags"),
            company=text(organization, "external_id", "name"),
        )


def _comment(desk: Desk, maker: Maker, row: Row | BadRow, cells: Cells) -> Row | BadRow:
    if isinstance(row, BadRow):
        return row
    if text(cells, "public").lower() == "false":
        return skipped(row, "The comment is private.")
    if desk.is_ours(cells):
        return skipped(row, "An agent wrote it; it is kept beside what the customer said before.")
    ticket = desk.tickets.newest(text(cells, "ticket_id"))
    fields = {**_about(desk, ticket), **_said(cells), **desk.speaker(cells, "author_id", "user_id")}
    fields["company"] = desk.company(ticket, text(cells, "author_id", "user_id"))
    return maker.record(row, cells, **fields, **{"our reply": desk.reply_to(cells)})


def _said(cells: Cells) -> dict[str, str]:
    return {
        "body": _words(cells),
        "external_id": identity("comment", text(cells, "id")),
        "thread_id": text(cells, "ticket_id"),
        "created_at": text(cells, "created_at", "created"),
        "attachments": links(cells.get("attachments")),
    }


def _ticket(desk: Desk, cells: Cells) -> dict[str, object]:
    number = text(cells, "id")
    fields = {**_about(desk, cells), **desk.speaker(cells, "requester_id")}
    fields["company"] = desk.company(cells, text(cells, "requester_id"))
    return {
        **fields,
        "body": words_of(text(cells, "description")),
        "external_id": identity("ticket", number),
        "thread_id": number,
        "created_at": text(cells, "created_at"),
    }


def _about(desk: Desk, ticket: Cells) -> dict[str, object]:
    """What the ticket says of every word in it."""
    score = text(ticket, "satisfaction_rating.score")
    tags = names(ticket.get("tags")) or [text(each, "tag") for each in desk.tags.all(text(ticket, "id"))]
    return {
        "title": text(ticket, "subject", "raw_subject"),
        "status": text(ticket, "status"),
        "tags": list(dict.fromkeys(tags)),
        "url": API_ADDRESS.sub(r"\1/agent/tickets/\2", text(ticket, "url")),
        "channel": text(ticket, "via.channel", "via_channel"),
        "rating": score if score in SCORES else "",
    }


def _words(comment: Cells) -> str:
    html = text(comment, "html_body")
    return text(comment, "plain_body") or (words_of(html) if filled(html) else words_of(text(comment, "body")))


register(
    Preset(
        "zendesk_tickets",
        "Zendesk tickets",
        "notes",
        "Tickets as JSON (incremental export) or as warehouse tables, alone or with comments, users and "
        "organizations in one zip. Each public comment of a customer is a note; without comments the description "
        "is. Private comments are passed over, answers of agents are kept beside.",
        needs=("requester_id", "subject|raw_subject", "description", "status"),
        knows=(
            "via.channel|via_channel",
            "ticket_form_id",
            "brand_id",
            "submitter_id",
            "organization_id",
            "assignee_id",
        ),
        tables=("ticket", "ticket_comment", "user", "organization", "domain_name", "ticket_tag"),
        makes=notes,
        gives=NOTE,
        form="ticket",
    )
)
register(
    Preset(
        "zendesk_comments",
        "Zendesk comments",
        "notes",
        "Ticket comments by themselves. Who is an agent is not in the file, so all public comments come in: better "
        "give them with tickets and users in one zip.",
        needs=("ticket_id", "public", "body|html_body|plain_body"),
        knows=("author_id|user_id", "audit_id|voice_comment", "tweet|via.channel", "created|created_at"),
        makes=comments,
        gives=NOTE,
        form="ticket",
    )
)
register(
    Preset(
        "zendesk_organizations",
        "Zendesk organizations",
        "companies",
        "Organizations with their domains. Your own external id becomes the CRM id. Import them before users and "
        "tickets.",
        needs=("name", "shared_tickets", "shared_comments"),
        knows=("group_id", "domain_names|details", "external_id", "notes"),
        tables=("organization", "domain_name"),
        makes=organizations,
        gives=COMPANY,
    )
)
register(
    Preset(
        "zendesk_users",
        "Zendesk users",
        "contacts",
        "End users with their organization; agents and admins are passed over. Import the organizations first.",
        needs=("role", "email", "organization_id", "suspended"),
        knows=("locale", "time_zone", "only_private_comments", "ticket_restriction", "verified"),
        tables=("user", "organization"),
        makes=users,
        gives=CONTACT,
    )
)
