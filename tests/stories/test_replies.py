"""The loop closed: from a shipped feature to a reply sent, what came back pasted, and solved counted."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person


def test_whoever_asked_is_told_and_what_they_answer_counts(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to("/features/7")
    ada.tabs_to(ada.page.get_by_role("link", name="Who asked, and what they are told")).presses("Enter")
    ada.waits_for("/features/7/replies").sees("Rob Amsel")
    ada.tabs_to(ada.page.get_by_role("link", name="Rob Amsel")).presses("Enter").waits_for(r"/replies/\d+")
    reply = ada.path
    text = ada.page.get_by_label("Text")
    ada.writes("Text", text.input_value() + "\nJuniper Legal likes it too.").submits()
    ada.sees("another customer").presses("s").sees("not theirs to know")
    ada.goes_to(reply).writes("Text", "Hello Rob,\n\nit is there now.\n\nAda").submits()
    with ada.page.expect_navigation():
        ada.presses("s")
    ada.sees("In the outbox").goes_to("/outbox").sees("Rob Amsel")
    mine = ada.page.get_by_role("row", name="Rob Amsel")
    ada.tabs_to(mine.get_by_role("button", name="Mark as sent")).presses("Enter").sees("Marked as sent")
    ada.goes_to(reply).writes("What they wrote back", "It does. Thank you.")
    ada.page.get_by_label("Is it solved for them?").select_option(label="Yes, it is solved")
    ada.submits().sees("solved for them")
    ada.goes_to("/features/7/replies")
    expect(ada.page.get_by_role("row", name="Rob Amsel")).to_contain_text("solved for them")
    ada.goes_to("/problems/2").sees("2 of 2 people who answered say it is solved")
