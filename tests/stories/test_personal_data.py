"""What says who a customer is: covered for sales until the administrator lets them see it; and the language of a note."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person

SAID = "Der Bankabgleich hängt jeden Montag. Bitte melden: frieda@harborcredit.example oder +49 176 5550 1234."


def test_sales_reads_a_note_without_the_person_until_the_administrator_lets_them(
    ada: Person, browsing: Callable[..., Person]
) -> None:
    ada.goes_to("/products/ledgerly/notes/new").writes("What was said", SAID).submits()
    ada.goes_to("/products/ledgerly/notes?language=de").sees("In German", "frieda@harborcredit.example")
    assert ada.faults_of_page() == []
    note = ada.page.locator("keyboard-list a[href^='/notes/']").first.get_attribute("href") or ""
    ada.goes_to(note).sees("German", "+49 176 5550 1234")
    dana = browsing("dana").goes_to(note).sees("Der Bankabgleich hängt jeden Montag", "•" * 27)
    assert "frieda" not in dana.page.content()
    assert "5550" not in dana.page.content()
    dana.goes_to("/products/ledgerly/notes?q=Bankabgleich").sees("•" * 27)
    assert dana.faults_of_page() == []
    priya = browsing("priya").goes_to("/workspace").sees("Addresses, phone numbers and names of customers are covered")
    assert priya.faults_of_page() == []
    priya.ticks("Sales").submits()
    dana.goes_to(note).sees("frieda@harborcredit.example")
