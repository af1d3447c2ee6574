"""Finding what somebody said: mistyped, narrowed, saved, and told of when somebody says it again."""

from __future__ import annotations

from tests.stories.person import Person


def test_a_mistyped_search_is_narrowed_saved_and_tells_of_a_new_note(ada: Person, worker: None) -> None:
    ada.goes_to("/products/ledgerly/notes?q=reconcilliation").sees("Also searched for", "only for what was typed")
    ada.tabs_to(ada.page.get_by_text("More conditions")).presses("Enter")
    ada.writes("Company", "Maple & Rowe").presses("Enter").waits_for("company=").sees("Maple & Rowe Accountants")
    assert ada.faults_of_page() == []
    ada.tabs_to(ada.page.get_by_role("button", name="Save this search")).presses("Enter")
    ada.writes("Name", "Maple reconciles").chooses("New notes in it", "Tell me at once").submits()
    ada.sees("Maple reconciles").goes_to("/products/ledgerly/notes/new")
    ada.writes("What was said", "Reconciliation takes us all Friday.").writes("Company", "Maple & Rowe Accountants").submits()
    for _ in range(40):
        if ada.goes_to("/notices").page.get_by_text("1 new note in “Maple reconciles”").count():
            break
        ada.page.wait_for_timeout(250)
    ada.sees("1 new note in “Maple reconciles” of Ledgerly")
    assert ada.faults_of_page() == []
