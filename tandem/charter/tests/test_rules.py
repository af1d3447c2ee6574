"""The rules of a charter program as a table, one test for each rule, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tandem.charter import rules
from tandem.charter.rules import Answer, Bearer, Consent, Recruiting, Yes
from tandem.team.thresholds import PRESETS

TODAY = date(2026, 11, 22)
GROWING = PRESETS["growing"]
ENTERPRISE = PRESETS["enterprise"]
CONSENT = Consent(("name", "call"), TODAY - timedelta(days=30), TODAY + timedelta(days=30), "We close our books in it.")
YES = Yes("Every Monday is lost.", one_general_product=True, pays_after=True)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def happy(days: int = 0) -> Answer:
    return Answer(ago(days), score=9)


def bearer(*answers: Answer, stage: str = "reference", in_market: bool = True) -> Bearer:
    return Bearer(stage, in_market, answers or (happy(),))


def uncounted(given: Bearer, consent: Consent = CONSENT, *, is_platform: bool = False) -> str:
    return rules.why_uncounted(given, consent, TODAY, within_days=GROWING.happy_within_days, is_platform=is_platform)


@pytest.mark.parametrize(("business", "aim", "cap"), [("business", 6, 10), ("platform", 6, 10), ("consumer", 10, 15)])
def test_a_program_aims_at_six_of_at_most_ten_and_of_consumers_at_ten_of_fifteen(
    business: str, aim: int, cap: int
) -> None:
    assert rules.size_of(business, GROWING.references, GROWING.charter_cap) == rules.Size(aim, cap)


@pytest.mark.parametrize(("taken", "room"), [(0, True), (9, True), (10, False), (11, False)])
def test_the_cap_is_never_passed(taken: int, room: bool) -> None:
    assert rules.has_room(taken, GROWING.charter_cap) is room


def test_who_was_only_asked_takes_no_place_and_who_said_no_takes_none() -> None:
    waiting = set(rules.ON_THE_WAY) - set(rules.TAKING_A_PLACE)
    assert waiting == {"candidate", "invited"}
    assert not {"declined", "left"} & set(rules.TAKING_A_PLACE)


def test_payment_in_advance_is_refused_even_with_every_other_yes() -> None:
    assert "pay in advance" in rules.refusal_to_join("Finch", replace(YES, prepaid=True))
    assert rules.refusal_to_join("Finch", YES) == ""


@pytest.mark.parametrize(
    ("said", "names"),
    [
        (replace(YES, one_general_product=False), "one general product"),
        (replace(YES, pays_after=False), "after they love it"),
        (replace(YES, urgency=" \n"), "how urgent"),
    ],
)
def test_joining_takes_the_urgency_in_their_words_and_both_yeses(said: Yes, names: str) -> None:
    refusal = rules.refusal_to_join("Finch", said)
    assert names in refusal
    assert "Finch" in refusal


@pytest.mark.parametrize(
    ("answer", "is_happy"),
    [
        (Answer(TODAY, score=10), True),
        (Answer(TODAY, score=9), True),
        (Answer(TODAY, score=8), False),
        (Answer(TODAY, score=0), False),
        (Answer(TODAY, very_disappointed=True), True),
        (Answer(TODAY, very_disappointed=False), False),
        (Answer(TODAY, score=3, very_disappointed=True), True),
        (Answer(TODAY), False),
    ],
)
def test_happy_is_9_or_10_of_10_or_very_disappointed_without_it(answer: Answer, is_happy: bool) -> None:
    assert rules.is_happy([answer], TODAY, GROWING.happy_within_days) is is_happy


@pytest.mark.parametrize(("days", "is_happy"), [(0, True), (60, True), (61, False), (400, False)])
def test_happy_holds_for_60_days_after_the_latest_answer(days: int, is_happy: bool) -> None:
    assert rules.is_happy([happy(days)], TODAY, GROWING.happy_within_days) is is_happy
    assert ("days old" in rules.why_not_happy("Finch", [happy(days)], TODAY, 60)) is not is_happy


def test_only_the_latest_answer_says_whether_they_are_happy() -> None:
    soured = [happy(40), Answer(ago(2), score=6)]
    assert not rules.is_happy(soured, TODAY, 60)
    assert not rules.is_happy(list(reversed(soured)), TODAY, 60)
    assert rules.is_happy([Answer(ago(40), score=2), happy(2)], TODAY, 60)


def test_of_two_answers_on_one_day_the_last_one_given_holds() -> None:
    assert not rules.is_happy([happy(), Answer(TODAY, score=4)], TODAY, 60)
    assert rules.is_happy([Answer(TODAY, score=4), happy()], TODAY, 60)


def test_who_never_answered_is_not_happy() -> None:
    assert not rules.is_happy([], TODAY, 60)
    assert "has not answered yet" in rules.why_not_happy("Finch", [], TODAY, 60)
    assert "answered 8" in rules.why_not_happy("Finch", [Answer(TODAY, score=8)], TODAY, 60)
    assert rules.why_not_happy("Finch", [happy()], TODAY, 60) == ""


@pytest.mark.parametrize("stage", ["", "unheard of", "candidate", "invited", "joined", "in_trial", "live", "left"])
def test_usable_now_what_is_not_known_as_live_and_happy_is_not_usable(stage: str) -> None:
    assert rules.why_unusable(stage, CONSENT, TODAY) == "They are not confirmed as live and happy."


@pytest.mark.parametrize("stage", ["happy", "reference"])
def test_usable_now_a_standing_consent_of_a_happy_member_is_usable(stage: str) -> None:
    assert rules.why_unusable(stage, CONSENT, TODAY) == ""


@pytest.mark.parametrize(("expires_on", "usable"), [(TODAY, True), (ago(1), False), (ago(900), False)])
def test_usable_now_a_consent_is_usable_through_its_last_day_and_then_expired(expires_on: date, usable: bool) -> None:
    why = rules.why_unusable("reference", replace(CONSENT, expires_on=expires_on), TODAY)
    assert why == ("" if usable else "The consent has expired.")


def test_usable_now_a_withdrawn_consent_is_unusable_from_that_very_day() -> None:
    withdrawn = replace(CONSENT, withdrawn_on=TODAY)
    assert rules.why_unusable("reference", withdrawn, TODAY) == "The consent was withdrawn."


def test_usable_now_a_consent_to_come_is_not_yet_one() -> None:
    early = replace(CONSENT, granted_on=TODAY + timedelta(days=1))
    assert rules.why_unusable("reference", early, TODAY) == "The consent has not begun."


def test_a_reference_is_used_within_its_scope_alone() -> None:
    assert rules.refusal_to_use(CONSENT, "reference", "call", TODAY, used=0, limit=2) == ""
    assert "did not consent to press" in rules.refusal_to_use(CONSENT, "reference", "press", TODAY, used=0, limit=2)


@pytest.mark.parametrize(("used", "refused"), [(0, False), (1, False), (2, True), (3, True)])
def test_a_reference_is_used_twice_a_quarter_over_all_products(used: int, refused: bool) -> None:
    said = rules.refusal_to_use(CONSENT, "reference", "name", TODAY, used=used, limit=GROWING.reference_uses)
    assert ("over all products" in said) is refused


def test_an_expired_reference_is_not_used_within_any_scope_or_limit() -> None:
    expired = replace(CONSENT, expires_on=ago(1))
    assert "expired" in rules.refusal_to_use(expired, "reference", "name", TODAY, used=0, limit=2)


@pytest.mark.parametrize(
    ("day", "first", "after"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2026, 4, 1), date(2026, 7, 1)),
        (date(2024, 2, 29), date(2024, 1, 1), date(2024, 4, 1)),
        (date(2026, 9, 30), date(2026, 7, 1), date(2026, 10, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2027, 1, 1)),
    ],
)
def test_a_quarter_has_its_first_day_and_the_first_day_after(day: date, first: date, after: date) -> None:
    assert rules.quarter_of(day) == (first, after)


def test_the_six_count_only_who_is_live_happy_and_named_in_public_with_a_statement_of_use() -> None:
    assert uncounted(bearer()) == ""
    assert "live and happy" in uncounted(bearer(stage="live"))
    assert "named in public" in uncounted(bearer(), replace(CONSENT, scopes=("logo", "quote", "call", "press")))
    assert "statement of use" in uncounted(bearer(), replace(CONSENT, statement=" "))


def test_the_six_count_only_whose_latest_answer_is_happy_and_not_older_than_60_days() -> None:
    assert uncounted(bearer(happy(60))) == ""
    assert "too old" in uncounted(bearer(happy(61)))
    assert "does not say that they are happy" in uncounted(bearer(happy(30), Answer(ago(1), score=5)))


def test_the_six_count_only_the_target_market() -> None:
    assert uncounted(bearer(in_market=False)) == "They are outside the target market."


def test_for_a_platform_the_six_count_an_application_with_an_address() -> None:
    assert "no address" in uncounted(bearer(), is_platform=True)
    seen = replace(CONSENT, address="https://books.finch.example")
    assert uncounted(bearer(), seen, is_platform=True) == ""


@pytest.mark.parametrize(
    ("have", "says"),
    [(0, "red flag"), (1, "perhaps a one-off"), (5, "perhaps a one-off"), (6, "gate is open"), (9, "gate is open")],
)
def test_references_0_is_a_red_flag_1_to_5_perhaps_a_one_off_and_6_opens_the_gate(have: int, says: str) -> None:
    assert says in rules.meaning(have, GROWING.references)


@pytest.mark.parametrize("have", [1, 5])
def test_references_1_to_5_may_go_out_labelled_early_access(have: int) -> None:
    assert "early access" in rules.meaning(have, 6)
    assert "early access" not in rules.meaning(0, 6)


def test_a_one_off_is_a_feature_asked_for_by_one_member_alone() -> None:
    wishes = {"Chains": ["Finch"], "Export": ["Finch", "Harbor"], "Themes": ["Harbor", "Harbor"], "Nothing": []}
    assert rules.one_offs(wishes) == {"Chains": "Finch", "Themes": "Harbor"}


@pytest.mark.parametrize(
    ("adopters", "members", "share", "flagged"),
    [
        (3, 6, GROWING.early_adopters, False),
        (4, 6, GROWING.early_adopters, True),
        (2, 6, ENTERPRISE.early_adopters, False),
        (3, 6, ENTERPRISE.early_adopters, True),
        (3, 3, GROWING.early_adopters, True),
        (2, 2, GROWING.early_adopters, False),
        (0, 0, GROWING.early_adopters, False),
    ],
)
def test_a_group_of_early_adopters_only_is_more_than_half_or_a_third(
    adopters: int, members: int, share: float, flagged: bool
) -> None:
    assert rules.early_adopters_only(adopters, members, share) is flagged


@pytest.mark.parametrize(
    ("found", "slow"),
    [
        (Recruiting(10, 2, 30), True),
        (Recruiting(10, 3, 30), False),
        (Recruiting(9, 0, 90), False),
        (Recruiting(10, 0, 29), False),
        (Recruiting(20, 5, 45), True),
        (Recruiting(0, 0, 0), False),
    ],
)
def test_slow_recruiting_is_below_30_percent_of_10_invitations_after_30_days(found: Recruiting, slow: bool) -> None:
    assert found.is_slow(GROWING.slow_acceptance, GROWING.slow_days, GROWING.slow_invitations) is slow


def test_slow_recruiting_counts_only_invitations_that_had_30_days_to_be_answered() -> None:
    invited = {"Finch": ago(40), "Harbor": ago(30), "Lark": ago(29), "Moor": TODAY}
    assert rules.recruiting(invited, ["Harbor", "Lark"], TODAY, 30) == Recruiting(invited=2, joined=1, days=40)
    assert rules.recruiting({}, [], TODAY, 30) == Recruiting(0, 0, 0)


@pytest.mark.parametrize(
    ("waited", "within", "late"),
    [(3, GROWING.deploy_days, 0), (4, GROWING.deploy_days, 4), (5, ENTERPRISE.deploy_days, 0), (6, 5, 6)],
)
def test_a_build_not_deployed_is_late_after_3_days_and_in_an_enterprise_after_5(
    waited: int, within: int, late: int
) -> None:
    assert rules.days_undeployed("live", ago(waited), False, TODAY, within) == late
    assert rules.days_undeployed("live", ago(waited), True, TODAY, within) == 0


@pytest.mark.parametrize("stage", ["candidate", "invited", "joined", "declined", "left"])
def test_a_build_is_not_awaited_nor_a_word_of_who_runs_none(stage: str) -> None:
    assert rules.days_undeployed(stage, ago(90), False, TODAY, 3) == 0
    assert rules.days_quiet(stage, ago(90), TODAY, 14) == 0


@pytest.mark.parametrize(
    ("silent", "quiet_days", "flagged"),
    [(14, GROWING.quiet_days, 0), (15, GROWING.quiet_days, 15), (21, ENTERPRISE.quiet_days, 0), (22, 21, 22)],
)
def test_feedback_has_gone_quiet_after_14_days_and_in_an_enterprise_after_21(
    silent: int, quiet_days: int, flagged: int
) -> None:
    assert rules.days_quiet("in_trial", ago(silent), TODAY, quiet_days) == flagged


def test_nothing_known_of_feedback_is_not_called_quiet() -> None:
    assert rules.days_quiet("live", None, TODAY, 14) == 0


@pytest.mark.parametrize(
    ("held", "planned", "began", "without"),
    [
        ([], [], 14, 0),
        ([], [], 15, 15),
        ([20], [], 60, 20),
        ([14], [], 60, 0),
        ([40, 3], [], 60, 0),
        ([20], [-14], 60, 0),
        ([20], [0], 60, 0),
        ([20], [-15], 60, 20),
        ([20], [5], 60, 20),
    ],
)
def test_no_session_in_the_agreed_rhythm_unless_one_is_planned_within_it(
    held: list[int], planned: list[int], began: int, without: int
) -> None:
    sessions = [ago(days) for days in held], [ago(days) for days in planned]
    assert rules.days_without_session(*sessions, ago(began), TODAY, 14) == without


@pytest.mark.parametrize(
    ("live", "days_left", "too_few"),
    [(5, 28, True), (5, 0, True), (6, 10, False), (5, 29, False), (0, 90, False), (5, None, False), (5, -1, False)],
)
def test_live_members_too_few_for_the_date_when_nobody_else_can_be_a_reference_by_then(
    live: int, days_left: int | None, too_few: bool
) -> None:
    assert rules.too_few_live(live, 6, days_left) is too_few


def test_live_members_too_few_for_the_date_follows_how_long_it_usually_takes_here() -> None:
    assert not rules.too_few_live(5, 6, 20, usual_days=14)
    assert rules.too_few_live(5, 6, 20, usual_days=20)


@pytest.mark.parametrize(
    ("deployed", "active", "live"),
    [(30, 1, True), (7, 0, True), (6, 0, False), (30, 24, False), (60, 14, True), (60, 15, False), (30, None, False)],
)
def test_live_is_still_used_a_week_after_deployment_and_used_lately(
    deployed: int, active: int | None, live: bool
) -> None:
    last = None if active is None else ago(active)
    assert rules.is_in_use(ago(deployed), last, TODAY, GROWING.quiet_days) is live


def test_consent_expires_after_24_months_and_in_an_enterprise_after_12() -> None:
    assert (GROWING.consent_months, PRESETS["starting"].consent_months, ENTERPRISE.consent_months) == (24, 24, 12)
