"""One feature for two products: offered at home, answered there, and seen on both sides."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person


def test_a_feature_of_paydesk_is_taken_by_ledgerly_and_serves_a_problem_there(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to("/products/ledgerly/definition/features?from=others")
    ada.sees("Ask contractors for their form by link", "of Paydesk, waits for an answer")
    assert ada.faults_of_page() == []
    ada.page.get_by_role("link", name="Ask contractors for their form by link").click()
    block = ada.page.locator("#serves")
    expect(block).to_contain_text("Ledgerly")
    block.get_by_role("button", name="Accept", exact=True).click()
    expect(ada.page.locator("#serves")).to_contain_text("Accepted")
    ada.page.get_by_label("Number of a problem").fill("P-1")
    ada.page.get_by_role("button", name="Solves this one too").click()
    expect(ada.page.locator("#serves")).to_contain_text("P-1")
    expect(ada.page.locator("#serves")).to_contain_text("said it there")
    assert ada.faults_of_page() == []
    ada.goes_to("/problems/1").sees("Ask contractors for their form by link", "of Paydesk")

    ada.goes_to("/products/ledgerly/definition/roadmap?layout=board").sees("Ask contractors for their form by link")
    phone = browsing("ada", scheme="dark", size="phone").goes_to("/products/ledgerly/definition/features?from=others")
    phone.sees("Ask contractors for their form by link")
    assert phone.faults_of_page() == []
