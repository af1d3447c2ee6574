"""Rules of product.md's Team section that raise no flag; those that do stand as cases in docs/flags.md."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tandem.team.drawing import answer_times, in_words
from tandem.team.permissions import ACTS, EVERYONE, allows
from tandem.team.rules import taken_share, typical_wait
from tandem.team.seam import Given, by_month, directions_of, sources_of
from tandem.team.thresholds import PRESETS


def test_waiting_time_and_taken_share_are_shown_for_each_direction() -> None:
    assert taken_share([True, False, True, True]) == 0.75
    assert taken_share([]) is None
    assert (typical_wait([1, 9, 2]), typical_wait([2, 4]), typical_wait([])) == (2.0, 3.0, None)


ASKED = date(2026, 9, 1)


def _given(days: int, *, taken: bool = True, to_side: str = "pm") -> Given:
    return Given("pm" if to_side == "pmm" else "pmm", to_side, ASKED, ASKED + timedelta(days=days), taken)


def test_of_fewer_than_five_answers_no_share_is_told() -> None:
    for many, says in ((4, "0 waiting, 4 answered, typically in 2 days, too few to say how many are taken"), (5, "100% taken")):
        way = directions_of([_given(2)] * many)[0]
        assert says in way.says
        assert (way.taken_percent is None) == (many < 5)
    assert directions_of([])[0].says == "0 waiting, 0 answered"


def test_months_begin_with_the_first_answer_and_tell_both_ways() -> None:
    given = [_given(2), _given(4), _given(40, to_side="pmm"), Given("pmm", "pm", ASKED)]
    months = by_month(given, date(2026, 11, 22))
    assert [month.first for month in months] == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
    assert [[way.days for way in month.directions] for month in months] == [[3.0, None], [None, 40.0], [None, None]]
    assert in_words(months) == "September 2026: PMM to PM 3 days; October 2026: PM to PMM 40 days"
    assert answer_times(months).count("<rect") == 2
    assert by_month([], date(2026, 11, 22)) == []


def test_the_other_side_is_one_of_several_sources() -> None:
    def one(side: str, taken: bool | None = None) -> Any:
        answered = {} if taken is None else {"answered": SimpleNamespace(taken=taken)}
        return SimpleNamespace(from_side=side, to_side="pm", **answered)

    evidence = SimpleNamespace(notes=12, companies=4)
    assert sources_of([one("pmm"), one("pmm", True), one("sales", False)], "pm", evidence) == [
        ("Customers", "12 notes from 4 companies"),
        ("Product marketer", "1 waiting, 1 taken"),
        ("Sales", "1 declined"),
        ("Everyone else", "nothing yet"),
    ]
    assert [name for name, _ in sources_of([], "pmm")] == ["Product manager", "Sales", "Everyone else"]


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
