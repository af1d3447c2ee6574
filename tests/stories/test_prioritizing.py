"""What comes first: a template taken up, a formula tried and kept, a feature moved by keyboard, and why its score moved."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person

HOME = "/products/ledgerly/definition"


def test_a_product_manager_puts_features_in_order_and_can_say_why(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to(f"{HOME}/priorities").sees("evidence", "estimate, Ada Okafor").presses("n")
    ada.waits_for("/scoring-models/new").ticks("Value and effort: Two numbers").submits()
    ada.waits_for(r"/scoring-models/\d+").sees_title("Value and effort")
    model = ada.path

    ada.writes("Formula", "value * value / effort / (effort")
    expect(ada.page.locator("#formula-check")).to_contain_text("A bracket is opened and not closed.")
    ada.writes("Formula", "value * value / effort").submits().sees("every score worked out again")
    assert ada.faults_of_page() == []

    number = model.rsplit("/", 1)[1]
    ada.goes_to(f"{HOME}/scores/F-22").writes("Value", "6").submits().sees("Estimates kept")
    ada.goes_to(f"{HOME}/matrix?model={number}")
    dot = ada.page.locator(".dot[data-about=F-22]")
    ada.tabs_to(dot).presses("ArrowUp", "ArrowUp").sees("F-22: Effort 5, Value 7").presses("Escape").sees(
        "It stays where it was"
    )
    ada.tabs_to(dot).presses("ArrowUp", "ArrowUp", "ArrowLeft")
    with ada.page.expect_navigation():
        ada.presses("Enter")
    ada.sees("F-22 moved")
    expect(ada.page.locator(".dot[data-about=F-22]")).to_have_attribute("data-y", "7.0")
    assert ada.faults_of_page() == []

    ada.goes_to(f"{HOME}/scores/F-22").sees("An estimate changed: Value (estimate) 6 to 7", "Ada Okafor")
    assert ada.faults_of_page() == []
    ada.goes_to(f"{HOME}/comparison").sees("have a score in both")
    phone = browsing("ada", scheme="dark", size="phone").goes_to(f"{HOME}/matrix")
    assert phone.faults_of_page() == []
