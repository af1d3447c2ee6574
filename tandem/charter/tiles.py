"""What a tile of the board says about one member: one line, and a chip where something wants attention."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tandem.charter import rules
from tandem.charter.board import Board
from tandem.charter.models import CharterMember
from tandem.charter.models.session import clock_day
from tandem.charter.pace import day
from tandem.evidence.facts import Voice
from tandem.ui.figures import compact, plural


@dataclass(frozen=True)
class Tile:
    """One member on the board."""

    member: CharterMember
    says: str
    chip: str = ""
    tone: str = ""

    @property
    def id(self) -> str:
        """Where focus returns to after a move."""
        return f"m-{self.member.number}"


def tile_of(board: Board, member: CharterMember, voice: Voice | None = None) -> Tile:
    """The tile of a member; `voice` is what its company said about the problems, for candidates."""
    says, chip, tone = _SAYS[member.stage](board, member, voice)
    if not chip and not member.in_market:
        chip, tone = "Outside market", "warn"
    return Tile(member, says, chip, tone)


Said = tuple[str, str, str]


def _candidate(board: Board, member: CharterMember, voice: Voice | None) -> Said:
    if member.waits_for_pm:
        return "Brought by sales", "Needs the PM’s yes", "warn"
    if voice is None:
        return "Not heard about this yet", "", ""
    times = "once" if voice.notes == 1 else f"{voice.notes} times"
    worth = f" · {compact(voice.arr, board.workspace.currency)}" if voice.arr else ""
    return f"Said it {times}{worth}", "", ""


def _invited(board: Board, member: CharterMember, voice: Voice | None) -> Said:
    days = (board.today - member.since).days
    late = days > rules.NO_ANSWER_AFTER_DAYS
    return f"Sent {_ago(days)}", "No answer" if late else "", "warn" if late else ""


def _joined(board: Board, member: CharterMember, voice: Voice | None) -> Said:
    return "Agreement signed" if member.agreed_on else "No agreement", "", ""


def _in_trial(board: Board, member: CharterMember, voice: Voice | None) -> Said:
    quiet = ("Gone quiet", "risk") if board.days_quiet(member) else ("", "")
    if late := board.days_undeployed(member):
        return f"Build {board.builds[0].title} not deployed, {plural(late, 'day')}", *quiet
    if session := board.next_of(board.sessions_with(member)):
        on = clock_day(session.starts_at)
        near = (on - board.today).days < 7
        return f"Session on {f'{on:%A}' if near else day(on)}", *quiet
    return f"In trial {plural((board.today - member.since).days, 'day')}", *quiet


def _live(board: Board, member: CharterMember, voice: Voice | None) -> Said:
    live, last = f"Live {plural((board.today - member.since).days, 'day')}", rules.latest(member.happiness())
    if board.is_happy(member):
        return f"{live} · {_score(last)}", "Confirm as happy", "pm"
    if board.awaits_answer(member):
        return f"{live} · asked {_ago((board.today - member.asked_on).days)}", "", ""  # type: ignore[operator]
    if last is None:
        return f"{live} · never asked", "Ask them", "warn"
    return f"{live} · {_score(last)}", "Not yet happy", "warn"


def _happy(board: Board, member: CharterMember, voice: Voice | None) -> Said:
    return f"Happy since {day(member.since)}", "Consent to ask", "pm"


def _reference(board: Board, member: CharterMember, voice: Voice | None) -> Said:
    reference = board.reference_of(member)
    if reference is None:
        return "No consent stands", "Not counted", "risk"
    if board.is_counted(member):
        return reference.scope_words, f"Until {reference.expires_on:%b %Y}", "ok"
    return board.why_uncounted(reference), "Not counted", "risk"


def _gone(board: Board, member: CharterMember, voice: Voice | None) -> Said:
    return member.get_stage_display(), "", ""


def _score(last: Any) -> str:
    return (
        f"happiness {last.score}"
        if last.score is not None
        else ("would miss it" if last.is_happy else "would not miss it")
    )


def _ago(days: int) -> str:
    return "today" if days == 0 else f"{plural(days, 'day')} ago"


_SAYS: dict[str, Callable[[Board, CharterMember, Voice | None], Said]] = {
    "candidate": _candidate, "invited": _invited, "joined": _joined, "in_trial": _in_trial, "live": _live,
    "happy": _happy,
    "reference": _reference, "declined": _gone, "left": _gone,
}  # fmt: skip
