"""Ada says something beside a problem and means Luis, by keyboard alone; he is told, answers, and chooses."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person


def test_a_colleague_is_mentioned_told_and_answers(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada")
    ada.goes_to("/problems/7").sees("You are told of what happens here.")
    text = ada.page.get_by_label("Your comment")
    ada.tabs_to(text).types("The bank confirmed it, @lui")
    offered = ada.page.get_by_role("option", name="Luis Moreno")
    expect(offered).to_have_attribute("aria-selected", "true")
    assert ada.faults_of_page() == []
    ada.presses("Enter").types("see the second page.")
    expect(text).to_have_value("The bank confirmed it, @Luis Moreno see the second page.")
    ada.presses("Control+Enter").waits_for(r"/problems/7#comment-\d+")
    expect(ada.page.locator("#talk")).to_contain_text("@Luis Moreno see the second page.")
    luis = browsing("luis")
    luis.goes_to("/notices").sees("Ada Okafor mentions you on P-7")
    luis.page.get_by_role("link", name="Ada Okafor mentions you on P-7").press("Enter")
    luis.waits_for(r"/problems/7#comment-\d+")
    luis.tabs_to(luis.page.locator("#talk summary", has_text="Answer").last).presses("Enter")
    luis.writes("Your answer", "Read it. Good.").submits().sees("Read it. Good.")
    expect(luis.page.locator(".talk-answers").last).to_contain_text("Read it. Good.")
    assert luis.faults_of_page() == []
    luis.goes_to("/search?q=bank+confirmed").sees("What colleagues said", "Ada Okafor on P-7")
    assert luis.faults_of_page() == []
    luis.goes_to("/me/notices").chooses("Somebody comments on what you follow", "Not at all").submits().sees("Saved")
    assert luis.faults_of_page() == []
    ada.goes_to("/problems/7").tabs_to(ada.page.get_by_role("button", name="Stop following")).presses("Enter")
    expect(ada.page.get_by_role("button", name="Follow")).to_be_visible()
    assert ada.complaints == []
