"""The rules of gates, win rates, patterns and likeness, as tables."""

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from tandem.messaging.likeness import Firm, likeness
from tandem.messaging.patterns import Made, alike, keeps_making
from tandem.messaging.readiness import (
    ASKED,
    Asset,
    Claimed,
    assets_ready,
    assets_to_learn,
    claims_proven,
    sales_trained,
)
from tandem.messaging.wins import wilson, win_rate

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(("won", "deals", "low", "high"), [(30, 80, 27.7, 48.5), (3, 7, 15.8, 75.0), (0, 5, 0.0, 43.4)])
def test_the_interval_is_wilsons(won: int, deals: int, low: float, high: float) -> None:
    assert [round(100 * bound, 1) for bound in wilson(won, deals)] == [low, high]


def test_fewer_than_five_deals_give_no_rate() -> None:
    few = win_rate(["won", "won", "lost", "won", "no decision", "open", "disqualified"])
    assert (few.rate, few.says, few.undecided) == (None, "3 of 4 won, too few to give a rate", 2)
    assert win_rate(["won"] * 30 + ["lost"] * 50).says == "30 of 80 won, 38% (likely 28% to 48%)"
    assert win_rate(["open"]).says == "No deal closed yet"


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (Claimed("A", "proven"), True),
        (Claimed("A", "weak"), False),
        (Claimed("A", "stale"), False),
        (Claimed("A", "none", is_released=True), True),
        (Claimed("A", "proven", is_accepted=False), False),
    ],
)
def test_a_claim_holds_when_it_is_accepted_and_proven_or_released(claim: Claimed, holds: bool) -> None:
    assert claims_proven([claim]).open is holds


def test_the_claims_gate_names_what_has_no_proof() -> None:
    found = claims_proven(
        [Claimed("Close in a day.", "none"), Claimed("Costs less.", "none"), *[Claimed("B", "proven")] * 7]
    )
    assert (found.open, found.because) == (False, "2 of 9 claims have no proof: “Close in a day” and “Costs less”")
    assert not claims_proven([]).open


def asset(
    number: int, form: str, *, released: int | None = 10, expires: int | None = None, about: int | None = None
) -> Asset:
    on = TODAY - timedelta(days=released) if released is not None else None
    return Asset(number, form, on, TODAY + timedelta(days=expires) if expires is not None else None, about)


def test_each_kind_the_tier_asks_for_needs_a_released_unexpired_asset() -> None:
    full = [asset(place, form) for place, form in enumerate(ASKED[1])]
    assert assets_ready(1, full, TODAY).open
    assert assets_ready(2, full, TODAY).open
    assert assets_ready(1, full[1:], TODAY).because == "Missing: deck (not released)"
    assert assets_ready(1, [asset(9, "deck", expires=-1), *full[1:]], TODAY).because == "Missing: deck (expired)"
    assert assets_ready(1, [asset(9, "deck", expires=0), *full[1:]], TODAY).open
    assert not assets_ready(1, [asset(9, "deck", released=None), *full[1:]], TODAY).open


def test_sales_learns_the_newest_of_each_kind_and_one_battlecard_a_competitor() -> None:
    known = [
        asset(1, "deck", released=90),
        asset(2, "deck", released=3),
        asset(3, "battlecard", about=7),
        asset(4, "battlecard", about=8),
    ]
    assert assets_to_learn(1, [*known, asset(5, "blog"), asset(6, "faq", released=None)], TODAY) == [2, 3, 4]


@pytest.mark.parametrize(("trained", "open_"), [(8, True), (7, True), (6, False)])
def test_eighty_of_a_hundred_sales_members_must_have_opened_all_of_them(trained: int, open_: bool) -> None:
    opened = {f"Rep {place}": {1, 2} if place < trained else {1} for place in range(8)}
    found = sales_trained([1, 2], opened, 0.8)
    assert found.open is open_
    assert found.because.startswith(f"{trained} of 8 sales members have opened the assets")
    assert ("missing: Rep 6 and Rep 7" in found.because) is (trained == 6)


def test_without_assets_or_sales_nobody_is_trained() -> None:
    assert not sales_trained([], {"Rep": set()}, 0.8).open
    assert not sales_trained([1], {}, 0.8).open


def made(*days: int, deals: int = 0) -> list[Made]:
    return [
        Made(TODAY - timedelta(days=day), place % 4, tuple((place * 10 + deal, Decimal(1000)) for deal in range(deals)))
        for place, day in enumerate(days)
    ]


def test_three_versions_within_six_weeks_are_a_pattern_with_the_money_at_stake() -> None:
    found = keeps_making(made(41, 33, 24, 15, 6, deals=2), TODAY)
    assert found is not None
    assert (found.versions, found.makers, found.weeks, found.deals, found.worth) == (5, 4, 6, 10, Decimal(10_000))
    assert keeps_making(made(20, 6), TODAY) is None
    assert keeps_making(made(120, 80, 6), TODAY) is None
    assert keeps_making(made(90, 85, 80), TODAY) is None


def test_three_requests_of_one_meaning_are_a_group() -> None:
    one, other = [1.0, 0.0], [0.0, 1.0]
    assert alike(np.array([one, other, one, one], dtype=np.float32)) == [[0, 2, 3]]
    assert alike(np.array([one, other, one], dtype=np.float32)) == []


def test_the_likest_reference_shares_problem_industry_segment_and_size() -> None:
    asked = Firm("Law", "Small", 20, frozenset({7, 8}))
    same = likeness(asked, Firm("law", "Small", 30, frozenset({7})))
    assert (same.points, same.because) == (
        9,
        ("the same problem", "the same industry", "the same segment", "about the same size"),
    )
    assert likeness(asked, Firm("Care", "Large", 900)).points == 0
    assert likeness(Firm(), Firm()).points == 0
