"""A problem lacks a conversation: it is planned with somebody who voiced it, held, and tells what was learned."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person

TALK = "Ada: When did you last notice?\nShe: On Monday at nine. It stood since Friday, and nobody had told me."


def test_the_missing_conversation_is_planned_held_and_counted(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to("/problems/7").sees("One interview by the product manager")
    ada.clicks("Plan one with").waits_for(r"/interviews/new")
    ada.writes("What we want to learn", "When do they notice?").submits().waits_for(r"/interviews/\d+$")
    ada.sees("Tell me about the last time this happened", "People who voiced it", "in the target market")
    with ada.page.expect_navigation():
        ada.page.get_by_role("button", name="Choose").first.click()
    assert ada.faults_of_page() == []
    ada.clicks("Held").waits_for("/conversation")
    ada.writes("What was said", TALK).writes("What we learned", "She looks on Mondays only.").submits()
    ada.waits_for("/snapshot").sees("Quick facts", "She looks on Mondays only.", "The whole conversation")
    assert ada.faults_of_page() == []
    ada.goes_to("/problems/7").sees("1 conversation with the product manager", "1 of 1 held")
    assert ada.faults_of_page() == []
