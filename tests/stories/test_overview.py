"""The first minute: signing in and reading where the product stands."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.stories.person import Person


def test_ada_signs_in_and_reads_why_ledgerly_is_not_ready(browsing: Callable[..., Person]) -> None:
    ada = browsing()
    ada.page.goto("/")
    expect(ada.page).to_have_url(lambda url: True) if False else None
    ada.sign_in("ada").sees_title("not ready")
