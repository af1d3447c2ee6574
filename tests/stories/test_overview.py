"""The first minute: signing in and reading where the product stands."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person

HOLDING = [
    ("Gate closed", "Two more reference customers"),
    ("Gate closed", "“Close your books in a day” has no proof"),
    ("Pattern", "Sales keeps making its own migration deck"),
    ("Unvalidated", "Bulk recategorize was never tried by a customer"),
    ("Unowned", "Nobody owns pricing for the 2.0 add-on"),
]


def test_ada_signs_in_and_reads_why_ledgerly_is_not_ready(browsing: Callable[..., Person]) -> None:
    ada = browsing()
    ada.page.goto("/")
    ada.sees("Sign in").sign_in("ada").sees_title("Ledgerly 2.0 is not ready to launch")
    ada.sees("Planned for 4 December. Two gates are closed, and both owners must sign.")
    ada.sees("4 of 6 references", "7 of 9 claims have proof", "used in claim 3")
    for badge, says in HOLDING:
        expect(ada.page.locator("#holding .row").filter(has_text=says)).to_contain_text(badge)
    expect(ada.page.locator("body")).to_contain_text("Ada Okafor")
    expect(ada.page.locator("body")).to_contain_text("Luis Moreno")


def test_a_wrong_password_is_refused_and_the_address_kept(browsing: Callable[..., Person]) -> None:
    nobody = browsing()
    nobody.page.goto("/accounts/login/")
    nobody.page.get_by_label("E-mail").fill("ada.okafor@northwind.example")
    nobody.page.get_by_label("Password").fill("not the password")
    nobody.page.keyboard.press("Enter")
    nobody.sees("There is no account with this e-mail and password")
    expect(nobody.page.get_by_label("E-mail")).to_have_value("ada.okafor@northwind.example")
