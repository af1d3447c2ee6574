"""The sentences at the head of the overview, and what is shown of the flags."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from tandem.launch.gates import Gate
from tandem.overview.standing import folded
from tandem.overview.wording import headline, in_words, subline
from tandem.record.flags import Flag

TODAY = date(2026, 11, 22)


@dataclass
class Releases:
    names: list[str]

    def all(self) -> list[Any]:
        return [type("Release", (), {"title": name})() for name in self.names]


@dataclass
class Planned:
    day: date = date(2026, 12, 4)
    title: str = "The launch"
    releases: Releases = field(default_factory=lambda: Releases(["2.0"]))


def gate(*, opened: bool, overruled: bool = False) -> Gate:
    return Gate("references", "References", "pm", opened, "because", "/", overruled)


def test_the_headline_says_whether_it_is_ready() -> None:
    assert headline("Ledgerly", Planned(), [gate(opened=False)]) == "Ledgerly 2.0 is not ready to launch"
    assert headline("Ledgerly", Planned(), [gate(opened=True)]) == "Ledgerly 2.0 is ready to launch"
    assert headline("Ledgerly", Planned(), [gate(opened=False, overruled=True)]) == "Ledgerly 2.0 is ready to launch"
    assert headline("Ledgerly", None, []) == "No launch of Ledgerly is planned"


@pytest.mark.parametrize(
    ("gates", "signed", "says"),
    [
        ([False, False], {}, "Planned for 4 December. Two gates are closed, and both owners must sign."),
        ([False], {"pm": True}, "Planned for 4 December. One gate is closed, and the product marketer must sign."),
        ([True], {"pm": True, "pmm": True}, "Planned for 4 December. Every gate is open, and both owners have signed."),
        ([True], {"pm": False}, "Planned for 4 December. Every gate is open, and the product manager said no-go."),
    ],
)
def test_the_line_below_says_when_what_is_closed_and_who_must_sign(
    gates: list[bool], signed: dict[str, bool], says: str
) -> None:
    assert subline(Planned(), [gate(opened=one) for one in gates], signed, TODAY) == says


def test_a_day_that_passed_is_said_so_and_another_year_is_named() -> None:
    assert subline(Planned(date(2026, 11, 1)), [], {}, TODAY).startswith("Was planned for 1 November.")
    assert subline(Planned(date(2027, 1, 5)), [], {}, TODAY).startswith("Planned for 5 January 2027.")


def test_small_numbers_are_words() -> None:
    assert [in_words(count) for count in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]


def test_one_rule_cannot_fill_the_page() -> None:
    flags = [Flag(rule, (str(place),), "t", "b", "warn", "l", "/") for place, rule in enumerate(["a", "a", "b", "a"])]
    assert [(one.flag.rule, one.flag.about, one.more) for one in folded(flags)] == [("a", ("0",), 2), ("b", ("2",), 0)]


def test_only_what_is_as_bad_is_counted_behind_the_worst() -> None:
    flags = [Flag("a", (), "t", "b", severity, "l", "/") for severity in ("warn", "warn", "note", "note")]
    assert [one.more for one in folded(flags)] == [1]
