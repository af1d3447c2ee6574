"""A product manager names a step, puts it in its place, works the board with it, and retires another in its favor."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person

HOME = "/products/ledgerly"


def test_a_product_manager_names_the_steps_and_no_rule_is_walked_around(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to(f"{HOME}/statuses").sees("In development", "Called Shipped, as everywhere")
    ada.writes("Name", "In review").chooses("Means", "Being built").submits().sees("In review means Being built")
    ada.tabs_to(ada.page.get_by_role("link", name="In review"))
    with ada.page.expect_navigation():
        ada.presses("[")
    ada.sees("In review is in its new place")
    assert ada.faults_of_page() == []

    ada.goes_to(f"{HOME}/definition/roadmap?layout=board")
    tested = ada.page.locator(".lane").filter(has=ada.page.get_by_role("heading", name="In testing"))
    name = tested.locator(".tile a").first.inner_text()
    ada.tabs_to(tested.locator(".tile a").first)
    with ada.page.expect_navigation():
        ada.presses("[")
    ada.sees("moved")
    lane = ada.page.locator(".lane").filter(has=ada.page.get_by_role("heading", name="In review"))
    expect(lane.locator(".tile").filter(has_text=name)).to_be_visible()
    ada.tabs_to(ada.page.locator(".lane[data-stage=defining] .tile").filter(has_text="Reconnect from").locator("a"))
    with ada.page.expect_navigation():
        ada.presses("]")
    ada.sees("Send it anyway only with a reason")
    assert ada.faults_of_page() == []

    ada.goes_to(f"{HOME}/statuses")
    ada.page.get_by_role("link", name="In testing").click()
    ada.waits_for(r"/statuses/\d+$").presses("x")
    ada.chooses("What stands at it moves to", "In review").writes("Why", "One step is enough.").submits()
    ada.sees("In testing was retired")
    assert ada.faults_of_page() == []
