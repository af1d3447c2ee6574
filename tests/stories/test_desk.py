"""Ten notes triaged to zero by keyboard alone, and a desk without barriers in both themes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person

MINE = "/products/ledgerly/evidence?state=new&whose=mine"
ROWS = "note-list li[data-note]"


def sorts(person: Person, *keys: str) -> None:
    """Presses keys and waits until the desk has answered."""
    with person.page.expect_response(lambda answer: answer.request.method == "POST" and "/notes/" in answer.url):
        person.presses(*keys)
    expect(person.page.locator(".going")).to_have_count(0)


def asks(person: Person, key: str) -> None:
    """Presses a key that asks something first."""
    with person.page.expect_response(lambda answer: answer.request.method == "GET" and "/notes/" in answer.url):
        person.presses(key)


def is_at_the_first(person: Person, count: int) -> None:
    rows = person.page.locator(ROWS)
    expect(rows).to_have_count(count)
    expect(rows.first.locator("blockquote a")).to_be_focused()


def ten_are_assigned(ada: Person) -> None:
    """Six are hers already; she takes four more."""
    ada.goes_to("/products/ledgerly/evidence?state=new&whose=nobody").presses("j", "x", "j", "x", "j", "x", "j", "x")
    asks(ada, "a")
    expect(ada.page.get_by_role("button", name="Me", exact=True)).to_be_focused()
    sorts(ada, "Enter")


def test_ten_notes_are_sorted_to_zero_by_keyboard_alone(ada: Person, browsing: Callable[..., Person]) -> None:
    ten_are_assigned(ada)
    said = ada.goes_to(MINE).presses("j").page.locator("#sorted")
    is_at_the_first(ada, 10)
    sorts(ada, "d")
    expect(said).to_contain_text("1 note dismissed. 9 left.")
    is_at_the_first(ada, 9)
    sorts(ada, "z")
    is_at_the_first(ada, 10)
    sorts(ada, "d")
    is_at_the_first(ada, 9)
    asks(ada, "l")
    expect(ada.page.locator("[data-pick]").first).to_be_focused()
    sorts(ada, "Enter")
    is_at_the_first(ada, 8)
    asks(ada, "p")
    expect(ada.page.get_by_label("A new problem, in one line")).to_be_focused()
    sorts(ada.presses("ControlOrMeta+a").types("A problem opened at the desk"), "Enter")
    is_at_the_first(ada, 7)
    assert ada.faults_of_page() == []
    dark = browsing("ada", scheme="dark").goes_to(MINE).presses("j")
    expect(dark.page.locator("#beside-note h2")).to_be_visible()
    assert dark.faults_of_page() == []
    ada.presses("x", "j", "j", "j", "j", "j", "Shift+X")
    expect(ada.page.locator("[data-chosen]")).to_have_text("6 notes ticked")
    sorts(ada, "e")
    is_at_the_first(ada, 1)
    sorts(ada, "e")
    ada.sees("Nothing left to sort here")
