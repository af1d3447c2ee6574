"""A survey is opened, answered on a phone by a customer without an account, and read: words as a note, a score as NPS."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person

WORDS = "The crane app froze while I was on the roof"


def test_a_customer_answers_on_a_phone_and_the_words_become_a_note(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada")
    ada.goes_to("/products/ledgerly/surveys").presses("n").waits_for("/surveys/new")
    ada.writes("Title", "Would you recommend the mobile app?").submits()
    ada.waits_for(r"/surveys/\d+$").sees("Nobody answered yet")
    address = ada.page.locator("a[href^='/s/']").get_attribute("href")
    assert address
    guest = browsing(scheme="dark", size="phone")
    guest.goes_to(address).ticks("6").writes("main reason", WORDS).writes("Your e-mail", "bo@aster.example")
    assert guest.faults_of_page() == []
    guest.submits().sees("Thank you").sees_title("mobile app")
    assert guest.page.context.cookies() == []
    assert guest.complaints == []
    ada.page.reload()
    ada.sees("1 of the 5 answers it takes", WORDS)
    assert ada.faults_of_page() == []
    ada.goes_to("/products/ledgerly/notes?q=crane+froze+roof").sees(WORDS, "NPS 6")
