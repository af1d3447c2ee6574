"""The models of prioritizing that people know, as templates of one editor: a formula, its drivers, and their rubric."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Rubric = tuple[tuple[str, str], ...]

# What evidence can fill in, and what it counts.
FILLS = {
    "companies": "Companies that asked for it",
    "in_market": "Companies of the target market that asked",
    "notes": "Notes that speak of it",
    "arr": "Yearly revenue of those companies, in thousands",
    "market_share": "Share of those companies that are in the target market, in %",
    "trend": "Notes of the last six weeks to the six before",
}


@dataclass(frozen=True)
class DriverRecipe:
    """One driver of a template. `low` and `high` are the ends of its scale, `falls` says that less of it is better."""

    key: str
    name: str
    unit: str
    low: Decimal | None = Decimal(0)
    high: Decimal | None = None
    weight: Decimal = Decimal(1)
    falls: bool = False
    filled_from: str = ""
    rubric: Rubric = ()

    def fields(self) -> dict[str, Any]:
        """As the row of a driver keeps them."""
        names = ("name", "unit", "low", "high", "weight", "falls", "filled_from")
        return {name: getattr(self, name) for name in names} | {"rubric": [list(step) for step in self.rubric]}


@dataclass(frozen=True)
class Recipe:
    """A template: what it is called, what it scores (features or problems), and when it is the right one to take."""

    key: str
    name: str
    formula: str
    drivers: tuple[DriverRecipe, ...]
    says: str
    scores: str = "feature"


TEN: Rubric = (
    ("1", "Hardly any"),
    ("3", "Some"),
    ("5", "Clearly"),
    ("8", "A lot"),
    ("10", "As much as anything ever did"),
)
STEPS: Rubric = tuple((str(n), words) for n, words in (
    (1, "The least of all that is compared"), (2, ""), (3, "A little more than the least"), (5, "In the middle"),
    (8, "Much"), (13, "Very much"), (20, "The most that was ever taken on"),
))  # fmt: skip
RATED: Rubric = (
    ("0", "Nobody of the segment rates it 4 or 5 of 5"), ("5", "Half of them do"), ("10", "All of them do"),
)  # fmt: skip
ONE, TOP = Decimal(1), Decimal(10)

REACH = DriverRecipe("reach", "Reach", "customers a quarter", filled_from="companies")
EFFORT = DriverRecipe(
    "effort", "Effort", "person-weeks", falls=True,
    rubric=(
        ("1", "One person, one week"), ("4", "One person, a month"), ("12", "A team, a month"),
        ("36", "A team, a quarter"),
    ),
)  # fmt: skip
VALUE = DriverRecipe(
    "value", "Value", "1 to 10", ONE, TOP,
    rubric=(
        ("1", "Nice to have"), ("4", "Some would notice"), ("7", "Many would use it weekly"),
        ("10", "They buy for it"),
    ),
)  # fmt: skip

RECIPES = {recipe.key: recipe for recipe in (
    Recipe(
        "rice", "RICE", "reach * impact * confidence / effort",
        (
            REACH,
            DriverRecipe(
                "impact", "Impact", "for each of them", Decimal(0), Decimal(3),
                rubric=(("0.25", "Minimal"), ("0.5", "Low"), ("1", "Medium"), ("2", "High"), ("3", "Massive")),
            ),
            DriverRecipe(
                "confidence", "Confidence", "share", Decimal(0), ONE,
                rubric=(("0.5", "We believe it"), ("0.8", "We have signs"), ("1", "We measured it")),
            ),
            EFFORT,
        ),
        "How many it reaches, how much it does for each, how sure we are, and what it costs.",
    ),
    Recipe(
        "value_effort", "Value and effort", "value / effort", (VALUE, EFFORT),
        "Two numbers: the quickest way to a first order, and the matrix everybody knows.",
    ),
    Recipe(
        "weighted", "Weighted drivers", "weighted(revenue, in_market, rising, strategic_fit, ease)",
        (
            DriverRecipe(
                "revenue", "Revenue asking", "thousands a year", high=Decimal(500), weight=Decimal(3),
                filled_from="arr",
            ),
            DriverRecipe(
                "in_market", "Target market", "% of those who asked", high=Decimal(100), weight=Decimal(3),
                filled_from="market_share",
            ),
            DriverRecipe("rising", "Trend", "times the six weeks before", high=Decimal(3), filled_from="trend"),
            DriverRecipe("strategic_fit", "Strategic fit", "1 to 10", ONE, TOP, Decimal(2), rubric=TEN),
            DriverRecipe("ease", "Ease", "1 to 10", ONE, TOP, rubric=TEN),
        ),
        "What matters to you, each with its weight; 0 to 100. Three of five drivers fill themselves from evidence.",
    ),
    Recipe(
        "wsjf", "WSJF", "(user_value + time_criticality + risk_reduction) / job_size",
        (
            DriverRecipe("user_value", "Value to users and business", "1 to 20", ONE, Decimal(20), rubric=STEPS),
            DriverRecipe("time_criticality", "Time criticality", "1 to 20", ONE, Decimal(20), rubric=STEPS),
            DriverRecipe("risk_reduction", "Risk reduced or doors opened", "1 to 20", ONE, Decimal(20), rubric=STEPS),
            DriverRecipe("job_size", "Job size", "1 to 20", ONE, Decimal(20), falls=True, rubric=STEPS),
        ),
        "What waiting costs, for each unit of work; numbers are relative to the smallest of what is compared.",
    ),
    Recipe(
        "ice", "ICE", "impact_of_ten * confidence_of_ten * ease",
        (
            DriverRecipe("impact_of_ten", "Impact", "1 to 10", ONE, TOP, rubric=TEN),
            DriverRecipe("confidence_of_ten", "Confidence", "1 to 10", ONE, TOP, rubric=TEN),
            DriverRecipe("ease", "Ease", "1 to 10", ONE, TOP, rubric=TEN),
        ),
        "Three numbers of ten each: good for many small ideas, blind to how many customers are behind them.",
    ),
    Recipe(
        "opportunity", "Opportunity score", "importance + max(importance - satisfaction, 0)",
        (
            DriverRecipe(
                "importance", "Importance", "0 to 10", high=TOP, rubric=RATED,
            ),
            DriverRecipe(
                "satisfaction", "Satisfaction", "0 to 10", high=TOP, falls=True, rubric=RATED,
            ),
        ),
        "For problems, of one segment at a time: how many find it important and are not served. 0 to 20; "
        "the share who rate 4 or 5 of 5, times ten, never the mean of ratings.",
        "problem",
    ),
)}  # fmt: skip


def band_of(recipe: str, value: Decimal | None) -> str:
    """What an opportunity score says in a word; other models know no bands."""
    if recipe != "opportunity" or value is None:
        return ""
    return "Major" if value > 15 else "Solid" if value >= 12 else "Modest" if value >= 10 else "Served already"
