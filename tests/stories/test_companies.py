"""Companies in a browser: two that are one, a rule that is counted while one writes, and a note of two companies."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.stories.person import Person

JUNIPER = "/companies?q=Juniper"


def test_two_companies_become_one_and_two_again(ada: Person) -> None:
    ada.goes_to("/companies/likely").sees("The same name without its legal form")
    assert ada.faults_of_page() == []
    ada.page.get_by_role("link", name="Compare and merge").first.click()
    ada.waits_for(r"/merger").sees_title("Merge Juniper Legal LLP into Juniper Legal?")
    assert ada.faults_of_page() == []
    with ada.page.expect_navigation():
        ada.presses("m")
    ada.sees_title("Juniper Legal").sees("juniper-legal.example", "Merged with", "What they said")
    assert ada.faults_of_page() == []
    with ada.page.expect_navigation():
        ada.page.get_by_role("button", name="Take apart").click()
    ada.sees_title("Juniper Legal LLP").sees("Noor Haddad")
    ada.goes_to(JUNIPER).sees("Juniper Legal LLP")
    assert ada.faults_of_page() == []


def test_a_segment_is_counted_while_its_rule_is_written(ada: Person) -> None:
    ada.goes_to("/segments").presses("n").waits_for("/segments/new")
    ada.writes("Name", "Large houses").writes("People from", "100").presses("Tab")
    count = ada.page.locator("#market-count b")
    expect(count).to_be_visible()
    many = int(count.inner_text())
    ada.writes("ARR at least", "30000").presses("Tab")
    expect(count).not_to_have_text(str(many))
    assert ada.faults_of_page() == []
    ada.submits().sees_title("Large houses").sees("ARR at least 30,000")
    assert ada.faults_of_page() == []


def test_a_second_company_on_a_note_raises_a_problems_companies(ada: Person) -> None:
    before = _companies(ada)
    note = ada.page.locator("main figure a[href^='/notes/'], main .quote a[href^='/notes/']").first
    ada.goes_to(str(note.get_attribute("href")))
    ada.page.get_by_role("button", name="It speaks also for").click()
    ada.writes("Company", "Juniper Legal LLP").submits().sees("Speaks also for")
    assert ada.faults_of_page() == []
    assert _companies(ada) == before + 1


def _companies(ada: Person) -> int:
    """How many companies said the problem, as its page tells."""
    ada.goes_to("/problems/7")
    told = ada.page.locator("dt", has_text="Companies").locator("xpath=following-sibling::dd").first.inner_text()
    return int(told.split(",")[0].split()[0].replace(",", ""))
