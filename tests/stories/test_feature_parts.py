"""A feature is defined: requirements pasted and put in order by keyboard, a test marked task by task, a prototype tried."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person

PASTED = "- The mail names the bank\n  Given a feed that stands still\n  When a mail leaves\n  Then it names the bank\n- It is short"
REACHED = "() => { try { return document.cookie + localStorage.length; } catch (error) { return error.name; } }"


def test_requirements_a_test_and_a_prototype_define_a_feature(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to("/features/22").presses("q")
    ada.writes("What must be true", PASTED).submits().sees("The mail names the bank", "It is short", "No acceptance")
    rows = ada.page.locator(".requirements > li")
    count = rows.count()
    rows.last.get_by_role("link").first.focus()
    with ada.page.expect_navigation():
        ada.page.keyboard.press("[")
    expect(rows.nth(count - 2)).to_contain_text("It is short")
    assert ada.faults_of_page() == []
    ada.clicks("Usability test of Reconnect").waits_for("/validations/").sees("Find out since when", "alone (")
    cell = ada.page.locator(".results select").last
    cell.select_option(label="Done")
    with ada.page.expect_navigation():
        ada.page.get_by_role("button", name="Keep").click()
    expect(cell).to_have_value("done")
    assert ada.faults_of_page() == []
    ada.goes_to("/features/21").clicks("Try it").waits_for("/prototype")
    inside = ada.page.frame_locator("iframe")
    inside.get_by_role("button", name="Reconnect").click()
    expect(inside.locator("#said")).to_have_text("The bank opens here.")
    frame = next(one for one in ada.page.frames if "/prototypes/" in one.url)
    assert frame.evaluate(REACHED) == "SecurityError"
    assert ada.faults_of_page() == []
