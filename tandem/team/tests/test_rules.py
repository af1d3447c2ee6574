"""The rules of product.md's Team section, one test for each, named after it."""

from datetime import date

import pytest

from tandem.team.permissions import ACTS, EVERYONE, allows
from tandem.team.rules import (
    empty_seats,
    holds_both_seats,
    taken_share,
    typical_wait,
    unowned_too_long,
    without_owner,
)
from tandem.team.thresholds import PRESETS


@pytest.mark.parametrize(
    ("owners", "empty"),
    [({}, ["pm", "pmm"]), ({"pm": "Ada"}, ["pmm"]), ({"pmm": "Luis"}, ["pm"]), ({"pm": "Ada", "pmm": "Luis"}, [])],
)
def test_no_pm_no_pmm(owners: dict[str, str], empty: list[str]) -> None:
    assert empty_seats(owners) == empty


def test_one_person_two_roles() -> None:
    assert holds_both_seats({"pm": "Ada", "pmm": "Ada"})
    assert not holds_both_seats({"pm": "Ada", "pmm": "Luis"})
    assert not holds_both_seats({})


def test_activity_without_owner() -> None:
    assert without_owner(["pricing", "positioning"], ["positioning"]) == ["pricing"]


@pytest.mark.parametrize(("raised", "flagged"), [(date(2026, 11, 15), False), (date(2026, 11, 14), True)])
def test_unowned_work_raises_a_flag_after_seven_days(raised: date, flagged: bool) -> None:
    assert unowned_too_long(raised, date(2026, 11, 22), PRESETS["growing"].unowned_days) is flagged


def test_waiting_time_and_taken_share_are_shown_for_each_direction() -> None:
    assert taken_share([True, False, True, True]) == 0.75
    assert taken_share([]) is None
    assert (typical_wait([1, 9, 2]), typical_wait([2, 4]), typical_wait([])) == (2.0, 3.0, None)


@pytest.mark.parametrize(
    ("preset", "companies", "products"), [("starting", 3, 2), ("growing", 5, 3), ("enterprise", 8, 3)]
)
def test_presets_set_the_thresholds(preset: str, companies: int, products: int) -> None:
    assert (PRESETS[preset].companies_to_validate, PRESETS[preset].products_per_person) == (companies, products)


@pytest.mark.parametrize("act", ["sign", "overrule", "delegate", "name owners"])
@pytest.mark.parametrize("hat", ["pm delegate", "pmm delegate"])
def test_a_delegate_may_accept_but_never_sign_overrule_delegate_or_hand_over(act: str, hat: str) -> None:
    assert not allows(act, frozenset((hat, "contributor")))
    side = hat.split()[0]
    assert allows("accept definition" if side == "pm" else "accept messaging", frozenset((hat,)))


def test_only_the_accountable_side_accepts() -> None:
    assert allows("accept definition", frozenset(("pm",)))
    assert not allows("accept definition", frozenset(("pmm", "administrator", "head", "contributor")))
    assert allows("accept messaging", frozenset(("pmm",)))
    assert not allows("accept messaging", frozenset(("pm", "administrator", "head", "contributor")))


def test_a_viewer_only_sees_follows_and_keeps_searches() -> None:
    allowed = {act for act in ACTS if allows(act, frozenset(("viewer",)))}
    assert allowed == {"see", "hold a token", "save a search", "follow"}


def test_the_table_knows_every_hat_it_names() -> None:
    assert all(hats <= EVERYONE for hats in ACTS.values())
