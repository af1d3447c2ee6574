"""What the rules of a charter program notice: missing references, late builds, silence, one-offs, slow recruiting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tandem.charter import rules
from tandem.charter.board import Board
from tandem.charter.models import Program
from tandem.charter.pace import day
from tandem.charter.standing import ReferenceStanding
from tandem.record.flags import Flag, flags_from
from tandem.ui.figures import plural

SLOWEST = 100  # a reference takes weeks from live: of all closed gates the one to mend first


@flags_from
def of_the_charter(product: Any, today: date) -> Iterator[Flag]:
    """Everything the rules notice about the programs a product runs whose release is not out."""
    running = Program.objects.whole().running().of(product).exclude(release__made_available_on__isnull=False)
    for program in running.order_by("item__number"):
        yield from of_program(Board(program, today), product.pm)


def of_program(board: Board, pm: Any) -> Iterator[Flag]:
    """The flags of one program; the product manager can act on each."""
    for found in (missing_references, *_NOTICES):
        for flag in found(board):
            yield Flag(**flag, side="pm", who=pm)


def noticed(board: Board, pm: Any) -> list[Flag]:
    """What the program's own page lists: everything but the missing references, which its headline says."""
    return [flag for flag in of_program(board, pm) if flag.rule != "missing references"]


Said = Iterator[dict[str, Any]]


def missing_references(board: Board) -> Said:
    """The gate before general availability: closed until enough references are live, happy and named in public."""
    program = board.program
    waiting = tuple(member.title for member in reversed(board.at(*rules.LIVE)) if not board.is_counted(member))
    found = ReferenceStanding(board.have, program.aim, waiting=waiting, program=program)
    if not found.is_open:
        because = found.who_is_missing if board.have else f"{found.who_is_missing}. {found.meaning}"
        url = program.get_absolute_url()
        weight = SLOWEST + found.missing
        yield _flag("missing references", (program.mark,), found.title, because, "closed", "Gate closed", url, weight)


def undeployed(board: Board) -> Said:
    """A build not deployed in the promised days: a risk where somebody lives on it, a warning in a trial."""
    for member in board.members:
        if late := board.days_undeployed(member):
            quiet = board.days_quiet(member)
            because = f"Promised within {plural(board.thresholds.deploy_days, 'day')}; it is day {late}"
            because += f", and nothing was heard for {quiet} days" if quiet else ""
            title = f"{member.title} has not deployed build {board.builds[0].title}"
            severity = "risk" if member.stage in rules.LIVE else "warn"
            yield _flag("build not deployed", (member.mark,), title, because, severity, "Call them", _url(member), late)


def gone_quiet(board: Board) -> Said:
    """Feedback gone quiet."""
    for member in board.members:
        if (quiet := board.days_quiet(member)) and not board.days_undeployed(member):
            because = f"Nothing was heard for {quiet} days; {board.thresholds.quiet_days} is quiet"
            yield _flag(
                "gone quiet",
                (member.mark,),
                f"{member.title} has gone quiet",
                because,
                "warn",
                "Call them",
                _url(member),
                quiet,
            )


def one_offs(board: Board) -> Said:
    """A feature asked for by one member alone."""
    for feature, member in board.one_offs:
        title, because = (
            f"{feature.title}: wanted by one member only",
            f"{member.title}; a one-off unless a second asks",
        )
        yield _flag(
            "one-off", (feature.mark, member.mark), title, because, "warn", "One-off", feature.get_absolute_url()
        )


def outside_market(board: Board) -> Said:
    """A member outside the one target market: their happiness proves nothing about it."""
    for member in board.at(*rules.ON_THE_WAY):
        if not member.in_market:
            because = f"The program is for {board.program.market.title[:1].lower()}{board.program.market.title[1:]}"
            title = f"{member.title} is outside the target market"
            yield _flag(
                "outside the target market", (member.mark,), title, because, "warn", "Outside market", _url(member)
            )


def above_cap(board: Board) -> Said:
    """More members than a program can listen to."""
    program = board.program
    if board.taken > program.cap:
        because = "Offer the last ones early access instead; it is never counted as a reference"
        title = f"{board.taken} members in a program for {program.cap}"
        yield _flag(
            "above the cap", (program.mark,), title, because, "risk", "Above the cap", program.get_absolute_url()
        )


def brought_by_sales(board: Board) -> Said:
    """A place used as a bargaining chip waits for the product manager's yes."""
    for member in board.at("candidate", "invited"):
        if member.waits_for_pm:
            because = "A place is proof, not a bargaining chip; it needs the product manager’s yes"
            title = f"Sales brought {member.title}"
            yield _flag("brought by sales", (member.mark,), title, because, "warn", "Needs your yes", _url(member))


def early_adopters(board: Board) -> Said:
    """A group of early adopters only, who like anything new."""
    members = board.at(*rules.TAKING_A_PLACE)
    adopters = sum(member.early_adopter for member in members)
    if rules.early_adopters_only(adopters, len(members), board.thresholds.early_adopters):
        program = board.program
        because = "They like what is new; the market that follows them is more careful. Invite ordinary customers"
        title = f"{adopters} of {len(members)} members are early adopters"
        yield _flag(
            "early adopters only", (program.mark,), title, because, "warn", "Early adopters", program.get_absolute_url()
        )


def slow_recruiting(board: Board) -> Said:
    """Few say yes: the problem may not matter, said plainly and with the figures."""
    found, program = board.recruiting, board.program
    usual = board.thresholds
    if found.is_slow(usual.slow_acceptance, usual.slow_days, usual.slow_invitations):
        because = f"In {found.days} days. The problem may not matter enough to them; ask why before inviting more"
        title = f"Only {found.joined} of {found.invited} invited companies joined"
        yield _flag(
            "slow recruiting", (program.mark,), title, because, "risk", "Slow recruiting", program.get_absolute_url()
        )


def no_session(board: Board) -> Said:
    """No session in the agreed rhythm."""
    if days := board.days_without_session():
        program = board.program
        because = f"A session every {program.rhythm_days} days was agreed, and none is planned"
        title = f"No session with charter members for {days} days"
        yield _flag(
            "no session",
            (program.mark,),
            title,
            because,
            "warn",
            "Plan one",
            f"{program.get_absolute_url()}/sessions",
            days,
        )


def too_few_live(board: Board) -> Said:
    """Live members too few for the date."""
    live, program = len(board.at(*rules.LIVE)), board.program
    if rules.too_few_live(live, program.aim, board.days_left, board.usual_days):
        because = f"From live to reference takes about {board.usual_days} days here; {board.days_left} are left"
        said = f"{plural(live, 'live member')} {'is' if live == 1 else 'are'} too few"
        title = f"{said} for {day(program.due_on)}" if program.due_on else said
        yield _flag("too few live", (program.mark,), title, because, "risk", "Too few", program.get_absolute_url())


def uncounted(board: Board) -> Said:
    """A reference that does not count any more: expired, gone cold, or without the right to be named."""
    for member in board.at("reference"):
        reference = board.reference_of(member)
        if reference is not None and not board.is_counted(member):
            title, because = f"{member.title} does not count as a reference", board.why_uncounted(reference)
            yield _flag("uncounted reference", (member.mark,), title, because, "risk", "Not counted", _url(member))


def _flag(
    rule: str, about: tuple[str, ...], title: str, because: str, severity: str, label: str, url: str, weight: float = 0
) -> dict[str, Any]:
    return {
        "rule": rule, "about": about, "title": title, "because": because, "severity": severity, "label": label,
        "url": url,
        "weight": weight,
    }  # fmt: skip


def _url(member: Any) -> str:
    return str(member.get_absolute_url())


_NOTICES = (
    undeployed, gone_quiet, one_offs, outside_market, above_cap, brought_by_sales, early_adopters, slow_recruiting,
    no_session,
    too_few_live, uncounted,
)  # fmt: skip
