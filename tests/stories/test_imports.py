"""Files that people really have, most mapped by hand: choose, map, preview, bring in, read the report, and nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.stories.person import Person

ACCOUNTS = "crm/maven_pipeline/accounts.csv"
FILES = {
    "support/banking77/train.csv": ("notes", {"What was said": "text"}, 10_003),
    "app_reviews/googleplay_4class.csv": ("notes", {"What was said": "review", "Id in the source": "ID"}, 1_000),
    "app_reviews/appstore_testflight_reviews.xlsx": ("notes", {"What was said": "content", "Title": "title"}, 5_000),
    "feedback/jira_export_hadoop_bugs.csv": ("notes", {}, 100),  # these two are recognized, columns and all
    "surveys/jupyter_notebook_ux_2015_surveygizmo.csv": ("notes", {}, 500),
    ACCOUNTS: ("companies", {"Name": "account", "Industry": "sector"}, 80),
    "crm/maven_pipeline/sales_pipeline.csv": (
        "deals",
        {"Name": "opportunity_id", "Id in the CRM": "opportunity_id", "Company": "account", "Amount": "close_value"},
        5_000,
    ),
}


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("name", FILES)
def test_a_real_file_comes_in_once(browsing: Callable[..., Person], data: Path, name: str) -> None:
    target, columns, at_least = FILES[name]
    ada = browsing("ada")
    if target == "deals":  # a deal finds its company among those that are there: companies come first
        bring(ada, data / ACCOUNTS, *FILES[ACCOUNTS][:2], "")
    first = bring(ada, data / name, target, columns, "A new source")
    again = bring(ada, data / name, target, columns, "")
    assert first["Created"] >= at_least
    assert again["Created"] == again["Updated"] == 0
    assert again["Rows"] == first["Rows"] == sum(first.values()) - first["Rows"]


def bring(ada: Person, path: Path, target: str, columns: dict[str, str], new_source: str) -> dict[str, int]:
    """The whole way of one file; gives the figures of its report."""
    page = ada.goes_to("/products/ledgerly/imports/new").page
    page.get_by_label("What is in it").select_option(target)
    page.locator("#id_file").set_input_files(path)
    if target == "notes" and new_source:
        page.get_by_label("Or a new source").fill(new_source)
    elif target == "notes":
        page.get_by_label("Source", exact=False).first.select_option(label="A new source")
    page.get_by_role("button", name="Look at the file").click()
    page.wait_for_url("**/mapping")
    for label, column in columns.items():
        choose_column(page, label, column)
    ada.presses("Escape").page.get_by_role("button", name="Show the preview").click()
    expect(page.locator("#preview tbody tr").first).to_be_visible()
    page.get_by_role("button", name="Bring the rows in").click()
    expect(page.get_by_text("Given back", exact=True)).to_be_visible(timeout=60_000)
    return {name: int(said.replace(",", "")) for name, said in page.evaluate(REPORT)}


def choose_column(page: object, label: str, column: str) -> None:
    """The column whose heading begins with these words; beside it the page shows what the column holds."""
    select = page.locator("select[name^=column_]").and_(page.get_by_label(label, exact=False)).first
    names = select.locator("option").all_text_contents()
    select.select_option(index=next(at for at, name in enumerate(names) if name.startswith(column)))


REPORT = """() => [...document.querySelectorAll("dl.facts > *")].reduce((pairs, element) => {
  const name = element.querySelector?.("dt") ?? (element.matches("dt") ? element : null);
  const value = element.querySelector?.("dd") ?? (element.matches("dt") ? element.nextElementSibling : null);
  return name && value ? [...pairs, [name.textContent.trim(), value.textContent.trim()]] : pairs;
}, [])"""
