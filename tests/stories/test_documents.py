"""From a release to its business case: an assumption stated, the case drawn, kept, and told that the record moved."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person


def test_a_business_case_is_drawn_and_kept_and_says_when_the_record_moved(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to("/releases/5").presses("d").waits_for("/releases/5/documents")
    ada.presses("s").writes("What is taken for granted", "A person-week of the team costs")
    ada.page.get_by_label("The case reckons with it as").select_option(label="What a person-week costs")
    ada.writes("Number", "5000").submits().sees("Stated")
    ada.tabs_to(ada.page.get_by_role("link", name="Business case")).presses("Enter")
    ada.waits_for("/releases/5/documents/business_case").sees("A person-week of the team costs")
    with ada.page.expect_download() as saved:
        ada.page.get_by_role("link", name="PDF").click()
    assert saved.value.suggested_filename == "R-5-business_case.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF-")
    ada.presses("k").waits_for(r"/documents/\d+").sees("The record says the same today")
    kept = ada.path
    ada.goes_to("/releases/5/documents").presses("s").writes("What is taken for granted", "Nobody waits for it")
    ada.submits().sees("Stated").goes_to(kept).sees("Newer facts exist")
    expect(ada.page.get_by_role("link", name="Draw it anew")).to_be_visible()
