"""Exports of other systems in the wizard: dropped, recognized, asked about what only a person knows, brought in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.stories.person import Person

CONNECTORS = Path(__file__).resolve().parents[2] / "tandem" / "connectors"
TICKETS = CONNECTORS / "zendesk" / "tests" / "fixtures" / "incremental.json"
ISSUES = CONNECTORS / "jira" / "tests" / "fixtures" / "jira_issues.csv"
DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


def test_a_dropped_export_of_zendesk_is_recognized_and_brought_in(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to("/products/ledgerly/evidence")
    ada.page.evaluate(DROP, ["incremental.json", TICKETS.read_text()])
    expect(ada.page.get_by_label("Or a new source")).to_be_visible()
    ada.writes("Or a new source", "Help desk").submits()
    ada.waits_for("/mapping").sees("Recognized as Zendesk tickets.", "The export takes an hour")
    assert ada.faults_of_page() == []
    ada.presses("s").waits_for(r"/imports/\d+$").sees("Open the notes", "Passed over")
    assert ada.faults_of_page() == []
    ada.presses("o").waits_for("/notes").sees("The export takes an hour", "Slow export")


def test_an_export_of_jira_is_asked_whose_comments_are_notes_on_a_phone_in_the_dark(
    browsing: Callable[..., Person],
) -> None:
    ada = browsing("ada", scheme="dark", size="phone").goes_to("/products/ledgerly/imports/new")
    ada.page.locator("#id_file").set_input_files(ISSUES)
    ada.writes("Or a new source", "Tracker").submits()
    ada.waits_for("/mapping").sees("Recognized as Jira issues.", "What only you know", "It stopped again today")
    with ada.page.expect_response(lambda answer: answer.url.endswith("/preview")):
        ada.page.get_by_label("Which comments are notes").select_option("all")
    expect(ada.page.locator("#preview")).to_contain_text("looking")
    assert ada.faults_of_page() == []
    ada.page.get_by_role("button", name="Bring the rows in").press("Enter")
    ada.waits_for(r"/imports/\d+$").sees("Open the notes")
    ada.page.get_by_role("link", name="Open the notes").press("Enter")
    ada.waits_for("/notes").sees("It stopped again today", "looking")
