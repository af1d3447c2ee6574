"""The whole thread in one sitting and without a mouse: from what customers said to what a salesperson may claim."""

from __future__ import annotations

from collections.abc import Callable

from tests.stories.person import Person

SAID = "We file from the car. The phone logs us out between two receipts, and the second one is gone."


def test_a_theme_becomes_a_claim_with_proof_and_readiness_changes(browsing: Callable[..., Person]) -> None:
    ada = browsing("ada")
    ada.sees("5 problems validated", "4 of 6 references", "7 of 9 claims have proof")
    problem = _theme_becomes_problem(ada)
    _interview_is_noted(ada, problem)
    ada.goes_to(problem)
    with ada.page.expect_navigation():
        ada.presses("v")
    ada.sees("Validated")
    _feature_is_defined(ada, problem)
    _member_becomes_reference(ada)
    luis = browsing("luis")
    _claim_is_proven(luis)
    luis.presses("g", "o").sees("6 problems validated", "5 of 6 references", "8 of 10 claims have proof")


def _theme_becomes_problem(ada: Person) -> str:
    ada.presses("g", "e").sees_title("Evidence")
    ada.tabs_to(ada.page.get_by_role("link", name="Phone app logs me out")).presses("Enter").waits_for("theme=")
    ada.presses("p").waits_for("/problems/new").writes(
        "The problem, in one line", "The phone signs people out between two receipts"
    )
    ada.submits().waits_for(r"/problems/\d+")
    ada.sees_title("The phone signs people out").sees("What is still missing")
    return ada.path


def _interview_is_noted(ada: Person, problem: str) -> None:
    ada.goes_to("/products/ledgerly/notes/new")  # the page of its own behind the dialog that N opens
    ada.writes("What was said", SAID).writes("Who said it", "Nora Lindgren").ticks("The PM took part")
    ada.submits().waits_for(r"/notes/\d+")
    ada.marks_words(8, 16).writes("Speaks of", f"P-{problem.split('/')[-1]}").submits()
    ada.sees("The phone signs people out")


def _feature_is_defined(ada: Person, problem: str) -> None:
    ada.presses("f").waits_for("/features/new").writes("The feature, in one line", "Stay signed in for a working day")
    ada.submits().waits_for(r"/features/\d+")
    ada.presses("q").writes("What must be true", "Ten hours without use do not sign a person out.")
    ada.writes("Acceptance criteria", "A phone left at eight opens at six without a question.").submits()
    ada.sees("Ten hours without use").presses("p").chooses("What it is", "Mock-up")
    ada.writes("Title", "The lock screen").writes("Link", "https://example.com/lock").submits()
    ada.sees("The lock screen").presses("h").writes("Companies that tried it", "Harbor Credit")
    ada.writes("What happened", "Filed eleven receipts in a day and was not asked once.").ticks("It works").submits()
    ada.sees("Ready to build")
    ada.chooses("Release", "2.0").submits().sees("2.0")


def _member_becomes_reference(ada: Person) -> None:
    ada.presses("g", "c").waits_for("/charter").tabs_to(ada.page.get_by_role("link", name="Harbor Credit").first)
    ada.presses("Enter").waits_for("/charter-members/")
    ada.presses("w").writes("Would you recommend us?", "10").submits().sees("10")
    ada.presses("v").sees("Happy")
    ada.presses("f").waits_for("/consent").ticks("Name").ticks("Quote")
    ada.writes("The consent, in the words", "You may name us and quote us about the phone.")
    ada.writes("Statement of use", "Nine bookkeepers file from the road with it.")
    ada.writes("Who consented", "Nora Lindgren").submits().sees("Reference")


def _claim_is_proven(luis: Person) -> None:
    luis.presses("g", "m").waits_for("/messaging").presses("n").waits_for("/claims/new")
    luis.writes("The claim, in one sentence", "You stay signed in for a working day.").submits().waits_for(
        r"/claims/\d+"
    )
    luis.presses("a").chooses("What it is", "Reference").chooses("Reference", "Harbor Credit").submits()
    luis.sees("Proven")
