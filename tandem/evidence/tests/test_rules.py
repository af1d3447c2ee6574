"""Rules of evidence on plain values: flags, standing, how a note is shown."""

from datetime import date

import pytest

from tandem.evidence.edges import said_of
from tandem.evidence.flags import evidence_flags, is_quiet, is_unheeded
from tandem.evidence.standing import gap_of
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Item
from tandem.record.reactions import edges_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("last", "quiet"),
    [(date(2026, 11, 1), False), (date(2026, 10, 23), False), (date(2026, 10, 22), True), (date(2026, 1, 1), False)],
)
def test_a_source_is_quiet_after_thirty_days_but_not_when_it_was_a_single_import(last: date, quiet: bool) -> None:
    assert is_quiet(last, TODAY) is quiet


@pytest.mark.parametrize(
    ("notes", "growth", "flagged"), [(20, 1.5, True), (19, 9.0, False), (50, 1.4, False), (50, None, False)]
)
def test_a_theme_is_flagged_when_it_is_loud_and_grows(notes: int, growth: float | None, flagged: bool) -> None:
    assert is_unheeded(notes, growth) is flagged


@pytest.mark.parametrize(
    ("notes", "themes", "market", "gap"),
    [
        (0, 0, False, "no notes yet"),
        (5, 0, True, "themes not found yet"),
        (5, 2, False, "no target market"),
        (5, 2, True, ""),
    ],
)
def test_the_first_thing_missing_is_the_gap(notes: int, themes: int, market: bool, gap: str) -> None:
    assert gap_of(notes, themes, market) == gap


def test_a_product_without_a_target_market_is_flagged(cast: Cast) -> None:
    assert [flag.rule for flag in evidence_flags(cast.product, TODAY)] == []
    cast.market.retire(by=cast.pm, because="wrong")
    assert [flag.rule for flag in evidence_flags(cast.product, TODAY)] == ["no target market"]


def test_the_trace_leads_from_a_company_to_what_it_spoke_of_and_back(cast: Cast) -> None:
    made = cast.product.item.made_at
    problem = Item.objects.create(kind="problem", number=900_001, title="P", product=cast.product.item, made_at=made)
    cast.note("It stops", author_email="a@quarry.example").link(problem, by=cast.pm)
    assert [(edge.item, edge.onward) for edge in edges_of(cast.quarry.item)] == [(problem, True)]
    assert (cast.quarry.item, False) in [(edge.item, edge.onward) for edge in said_of(problem)]


@pytest.mark.parametrize(("rating", "scale", "shown"), [(2, "stars_1_5", "★★"), (4, "nps_0_10", "4"), (None, "", "")])
def test_a_rating_is_shown_as_it_was_given(cast: Cast, rating: int | None, scale: str, shown: str) -> None:
    note = cast.note("Words")
    note.rating, note.rating_scale = rating, scale
    note.save()
    note.refresh_from_db()
    assert note.spoken_in == f"Support ticket {shown}".strip()
