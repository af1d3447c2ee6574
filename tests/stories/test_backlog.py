"""A backlog brought in twice: the tool's word on the feature, the way back to it, and what it finished."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.stories.person import Person

HEAD = "Summary,Issue key,Issue Type,Status,Resolution,Fix versions,Priority,Created\n"
ROW = "Tell at once that the bank feed stopped,HAR-77,Story,{},{},Harbor 9,High,2026-01-05 10:00\n"


def test_a_backlog_is_brought_in_and_its_tool_keeps_the_status(browsing: Callable[..., Person], tmp_path: Path) -> None:
    ada = browsing("ada")
    _bring(ada, tmp_path / "one.csv", ROW.format("In Progress", ""))
    ada.goes_to("/products/ledgerly/definition/features").sees("Jira: In Progress")
    ada.page.get_by_role("link", name="Tell at once that the bank feed stopped").click()
    ada.sees("Counted here as being built", "Jira owns it", "HAR-77", "Notes that may speak for it")
    expect(ada.page.get_by_role("button", name="Shipped")).to_have_count(0)
    home = ada.path
    _bring(ada, tmp_path / "two.csv", ROW.format("Done", "Done"))
    ada.goes_to(home).sees("Counted here as shipped", "Who asked")
    assert ada.page.locator("main").get_by_role("link", name="Harbor 9").count() >= 1


def _bring(ada: Person, file: Path, row: str) -> None:
    file.write_text(HEAD + row)
    ada.goes_to("/products/ledgerly/imports/new")
    ada.page.get_by_label("What is in it").select_option(label="Features")
    ada.page.locator("#id_file").set_input_files(str(file))
    with ada.page.expect_navigation():
        ada.page.get_by_role("button", name="Look at the file").click()
    ada.waits_for("/mapping").sees("Recognized as Jira backlog.")
    ada.presses("s").waits_for(r"/imports/\d+$").sees("Open the features")
