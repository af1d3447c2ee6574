"""When a problem counts as validated."""

from datetime import date

import pytest

from tandem.core.errors import Refused
from tandem.definition.validating import Heard, Ways, ask_for_all, checks_to_validate, still_missing, worth_having

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("companies", "needed", "talks", "missing"),
    [
        (5, 5, 1, 0),
        (8, 8, 2, 0),
        (4, 5, 1, 1),
        (5, 5, 0, 1),
        (0, 3, 0, 2),
        (3, 3, 1, 0),
    ],
)
def test_validated_needs_enough_companies_of_the_target_market_and_a_conversation_with_the_pm(
    companies: int, needed: int, talks: int, missing: int
) -> None:
    assert len(still_missing(checks_to_validate(Heard(companies, needed, talks), TODAY))) == missing


def test_without_a_target_market_no_company_counts() -> None:
    checks = checks_to_validate(Heard(0, 5, 1, has_market=False), TODAY, Ways(market="/here"))
    assert [check.done for check in checks] == [False, True]
    assert checks[0].url == "/here"


def test_what_is_missing_is_said_in_sentences() -> None:
    with pytest.raises(
        Refused, match=r"5 companies of the target market must have said it; so far 2 did\. The product manager must"
    ):
        ask_for_all(checks_to_validate(Heard(2, 5, 0), TODAY))


def test_the_interview_is_proposed_with_the_most_promising_company() -> None:
    check = checks_to_validate(Heard(5, 5, 0, most_promising="Finch Books"), TODAY, Ways(interview="/there"))[-1]
    assert (check.act, check.url) == ("Plan one with Finch Books", "/there")


@pytest.mark.parametrize(
    ("newest", "says"), [(TODAY, "today"), (date(2026, 11, 21), "yesterday"), (date(2025, 3, 2), "2 Mar 2025")]
)
def test_the_newest_note_is_told_but_holds_nothing_back(newest: date, says: str) -> None:
    checks = checks_to_validate(Heard(5, 5, 1, newest), TODAY)
    assert checks[1].says == f"Newest note is of {says}"
    assert still_missing(checks) == []


@pytest.mark.parametrize(
    ("newest", "kinds", "said"),
    [
        (TODAY, ("Call", "Survey"), []),
        (date(2026, 8, 1), ("Call", "Survey"), ["Nobody has said it in 90 days; the newest note is of 1 Aug."]),
        (TODAY, ("App review",), ["All of it is from one kind of source (app review); a second kind would show"]),
    ],
)
def test_recency_and_kinds_of_source_are_said_and_hold_nothing_back(
    newest: date, kinds: tuple[str, ...], said: list[str]
) -> None:
    checks = checks_to_validate(Heard(5, 5, 1, newest, kinds=kinds), TODAY)
    assert [one[: len(other)] for one, other in zip(worth_having(checks), said, strict=True)] == said
    assert still_missing(checks) == []
    ask_for_all(checks)
