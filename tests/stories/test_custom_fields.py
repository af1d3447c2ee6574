"""An administrator asks one thing more of every feature; a product manager answers it and narrows the list by it."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person


def test_a_company_asks_what_tandem_does_not(browsing: Callable[..., Person]) -> None:
    priya = browsing("priya").goes_to("/custom-fields")
    priya.writes("Name", "Squad").chooses("Asked of", "Features").chooses("Answer", "One of a list")
    priya.writes("Answers to choose from", "Red").presses("Enter").types("Blue")
    priya.submits().waits_for(r"/custom-fields/\d+$").sees("Red", "Blue")
    assert priya.faults_of_page() == []

    ada = browsing("ada").goes_to("/features/22").sees("Not said yet")
    ada.page.get_by_role("link", name="Fill them in").click()
    ada.waits_for("/custom-fields/of/F-22").chooses("Squad", "Blue").submits().waits_for("/features/22$")
    ada.sees("Squad", "Blue")
    assert ada.faults_of_page() == []
    ada.goes_to("/products/ledgerly/definition/features?field.squad=Blue").sees("F-22")
    assert ada.page.locator("tbody tr").count() == 1
    ada.goes_to("/products/ledgerly/definition/features?field.squad=Red").sees("No features here yet")
