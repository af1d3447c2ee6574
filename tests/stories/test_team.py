"""Who answers for what: a seat that changes hands, and a gap that finds somebody."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person


def test_luis_hands_his_seat_to_hugo_and_the_portfolio_says_so(browsing: Callable[..., Person]) -> None:
    luis = browsing("luis").goes_to("/products/ledgerly/seats").sees("Ingrid Solberg", "Kenji Mori", "Salma Haddad")
    assert luis.faults_of_page() == []
    luis.goes_to("/products/ledgerly/seats/pmm/handing-over").sees("Inputs to answer", "Launch steps to do")
    luis.chooses("Person", "Hugo Stein").writes("Why it changes hands", "I move to Paydesk.")
    luis.writes("What the successor should know", "The one-day claim has no proof.").submits().waits_for("/seats")
    luis.sees("Hugo Stein has the seat now", "I move to Paydesk.", "The one-day claim has no proof.")
    assert luis.faults_of_page() == []

    ingrid = browsing("ingrid").goes_to("/portfolio").sees("Hugo Stein", "Nobody", "4 of 6")
    assert ingrid.faults_of_page() == []
    ingrid.page.locator("summary", has_text="Copy as slide").click()
    with ingrid.page.expect_download() as slide:
        ingrid.page.get_by_role("link", name="PPTX").click()
    assert slide.value.suggested_filename == "portfolio.pptx"


def test_a_gap_is_one_press_from_the_unowned_list_and_one_more_from_its_holder(
    browsing: Callable[..., Person],
) -> None:
    ingrid = browsing("ingrid").goes_to("/activities/grid").sees("Pricing")
    assert ingrid.faults_of_page() == []
    gap = ingrid.page.get_by_role("button", name="Put Pricing on the unowned list").first
    ingrid.tabs_to(gap).presses("Enter").waits_for("/unowned")
    ingrid.sees("Pricing of Ledgerly is on the unowned list", "Since today")
    assert ingrid.faults_of_page() == []
    row = ingrid.page.locator("tr").filter(has_text="Pricing of Ledgerly")
    with ingrid.page.expect_navigation():
        row.get_by_role("button", name="Take it").click()
    ingrid.goes_to("/workload").sees("Ingrid Solberg", "of 3")
    assert ingrid.faults_of_page() == []
