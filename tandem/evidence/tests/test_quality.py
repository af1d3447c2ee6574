"""How good evidence is: what is a warning, what is too few to tell, and what is said of each."""

from dataclasses import replace
from datetime import date, timedelta
from math import isclose

import pytest

from tandem.evidence.quality import Aspect, Counted, SourceCount, evenness, part, span, weigh

TODAY = date(2026, 11, 22)


def days(ago: int) -> date:
    return TODAY - timedelta(days=ago)


def sources(*notes: int) -> tuple[SourceCount, ...]:
    return tuple(SourceCount(number, f"Source {number}", many) for number, many in enumerate(notes, 1))


GOOD = Counted(
    TODAY, notes=40, companies=20, named=38, oldest=days(300), median=days(40), newest=days(1), lately=30,
    loudest="Aster Clinic", loudest_number=7, loudest_notes=4, sources=sources(16, 14, 10), has_market=True,
    in_market=16, market_notes=31,
)  # fmt: skip


def side(key: str, counted: Counted) -> Aspect:
    return next(aspect for aspect in weigh(counted).aspects if aspect.key == key)


def test_good_evidence_says_its_figures_and_warns_of_nothing() -> None:
    quality = weigh(GOOD)
    assert quality.warnings == []
    assert [aspect.says for aspect in quality.aspects] == [
        "Half are from 13 Oct or later, the oldest from 26 Jan.",
        "No company said more than 10% of them.",
        "3 sources, evenly spread.",
        "80% of the companies, likely 58% to 92%.",
    ]


@pytest.mark.parametrize(
    ("key", "changed", "state", "said"),
    [
        ("recency", {"newest": days(250), "lately": 0}, "warn", "Nothing newer than eight months."),
        ("recency", {"newest": days(179), "lately": 10}, "good", "Half are from 13 Oct"),
        ("recency", {"newest": days(180), "lately": 10}, "warn", "Nothing newer than five months."),
        ("recency", {"lately": 9}, "warn", "Only 9 of 40 were said in the last 90 days."),
        ("recency", {"notes": 4, "lately": 0}, "few", "4 notes: too few to tell."),
        ("recency", {"notes": 1, "lately": 0, "newest": days(800)}, "warn", "Nothing newer than two years."),
        ("loudest", {"loudest_notes": 20}, "warn", "Half of these notes come from one company, Aster Clinic."),
        (
            "loudest",
            {"loudest_notes": 23},
            "warn",
            "More than half of these notes come from one company, Aster Clinic.",
        ),
        ("loudest", {"loudest_notes": 40}, "warn", "All of these notes come from one company, Aster Clinic."),
        ("loudest", {"loudest_notes": 14}, "warn", "A third of these notes come from one company, Aster Clinic."),
        ("loudest", {"loudest_notes": 13}, "good", "No company said more than 32% of them."),
        ("loudest", {"notes": 20, "named": 20, "loudest_notes": 9}, "good", "No company said more than 45% of them."),
        ("loudest", {"notes": 4, "named": 4, "loudest_notes": 4}, "few", "4 notes: too few to tell."),
        ("loudest", {"named": 0, "loudest_notes": 0}, "few", "Of none of them is the company known."),
        ("loudest", {"named": 19}, "warn", "Of most of these notes nobody knows the company."),
        ("sources", {"sources": sources(40)}, "warn", "All from one source, Source 1."),
        ("sources", {"sources": sources(36, 4)}, "warn", "Nearly all come from one source, Source 1."),
        ("sources", {"sources": sources(30, 5, 5)}, "good", "3 sources, unevenly spread."),
        ("sources", {"notes": 3, "sources": sources(3)}, "few", "3 notes: too few to tell."),
        ("market", {"has_market": False}, "few", "No target market is defined yet."),
        ("market", {"in_market": 0, "market_notes": 0}, "warn", "Nobody in the target market said it."),
        ("market", {"in_market": 7}, "warn", "Only 7 of 20 companies are in the target market."),
        ("market", {"companies": 100, "in_market": 71}, "good", "71% of the companies."),
        ("market", {"companies": 4, "in_market": 1}, "few", "4 companies: too few to tell."),
    ],
)
def test_each_side_says_what_is_to_be_said(key: str, changed: dict[str, object], state: str, said: str) -> None:
    found = side(key, replace(GOOD, **changed))
    assert (found.state, (found.warning or found.says)[: len(said)]) == (state, said)


def test_every_number_names_the_conditions_of_its_list() -> None:
    numbers = [(figure.count, dict(figure.narrows)) for aspect in weigh(GOOD).aspects for figure in aspect.figures]
    assert numbers == [
        (30, {"since": "2026-08-24"}), (4, {"company": "7"}), (16, {"source": "1"}), (14, {"source": "2"}),
        (10, {"source": "3"}), (31, {"market": "in"}),
    ]  # fmt: skip


def test_the_notes_of_one_company_are_weighed_by_what_tells_something() -> None:
    assert [aspect.key for aspect in weigh(GOOD, about_one_company=True).aspects] == ["recency", "sources"]


def test_of_nothing_nothing_is_said() -> None:
    assert weigh(Counted(TODAY)).aspects == ()


def test_what_was_counted_comes_back_as_it_was_written_down() -> None:
    assert Counted.from_kept(GOOD.as_kept()) == GOOD
    assert Counted.from_kept(Counted(TODAY).as_kept()) == Counted(TODAY)


@pytest.mark.parametrize(("counts", "even"), [([5, 5, 5], 1.0), ([1], None), ([9, 1], 0.469), ([98, 1, 1], 0.102)])
def test_evenness_is_pielous(counts: list[int], even: float | None) -> None:
    found = evenness(counts)
    assert found is even is None or (found is not None and even is not None and isclose(found, even, abs_tol=0.001))


@pytest.mark.parametrize(
    ("share", "said"), [(0.5, "Half"), (2 / 3, "Two thirds"), (0.75, "Three quarters"), (0.99, "Nearly all")]
)
def test_a_share_is_said_as_one_says_it(share: float, said: str) -> None:
    assert part(share) == said


@pytest.mark.parametrize(
    ("ago", "said"), [(20, "one month"), (250, "eight months"), (366, "a year"), (9000, "24 years")]
)
def test_a_time_is_said_in_words(ago: int, said: str) -> None:
    assert span(ago) == said
