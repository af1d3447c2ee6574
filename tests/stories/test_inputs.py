"""The marketer gives an input to a feature, the product manager declines it with a reason, and both lists know."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person

SAID = "Say it in the customer's own words."


def test_an_input_crosses_the_seam_and_is_answered(browsing: Callable[..., Person]) -> None:
    luis = browsing("luis").goes_to("/inputs?about=F-22")
    luis.chooses("For", "Product management").writes("What should they consider?", SAID).submits()
    luis.waits_for(r"/features/22|/inputs/\d+").goes_to("/me/inputs").sees(SAID, "F-22")
    assert luis.faults_of_page() == []

    ada = browsing("ada").goes_to("/me/inputs").clicks(SAID).waits_for(r"/inputs/\d+$")
    ada.ticks("Decline it").writes("Reason", "It has to stay short.").submits().sees("Declined", "It has to stay short.")
    assert ada.faults_of_page() == []
    ada.goes_to("/products/ledgerly/inputs").sees("Both directions")
    assert ada.faults_of_page() == []
    luis.goes_to("/notices").sees("declined your input")
