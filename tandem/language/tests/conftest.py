"""Text for the tests of the engine: sentences made here, and the real exports beside the repository."""

import csv
import random
from collections.abc import Callable
from pathlib import Path

import pytest

Rows = Callable[..., list[dict[str, str]]]

SUBJECTS = {
    "card": [
        "my card was declined at the shop",
        "the card payment did not go through",
        "card rejected in a restaurant",
    ],
    "export": [
        "export the report to a spreadsheet",
        "the spreadsheet export loses columns",
        "download reports as excel",
    ],
    "login": ["I forgot my password", "cannot sign in with my password", "the password reset mail never arrives"],
    "slow": ["the dashboard is slow to load", "pages load slowly in the morning", "waiting ages for the dashboard"],
    "mobile": ["the phone app crashes when opened", "app crash on my android phone", "mobile app closes by itself"],
}
OPENINGS = ["", "hello, ", "since the update ", "again: ", "for weeks ", "honestly "]
ENDINGS = ["", " and nobody answers", " every single day", " on my laptop", " since monday", " for our whole team"]


@pytest.fixture(scope="session")
def complaints() -> tuple[list[str], list[str]]:
    """(texts, subject of each): 540 distinct complaints about five subjects, in mixed order."""
    made = [
        (opening + phrase + ending, subject)
        for subject, phrases in SUBJECTS.items()
        for phrase in phrases
        for opening in OPENINGS
        for ending in ENDINGS
    ]
    random.Random(7).shuffle(made)
    return [text for text, _ in made], [subject for _, subject in made]


@pytest.fixture(scope="session")
def rows_of() -> Rows:
    """Read the rows of CSV files in ../shared/data beside the repository; the test is skipped without them."""
    folder = Path(__file__).resolve().parents[4] / "shared" / "data"

    def read(*names: str) -> list[dict[str, str]]:
        missing = [name for name in names if not (folder / name).is_file()]
        if missing:
            pytest.skip(f"needs shared/data/{missing[0]} beside the repository")
        rows: list[dict[str, str]] = []
        for name in names:
            with (folder / name).open(newline="", encoding="utf-8") as lines:
                rows += csv.DictReader(lines)
        return rows

    return read
