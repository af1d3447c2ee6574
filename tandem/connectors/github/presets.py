"""What is known of GitHub's issues: wherever they come from, repository and number are the id of an issue."""

from __future__ import annotations

import re
from typing import Any

from tandem.connectors.making import (
    FEATURE,
    NOTE,
    OLDER,
    RELEASE,
    Maker,
    Rows,
    filled,
    identity,
    names,
    newest,
    skipped,
)
from tandem.evidence.presets import Made, Preset, register
from tandem.evidence.reading import BadRow, Row
from tandem.evidence.tables import Cells, Tables, text

OURS = ("OWNER", "MEMBER", "COLLABORATOR")
REACTIONS = ("+1", "heart", "rocket")
ADDRESS = re.compile(r"github\.com/(?:repos/)?([\w.-]+/[\w.-]+?)(?:/|$)")
USED = (
    "id|node_id|number|title|body|state|user.login|user.type|author.login|labels|html_url|url|created_at|createdAt|comments|author_association|authorAssociation|repository_url|issue_url|reactions.total_count|reactions.1|action"
)
BOT, OWN, PULL = "A bot wrote it.", "Somebody of the project wrote it.", "A pull request is not an issue."


def issues(tables: Tables) -> Made:
    """A note for each issue or comment of the API and of the `gh` command."""
    maker = Maker(tables, USED)
    for row, cells in newest(tables, "", "id", "updated_at"):
        yield row if isinstance(row, BadRow) else _judged(maker, row, cells, "")


def features(tables: Tables) -> Made:
    """A feature for each issue, whoever wrote it; its milestone is its release."""
    maker = Maker(tables, USED, FEATURE)
    for row, cells in newest(tables, "", "id", "updated_at"):
        if isinstance(row, BadRow):
            yield row
        elif any(name.startswith("pullrequest") and filled(value) for name, value in cells.items()):
            yield skipped(row, PULL)
        else:
            number = text(cells, "number")
            yield maker.record(
                row, {}, title=text(cells, "title"), body=text(cells, "body"), status=text(cells, "state").lower(),
                external_id=f"{_repository(cells)}#{number}" if _repository(cells) else number,
                resolution=text(cells, "state_reason", "stateReason").lower().replace("_", " "),
                done_at=text(cells, "closed_at", "closedAt"), created_at=text(cells, "created_at", "createdAt"),
                url=text(cells, "html_url", "url"), tags=names(cells.get("labels")),
                release=text(cells, "milestone.title"),
            )  # fmt: skip


def milestones(tables: Tables) -> Made:
    """A release for each milestone: closed, it is out since that day; open, it is due on its day."""
    maker = Maker(tables, USED, RELEASE)
    for row, cells in tables.rows():
        if isinstance(row, BadRow):
            yield row
        else:
            yield maker.record(
                row, {}, name=text(cells, "title"), notes=text(cells, "description"),
                status=text(cells, "state").lower(),
                ships_on=text(cells, "closed_at") or text(cells, "due_on"), url=text(cells, "html_url"),
                external_id=f"{_repository(cells)}#{text(cells, 'number')}",
            )  # fmt: skip


def webhooks(tables: Tables) -> Made:
    """A note for each issue, discussion or comment that payloads tell of, in its newest state."""
    last: dict[str, tuple[str, int]] = {}
    for at, (_, part) in enumerate(_parts(tables)):
        number = _number(part)
        last[number] = max(last.get(number, ("", 0)), (text(part, "updated_at"), at))
    maker = Maker(tables, USED)
    for at, (row, part) in enumerate(_parts(tables)):
        if isinstance(row, BadRow) or not part["prefix"]:
            yield skipped(row, "It tells of no issue, discussion or comment.")
        elif last[_number(part)][1] != at:
            yield skipped(row, OLDER)
        elif text(part, "action") == "deleted":
            yield skipped(row, "It was deleted there.")
        else:
            yield _judged(maker, row, part, part["prefix"])


def _parts(tables: Tables) -> Rows:
    return ((row, _part(cells)) for row, cells in tables.rows())


def _part(cells: Cells) -> Cells:
    """The comment a payload is about, else its issue or discussion, under the headers of the API."""
    for prefix in ("comment", "issue", "discussion"):
        if f"{prefix}id" in cells:
            found = {name.removeprefix(prefix): value for name, value in cells.items() if name.startswith(prefix)}
            whole = "issue" if "issueid" in cells else "discussion"
            return {
                **found,
                "action": cells.get("action"),
                "prefix": prefix + ".",
                "number": cells.get(f"{whole}number"),
                "title": cells.get(f"{whole}title"),
            }
    return {"prefix": ""}


def _judged(maker: Maker, row: Row, cells: Cells, prefix: str) -> Row | BadRow:
    login = text(cells, "user.login", "author.login")
    if any(name.startswith("pullrequest") for name in cells):
        return skipped(row, PULL)
    if text(cells, "user.type") == "Bot" or login.endswith("[bot]"):
        return skipped(row, BOT)
    if text(cells, "author_association", "authorAssociation") in OURS:
        return skipped(row, OWN)
    beside = {} if prefix else cells
    return maker.record(row, beside, **_said(cells, login), votes=_votes(row.cells, prefix))


def _said(cells: Cells, login: str) -> dict[str, Any]:
    title, page = text(cells, "title"), text(cells, "html_url", "url")
    repository, number = _repository(cells), text(cells, "number") or text(cells, "issue_url").rpartition("/")[2]
    return {
        "title": title,
        "body": text(cells, "body") or title,
        "external_id": _number(cells),
        "thread_id": f"{repository}#{number}",
        "created_at": text(cells, "created_at", "createdAt"),
        "author_name": login,
        "status": text(cells, "state").lower(),
        "tags": names(cells.get("labels")),
        "url": page,
        "product": repository,
    }


def _number(cells: Cells) -> str:
    """A comment by its own id, everything else by repository and number."""
    page = text(cells, "html_url", "url")
    if "comment" in page.partition("#")[2]:
        return identity("comment", text(cells, "id"))
    kind = "discussion" if "/discussions/" in page else "issue"
    return identity(kind, f"{_repository(cells)}#{text(cells, 'number')}")


def _repository(cells: Cells) -> str:
    found = ADDRESS.search(text(cells, "html_url", "url") or text(cells, "repository_url"))
    return found[1] if found else ""


def _votes(cells: Any, prefix: str) -> str:
    """Thumbs up, hearts and rockets; under their own names, because `+1` and `-1` look alike without marks."""
    found = [cells.get(f"{prefix}reactions.{name}") for name in REACTIONS] if isinstance(cells, dict) else []
    counts = [count for count in found if isinstance(count, int)]
    return str(sum(counts)) if counts else ""


register(
    Preset(
        "github_issues",
        "GitHub issues",
        "notes",
        "Issues or their comments as JSON of the API or of the gh command. Pull requests, bots and people of the "
        "project itself are passed over. Thumbs up, hearts and rockets count as votes.",
        needs=("body", "created_at|createdAt", "user.login|author.login", "html_url|url"),
        knows=("number", "state", "author_association", "labels", "node_id", "reactions.total_count", "title"),
        lacks=("action",),
        formats=("json", "jsonl"),
        makes=issues,
        gives=NOTE,
        form="forum",
    )
)
register(
    Preset(
        "github_webhooks",
        "GitHub webhook payloads",
        "notes",
        "Payloads of issues, discussions and comments, collected in a list or one a line. Of several payloads "
        "about one thing the newest counts; what was deleted is passed over, as are bots and people of the project.",
        needs=("action", "sender.login", "issue.number|discussion.number"),
        knows=(
            "repository.full_name",
            "issue.id|discussion.id",
            "comment.id",
            "issue.author_association|discussion.author_association",
        ),
        formats=("json", "jsonl"),
        makes=webhooks,
        gives=NOTE,
        form="forum",
    )
)
register(
    Preset(
        "github_collected",
        "GitHub issues collected in a table",
        "notes",
        "Tables of issues with repository, label, title and body, as research sets have them. There are no ids: an "
        "issue is found again by date and words.",
        needs=("repo", "created_at", "title", "body"),
        knows=("label", "split"),
        formats=("csv", "tsv", "xlsx"),
        columns={"body": "body", "title": "title", "created_at": "created_at", "tags": "label", "product": "repo"},
        form="forum",
    )
)
register(
    Preset(
        "github_features",
        "GitHub backlog",
        "features",
        "Issues as features, as JSON of the API or of the gh command: GitHub stays the owner of their status, and what "
        "is closed as not planned is dropped. Milestones that nobody planned are planned as releases. Pull requests "
        "are passed over.",
        needs=("title", "number", "state", "html_url|url"),
        knows=("body", "labels", "milestone.title", "closed_at|closedAt", "state_reason|stateReason"),
        lacks=("action", "open_issues"),
        formats=("json", "jsonl"),
        makes=features,
        gives=FEATURE,
    )
)
register(
    Preset(
        "github_milestones",
        "GitHub milestones",
        "releases",
        "Milestones as the API gives them: closed ones are out, open ones are due on their day.",
        needs=("title", "number", "state", "open_issues"),
        knows=("closed_issues", "due_on", "closed_at", "html_url"),
        formats=("json", "jsonl"),
        makes=milestones,
        gives=RELEASE,
    )
)
