"""The way of a charter member, each step by its verb, with what each step refuses."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tandem.charter import rules
from tandem.charter.models import CharterMember, Program
from tandem.core.errors import NotAllowed, Refused
from tandem.record.models import Event
from tandem.team.models import Product

from .conftest import CONSENT, JOINING, TODAY, Cast


def stages(member: CharterMember) -> list[str]:
    return [move.after for move in member.moves.order_by("pk")]


def test_a_member_goes_from_candidate_to_reference_and_every_move_has_its_date(cast: Cast) -> None:
    member = cast.reference().member
    assert stages(member) == ["candidate", "invited", "joined", "in_trial", "live", "happy", "reference"]
    assert {move.on for move in member.moves.all()} == {TODAY}
    assert CharterMember.objects.get(pk=member.pk).stage == "reference"


def test_joining_records_urgency_both_yeses_and_the_deal(cast: Cast) -> None:
    member = cast.candidate()
    member.join(by=cast.hand, gets=["early access"], gives=["two hours a fortnight"], agreed_by="Ola Reyes", **JOINING)
    kept = CharterMember.objects.get(pk=member.pk)
    assert (kept.urgency, kept.one_general_product, kept.pays_after) == ("Every Monday is lost.", True, True)
    assert (kept.gets, kept.gives, kept.agreed_by) == (["early access"], ["two hours a fortnight"], "Ola Reyes")
    assert kept.agreed_on == TODAY


@pytest.mark.parametrize("without", ["urgency", "one_general_product", "pays_after"])
def test_joining_without_a_yes_or_their_words_is_refused(cast: Cast, without: str) -> None:
    member = cast.candidate()
    with pytest.raises(Refused):
        member.join(by=cast.hand, **{**JOINING, without: ""})
    assert CharterMember.objects.get(pk=member.pk).stage == "candidate"


def test_payment_in_advance_is_refused_in_a_sentence(cast: Cast) -> None:
    with pytest.raises(Refused, match="pay in advance"):
        cast.candidate().join(by=cast.hand, prepaid=True, **JOINING)


def test_the_eleventh_member_is_refused_and_offered_early_access(cast: Cast) -> None:
    for place in range(10):
        cast.joined(place)
    eleventh = cast.candidate(10)
    with pytest.raises(Refused, match="early access"):
        eleventh.invite(by=cast.hand)
    offered = cast.program.offer_early_access(eleventh.company, by=cast.hand, because="No place is left")
    assert (offered.company, cast.program.places_taken()) == (eleventh.company, 10)
    with pytest.raises(Refused, match="already"):
        cast.program.offer_early_access(eleventh.company, by=cast.hand)
    cast.program.take_back_early_access(eleventh.company, by=cast.hand)
    assert not cast.program.early_access.exists()


def test_a_declined_member_does_not_come_back_into_a_full_program(cast: Cast) -> None:
    for place in range(10):
        cast.joined(place)
    leaver = CharterMember.objects.get(program=cast.program, company=cast.companies[0])
    leaver.leave(because="Their lead is away.", by=cast.hand)
    cast.joined(10)
    with pytest.raises(Refused, match="All 10 places"):
        leaver.move_back(because="She is back.", by=cast.hand)


def test_a_member_brought_by_sales_needs_the_yes_of_the_product_manager(cast: Cast) -> None:
    member = cast.candidate(brought_by_sales=True)
    with pytest.raises(Refused, match="Sales brought"):
        member.invite(by=cast.hand)
    with pytest.raises(NotAllowed):
        member.welcome(by=cast.pmm)
    member.welcome(by=cast.pm)
    member.turn_away(by=cast.pm)
    assert member.waits_for_pm
    member.welcome(by=cast.pm)
    member.invite(by=cast.hand)
    assert member.stage == "invited"


def test_a_company_outside_the_market_may_be_nominated_and_is_known_to_be_outside(cast: Cast) -> None:
    assert [cast.candidate(0).in_market, cast.candidate(12).in_market] == [True, False]


def test_a_company_is_in_a_program_once(cast: Cast) -> None:
    cast.candidate()
    with pytest.raises(Refused, match="already"):
        cast.candidate()


def test_going_live_without_a_deployed_build_is_refused(cast: Cast) -> None:
    member = cast.joined()
    with pytest.raises(Refused, match="deployed no build"):
        member.go_live(by=cast.hand)


def test_the_first_deployment_starts_the_trial(cast: Cast) -> None:
    member = cast.joined()
    cast.build.deploy(member, by=cast.hand, on=TODAY - timedelta(days=3))
    assert stages(member)[-1] == "in_trial"
    cast.build.undeploy(member, by=cast.hand)
    assert not member.deployments.exists()


def test_a_deployment_before_the_build_was_sent_or_in_the_future_is_refused(cast: Cast) -> None:
    member = cast.joined()
    for day in (TODAY - timedelta(days=61), TODAY + timedelta(days=1)):
        with pytest.raises(Refused):
            cast.build.deploy(member, by=cast.hand, on=day)


def test_an_older_usage_file_does_not_turn_the_last_day_of_use_back(cast: Cast) -> None:
    member = cast.joined()
    cast.build.deploy(member, by=cast.hand, last_active_on=TODAY)
    again = cast.build.deploy(member, by=cast.hand, last_active_on=TODAY - timedelta(days=5))
    assert again.last_active_on == TODAY


@pytest.mark.parametrize("answer", [{"score": 9}, {"score": 10}, {"very_disappointed": True}])
def test_happy_is_proposed_by_the_answers_and_confirmed_by_the_product_manager(
    cast: Cast, answer: dict[str, Any]
) -> None:
    member = cast.live()
    with pytest.raises(Refused, match="has not answered"):
        member.confirm_happy(by=cast.pm)
    member.answer(by=cast.hand, **answer)
    with pytest.raises(NotAllowed):
        member.confirm_happy(by=cast.hand)
    member.confirm_happy(by=cast.pm)
    assert member.stage == "happy"


def test_happy_is_refused_on_an_answer_of_8_or_one_that_is_too_old(cast: Cast) -> None:
    member = cast.live()
    member.answer(score=8, by=cast.hand)
    with pytest.raises(Refused, match="answered 8"):
        member.confirm_happy(by=cast.pm)
    member.answers.update(score=9, answered_on=TODAY - timedelta(days=61))
    with pytest.raises(Refused, match="61 days old"):
        member.confirm_happy(by=cast.pm)


@pytest.mark.parametrize("answer", [{}, {"score": 11}, {"score": -1}])
def test_an_answer_says_something_between_0_and_10(cast: Cast, answer: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        cast.live().answer(by=cast.hand, **answer)


@pytest.mark.parametrize("back", ["declined", "left"])
def test_a_no_needs_a_reason_and_can_be_taken_back(cast: Cast, back: str) -> None:
    member = cast.candidate() if back == "declined" else cast.joined()
    verb = member.decline if back == "declined" else member.leave
    before = member.stage
    with pytest.raises(Refused, match="Say why"):
        verb(because=" ", by=cast.hand)
    member.refresh_from_db()
    verb(because="No time before spring.", by=cast.hand)
    assert member.stage == back
    member.move_back(because="They found the time.", by=cast.hand)
    assert member.stage == before


def test_every_move_goes_back_to_the_stage_before_it(cast: Cast) -> None:
    member = cast.happy()
    with pytest.raises(Refused, match="takes back"):
        member.move_back(because="Too early.", by=cast.hand)
    seen = [member.stage]
    while member.stage_before():
        member.move_back(because="Too early.", by=cast.pm)
        seen.append(member.stage)
    assert seen == list(reversed(rules.ON_THE_WAY[:-1]))
    with pytest.raises(Refused, match="not moved"):
        member.move_back(because="Again.", by=cast.pm)


def test_a_reference_does_not_move_back_while_the_consent_stands(cast: Cast) -> None:
    reference = cast.reference()
    with pytest.raises(Refused, match="consent stands"):
        reference.member.move_back(because="Unsure.", by=cast.pm)
    reference.withdraw(by=cast.hand, because="New owner.")
    member = CharterMember.objects.get(pk=reference.member.pk)
    assert member.stage == "happy"
    with pytest.raises(Refused, match="has not consented"):
        member.become_reference(by=cast.hand)


def test_a_wish_is_for_a_feature_of_the_same_product_and_counts_once(cast: Cast) -> None:
    member = cast.joined()
    first = member.wish(cast.feature, by=cast.hand, words="A chain.")
    assert member.wish(cast.feature, by=cast.hand) == first
    member.unwish(cast.feature, by=cast.hand)
    assert not member.wishes.exists()


def test_sales_may_not_run_the_charter(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        cast.program.nominate(cast.companies[0], by=cast.rep)


def test_a_consent_of_a_member_who_is_not_happy_is_kept_and_moves_nobody(cast: Cast) -> None:
    member = cast.joined()
    member.grant_reference(["name"], by=cast.hand, **CONSENT)
    assert CharterMember.objects.get(pk=member.pk).stage == "joined"


def test_every_act_leaves_one_event_on_the_member(cast: Cast) -> None:
    member = cast.reference().member
    told = set(Event.objects.filter(item=member.item).values_list("verb", flat=True))
    assert {
        "nominated",
        "invited",
        "joined",
        "started the trial",
        "went live",
        "answered",
        "confirmed as happy",
    } <= told
    assert "became a reference" in told


@pytest.mark.parametrize(("business", "aim", "cap"), [("business", 6, 10), ("platform", 6, 10), ("consumer", 10, 15)])
def test_aim_and_cap_follow_the_kind_of_business(cast: Cast, business: str, aim: int, cap: int) -> None:
    Product.objects.filter(pk=cast.product.pk).update(business=business)
    product = Product.objects.get(pk=cast.product.pk)
    program = Program.open(product, "Another", market=cast.market, by=cast.pm)
    assert (program.aim, program.cap) == (aim, cap)
    with pytest.raises(Refused, match="at most"):
        Program.open(product, "Too large", market=cast.market, cap=cap + 1, by=cast.pm)


def test_a_closed_program_takes_nobody_until_it_is_opened_again(cast: Cast) -> None:
    cast.program.close(by=cast.pm)
    with pytest.raises(Refused, match="closed"):
        cast.candidate()
    cast.program.reopen(by=cast.pm)
    assert cast.candidate().stage == "candidate"


def test_a_program_is_for_a_market_and_release_of_its_own_product(cast: Cast) -> None:
    other = Product.open("Siding", slug="siding", by=cast_console())
    with pytest.raises(Refused, match="another product"):
        Program.open(other, "Foreign", market=cast.market, by=cast_console())


def cast_console() -> Any:
    from tandem.team.models import Console

    return Console()


def test_the_day_of_the_release_is_the_day_of_the_program(cast: Cast) -> None:
    assert cast.program.due_on == date(2026, 12, 4)
