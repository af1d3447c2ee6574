"""What people do all day, by keyboard: move, mark, paste, sign, overrule, find, walk back, and be refused kindly."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person

PAGE = """Ledgerly closes your books in two days. It is the fastest ledger for service firms.
Your accountant opens the hand-over at the first try. You are told when a bank feed stands still."""


def test_a_tile_moves_on_the_board_by_key(ada: Person) -> None:
    ada.goes_to("/products/ledgerly/charter").tabs_to(ada.page.get_by_role("link", name="Maple & Rowe").first)
    with ada.page.expect_navigation():
        ada.presses("]")
    expect(ada.page.locator("[data-stage=invited]")).to_contain_text("Maple & Rowe")


def test_words_of_a_note_are_marked_and_linked_by_key(ada: Person) -> None:
    ada.goes_to("/notes/1").marks_words(0, 4).writes("Speaks of", "P-7").submits()
    expect(ada.page.locator("mark").first).to_be_visible()
    ada.sees("The bank feed stops and nobody is told")


def test_a_pasted_text_gives_claims_that_a_key_accepts(browsing: Callable[..., Person]) -> None:
    luis = browsing("luis").goes_to("/products/ledgerly/claims/paste").writes("The text of a page", PAGE)
    luis.submits()
    candidates = luis.page.locator("claim-list [data-accept]")
    expect(candidates.first).to_be_focused()
    before = candidates.count()
    with luis.page.expect_response(lambda answer: "/acceptance" in answer.url):
        luis.presses("a")
    expect(candidates).to_have_count(before - 1)


def test_both_owners_sign_and_overrule_a_gate(browsing: Callable[..., Person]) -> None:
    ada, luis = browsing("ada"), browsing("luis")
    for person in (ada, luis):
        person.goes_to("/launches/2").tabs_to(person.page.get_by_role("link", name="Overrule").first).presses("Enter")
        person.waits_for("overruling").writes("Why this gate may stay closed", "Four may be named.").submits()
    luis.goes_to("/launches/2").sees("Overruled")
    luis.presses("v").ticks("No-go").writes("Reason", "Two claims rest on nothing.").submits()
    luis.goes_to("/launches/2").sees("Two claims rest on nothing.")


def test_a_refused_go_says_why_and_keeps_what_was_typed(ada: Person) -> None:
    ada.goes_to("/launches/2").presses("v").ticks("Go").writes("Reason", "We are late already.").submits()
    expect(ada.page.locator(".refusal, [role=alert]").locator("visible=true").first).to_contain_text("Not yet")
    expect(ada.page.get_by_label("Reason").locator("visible=true").first).to_have_value("We are late already.")


def test_a_problem_is_not_validated_before_its_rule_is_met(ada: Person) -> None:
    ada.goes_to("/products/ledgerly/definition").presses("n").waits_for("/problems/new")
    ada.writes("The problem, in one line", "Nobody said this yet").submits().waits_for(r"/problems/\d+")
    ada.presses("v").sees("companies")
    ada.goes_to(ada.path.removesuffix("/validation")).sees("Heard")


def test_sales_finds_what_to_say(browsing: Callable[..., Person]) -> None:
    dana = browsing("dana").goes_to("/products/ledgerly/sales")
    dana.page.get_by_label("Company").select_option(label="Oakline Dental")
    dana.page.get_by_label("Company").press("Enter")
    dana.sees("Brookfield Co-op")
    expect(dana.page.get_by_role("button", name="Copy").first).to_be_visible()


def test_the_thread_is_walked_both_ways(ada: Person) -> None:
    ada.goes_to("/problems/7")
    ada.goes_to("/trace/P-7").sees_title("The bank feed stops and nobody is told").sees("Bank feed stops syncing")
    expect(ada.page.get_by_role("link", name="theme: Bank feed stops syncing").first).to_be_visible()
    ada.tabs_to(ada.page.get_by_role("link", name="feature: Say it when a feed stands still").first).presses("Enter")
    ada.waits_for("/trace/F-|/features/").sees("Say it when a feed stands still")


def test_the_palette_goes_finds_and_does(ada: Person) -> None:
    ada.presses("Control+k").types("outcomes").presses("Enter").waits_for("/outcomes")
    ada.presses("Control+k").types("nobody is told")
    expect(ada.page.get_by_role("option").filter(has_text="The bank feed stops").first).to_be_visible()
    ada.presses("Escape", "Control+k").types("paste past").presses("Enter").waits_for("/outcomes/past")


def test_the_tiles_of_the_charter_board_are_walked_by_keys(ada: Person) -> None:
    ada.goes_to("/products/ledgerly/charter").presses("j", "j")
    tiles = ada.page.locator(".tile")
    expect(tiles.nth(1).locator("a").first).to_be_focused()
    ada.presses("k")
    expect(tiles.nth(0).locator("a").first).to_be_focused()
