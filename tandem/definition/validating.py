"""When a problem counts as validated: enough companies of the target market, and its product manager, heard it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tandem.core.errors import Refused
from tandem.ui.figures import day, plural

RECENT_DAYS = 90
ADVICE = "worth having, not asked for"


@dataclass(frozen=True)
class Heard:
    """What is known of who voiced a problem, on the day somebody asks."""

    companies_in_market: int
    companies_needed: int
    talks_with_pm: int
    newest: date | None = None
    most_promising: str = ""
    has_market: bool = True
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Check:
    """One thing a rule asks for: whether it is there, what it says, and the way to it."""

    done: bool
    says: str
    need: str = ""
    url: str = ""
    act: str = ""
    sentence: str = ""
    is_advice: bool = False


@dataclass(frozen=True)
class Ways:
    """Where a person goes to do what is missing."""

    notes: str = ""
    market: str = ""
    interview: str = ""


def checks_to_validate(heard: Heard, today: date, ways: Ways | None = None) -> list[Check]:
    """Every point of the rule, done or missing; what is missing carries the way to the act and its sentence."""
    ways = ways or Ways()
    companies = _by_companies(heard, ways) if heard.has_market else _without_market(ways)
    return [companies, *_newest(heard, today), _by_the_pm(heard, ways.interview), *_kinds(heard)]


def still_missing(checks: Iterable[Check]) -> list[str]:
    """What stands between the problem and *validated*, as sentences."""
    return [check.sentence for check in checks if not check.done and not check.is_advice]


def worth_having(checks: Iterable[Check]) -> list[str]:
    """What the rule does not ask for, and somebody will ask about, as sentences."""
    return [check.sentence for check in checks if not check.done and check.is_advice]


def ask_for_all(checks: Iterable[Check]) -> None:
    """Refuse the verdict as long as anything of the rule is missing, saying what."""
    if missing := still_missing(checks):
        raise Refused("Not yet validated. " + " ".join(missing))


def _newest(heard: Heard, today: date) -> list[Check]:
    if heard.newest is None:
        return []
    said = day(min(heard.newest, today), today)  # what happened is not of tomorrow, whatever the clocks say
    says = f"Newest note is of {said.lower() if said in ('Today', 'Yesterday') else said}"
    if (today - heard.newest).days <= RECENT_DAYS:
        return [Check(True, says)]
    sentence = f"Nobody has said it in {RECENT_DAYS} days; the newest note is of {said}."
    return [Check(False, says, ADVICE, sentence=sentence, is_advice=True)]


def _kinds(heard: Heard) -> list[Check]:
    """Where it was said: what comes from one kind of source alone may be of that source."""
    if not heard.kinds:
        return []
    named = ", ".join(kind if kind.isupper() else kind.lower() for kind in heard.kinds[:4])
    if len(heard.kinds) > 1:
        return [Check(True, f"Heard in {plural(len(heard.kinds), 'kind')} of sources: {named}")]
    sentence = f"All of it is from one kind of source ({named}); a second kind would show that it is not only there."
    return [Check(False, f"Heard in one kind of source: {named}", ADVICE, sentence=sentence, is_advice=True)]


def _by_companies(heard: Heard, ways: Ways) -> Check:
    said, needed = heard.companies_in_market, heard.companies_needed
    says, need = f"Said by {plural(said, 'company,companies')} in the target market", f"{needed} needed"
    if said >= needed:
        return Check(True, says, need)
    sentence = (
        f"{plural(needed, 'company,companies')} of the target market must have said it; so far {said or 'none'} did."
    )
    return Check(False, says, need, url=ways.notes, act="Look for more", sentence=sentence)


def _without_market(ways: Ways) -> Check:
    sentence = "Say first which companies are the target market; until then nobody can tell whether these count."
    return Check(False, "No target market is set", url=ways.market, act="Set the target market", sentence=sentence)


def _by_the_pm(heard: Heard, url: str) -> Check:
    if heard.talks_with_pm:
        return Check(True, f"{plural(heard.talks_with_pm, 'conversation')} with the product manager")
    act = f"Plan one with {heard.most_promising}" if heard.most_promising else "Plan one"
    sentence = "The product manager must have spoken with at least one customer about it."
    return Check(False, "One interview by the product manager", url=url, act=act, sentence=sentence)
