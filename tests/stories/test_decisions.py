"""A decision from both sides: written with what was turned down, dissented from, signed twice, and decided anew."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person


def test_a_decision_keeps_its_reasons_its_dissent_and_both_names(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada").goes_to("/decisions/new?about=P-7")
    ada.writes("Decided", "Tell first, repair by hand").writes("Because", "Nine of eleven could wait.")
    ada.writes("What was turned down", "Repair first: It takes a quarter.")
    ada.page.get_by_label("Or when customers say more").select_option(label="New companies")
    ada.writes("As many as", "4").submits().waits_for(r"/decisions/\d+")
    ada.sees("It takes a quarter.", "Evidence then and now", "0 new companies since then, the mark is 4")
    with ada.page.expect_navigation():
        ada.page.get_by_role("button", name="Sign").click()
    assert ada.faults_of_page() == []
    path = ada.path

    luis = browsing("luis").goes_to(path).presses("x")
    luis.writes("Why you would decide otherwise", "The larger firms will not wait.").submits()
    luis.sees("The larger firms will not wait.", "Luis Moreno")
    with luis.page.expect_navigation():
        luis.page.get_by_role("button", name="Sign").click()

    ada.goes_to(path).sees("Luis Moreno", "The larger firms will not wait.").presses("n").waits_for("supersedes=")
    ada.writes("Decided", "Repair it by ourselves").writes("Because", "Luis was right.").submits().waits_for(
        r"/decisions/\d+$"
    )
    ada.sees("It took the place of", "Tell first, repair by hand").goes_to(path).sees("Its place was taken by")
    assert ada.faults_of_page() == []
