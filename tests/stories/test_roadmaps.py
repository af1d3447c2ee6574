"""A roadmap: a tile placed by keyboard, a bar moved by keyboard with what counts on it, and a link that tells no more."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person

HOME = "/products/ledgerly/definition"


def test_a_product_manager_moves_a_release_and_customers_read_their_edition(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to(f"{HOME}/roadmap")
    tile = ada.page.locator(".lane[data-stage=next] .tile").filter(has_text="Reconnect from the mail")
    ada.tabs_to(tile.locator("a"))
    with ada.page.expect_navigation():
        ada.presses("]")
    ada.sees("moved")
    expect(ada.page.locator(".lane[data-stage=later] .tile").filter(has_text="Reconnect from the mail")).to_be_visible()
    assert ada.faults_of_page() == []

    ada.goes_to(f"{HOME}/roadmap?layout=timeline")
    bar = ada.page.locator(".bar[data-name='2.1']")
    ada.tabs_to(bar).presses("ArrowRight", "ArrowRight").sees("2 days later").presses("Escape").sees("It stays where it was")
    ada.tabs_to(bar).presses("Shift+ArrowRight", "Shift+ArrowRight")
    with ada.page.expect_navigation():
        ada.presses("Enter")
    ada.sees("14 days later", "The spring release", "It still holds")
    ada.writes("Why it moves", "Two banks changed their login.")
    ada.page.get_by_role("button", name="Move", exact=True).click()
    ada.sees("everyone concerned was told")
    assert ada.faults_of_page() == []

    ada.goes_to(f"{HOME}/roadmap/links").writes("Whom it is for", "The fair in Basel").submits()
    address = ada.page.locator("code.break").inner_text()
    reader = browsing("ada", scheme="dark", size="phone")
    reader.page.context.clear_cookies()
    reader.goes_to("/r/" + address.rsplit("/", 1)[1]).sees("The winter release", "Q1 2027")
    assert "Reconnect" not in reader.page.content()
    assert reader.faults_of_page() == []
