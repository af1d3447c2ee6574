"""Real exports that nobody here wrote, through the console's door: every row accounted for, and nothing new the second time."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tandem.core.errors import Refused
from tandem.evidence.importing import Report, from_command
from tandem.evidence.models import Company, Note
from tandem.evidence.reading import inspect
from tandem.evidence.tests.importing_cast import Cast, gather
from tandem.record.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return gather()


def figures(report: Report) -> tuple[int, ...]:
    found = (report.created, report.updated, report.unchanged, report.skipped, report.rejected)
    assert sum(found) == report.rows
    return found


def test_accounts_and_deals_of_a_crm_come_in_and_find_each_other(cast: Cast, data: Path) -> None:
    crm = data / "crm" / "maven_pipeline"
    accounts = {"name": "account", "industry": "sector"}
    deals = {"name": "product", "crm_id": "opportunity_id", "stage": "deal_stage"}
    companies = from_command(crm / "accounts.csv", "sideline", "companies", "", accounts, by=cast.owner)
    assert figures(companies) == (85, 0, 0, 0, 0)
    first = from_command(crm / "sales_pipeline.csv", "sideline", "deals", "", deals, by=cast.owner)
    again = from_command(crm / "sales_pipeline.csv", "sideline", "deals", "", deals, by=cast.owner)
    print(figures(first), figures(again))
    assert figures(first) == (8800, 0, 0, 0, 0)
    assert figures(again) == (0, 0, 8800, 0, 0)
    cancity = Company.objects.get(item__title="Cancity")
    won = cancity.deals.get(crm_id="1C1I7A6R")
    assert (won.outcome, won.amount, str(won.opened_on), won.owner) == (
        "won",
        Decimal(1054),
        "2016-10-20",
        "Moses Frase",
    )


MESSY = ("csvkit", "csv_spectrum", "json_suite")


@pytest.mark.parametrize("folder", MESSY)
def test_a_messy_file_gives_the_right_rows_or_one_sentence_and_nothing_half_in(
    cast: Cast, data: Path, folder: str
) -> None:
    came, refused = 0, 0
    for path in sorted((data / "messy" / folder).iterdir()):
        before = (Note.objects.count(), Company.objects.count(), Event.objects.filter(verb="imported").count())
        try:
            report = from_command(path, "sideline", "notes", "Messy", first_text(path), by=cast.owner)
            figures(report)
            came += 1
        except Refused as no:
            sentence = str(no)
            assert sentence[-1] in ".?"
            assert len(sentence) < 800
            assert (
                Note.objects.count(),
                Company.objects.count(),
                Event.objects.filter(verb="imported").count(),
            ) == before
            refused += 1
    print(folder, "came in", came, "refused", refused)
    assert came + refused == len(list((data / "messy" / folder).iterdir()))
    assert came


@pytest.mark.parametrize("name", ["blns.json", "blns.txt", "csv_formula_injection.csv"])
def test_naughty_strings_come_in_as_they_are_or_are_refused(cast: Cast, data: Path, name: str) -> None:
    try:
        report = from_command(
            data / "messy" / name, "sideline", "notes", "Naughty", first_text(data / "messy" / name), by=cast.owner
        )
    except Refused as no:
        print(name, no)
        assert cast.notes().count() == 0
        return
    print(name, figures(report))
    assert cast.notes().count() == report.created


def first_text(path: Path) -> dict[str, str]:
    """The first column as the words, as a person trying out a strange file would."""
    columns = inspect(path).columns
    return {"body": columns[0].name} if columns else {}
