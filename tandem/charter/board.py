"""One program with everything its rules and its page ask for, read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Max, Prefetch

from tandem.charter import rules
from tandem.charter.models import (
    Build,
    CharterMember,
    Deployment,
    Happiness,
    Program,
    Reference,
    Session,
    StageMove,
    Wish,
)
from tandem.charter.models.session import clock_day
from tandem.charter.pace import Pace, pace, usual_days
from tandem.charter.standing import counting
from tandem.evidence.models import Note
from tandem.team.models import Workspace


class Board:
    """A program as it stands on one day: its members by stage, and what the rules find out about each."""

    def __init__(self, program: Program, today: date) -> None:
        self.program = program
        self.today = today
        self.workspace = Workspace.current()
        self.thresholds = self.workspace.thresholds

    @cached_property
    def members(self) -> list[CharterMember]:
        parts = (
            Prefetch("answers", Happiness.objects.order_by("answered_on", "pk")),
            Prefetch("deployments", Deployment.objects.order_by("deployed_on", "pk")),
            Prefetch("moves", StageMove.objects.order_by("on", "pk")),
            Prefetch("references", Reference.objects.in_use().select_related("item").order_by("granted_on", "pk")),
            Prefetch("wishes", Wish.objects.select_related("feature__item")),
        )
        found = self.program.members.in_use().with_company().prefetch_related(*parts).order_by("-since", "item__number")
        return [self._with_program(member) for member in found]

    @cached_property
    def builds(self) -> list[Build]:
        return list(self.program.builds.in_use().select_related("item").newest_first())

    @cached_property
    def sessions(self) -> list[Session]:
        parts = ("members__item", "answered")
        found = self.program.sessions.in_use().select_related("item").prefetch_related(*parts)
        return list(found.order_by("starts_at", "item__number"))

    @cached_property
    def early_access(self) -> list[Any]:
        return list(self.program.early_access.select_related("company__item").order_by("-offered_on", "pk"))

    @cached_property
    def heard(self) -> dict[int, date]:
        """When each member's company was last heard in a note."""
        companies = [member.company_id for member in self.members]
        rows = Note.objects.filter(company__in=companies, product__in=[self.program.item.product_id])
        newest = rows.order_by().values_list("company").annotate(newest=Max("said_at"))
        return {company: said_at.date() for company, said_at in newest}

    def at(self, *stages: str) -> list[CharterMember]:
        return [member for member in self.members if member.stage in stages]

    @property
    def taken(self) -> int:
        return len(self.at(*rules.TAKING_A_PLACE))

    @cached_property
    def counted(self) -> list[Reference]:
        """The references that count as of today."""
        held = [self._with_member(one, member) for member in self.members for one in member.references.all()]
        return counting(self.program, held, self.today, self.thresholds.happy_within_days)

    @property
    def have(self) -> int:
        return len(self.counted)

    def is_counted(self, member: CharterMember) -> bool:
        return any(reference.member_id == member.pk for reference in self.counted)

    def reference_of(self, member: CharterMember) -> Reference | None:
        """The consent that stands: the one that counts, else the newest that was not withdrawn."""
        standing = [self._with_member(one, member) for one in member.references.all() if one.withdrawn_on is None]
        ours = [one for one in standing if one in self.counted]
        return next(iter(reversed(ours or standing)), None)

    def why_uncounted(self, reference: Reference) -> str:
        within = self.thresholds.happy_within_days
        return reference.why_uncounted(self.today, within, is_platform=self.program.is_platform)

    def is_happy(self, member: CharterMember) -> bool:
        return rules.is_happy(member.happiness(), self.today, self.thresholds.happy_within_days)

    def awaits_answer(self, member: CharterMember) -> bool:
        """Asked, and not answered since."""
        last = rules.latest(member.happiness())
        return member.asked_on is not None and (last is None or last.on < member.asked_on)

    def days_undeployed(self, member: CharterMember) -> int:
        """The day the newest build has reached at a member that has not deployed it, once that is late."""
        if not self.builds:
            return 0
        newest = self.builds[0]
        deployed = any(row.build_id == newest.pk for row in member.deployments.all())
        return rules.days_undeployed(member.stage, newest.sent_on, deployed, self.today, self.thresholds.deploy_days)

    def days_quiet(self, member: CharterMember) -> int:
        return rules.days_quiet(member.stage, self.heard_on(member), self.today, self.thresholds.quiet_days)

    def heard_on(self, member: CharterMember) -> date | None:
        """When this member last told anything: a note, an answer, a wish, a session, or starting the trial."""
        days = [row.answered_on for row in member.answers.all()] + [row.asked_on for row in member.wishes.all()]
        days += [session.held_on for session in self.sessions_with(member) if session.held_on]
        days += [move.on for move in member.moves.all() if move.after == "in_trial"]
        if member.company_id in self.heard:
            days.append(self.heard[member.company_id])
        return max(days, default=None)

    def sessions_with(self, member: CharterMember) -> list[Session]:
        return [session for session in self.sessions if any(one.pk == member.pk for one in session.members.all())]

    @property
    def next_session(self) -> Session | None:
        return self.next_of(self.sessions)

    def next_of(self, sessions: Iterable[Session]) -> Session | None:
        """The first of these that is still to come."""
        return next((one for one in sessions if not one.is_held and clock_day(one.starts_at) >= self.today), None)

    @cached_property
    def took(self) -> list[int]:
        """Days from live to reference, of those who became one."""
        return [
            (self._came(member, "reference") - self._came(member, "live")).days
            for member in self.at("reference")
            if self._came(member, "live") and self._came(member, "reference")
        ]

    @property
    def pace(self) -> Pace | None:
        """How many references to expect by the day of the release."""
        waiting = [
            (self.today - self._came(member, "live")).days
            for member in self.at("live", "happy")
            if self._came(member, "live")
        ]
        return pace(self.have, self.took, waiting, self.today, self.program.due_on)

    @property
    def days_left(self) -> int | None:
        return (self.program.due_on - self.today).days if self.program.due_on else None

    @property
    def usual_days(self) -> int:
        return usual_days(self.took)

    @property
    def recruiting(self) -> rules.Recruiting:
        invited = {
            str(member.pk): self._came(member, "invited") for member in self.members if self._came(member, "invited")
        }
        joined = [str(member.pk) for member in self.members if self._came(member, "joined")]
        return rules.recruiting(invited, joined, self.today, self.thresholds.slow_days)

    @property
    def one_offs(self) -> list[tuple[Any, CharterMember]]:
        """Features that one member alone asked for and that are still open, with that member."""
        wishes = [(row.feature, member) for member in self.at(*rules.TAKING_A_PLACE) for row in member.wishes.all()]
        open_ones = {feature.mark: (feature, member) for feature, member in wishes if feature.is_open}
        asked = {mark: [m.mark for feature, m in wishes if feature.mark == mark] for mark in open_ones}
        return [open_ones[mark] for mark in rules.one_offs(asked)]

    def days_without_session(self) -> int:
        held = [session.held_on for session in self.sessions if session.held_on]
        planned = [clock_day(session.starts_at) for session in self.sessions if not session.is_held]
        began = min((self._came(member, "joined") for member in self.at(*rules.TAKING_A_PLACE)), default=self.today)
        return rules.days_without_session(held, planned, began, self.today, self.program.rhythm_days)

    def _came(self, member: CharterMember, stage: str) -> Any:
        """The day a member last came to a stage, or None."""
        return next((move.on for move in reversed(member.moves.all()) if move.after == stage), None)

    def _with_program(self, member: CharterMember) -> CharterMember:
        member.program = self.program
        return member

    def _with_member(self, reference: Reference, member: CharterMember) -> Reference:
        reference.member = member
        return reference
