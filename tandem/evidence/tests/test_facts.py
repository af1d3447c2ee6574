"""What words amount to: companies, money once per company, who is loudest, whether it grows."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tandem.evidence.facts import Voice, evidence_of, evidence_of_many, evidence_of_themes, tally
from tandem.evidence.growth import growth_of, said_of_growth
from tandem.evidence.quoting import quotes_of
from tandem.evidence.tests.conftest import Cast
from tandem.record.models import Item

TODAY = date(2026, 11, 22)
THEN = datetime(2026, 11, 1, tzinfo=UTC)


def voice(company: int | None, arr: int, notes: int, **more: object) -> Voice:
    return Voice(company, f"C{company}", Decimal(arr), notes, THEN, THEN, **more)


def test_revenue_counts_once_for_each_company() -> None:
    assert tally([voice(1, 100, 9), voice(2, 50, 1)]).arr == 150


def test_notes_of_unknown_companies_count_as_notes_only() -> None:
    found = tally([voice(1, 100, 2), voice(None, 0, 3)])
    assert (found.notes, found.companies) == (5, 1)


def test_the_loudest_company_is_named_with_its_share() -> None:
    found = tally([voice(1, 100, 6), voice(2, 900, 2)])
    assert (found.loudest, found.loudest_share) == ("C1", 0.75)


def test_nothing_said_is_no_evidence() -> None:
    assert tally([]).companies == 0
    assert tally([]).newest is None


@pytest.mark.parametrize(
    ("lately", "before", "said"),
    [(12, 5, "2.4× in 6 weeks"), (6, 0, "new in 6 weeks"), (2, 2, ""), (5, 5, "1.0× in 6 weeks")],
)
def test_growth_is_said_only_where_enough_spoke(lately: int, before: int, said: str) -> None:
    assert said_of_growth(growth_of(lately, before)) == said


def item(cast: Cast, number: int) -> Item:
    made = cast.product.item.made_at
    return Item.objects.create(
        kind="problem", number=number, title=f"Problem {number}", product=cast.product.item, made_at=made
    )


def test_evidence_counts_companies_market_and_conversations(cast: Cast) -> None:
    problem = item(cast, 900_001)
    cast.note("One", author_email="a@quarry.example", with_pm=True).link(problem, by=cast.pm)
    two = cast.note("Two words here", author_email="b@quarry.example")
    two.link(problem, by=cast.pm)
    two.highlight(0, 3, about=problem, feeling="angry", by=cast.pm)
    cast.note("Three", author_email="c@lantern.example").link(problem, by=cast.pm)
    found = evidence_of(problem, TODAY)
    assert (found.notes, found.companies, found.in_market, found.arr) == (3, 2, 1, 49_000)
    assert found.spoke_with_pm
    assert found.loudest == "Quarry Stoneworks"
    assert found.mood == "Angry 100%"


def test_a_link_taken_back_and_a_dismissed_note_do_not_count(cast: Cast) -> None:
    problem = item(cast, 900_001)
    cast.note("One", author_email="a@quarry.example").link(problem, by=cast.pm).take_back(by=cast.pm)
    gone = cast.note("Two", author_email="c@lantern.example")
    gone.link(problem, by=cast.pm)
    gone.dismiss(by=cast.pm)
    assert evidence_of(problem, TODAY).notes == 0


def test_a_feature_shows_the_evidence_of_its_problems_once(cast: Cast) -> None:
    problem, feature = item(cast, 900_001), item(cast, 900_002)
    note = cast.note("One", author_email="a@quarry.example")
    note.link(problem, by=cast.pm)
    note.link(feature, by=cast.pm)
    assert evidence_of(feature, TODAY, through=[problem]).notes == 1


def test_evidence_of_many_things_takes_seven_statements(cast: Cast, django_assert_max_num_queries: object) -> None:
    problems = [item(cast, 900_000 + number) for number in range(8)]
    for problem in problems:
        cast.note("One", author_email="a@quarry.example").link(problem, by=cast.pm)
    with django_assert_max_num_queries(7):
        found = evidence_of_many(problems, TODAY)
    assert [found[problem.pk].notes for problem in problems] == [1] * 8


def test_quotes_hear_each_company_before_any_twice(cast: Cast) -> None:
    problem = item(cast, 900_001)
    for text, mail in (
        ("Old quarry", "a@quarry.example"),
        ("New quarry", "b@quarry.example"),
        ("Lantern says", "c@lantern.example"),
    ):
        cast.note(text, author_email=mail).highlight(0, 3, about=problem, by=cast.pm)
    speakers = [quote.who for quote in quotes_of(problem, 3)]
    assert speakers == ["Lantern Theatre", "Quarry Stoneworks", "Quarry Stoneworks"]


def test_a_quote_from_a_long_note_shows_the_words_and_what_stands_around(cast: Cast) -> None:
    problem = item(cast, 900_001)
    text = "x" * 500 + " here it hurts " + "y" * 500
    cast.note(text).highlight(501, 514, about=problem, by=cast.pm)
    (quote,) = quotes_of(problem)
    assert quote.text[quote.start : quote.end] == "here it hurts"
    assert len(quote.text) < 400


def test_growth_is_read_from_the_last_twelve_weeks(cast: Cast) -> None:
    problem = item(cast, 900_001)
    for days in (1, 2, 3, 4, 60, 61):
        cast.note("One", said_at=datetime(2026, 11, 22, tzinfo=UTC) - timedelta(days=days)).link(problem, by=cast.pm)
    assert evidence_of(problem, TODAY).trend == "2.0× in 6 weeks"


def test_no_theme_no_evidence(cast: Cast) -> None:
    assert evidence_of_themes([], TODAY) == {}
