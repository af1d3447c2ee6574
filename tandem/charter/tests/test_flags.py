"""What a program's rules notice once its facts are in the record, and the gate it holds before availability."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tandem.charter.board import Board
from tandem.charter.flags import of_program, of_the_charter
from tandem.charter.models import Build, CharterMember, Program, Session
from tandem.charter.standing import reference_standing, references
from tandem.core import clock
from tandem.core.errors import Refused
from tandem.definition.models import Release
from tandem.record.flags import Flag

from .conftest import JOINING, TODAY, Cast, days_ago


def flags(cast: Cast) -> dict[str, Flag]:
    """The flags of the program by rule; of several of one rule the last."""
    program = Program.objects.whole().get(pk=cast.program.pk)
    return {flag.rule: flag for flag in of_program(Board(program, TODAY), cast.pm)}


def test_a_new_program_is_told_that_no_reference_yet_is_a_red_flag(cast: Cast) -> None:
    found = flags(cast)["missing references"]
    assert "Six more reference customers" in found.title
    assert "red flag" in found.because
    assert (found.severity, found.who) == ("closed", cast.pm)


def test_a_build_not_deployed_after_3_days_is_flagged_until_it_is(cast: Cast) -> None:
    member = cast.joined()
    cast.build.deploy(member, by=cast.hand)
    with days_ago(4):
        newer = Build.send(cast.program, "0.9", by=cast.pm)
    assert member.title in flags(cast)["build not deployed"].title
    newer.deploy(member, by=cast.hand)
    assert "build not deployed" not in flags(cast)


def test_a_late_build_is_a_risk_where_somebody_lives_on_it_and_a_warning_while_they_try_it(cast: Cast) -> None:
    cast.build.deploy(cast.joined(), by=cast.hand)
    with days_ago(4):
        Build.send(cast.program, "0.9", by=cast.pm)
    assert flags(cast)["build not deployed"].severity == "warn"
    cast.live(1)
    found = of_program(Board(Program.objects.whole().get(pk=cast.program.pk), TODAY), cast.pm)
    assert {flag.severity for flag in found if flag.rule == "build not deployed"} == {"warn", "risk"}


def test_feedback_gone_quiet_is_flagged_until_they_answer(cast: Cast) -> None:
    with days_ago(15):
        member = cast.joined()
        cast.build.deploy(member, by=cast.hand)
    assert flags(cast)["gone quiet"].because.startswith("Nothing was heard for 15 days")
    member.answer(score=7, by=cast.hand)
    assert "gone quiet" not in flags(cast)


def test_a_one_off_is_flagged_until_a_second_member_asks(cast: Cast) -> None:
    first, second = cast.joined(0), cast.joined(1)
    first.wish(cast.feature, by=cast.hand)
    assert flags(cast)["one-off"].about == (cast.feature.mark, first.mark)
    second.wish(cast.feature, by=cast.hand)
    assert "one-off" not in flags(cast)


def test_a_member_outside_the_target_market_is_flagged(cast: Cast) -> None:
    cast.candidate(0)
    assert "outside the target market" not in flags(cast)
    outside = cast.candidate(13)
    assert flags(cast)["outside the target market"].about == (outside.mark,)


def test_a_program_above_its_cap_is_flagged_with_early_access_as_the_way_out(cast: Cast) -> None:
    cast.joined(0)
    cast.joined(1)
    Program.objects.filter(pk=cast.program.pk).update(cap=1)
    assert "early access" in flags(cast)["above the cap"].because
    Program.objects.filter(pk=cast.program.pk).update(cap=2)
    assert "above the cap" not in flags(cast)


def test_a_member_brought_by_sales_is_flagged_until_the_product_manager_says_yes(cast: Cast) -> None:
    member = cast.candidate(brought_by_sales=True)
    assert flags(cast)["brought by sales"].about == (member.mark,)
    member.welcome(by=cast.pm)
    assert "brought by sales" not in flags(cast)


def test_a_group_of_early_adopters_only_is_flagged(cast: Cast) -> None:
    for place in range(2):
        cast.joined(place, early_adopter=True)
    cast.joined(2)
    assert flags(cast)["early adopters only"].title == "2 of 3 members are early adopters"
    cast.joined(3)
    assert "early adopters only" not in flags(cast)


def test_slow_recruiting_is_said_with_its_figures(cast: Cast) -> None:
    with days_ago(31):
        asked = [cast.candidate(place) for place in range(10)]
        for member in asked:
            member.invite(by=cast.hand)
    for member in asked[:2]:
        member.join(by=cast.hand, **JOINING)
    assert flags(cast)["slow recruiting"].title == "Only 2 of 10 invited companies joined"
    CharterMember.objects.get(pk=asked[2].pk).join(by=cast.hand, **JOINING)
    assert "slow recruiting" not in flags(cast)


def test_no_session_in_the_agreed_rhythm_is_flagged_until_one_is_planned(cast: Cast) -> None:
    with days_ago(20):
        cast.joined()
    assert "20 days" in flags(cast)["no session"].title
    Session.plan(cast.program, "Month end", starts_at=clock.now() + timedelta(days=2), by=cast.pm)
    assert "no session" not in flags(cast)


def test_too_few_live_for_the_date_is_flagged_when_the_day_is_near(cast: Cast) -> None:
    cast.live()
    assert flags(cast)["too few live"].title == "1 live member is too few for 4 December"
    cast.release.revise(by=cast.pm, version=cast.release.item.version, available_on=TODAY + timedelta(days=60))
    assert "too few live" not in flags(cast)


def test_a_reference_that_no_longer_counts_is_flagged(cast: Cast) -> None:
    reference = cast.reference()
    assert "uncounted reference" not in flags(cast)
    reference.member.answers.update(answered_on=TODAY - timedelta(days=61))
    assert flags(cast)["uncounted reference"].about == (reference.member.mark,)


def test_a_program_whose_release_is_out_raises_no_flags(cast: Cast) -> None:
    assert list(of_the_charter(cast.product, TODAY))
    Release.objects.filter(pk=cast.release.pk).update(made_available_on=TODAY)
    assert not list(of_the_charter(cast.product, TODAY))


def test_a_withdrawn_consent_is_refused_and_uncounted_at_once(cast: Cast) -> None:
    reference = cast.reference()
    assert reference_standing(cast.product, TODAY).have == 1
    reference.withdraw(by=cast.hand)
    assert reference_standing(cast.product, TODAY).have == 0
    with pytest.raises(Refused, match="withdrawn"):
        reference.use("name", purpose="A call", by=cast.pmm)


def test_a_use_beyond_the_scope_is_refused_and_not_logged(cast: Cast) -> None:
    reference = cast.reference(scopes=("name",))
    with pytest.raises(Refused, match="did not consent to call"):
        reference.use("call", purpose="Deal with Moor", by=cast.pmm)
    assert not reference.uses.exists()


def test_the_limit_of_a_quarter_counts_the_uses_of_all_products_and_consents(cast: Cast, other: Any) -> None:
    first, elsewhere = cast.reference(), other
    first.use("name", purpose="Home page", by=cast.pmm)
    elsewhere.use("call", purpose="A prospect of the other product", by=cast.pmm)
    for reference in (first, elsewhere):
        with pytest.raises(Refused, match="2 times this quarter, over all products"):
            reference.use("name", purpose="Once more", by=cast.pmm)


def test_the_limit_begins_anew_with_the_next_quarter(cast: Cast) -> None:
    reference = cast.reference()
    for _ in range(2):
        reference.use("name", purpose="Home page", by=cast.pmm)
    reference.uses.update(used_on=TODAY.replace(month=9, day=30))
    reference.use("name", purpose="Home page", by=cast.pmm)
    assert reference.used_this_quarter(TODAY) == 1


def test_the_references_gate_holds_the_release_until_six_count(cast: Cast) -> None:
    for place in range(5):
        cast.reference(place)
    held = references(cast.release, TODAY)
    assert held is not None
    assert not held.is_open
    with pytest.raises(Refused, match="5 of 6 references live and happy"):
        cast.release.make_available(by=cast.pm)
    cast.reference(5)
    cast.release.make_available(by=cast.pm)
    assert Release.objects.get(pk=cast.release.pk).has_shipped
