"""What somebody decides about themes at the desk still stands after the themes were found again."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person, Site

DESK = "/products/ledgerly/evidence"
FEED, BULK, PHONE = "Bank feed stops syncing", "Cannot recategorize in bulk", "Phone app logs me out"
ROUNDING, EXPORT, REMIND = "Currency rounding looks wrong", "Export to the accountant breaks", "Reminders go to people"
OWN_NAME, PART = "Signed out between two receipts", "One bank's feed"
OF_BULK = """select n.id from evidence_note n join record_item i on i.id = n.theme_id
  where i.title = %s and n.state = 'new' order by n.said_at desc limit 1"""


def opens(ada: Person, theme: str) -> None:
    ada.goes_to(DESK).tabs_to(ada.page.locator("#desk-themes").get_by_role("link", name=theme).first)
    ada.presses("Enter").waits_for("theme=")


def test_decisions_about_themes_stand_after_the_next_finding(site: Site, browsing: Callable[..., Person]) -> None:
    ada = browsing("ada")
    opens(ada, PHONE)
    ada.presses("r").writes("Name", OWN_NAME).submits().sees("Renamed")
    ada.presses("t").sees("Pinned to the top")
    opens(ada, FEED)
    ada.presses("o").waits_for("/parts").sees("Any part can become a theme of its own")
    assert ada.faults_of_page() == []
    ada.writes("Name", PART).submits().sees("Split off: every re-run keeps it")
    opens(ada, ROUNDING)
    ada.presses("m").chooses("Merge into", EXPORT).submits().sees("Merged")
    opens(ada, REMIND)
    ada.presses("d").sees("Dismissed. Find it under Dismissed")
    note = f"/notes/{site.ask(OF_BULK, BULK)}"
    ada.goes_to(note).tabs_to(ada.page.get_by_role("button", name="Move…")).presses("Enter")
    ada.chooses("Theme", OWN_NAME).submits().sees("Moved: it stays there")
    ada.goes_to(DESK).tabs_to(ada.page.get_by_role("button", name="Find themes again")).presses("Enter")
    ada.sees("Themes are found again")
    themes = ada.page.locator("#desk-themes")
    expect(themes.locator(".row").first).to_contain_text(OWN_NAME)
    for kept in (PART, EXPORT):
        expect(themes).to_contain_text(kept)
    for gone in (ROUNDING, REMIND, PHONE):
        expect(themes).not_to_contain_text(gone)
    ada.goes_to(note).sees(OWN_NAME)
