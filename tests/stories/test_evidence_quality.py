"""How good evidence is, read beside its count: every number opens as many notes as it says."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.stories.person import Person

LISTED = "note-list li[data-note]"
NUMBERS = ".side .quality a.link, #theme-quality .quality a.link"


def opens(person: Person, number: Locator) -> None:
    """Follows a number and finds as many notes as it said; a page of the list holds fifty."""
    said = int(number.inner_text())
    number.click()
    person.waits_for(r"/notes\?")
    expect(person.page.locator(LISTED)).to_have_count(min(said, 50))


def test_every_number_of_a_problem_and_a_theme_opens_its_notes(ada: Person, browsing: Callable[..., Person]) -> None:
    ada.goes_to("/problems/7").sees("How good it is", "Four in five come from one source, Support tickets.")
    assert ada.faults_of_page() == []
    for place in range(4):
        opens(ada, ada.page.locator(NUMBERS).nth(place))
        ada.goes_to("/problems/7")
    opens(ada, ada.page.locator(".side").get_by_label("from 24 of 28 companies"))
    ada.sees("In the target market")
    assert ada.faults_of_page() == []

    ada.goes_to("/themes/1?notes=all")
    ada.page.get_by_role("button", name="Quality of the evidence").first.click()
    panel = ada.page.locator("#theme-quality")
    expect(panel).to_be_visible()
    assert ada.faults_of_page() == []
    opens(ada, ada.page.locator(NUMBERS).nth(1))

    phone = browsing("ada", scheme="dark", size="phone").goes_to("/products/ledgerly/definition")
    phone.page.get_by_role("button", name="Quality of the evidence").first.click()
    expect(phone.page.locator(".quality-panel:popover-open")).to_be_in_viewport()
    assert phone.faults_of_page() == []
    phone.presses("Escape")
    expect(phone.page.locator(".quality-panel:popover-open")).to_have_count(0)
