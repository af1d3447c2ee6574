"""What says who a customer is: covered for sales until the administrator lets them see it; and the language of a note."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person, Site

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


def test_somebody_who_asks_for_it_is_erased_and_found_no_more(site: Site, browsing: Callable[..., Person]) -> None:
    ada = browsing("ada")
    ada.goes_to("/products/ledgerly/notes/new").writes("What was said", "Keith Rourke told me the mast leans.").submits()
    priya = browsing("priya")
    person = site.ask("select id from evidence_contact where name = 'Keith Rourke'")
    priya.goes_to(f"/contacts/{person}").tabs_to(priya.page.get_by_role("link", name="Erase")).presses("Enter")
    priya.sees("Erase Keith Rourke?", "9 notes, blanked", "told me the mast leans", "RF-1 Meridian IT")
    assert priya.faults_of_page() == []
    priya.ticks("I have read this").submits().sees("An erased person", "What they said was erased")
    assert priya.faults_of_page() == []
    ada.goes_to("/products/ledgerly/notes?q=mast+leans").sees("████████████ told me the")
    ada.goes_to("/search?q=Keith+Rourke")
    assert ada.page.locator("main").inner_text().count("Rourke") == 1  # the question alone
