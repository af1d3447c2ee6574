"""What is known of Jira's exports: columns repeat, dates name the month, texts are wiki markup or documents."""

from __future__ import annotations

from tandem.connectors.making import NOTE, Maker, address, filled, names
from tandem.connectors.wording import document_words
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow
from tandem.evidence.tables import Cells, Tables, text

USED = (
    "Summary|Issue id|Issue key|Status|Created|Description|Labels|Reporter|Affects Version/s|Affects "
    "versions|Votes|id|key|self|fields.summary|fields.status.name|fields.created|fields.labels|fields.reporter.displayName|fields.reporter.emailAddress|fields.votes.votes|fields.description|fields.description.content|fields.description.type|fields.description.version"
)


def notes(tables: Tables) -> Made:
    """A note for each issue; without a description its summary says it. Comments stay beside."""
    maker = Maker(tables, USED)
    for row, cells in tables.rows():
        yield row if isinstance(row, BadRow) else maker.record(row, cells, **_issue(cells))


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
        "note again, because keys change when an issue moves. Comments are kept beside the note: the export does "
        "not say whose they are. Filter by type or label in Jira before, so that only feedback comes in.",
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
        form="ticket",
    )
)
register(
    Preset(
        "jira_features",
        "Jira backlog",
        "features",
        "Issues of a backlog as features: Jira stays the owner of their status.",
        needs=("Summary", "Issue key|Issue id", "Status"),
        knows=(
            "Priority",
            "Resolution",
            "Fix Version/s|Fix versions",
            "Issue Type",
            "Project key",
            "Assignee",
            "Created",
        ),
        columns={
            "title": "Summary",
            "body": "Description",
            "external_id": "Issue key|Issue id",
            "status": "Status",
            "tags": "Labels",
            "release": "Fix versions|Fix Version/s",
            "owner": "Assignee",
            "created_at": "Created",
            "parent": "Parent summary|Parent",
            "effort": "Custom field (Story Points)|Story Points",
        },
    )
)
