"""Reading requirements out of pasted lines, and how tasks went."""

from __future__ import annotations

import pytest

from tandem.definition.criteria import criteria_in, drafts_in
from tandem.definition.models.dependency import way_between
from tandem.definition.prototypes import entry_of, kind_of_page
from tandem.definition.succeeding import Success


def test_given_when_then_are_steps_of_one_scenario_and_other_lines_are_sentences() -> None:
    found = criteria_in(
        "- Shown on a phone too\nGiven a still feed\n  When an hour passed\nThen a mail arrives\nAnd it says so"
    )
    assert [one.lines for one in found] == [
        ["Shown on a phone too"],
        ["Given a still feed", "When an hour passed", "Then a mail arrives", "And it says so"],
    ]


def test_a_second_given_and_an_empty_line_begin_a_second_scenario() -> None:
    found = criteria_in("Given a\nThen b\nGiven c\nThen d\n\nWhen e, then f")
    assert [one.lines for one in found] == [["Given a", "Then b"], ["Given c", "Then d"], ["When e", "Then f"]]


def test_words_within_a_sentence_are_no_steps() -> None:
    assert [one.is_scenario for one in criteria_in("And a mail\nGivenness is no step\nbut not here")] == [False] * 3


@pytest.mark.parametrize(
    ("pasted", "drafts"),
    [
        ("One\nTwo", [("One", ""), ("Two", "")]),
        ("1. One\n2) Two\n[ ] Three", [("One", ""), ("Two", ""), ("Three", "")]),
        ("- One\n  - seen in the log\n- Two", [("One", "seen in the log"), ("Two", "")]),
        ("One\nGiven a\nThen b\nAnd c\nTwo", [("One", "Given a\nThen b\nAnd c"), ("Two", "")]),
        ("\n \n", []),
    ],
)
def test_each_pasted_line_is_a_requirement_and_what_belongs_to_it_its_criteria(
    pasted: str, drafts: list[tuple[str, str]]
) -> None:
    assert [(one.text, one.criteria) for one in drafts_in(pasted)] == drafts


@pytest.mark.parametrize(
    ("done", "failed", "says"),
    [
        (3, 4, "3 of 7 alone (43%, likely 16% to 75%)"),
        (0, 5, "0 of 5 alone (0%, likely 0% to 43%)"),
        (2, 0, "2 of 2 alone (100%, likely 34% to 100%; too few to rely on)"),
    ],
)
def test_a_share_of_a_few_people_is_said_with_its_interval(done: int, failed: int, says: str) -> None:
    assert Success.of(["done"] * done + ["failed"] * failed).says == says
    assert Success.of([]).says == "Not tried yet"


def test_a_way_round_is_found_however_long_it_is() -> None:
    needs = {1: [2], 2: [3, 5], 3: [4]}
    assert way_between(1, 4, needs) == [1, 2, 3, 4]
    assert way_between(4, 1, needs) == []


def test_the_page_shown_first_is_the_index_nearest_the_top() -> None:
    assert entry_of(["app/sub/index.html", "app/index.html", "app/other.html"]) == "app/index.html"
    assert (entry_of(["only.htm", "a.css"]), entry_of(["a.html", "b.html"])) == ("only.htm", "")
    assert kind_of_page("x/RUN.exe") == "application/octet-stream"
