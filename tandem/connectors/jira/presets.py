"""What is known of Jira's exports: columns repeat, dates name the month, texts are wiki markup or documents.

A comment has no id in the CSV export. Its note is known by the issue, its author and its words, so that the export of
another person, with dates in another zone and language, finds the same note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tandem.connectors.making import FEATURE, NOTE, Maker, address, filled, identity, links, names, skipped
from tandem.connectors.wording import document_words
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow, Question, Row
from tandem.evidence.tables import Cells, Tables, loosened, text

USED = (
    "Summary|Issue id|Issue key|Status|Created|Description|Labels|Reporter|Affects Version/s|Affects "
    "versions|Votes|id|key|self|fields.summary|fields.status.name|fields.created|fields.labels|fields.reporter.displayName|fields.reporter.emailAddress|fields.votes.votes|fields.description|fields.description.content|fields.description.type|fields.description.version|Comment|fields.comment.comments|Attachment|fields.attachment"
)
WHOSE = (
    ("reporter", "Those of who reported the issue: a note each, the others beside"),
    ("all", "All of them: a note each"),
    ("none", "None: all are kept beside"),
)
REPORTERS = (
    "Reporter", "Reporter Id", "Creator", "Creator Id", "fields.reporter.accountId", "fields.reporter.displayName",
    "fields.reporter.name",
)  # fmt: skip
COMMENTS = {"comment", "fieldscommentcomments"}
INNER = "The comment is internal."
SITE = "Where is your Jira? Its address, such as https://firm.atlassian.net, makes the links back."
BACKLOG = (*FEATURE, "status_kind", "owner", "effort", "parent")


@dataclass(frozen=True)
class Comment:
    """What somebody wrote under an issue, in either form of the export."""

    at: str
    author: str
    words: str
    id: str = ""
    name: str = ""
    email: str = ""
    is_inner: bool = False

    @property
    def beside(self) -> str:
        return ";".join(part for part in (self.at, self.name or self.author, self.words) if part)


def asks(tables: Tables, product: Any) -> list[Question]:
    """Whose comments are notes: the export does not say who is a customer. Asked where there are comments at all."""
    if not {loosened(column.header) for column in tables.base.columns} & COMMENTS:
        return []
    return [Question("answer", "Which comments are notes of their own?", WHOSE, None, "comments", "reporter")]


def asks_site(tables: Tables, product: Any) -> list[Question]:
    """Where its pages are: the CSV export does not say. Asked where no address of the API tells."""
    if any(loosened(column.header) == "self" for column in tables.base.columns):
        return []
    return [Question("answer", SITE, (), None, "site")]


def backlog(tables: Tables) -> Made:
    """A feature for each issue; of several fix versions the first is its release."""
    maker, site = Maker(tables, "", BACKLOG), (tables.answers.get("site") or "").rstrip("/")
    for row, cells in tables.rows():
        yield row if isinstance(row, BadRow) else maker.record(row, {}, **_feature(cells, site))


def _feature(cells: Cells, site: str) -> dict[str, object]:
    key, labels = text(cells, "Issue key", "key", "Issue id"), cells.get("labels") or cells.get("fieldslabels") or []
    page = f"{site}/browse/{key}" if key and site.startswith(("https://", "http://")) else ""
    return {
        "title": text(cells, "Summary", "fields.summary"),
        "body": _description(cells),
        "external_id": key,
        "status": text(cells, "Status", "fields.status.name"),
        "status_kind": text(cells, "Status Category", "fields.status.statusCategory.name"),
        "resolution": text(cells, "Resolution", "fields.resolution.name"),
        "done_at": text(cells, "Resolved", "fields.resolutiondate"),
        "created_at": text(cells, "Created", "fields.created"),
        "tags": names(labels) if isinstance(labels, list) else [labels],
        "release": text(cells, "Fix versions", "Fix Version/s") or "".join(names(cells.get("fieldsfixversions"))[:1]),
        "owner": text(cells, "Assignee", "fields.assignee.displayName"),
        "effort": text(cells, "Custom field (Story Points)", "Story Points"),
        "parent": text(cells, "Parent summary", "Parent", "fields.parent.key"),
        "url": _page(cells) or page,
    }


def notes(tables: Tables) -> Made:
    """A note for each issue, whose summary says it where there is no description, and one for each comment of those
    whose comments are notes.
    """
    maker, whose = Maker(tables, USED), tables.answers.get("comments") or "reporter"
    for row, cells in tables.rows():
        if isinstance(row, BadRow):
            yield row
            continue
        issue, said = _issue(cells), _comments(cells)
        taken = [one for one in said if not one.is_inner and _is_taken(one, cells, whose)]
        left = [one.beside for one in said if not one.is_inner and one not in taken]
        beside = {"comments": left, "attachments": links(cells.get("attachment") or cells.get("fieldsattachment"))}
        yield maker.record(row, cells, **issue, **beside)
        yield from _notes_of(maker, row, issue, taken)
        yield from (skipped(row, INNER) for one in said if one.is_inner)


def _notes_of(maker: Maker, row: Row, issue: Cells, taken: list[Comment]) -> Iterator[Row | BadRow]:
    """The same words of the same person once more are the second, third ... of their kind."""
    times = Counter[str]()
    shared = {name: issue[name] for name in ("title", "thread_id", "status", "url", "tags", "app_version")}
    for one in taken:
        words = one.id or sha256(f"{one.author}\x1f{' '.join(one.words.split())}".encode()).hexdigest()[:16]
        times[words] += 1
        again = f".{times[words]}" if times[words] > 1 else ""
        yield maker.record(
            row, {}, **shared, body=one.words, created_at=one.at, author_name=one.name or one.author,
            author_email=one.email, author_external_id=one.author,
            external_id=identity("comment", f"{issue['external_id']}:{words}{again}"),
        )  # fmt: skip


def _is_taken(one: Comment, cells: Cells, whose: str) -> bool:
    if whose != "reporter" or not one.at:
        return whose == "all" and bool(one.at)
    reporters = {text(cells, column).casefold() for column in REPORTERS} - {""}
    return bool({one.author.casefold(), one.name.casefold()} & reporters)


def _comments(cells: Cells) -> list[Comment]:
    """The comments of an issue; a cell that is none is kept beside as it is."""
    said = cells.get("fieldscommentcomments") or cells.get("comment") or []
    found = [_from_api(one) if isinstance(one, dict) else _from_cell(str(one)) for one in _listed(said)]
    return [one for one in found if one.words.strip()]


def _listed(said: Any) -> list[Any]:
    return said if isinstance(said, list) else [said]


def _from_cell(cell: str) -> Comment:
    """date;author;text as the CSV export writes it."""
    at, _, rest = cell.partition(";")
    author, parted, words = rest.partition(";")
    if not parted or not any(letter.isdigit() for letter in at) or len(at) > 40:
        return Comment("", "", cell)
    return Comment(at.strip(), author.strip(), words.strip())


def _from_api(one: Cells) -> Comment:
    author = one.get("author") if isinstance(one.get("author"), dict) else {}
    assert isinstance(author, dict)
    who = {name: str(author.get(name) or "") for name in ("accountId", "name", "displayName", "emailAddress")}
    return Comment(
        str(one.get("created") or ""), who["accountId"] or who["name"] or who["displayName"],
        document_words(one.get("body")).strip(), str(one.get("id") or ""), who["displayName"],
        address(who["emailAddress"]), one.get("jsdPublic") is False,
    )  # fmt: skip


def _issue(cells: Cells) -> dict[str, object]:
    labels = cells.get("labels") or cells.get("fieldslabels") or []
    summary = text(cells, "Summary", "fields.summary")
    return {
        "title": summary,
        "body": _description(cells) or summary,
        "created_at": text(cells, "Created", "fields.created"),
        "external_id": text(cells, "Issue id", "id", "Issue key"),
        "thread_id": text(cells, "Issue key", "key"),
        "status": text(cells, "Status", "fields.status.name"),
        "url": _page(cells),
        "tags": names(labels) if isinstance(labels, list) else [labels],
        "author_name": text(cells, "Reporter", "fields.reporter.displayName"),
        "author_email": address(text(cells, "fields.reporter.emailAddress")),
        "votes": text(cells, "Votes", "fields.votes.votes"),
        "app_version": text(cells, "Affects Version/s", "Affects versions"),
    }


def _description(cells: Cells) -> str:
    content = cells.get("fieldsdescriptioncontent")
    return document_words(content).strip() if filled(content) else text(cells, "Description", "fields.description")


def _page(cells: Cells) -> str:
    site, rest, _ = text(cells, "self").partition("/rest/api/")
    return f"{site}/browse/{text(cells, 'key')}" if rest else ""


register(
    Preset(
        "jira_issues",
        "Jira issues",
        "notes",
        "Issues as the CSV export or the REST API gives them, each one a note. The numeric id makes it the same "
        "note again, because keys change when an issue moves. Comments of the person who reported the issue are "
        "notes too, those of others are kept beside, unless you say otherwise: the export does not tell who is a "
        "customer. Filter by type or label in Jira before, so that only feedback comes in.",
        needs=(
            "Summary|fields.summary",
            "Issue id|Issue key|key",
            "Status|fields.status.name",
            "Created|fields.created",
        ),
        knows=(
            "Priority|fields.priority.name",
            "Resolution",
            "Resolved",
            "Affects Version/s|Affects versions",
            "Issue Type|fields.issuetype.name",
            "Project key|fields.project.key",
            "Reporter",
        ),
        makes=notes,
        gives=NOTE,
        asks=asks,
        form="ticket",
    )
)
register(
    Preset(
        "jira_features",
        "Jira backlog",
        "features",
        "Issues of a backlog as features: Jira stays the owner of their status. Fix versions that nobody planned are "
        "planned as releases.",
        needs=("Summary|fields.summary", "Issue key|Issue id|key", "Status|fields.status.name"),
        knows=(
            "Priority|fields.priority.name",
            "Resolution",
            "Fix Version/s|Fix versions",
            "Issue Type",
            "Project key",
            "Assignee",
            "Created",
        ),
        makes=backlog,
        gives=BACKLOG,
        asks=asks_site,
    )
)
register(
    Preset(
        "jira_versions",
        "Jira versions",
        "releases",
        "Versions of a project as the REST API gives them: those that are released are out on their day.",
        needs=("name", "released", "archived"),
        knows=("releaseDate", "startDate", "projectId", "self", "id"),
        formats=("json", "jsonl"),
        columns={
            "name": "name",
            "notes": "description",
            "ships_on": "releaseDate",
            "status": "released",
            "external_id": "id",
        },
    )
)
