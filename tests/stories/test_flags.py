"""The product manager lets a flag sleep with a reason and a day, and wakes it again."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person


def test_a_flag_sleeps_with_a_reason_and_is_woken(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to("/products/ledgerly/flags").sees("Everything the rules notice", "Now")
    assert ada.faults_of_page() == []
    ada.page.get_by_role("link", name="Snooze:").first.click()
    ada.waits_for("/snoozes/new").page.get_by_label("Until").fill("2026-12-20")
    ada.writes("Why can it wait?", "We decide it at the next review.").submits().waits_for("/flags$")
    ada.sees("Asleep", "We decide it at the next review.", "Ada Okafor", "until 20 December 2026")
    with ada.page.expect_navigation():
        ada.page.get_by_role("button", name="Wake").first.click()
    assert not ada.page.get_by_text("We decide it at the next review.").count()
    assert ada.faults_of_page() == []
