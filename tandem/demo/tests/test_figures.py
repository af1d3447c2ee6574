"""What the demo company's pages say, computed by the rules from the records that the verbs made."""

from __future__ import annotations

import os
from datetime import timedelta
from decimal import Decimal

import pytest

from tandem.charter.board import Board
from tandem.charter.models import CharterMember, Program, Reference
from tandem.charter.standing import reference_standing
from tandem.definition.models import Decision, Feature, Problem, Release
from tandem.definition.suggesting import suggested_notes
from tandem.demo.tests.conftest import titled
from tandem.evidence.facts import evidence_of, evidence_of_themes
from tandem.evidence.linking import linked_to
from tandem.evidence.models import Company, Import, Note, TargetMarket, Theme
from tandem.launch.gates import gates_of
from tandem.launch.models import Launch
from tandem.messaging.models import Claim, SalesAsset
from tandem.outcomes.held import aims_of_product, rate_of
from tandem.record.flags import Flag, every_flag
from tandem.record.models import Event
from tandem.team.models import Input, Member, Product, Workspace

pytestmark = pytest.mark.django_db


def today() -> object:
    return Workspace.current().today


def flags_of(product: Product) -> dict[str, list[Flag]]:
    found: dict[str, list[Flag]] = {}
    for flag in every_flag(product, Workspace.current().today):
        found.setdefault(flag.rule, []).append(flag)
    return found


def problem(number: int) -> Problem:
    return Problem.objects.select_related("item__acceptance").get(item__number=number)


def test_the_owners_are_ada_okafor_and_luis_moreno(ledgerly: Product) -> None:
    assert {side: member.title for side, member in ledgerly.owners().items()} == {
        "pm": "Ada Okafor",
        "pmm": "Luis Moreno",
    }


def test_the_target_market_holds_53_of_72_companies_and_40_of_55_customers() -> None:
    market = TargetMarket.objects.get(item__title="Service firms of 5 to 50 people")
    inside = Company.objects.in_market(market)
    customers = Company.objects.filter(life_cycle="customer")
    assert (inside.count(), Company.objects.exclude(imported=None).count()) == (53, 72)
    assert (inside.filter(life_cycle="customer").count(), customers.count()) == (40, 55)


def test_every_note_came_in_by_an_import_or_was_written_down_in_an_interview_or_from_a_reply(
    ledgerly: Product, paydesk: Product
) -> None:
    assert (Note.objects.of(ledgerly).count(), Note.objects.of(paydesk).count()) == (767, 63)
    by_hand = Note.objects.filter(imported=None)
    assert set(by_hand.values_list("source__item__title", flat=True)) == {"Interviews", "E-mail, by hand"}
    assert Import.objects.filter(target="notes", rejected__gt=0).count() == 0


def test_what_happened_is_dated_on_its_day_and_nothing_lies_ahead() -> None:
    opened = Event.objects.get(item=problem(7).item, verb="opened").at.date()
    assert Workspace.current().today - opened == timedelta(days=120)
    assert Event.objects.order_by("-at").first().at.date() == Workspace.current().today  # type: ignore[union-attr]


def test_the_desk_shows_nine_themes_of_ledgerly_and_two_of_paydesk(ledgerly: Product, paydesk: Product) -> None:
    shown = Theme.objects.of(ledgerly).shown().ranked("arr")
    assert [theme.title for theme in shown[:2]] == ["Bank feed stops syncing", "Month-end close takes too long"]
    assert {
        "Export to the accountant breaks",
        "Cannot recategorize in bulk",
        "Two people cannot edit at once",
        "Currency rounding looks wrong",
        "Phone app logs me out",
    } <= {theme.title for theme in shown}
    assert (len(shown), Theme.objects.of(paydesk).shown().count()) == (9, 2)


def test_the_themes_of_ledgerly_lie_in_three_areas(ledgerly: Product) -> None:
    areas = {theme.area.title for theme in Theme.objects.of(ledgerly).shown().ranked("area") if theme.area}
    assert areas == {"Money coming in", "Closing the month", "Starting and working together"}


def test_three_notes_of_ledgerly_are_in_german_and_french(ledgerly: Product) -> None:
    told = Note.objects.of(ledgerly).filter(external_id__in=["L-0030", "L-0042", "L-0317"]).order_by("external_id")
    assert [note.language for note in told] == ["fr", "de", "de"]
    themes = ["Bank feed stops syncing", "Bank feed stops syncing", "Currency rounding looks wrong"]
    assert [note.theme.title for note in told if note.theme] == themes


def test_the_desk_marks_the_themes_that_are_problems(ledgerly: Product) -> None:
    shown = Theme.objects.of(ledgerly).shown().ranked("arr")
    linked = linked_to(shown)
    assert {theme.title for theme in shown if theme.pk in linked} >= {
        "Bank feed stops syncing",
        "Month-end close takes too long",
        "Cannot recategorize in bulk",
    }
    assert titled(Theme, "Phone app logs me out").pk not in linked  # type: ignore[attr-defined]


def test_notes_on_the_bank_feed_at_least_double_in_six_weeks(ledgerly: Product) -> None:
    feed = titled(Theme, "Bank feed stops syncing")
    evidence = evidence_of_themes([feed], Workspace.current().today)[feed.pk]  # type: ignore[attr-defined]
    assert evidence.growth is not None
    assert evidence.growth >= 2


def test_five_problems_are_validated_one_is_refuted_and_the_bank_feed_is_heard(ledgerly: Product) -> None:
    states = [found.state for found in Problem.objects.of(ledgerly).order_by("item__number")]
    assert sorted(states) == ["heard", "refuted", *["validated"] * 5]
    assert Problem.objects.of(ledgerly).validated().count() == 5
    assert problem(7).title == "The bank feed stops and nobody is told"
    assert problem(7).state == "heard"


def test_each_verdict_kept_the_evidence_of_its_own_day(ledgerly: Product) -> None:
    for found in Problem.objects.of(ledgerly).validated():
        verdict = found.standing_verdict()
        assert verdict is not None
        assert verdict.evidence["in_market"] >= 5
        assert verdict.evidence["with_pm"] >= 1
        assert verdict.evidence["notes"] <= evidence_of(found.item, Workspace.current().today).notes


def test_the_bank_feed_lacks_exactly_the_interview() -> None:
    evidence = evidence_of(problem(7).item, Workspace.current().today)
    assert (evidence.companies, evidence.in_market, evidence.with_pm) == (28, 24, 0)
    assert [check.says for check in problem(7).checks() if not check.done] == ["One interview by the product manager"]


def test_bulk_recategorize_was_asked_for_by_11_customers_worth_182k_and_never_tried(ledgerly: Product) -> None:
    bulk = titled(Feature, "Bulk recategorize")
    (asked,) = bulk.problems.all()  # type: ignore[attr-defined]
    evidence = evidence_of(asked.item, Workspace.current().today)
    assert (evidence.companies, evidence.arr) == (11, Decimal(182_000))
    (flag,) = (found for found in flags_of(ledgerly)["feature never tried"] if found.severity == "warn")
    assert (flag.title, flag.because) == (
        "Bulk recategorize was never tried by a customer",
        "11 customers asked, $182k ARR",
    )


def test_marlow_freight_is_the_loudest_on_the_bank_feed_and_pays_64k() -> None:
    assert evidence_of(problem(7).item, Workspace.current().today).loudest == "Marlow Freight"
    assert Company.objects.get(item__title="Marlow Freight").arr == Decimal(64_000)


def test_the_features_of_the_bank_feed_are_21_and_22_of_31(ledgerly: Product, paydesk: Product) -> None:
    numbers = dict(Feature.objects.filter(item__number__in=(21, 22)).values_list("item__number", "item__title"))
    assert numbers == {21: "Say it when a feed stands still", 22: "Reconnect from the mail, in one tap"}
    in_use = [Feature.objects.of(product).exclude(status="dropped").count() for product in (ledgerly, paydesk)]
    assert in_use == [31, 3]


def test_what_is_not_ready_to_build_moved_from_2_0_to_2_1(ledgerly: Product) -> None:
    scope = list(titled(Release, "2.0").scope().with_definition())  # type: ignore[attr-defined]
    assert len(scope) == 7
    assert all(feature.is_ready_to_build for feature in scope)
    later = list(titled(Release, "2.1").scope().with_definition())  # type: ignore[attr-defined]
    assert {feature.title: feature.readiness.says for feature in later} == {
        "Bulk recategorize": "One part missing",
        "Say it when a feed stands still": "Waits for the problem",
    }
    assert Feature.objects.with_definition().get(item__number=22).readiness.says == "Two parts missing"


def test_release_2_0_and_claim_3_rest_on_the_bank_feed(ledgerly: Product) -> None:
    assert titled(Release, "2.0") in {feature.release for feature in problem(7).features.all()}
    assert Claim.objects.of(ledgerly).filter(problems=problem(7), item__number=3).exists()


@pytest.mark.parametrize(("name", "met", "due", "never"), [("1.6", 2, 4, 1), ("1.7", 1, 4, 2), ("1.8", 2, 5, 1)])
def test_past_releases_are_held_against_their_goals(
    name: str, met: int, due: int, never: int, ledgerly: Product
) -> None:
    aim = next(
        aim
        for aim in aims_of_product(ledgerly, Workspace.current().today)
        if aim.noun.item == titled(Release, name).item
    )  # type: ignore[attr-defined]
    assert (aim.rate.met, aim.rate.due) == (met, due)
    assert sum(held.result is None for held in aim.goals) == never


def test_five_of_thirteen_goals_of_releases_were_met(ledgerly: Product) -> None:
    aims = [aim for aim in aims_of_product(ledgerly, Workspace.current().today) if aim.noun.kind == "release"]
    assert (rate_of(aims).met, rate_of(aims).due) == (5, 13)


def test_charter_members_stand_where_the_world_says() -> None:
    stages = list(CharterMember.objects.values_list("stage", flat=True))
    counted = {stage: stages.count(stage) for stage in set(stages)}
    assert counted == {
        "reference": 4,
        "live": 2,
        "in_trial": 2,
        "joined": 1,
        "invited": 3,
        "candidate": 12,
        "declined": 1,
        "left": 1,
    }


def test_four_of_six_references_count_and_harbor_and_finch_are_not_yet_happy(ledgerly: Product) -> None:
    standing = reference_standing(ledgerly, Workspace.current().today)
    assert (standing.have, standing.aim, standing.is_open) == (4, 6, False)
    usable = Reference.objects.usable_now(Workspace.current().today).nameable()
    assert {reference.title for reference in usable} == {
        "Aster Clinic",
        "Brookfield Co-op",
        "Juniper Legal",
        "Wren Logistics",
    }
    (flag,) = flags_of(ledgerly)["missing references"]
    assert (flag.title, flag.because) == (
        "Two more reference customers",
        "Harbor Credit and Finch Books are live but not yet happy",
    )


def test_harbor_credit_answered_7_and_finch_books_8_and_was_asked_again_today() -> None:
    harbor, finch = (CharterMember.objects.get(item__title=name) for name in ("Harbor Credit", "Finch Books"))
    assert harbor.happiness()[-1].score == 7
    assert finch.happiness()[-1].score == 8
    board = Board(Program.objects.whole().get(), Workspace.current().today)
    assert [member.title for member in board.members if board.awaits_answer(member)] == ["Finch Books"]


def test_corvid_labs_has_not_deployed_the_newest_build_and_went_quiet(ledgerly: Product) -> None:
    (flag,) = flags_of(ledgerly)["build not deployed"]
    assert flag.title == "Corvid Labs has not deployed build 0.8"
    assert "it is day 9" in flag.because
    assert "17 days" in flag.because


def test_approval_chains_are_a_one_off_of_wren_logistics(ledgerly: Product) -> None:
    (flag,) = flags_of(ledgerly)["one-off"]
    assert flag.title.startswith("Approval chains")
    assert "Wren Logistics" in flag.because


def test_three_companies_were_offered_early_access_and_count_as_no_reference() -> None:
    program = Program.objects.get()
    assert program.early_access.count() == 3
    assert not CharterMember.objects.filter(company__in=program.early_access.values("company")).exists()


def test_the_launch_is_in_12_days_of_tier_1_and_18_of_26_steps_are_done() -> None:
    launch = titled(Launch, "Ledgerly 2.0")
    assert (launch.tier, launch.day - Workspace.current().today) == (1, timedelta(days=12))  # type: ignore[attr-defined]
    assert (launch.steps.done().count(), launch.steps.count()) == (18, 26)  # type: ignore[attr-defined]


GATES = {
    "definition complete": True,
    "references": False,
    "claims proven": False,
    "sales assets ready": True,
    "sales trained": True,
    "price decided": True,
    "support ready": True,
    "goals set": True,
}


def test_gates_stand_open_and_closed_as_the_world_says() -> None:
    gates = {gate.name: gate for gate in gates_of(titled(Launch, "Ledgerly 2.0"), Workspace.current().today)}  # type: ignore[arg-type]
    assert {name: gate.open for name, gate in gates.items()} == GATES
    assert gates["sales trained"].because == "8 of 8 sales members have opened the assets"
    assert gates["price decided"].because == "Decided: 2.0 leaves the price of a seat as it is."
    assert "Bea Laurent" in gates["support ready"].because


def test_the_price_of_a_seat_is_decided_and_accepted_by_the_marketer(ledgerly: Product) -> None:
    decided = Decision.objects.select_related("item__acceptance__by").get(
        form="price", about=titled(Release, "2.0").item
    )
    assert decided.item.acceptance.by == ledgerly.pmm


def test_an_interview_with_finch_books_lets_the_bank_feed_be_validated(ledgerly: Product) -> None:
    finch = Company.objects.get(item__title="Finch Books")
    note = Note.add(
        ledgerly, "I ask the bank myself, every morning.", form="interview", company=finch, with_pm=True, by=ledgerly.pm
    )
    note.link(problem(7).item, by=ledgerly.pm)
    problem(7).validate(by=ledgerly.pm)
    assert problem(7).state == "validated"


def test_seven_of_nine_claims_have_proof(ledgerly: Product) -> None:
    claims = list(Claim.objects.of(ledgerly).with_proof().order_by("item__number"))
    strengths = {claim.title: claim.strength(Workspace.current().today) for claim in claims}
    assert claims[2].number == 3
    assert claims[2].title == "Bank feeds that stopped fill their own gap, without doubles."
    assert [title for title, strength in strengths.items() if strength != "proven"] == [
        "Close your books in a day",
        "Costs less than Quillbooks from the third seat on.",
    ]
    assert len(claims) == 9


def test_three_quotes_say_two_days_against_the_one_day_claim(ledgerly: Product) -> None:
    flag = flags_of(ledgerly)["claim without proof"][0]
    assert (flag.title, flag.because) == (
        "“Close your books in a day” has no proof",
        "3 quotes say two days; none says one",
    )


def test_sales_made_five_versions_of_its_own_deck_on_deals_worth_410k(ledgerly: Product) -> None:
    deck = titled(SalesAsset, "Migration deck")
    pattern = deck.pattern(Workspace.current().today)  # type: ignore[attr-defined]
    assert (pattern.versions, pattern.weeks, pattern.makers, pattern.deals) == (5, 6, 4, 12)
    assert pattern.worth == Decimal(410_000)
    assert deck.adopted_on is None  # type: ignore[attr-defined]
    (flag,) = flags_of(ledgerly)["field-made pattern"]
    assert flag.label == "Pattern"


def test_nobody_owns_pricing(ledgerly: Product) -> None:
    found = flags_of(ledgerly)
    (flag,) = found["unowned work"]
    assert (flag.title, flag.because) == (
        "Nobody owns pricing for the 2.0 add-on",
        "Raised 9 days ago from the launch plan",
    )
    assert [flag.title for flag in found["activity without owner"]] == ["Nobody holds pricing for Ledgerly"]


def test_inputs_wait_two_and_eight_days_and_one_is_used_in_claim_3(ledgerly: Product) -> None:
    waiting = Input.objects.of(ledgerly).filter(answered=None)
    assert {(given.from_side, given.waiting_days(Workspace.current().today)) for given in waiting} == {
        ("pmm", 2),
        ("pm", 8),
    }
    lead = Input.objects.get(item__title__startswith="Bank feeds now re-sync")
    assert lead.answered.taken
    assert lead.answered.used_in.mark == Claim.objects.of(ledgerly).get(item__number=3).mark
    assert len(flags_of(ledgerly)["input unanswered"]) == 1


def test_paydesk_has_no_product_marketer(paydesk: Product) -> None:
    assert paydesk.pm.title == "Tomas Lindqvist"  # type: ignore[union-attr]
    assert paydesk.pmm is None
    assert [flag.title for flag in flags_of(paydesk)["no pmm"]] == ["Paydesk has no product marketer"]


def test_everybody_of_the_tests_signs_in_with_one_password() -> None:
    from tandem.demo.testing import PASSWORD

    ada = Member.objects.get(email="ada.okafor@northwind.example")
    assert ada.check_password(PASSWORD)
    assert not ada.check_password("northwind-demo-2")
    assert os.environ["TANDEM_NOW"].startswith("2026-11-22")


def test_what_comes_too_late_and_what_the_delivery_tool_says_can_be_seen(ledgerly: Product) -> None:
    (late,) = flags_of(ledgerly)["needed too late"]
    assert late.title == "Ask for what is missing from inside the close will not have what it needs in time"
    assert "comes out in 2.1, 29 Jan 2027, after" in late.because
    said = Feature.objects.of(ledgerly).filter(delivered_in="Jira").select_related("item").order_by("item__number")
    assert [(one.title, one.delivery_status, one.get_status_display()) for one in said] == [
        ("Stay signed in on the phone", "Selected for Development", "Being defined"),
        ("The age of every balance, in every report", "Refinement", "Being defined"),
    ]
    assert said[0].delivery_url == "https://jira.northwind.example/browse/LED-418"
    assert all(suggested_notes(one, ledgerly.pm) for one in said)
