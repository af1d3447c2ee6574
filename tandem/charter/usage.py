"""Usage: what a file or program says about who runs which build and when they last used it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from tandem.charter import rules
from tandem.charter.pace import word
from tandem.core.errors import Refused
from tandem.team.models import Workspace

if TYPE_CHECKING:
    from tandem.charter.models import Build, CharterMember, Program

HEADINGS = {"company", "customer", "account"}
MOST_ROWS = 2000


@dataclass(frozen=True)
class Row:
    """One line: a company by name, domain or CRM id, the version it runs, and the day it was last active."""

    company: str
    version: str
    last_active: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.company, self.version, self.last_active) if part)


@dataclass
class Taken:
    """What became of a usage file: who runs a build, who went live by it, and the lines that fit nobody."""

    deployed: list[str] = field(default_factory=list)
    live: list[str] = field(default_factory=list)
    rejected: list[tuple[Row, str]] = field(default_factory=list)

    @property
    def says(self) -> str:
        """Two members run a build, one went live by it."""
        known = len(set(self.deployed))
        live = f", {word(len(self.live))} went live by it" if self.live else ""
        return f"{word(known).capitalize()} {'member runs' if known == 1 else 'members run'} a build{live}"


def rows_of(pasted: str) -> list[Row]:
    """Lines of pasted text, separated by tabs, semicolons or commas; a heading line is left out."""
    lines = [line for line in pasted.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    if len(lines) > MOST_ROWS:
        raise Refused(f"Paste at most {MOST_ROWS:,} lines at a time.")
    rows = [_row(line) for line in lines]
    return rows[1:] if rows and rows[0].company.lower() in HEADINGS else rows


def take(program: Program, rows: Sequence[Row], *, by: Any) -> Taken:
    """Sets deployments, and live where a build is still in use a week after it was deployed."""
    members, builds, taken = _members(program), _builds(program), Taken()
    for row in rows:
        try:
            _take_one(row, members, builds, taken, by)
        except Refused as refused:
            taken.rejected.append((row, refused.sentence))
    return taken


def _take_one(row: Row, members: dict[str, CharterMember], builds: dict[str, Build], taken: Taken, by: Any) -> None:
    member, build, day = _known(members, row.company), builds.get(row.version.lower()), _day(row.last_active)
    if build is None:
        raise Refused(f"No build {row.version or 'without a version'} was sent to this program.")
    deployment = build.deploy(member, by=by, last_active_on=day)
    taken.deployed.append(member.title)
    workspace = Workspace.current()
    in_use = rules.is_in_use(
        deployment.deployed_on, deployment.last_active_on, workspace.today, workspace.thresholds.quiet_days
    )
    member.refresh_from_db(fields=["stage"])
    if in_use and member.stage == "in_trial":
        member.go_live(by=by, because=f"Build {build.title} in use, last on {deployment.last_active_on:%d %b %Y}.")
        taken.live.append(member.title)


def _row(line: str) -> Row:
    mark = next((mark for mark in ("\t", ";", ",") if mark in line), ",")
    cells = [cell.strip().strip('"').strip() for cell in line.split(mark)] + ["", "", ""]
    return Row(cells[0], cells[1].removeprefix("v"), cells[2])


def _members(program: Program) -> dict[str, CharterMember]:
    """Members by every name a usage file may know them by: company name, CRM id, e-mail domain."""
    found: dict[str, CharterMember] = {}
    for member in program.members.in_use().with_company().prefetch_related("company__domains"):
        names = [
            member.title,
            member.company.title,
            member.company.crm_id,
            *(row.domain for row in member.company.domains.all()),
        ]
        found |= {name.lower(): member for name in names if name}
    return found


def _builds(program: Program) -> dict[str, Build]:
    return {build.title.lower(): build for build in program.builds.in_use().select_related("item__product")}


def _known(members: dict[str, CharterMember], company: str) -> CharterMember:
    if company.lower() not in members:
        raise Refused(f"{company or 'A line without a company'} is not in this program.")
    return members[company.lower()]


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError as error:
        raise Refused(f"Write the day as 2026-11-20; {said} is none.") from error
