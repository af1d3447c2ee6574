"""The rules of a charter program over plain values: who may join, who is happy, which references count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ON_THE_WAY = ("candidate", "invited", "joined", "in_trial", "live", "happy", "reference")
TAKING_A_PLACE = ("joined", "in_trial", "live", "happy", "reference")
RUNNING_BUILDS = ("in_trial", "live", "happy", "reference")
LIVE = ("live", "happy", "reference")
HAPPY = ("happy", "reference")

NAMED_IN_PUBLIC = "name"
HAPPY_FROM = 9
IN_USE_AFTER_DAYS = 7
NO_ANSWER_AFTER_DAYS = 10
ENOUGH_FOR_A_SHARE = 3
USUAL_DAYS_FROM_LIVE = 28


@dataclass(frozen=True)
class Size:
    """How many references a program aims at, and how many members it may hold."""

    aim: int
    cap: int


def size_of(business: str, references: int, cap: int) -> Size:
    """Business and platform products: six of at most ten. Consumer products: ten to fifteen people."""
    return Size(10, 15) if business == "consumer" else Size(references, cap)


def has_room(taken: int, cap: int) -> bool:
    return taken < cap


@dataclass(frozen=True)
class Yes:
    """What a company says when it joins."""

    urgency: str
    one_general_product: bool
    pays_after: bool
    prepaid: bool = False


def refusal_to_join(company: str, said: Yes) -> str:
    """Why a company cannot join on these words; empty when it can."""
    if said.prepaid:
        return (
            f"{company} would pay in advance. Who pays before loving it buys a promise and is owed one; "
            "take no money now, and they pay, if at all, afterwards."
        )
    if not said.one_general_product:
        return (
            f"{company} has not said yes to one general product. "
            "A custom product for one company proves nothing about the market."
        )
    if not said.pays_after:
        return f"{company} has not said yes to paying, if at all, after they love it."
    if not said.urgency.strip():
        return f"Write down how urgent the problem is, in the words of {company}."
    return ""


@dataclass(frozen=True)
class Answer:
    """One answer: the score from 0 to 10, or whether they would be very disappointed without the product."""

    on: date
    score: int | None = None
    very_disappointed: bool | None = None

    @property
    def is_happy(self) -> bool:
        return bool(self.very_disappointed) or (self.score is not None and self.score >= HAPPY_FROM)


def latest(answers: Iterable[Answer]) -> Answer | None:
    """The newest answer; of several on one day the last one given."""
    found = None
    for answer in answers:
        if found is None or answer.on >= found.on:
            found = answer
    return found


def is_happy(answers: Iterable[Answer], today: date, within_days: int) -> bool:
    """Happy: the latest answer is 9 or 10, or "very disappointed" without it, and not older than the agreed days."""
    last = latest(answers)
    return last is not None and last.is_happy and (today - last.on).days <= within_days


def why_not_happy(company: str, answers: Iterable[Answer], today: date, within_days: int) -> str:
    """What is missing before happiness can be confirmed; empty when nothing is."""
    last = latest(answers)
    if last is None:
        return f"{company} has not answered yet. Ask whether they would recommend it."
    if (today - last.on).days > within_days:
        return f"The last answer of {company} is {(today - last.on).days} days old. Ask again."
    if not last.is_happy:
        said = f"answered {last.score}" if last.score is not None else "would not be very disappointed without it"
        return f"{company} {said}. Happy is 9 or 10 of 10, or very disappointed without it."
    return ""


@dataclass(frozen=True)
class Consent:
    """What a company consented to, and until when."""

    scopes: Collection[str]
    granted_on: date
    expires_on: date
    statement: str = ""
    address: str = ""
    withdrawn_on: date | None = None


def why_unusable(stage: str, consent: Consent, today: date) -> str:
    """Why nobody may use a reference now; empty when it may be used. What is not known is not usable."""
    if consent.withdrawn_on is not None:
        return "The consent was withdrawn."
    if not consent.granted_on <= today:
        return "The consent has not begun."
    if consent.expires_on < today:
        return "The consent has expired."
    if stage not in HAPPY:
        return "They are not confirmed as live and happy."
    return ""


@dataclass(frozen=True)
class Bearer:
    """The member who gave a consent, as far as counting asks."""

    stage: str
    in_market: bool
    answers: Sequence[Answer]


def why_uncounted(bearer: Bearer, consent: Consent, today: date, *, within_days: int, is_platform: bool = False) -> str:
    """Why a reference is not one of the six; empty when it counts."""
    if unusable := why_unusable(bearer.stage, consent, today):
        return unusable
    if not is_happy(bearer.answers, today, within_days):
        return "Their latest answer does not say that they are happy, or is too old."
    if NAMED_IN_PUBLIC not in consent.scopes:
        return "They may not be named in public."
    if not consent.statement.strip():
        return "There is no statement of use."
    if not bearer.in_market:
        return "They are outside the target market."
    if is_platform and not consent.address.strip():
        return "There is no address where their application was last seen working."
    return ""


def meaning(have: int, aim: int) -> str:
    """What a number of references says: none is a red flag, a few perhaps a one-off, the aim opens the gate."""
    if have >= aim:
        return "The gate is open."
    if have == 0:
        return "No reference yet is a red flag: nobody in the target market vouches for it."
    return "Fewer than the aim is perhaps a one-off: it may go out labelled early access."


def refusal_to_use(consent: Consent, stage: str, scope: str, today: date, *, used: int, limit: int) -> str:
    """Why this use of a reference is refused: not usable, beyond its scope, or used often enough this quarter."""
    if unusable := why_unusable(stage, consent, today):
        return unusable
    if scope not in consent.scopes:
        return f"They did not consent to {scope}."
    if used >= limit:
        return f"They were used {used} times this quarter, over all products; {limit} is what was agreed."
    return ""


def quarter_of(day: date) -> tuple[date, date]:
    """The first day of the quarter a day is in, and the first day after it."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    beyond = first + timedelta(days=95)
    return first, date(beyond.year, beyond.month, 1)


def is_in_use(deployed_on: date, last_active_on: date | None, today: date, quiet_days: int) -> bool:
    """Live: still used a week after it was deployed, and used lately."""
    if last_active_on is None:
        return False
    return (last_active_on - deployed_on).days >= IN_USE_AFTER_DAYS and (today - last_active_on).days <= quiet_days


def one_offs(wishes: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Features that one member alone asked for, with that member: feature -> member."""
    return {feature: next(iter(members)) for feature, members in wishes.items() if len(set(members)) == 1}


def early_adopters_only(adopters: int, members: int, share: float) -> bool:
    """Whether more than the allowed share are early adopters, who like anything new; one or two say nothing."""
    return members >= ENOUGH_FOR_A_SHARE and adopters / members > share


@dataclass(frozen=True)
class Recruiting:
    """Of the invitations old enough to have been answered: how many went out, how many joined, since when."""

    invited: int
    joined: int
    days: int

    def is_slow(self, share: float, days: int, least: int) -> bool:
        """Below the share of enough invitations, after the agreed days: the problem may not matter."""
        return self.invited >= least and self.days >= days and self.joined < share * self.invited


def recruiting(invited_on: Mapping[str, date], joined: Collection[str], today: date, days: int) -> Recruiting:
    """Counts only invitations that had the agreed days to be answered."""
    old = {member: day for member, day in invited_on.items() if (today - day).days >= days}
    since = (today - min(old.values())).days if old else 0
    return Recruiting(len(old), sum(member in joined for member in old), since)


def days_undeployed(stage: str, sent_on: date, is_deployed: bool, today: date, within_days: int) -> int:
    """The day a build has reached without being deployed, once it is later than promised; else 0."""
    waited = (today - sent_on).days
    return waited if stage in RUNNING_BUILDS and not is_deployed and waited > within_days else 0


def days_quiet(stage: str, heard_on: date | None, today: date, quiet_days: int) -> int:
    """For how many days nothing was heard of a member in trial or beyond, once that is too long; else 0."""
    if stage not in RUNNING_BUILDS or heard_on is None:
        return 0
    silent = (today - heard_on).days
    return silent if silent > quiet_days else 0


def days_without_session(
    held: Collection[date], planned: Collection[date], began_on: date, today: date, rhythm: int
) -> int:
    """Days since the last session, once the agreed rhythm has passed and none is planned within another one; else 0."""
    if any(today <= day <= today + timedelta(days=rhythm) for day in planned):
        return 0
    since = (today - max([*held, began_on])).days
    return since if since > rhythm else 0


def too_few_live(live: int, aim: int, days_left: int | None, usual_days: int = USUAL_DAYS_FROM_LIVE) -> bool:
    """Too few are live for the date: whoever goes live from now on would not be a reference by then."""
    return days_left is not None and 0 <= days_left <= usual_days and live < aim
