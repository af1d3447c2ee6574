"""What is known of Intercom's exports. The first message of a conversation is its source and not one of its parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tandem.connectors.making import NOTE, Maker, address, domains, identity, links, names, newest, skipped
from tandem.connectors.wording import words_of
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow, Row
from tandem.evidence.tables import Cells, Kept, Tables, loosened, text

COMPANY = ("name", "domains", "crm_id", "mrr", "plan", "industry", "employees")
CONTACT = ("email", "name", "company", "role", "tags")
CUSTOMERS = ("user", "lead", "contact")
USED = (
    "id|source.body|source_body|source.subject|source_subject|title|created_at|state|source.author.id|source_author_id|source.author.name|source.author.email|source.author.type|source_author_type|tags.tags|conversation_rating.rating|conversation_rating_value|conversation_rating.remark|conversation_rating_remark|source.type|source_type|type|conversation_parts.conversation_parts|source.url|source_url|source.attachments|source_attachments"
)
PART_USED = (
    "id|body|created_at|conversation_id|author_id|author_type|part_type|author.id|author.type|author.name|author.email|attachments"
)
NOT_SAID = "It is an assignment, a closing or an inner note, not something said to us."
OURS = "Our side or a bot wrote it."


class Inbox:
    """The tables around conversations: who writes, for which company, and how conversations are tagged."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.people = tables.kept("contact", "id", version="updated_at")
        self.companies = tables.kept("company", "id", version="updated_at")
        self.works_for = tables.kept("contact_company", "contact_id", version="contact_updated_at")
        self.tags = tables.kept("tag", "id")
        self.tagged = tables.kept("conversation_tag", "conversation_id")
        self.conversations = (
            tables.kept("conversation", "id", version="updated_at") if "conversation_part" in tables else Kept()
        )

    def speaker(self, author: Cells) -> dict[str, str]:
        """Who wrote, out of the message itself or the table of contacts."""
        number = text(author, "id")
        person = self.people.newest(number)
        return {
            "author_name": text(author, "name") or text(person, "name"),
            "author_external_id": number,
            "author_email": address(text(author, "email") or text(person, "email")),
            "company": self.company(number),
        }

    def company(self, person: str) -> str:
        """The company of a contact: by your own id for it, its domain or its name."""
        found = self.companies.newest(text(self.works_for.newest(person), "company_id"))
        return text(found, "company_id", "name")

    def about(self, conversation: Cells) -> Cells:
        """What the conversation says of every word in it."""
        tagged = (text(each, "tag_id") for each in self.tagged.all(text(conversation, "id")) if _is_current(each))
        of_tables = [text(self.tags.newest(tag), "name") for tag in tagged]
        return {
            "title": words_of(text(conversation, "title", "source.subject", "source_subject")),
            "thread_id": text(conversation, "id"),
            "status": text(conversation, "state"),
            "tags": [tag for tag in (*names(conversation.get("tagstags")), *of_tables) if tag],
            "channel": text(conversation, "source.type", "source_type"),
        }


def notes(tables: Tables) -> Made:
    """A note for the first message, one for each later one of a customer, and one for the remark beside a rating."""
    inbox, whole, part = Inbox(tables), Maker(tables, USED), Maker(tables, PART_USED)
    for row, cells in newest(tables, "conversation", "id", "updated_at"):
        if isinstance(row, BadRow):
            yield row
            continue
        yield from _conversation(inbox, whole, row, cells)
        for inner in _listed(cells.get("conversationpartsconversationparts")):
            if isinstance(inner, dict):
                yield _part(inbox, whole, row, _nested(inner), cells)
    for row, cells in newest(tables, "conversation_part", "id", "updated_at"):
        conversation = inbox.conversations.newest(text(cells, "conversation_id")) or {
            "id": text(cells, "conversation_id")
        }
        yield row if isinstance(row, BadRow) else _part(inbox, part, row, cells, conversation)


def parts(tables: Tables) -> Made:
    """Parts by themselves."""
    inbox, maker = Inbox(tables), Maker(tables, PART_USED)
    for row, cells in newest(tables, "", "id", "updated_at"):
        of = {"id": text(cells, "conversation_id")}
        yield row if isinstance(row, BadRow) else _part(inbox, maker, row, cells, of)


def companies(tables: Tables) -> Made:
    """A company for each one of its newest version."""
    maker = Maker(tables, "id|company_id|name|monthly_spend|plan_name|plan.name|website|industry|size", COMPANY)
    for row, cells in newest(tables, "company", "id", "updated_at"):
        if isinstance(row, BadRow):
            yield row
            continue
        yield maker.record(
            row,
            cells,
            name=text(cells, "name"),
            crm_id=text(cells, "company_id"),
            mrr=text(cells, "monthly_spend"),
            plan=text(cells, "plan.name", "plan_name"),
            industry=text(cells, "industry"),
            employees=text(cells, "size"),
            domains=domains(text(cells, "website")),
            **{"intercom id": text(cells, "id")},
        )


def contacts(tables: Tables) -> Made:
    """A contact for each one of its newest version."""
    inbox, maker = Inbox(tables), Maker(tables, "id|email|name|custom_job_title|tags.data|role", CONTACT)
    for row, cells in newest(tables, "contact", "id", "updated_at"):
        if isinstance(row, BadRow):
            yield row
            continue
        yield maker.record(
            row,
            cells,
            email=text(cells, "email"),
            name=text(cells, "name"),
            role=text(cells, "custom_job_title"),
            company=inbox.company(text(cells, "id")),
            tags=names(cells.get("tagsdata")),
        )


def _conversation(inbox: Inbox, maker: Maker, row: Row, cells: Cells) -> Iterator[Row | BadRow]:
    about, author = inbox.about(cells), _author(cells)
    rating = text(cells, "conversation_rating.rating", "conversation_rating_value")
    remark = text(cells, "conversation_rating.remark", "conversation_rating_remark")
    stars = f"{rating}/5" if rating else ""
    said = {**about, **inbox.speaker(author), "created_at": text(cells, "created_at")}
    if text(author, "type") not in CUSTOMERS:
        yield skipped(row, OURS)
    else:
        number = identity("conversation", text(cells, "id"))
        page = text(cells, "source.url", "source_url")
        body = words_of(text(cells, "source.body", "source_body"))
        files = links(cells.get("sourceattachments"))
        extra = {"page they were on": page, "attachments": files, "rating": "" if remark else stars}
        yield maker.record(row, cells, **said, body=body, external_id=number, **extra)
    if remark:
        number = identity("rating", text(cells, "id"))
        yield maker.record(row, {}, **said, body=words_of(remark), external_id=number, rating=stars)


def _part(inbox: Inbox, maker: Maker, row: Row, cells: Cells, conversation: Cells) -> Row | BadRow:
    kind = text(cells, "author.type", "author_type")
    if text(cells, "part_type") != "comment" or not text(cells, "body"):
        return skipped(row, NOT_SAID)
    if kind not in CUSTOMERS:
        return skipped(row, OURS)
    author = {"id": text(cells, "author.id", "author_id"), "name": text(cells, "author.name")}
    author["email"] = text(cells, "author.email")
    return maker.record(
        row,
        {},
        **inbox.about(conversation),
        **inbox.speaker(author),
        body=words_of(text(cells, "body")),
        external_id=identity("part", text(cells, "id")),
        created_at=text(cells, "created_at"),
        attachments=links(cells.get("attachments")),
    )


def _author(cells: Cells) -> Cells:
    return {
        name: text(cells, f"source.author.{name}", f"source_author_{name}") for name in ("id", "name", "email", "type")
    }


def _nested(part: Cells) -> Cells:
    """A part as it lies inside a conversation, under the headers that it has in a table of parts."""
    author = part.get("author") if isinstance(part.get("author"), dict) else {}
    assert isinstance(author, dict)
    return {loosened(name): value for name, value in part.items()} | {
        loosened(f"author.{name}"): value for name, value in author.items()
    }


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _is_current(row: Cells) -> bool:
    return text(row, "_fivetran_active").lower() != "false"


register(
    Preset(
        "intercom_conversations",
        "Intercom conversations",
        "notes",
        "Conversations as JSON of the API or as warehouse tables, alone or with parts, contacts and companies in "
        "one zip. The first message and every later comment of a customer is a note, the remark beside a rating "
        "too. Bots, admins, inner notes and assignments are passed over; of several versions the newest counts.",
        needs=("id", "source.body|source_body", "source.author.type|source_author_type", "state"),
        knows=("waiting_since", "snoozed_until", "source.delivered_as|source_delivered_as", "read", "priority"),
        tables=(
            "conversation",
            "conversation_part",
            "contact",
            "company",
            "contact_company",
            "conversation_tag",
            "tag",
        ),
        makes=notes,
        gives=NOTE,
        form="ticket",
    )
)
register(
    Preset(
        "intercom_parts",
        "Intercom conversation parts",
        "notes",
        "Parts of conversations by themselves: the comments of customers. Give them with conversations and "
        "contacts in one zip to have names and companies.",
        needs=("conversation_id", "part_type", "body", "author_type|author.type"),
        knows=("notified_at", "assigned_to_id", "assigned_to_type"),
        makes=parts,
        gives=NOTE,
        form="ticket",
    )
)
register(
    Preset(
        "intercom_companies",
        "Intercom companies",
        "companies",
        "Companies with plan and monthly spend, which is taken twelve times. Your own company id becomes the CRM "
        "id. Import them before contacts and conversations.",
        needs=("company_id", "monthly_spend", "session_count", "user_count"),
        knows=("plan_name|plan.name", "remote_created_at", "last_request_at"),
        tables=("company",),
        makes=companies,
        gives=COMPANY,
    )
)
register(
    Preset(
        "intercom_contacts",
        "Intercom contacts",
        "contacts",
        "Users and leads with their company, in their newest version. Import the companies first.",
        needs=("role", "email", "signed_up_at", "has_hard_bounced|marked_email_as_spam"),
        knows=("last_seen_at", "browser_language", "unsubscribed_from_emails", "external_id"),
        tables=("contact", "contact_company", "company"),
        makes=contacts,
        gives=CONTACT,
    )
)
