"""Priya invites Noa, who joins in a browser of her own; a role, a restricted product, and a message to a channel."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tandem.core.tests.test_outbound import receiver
from tests.stories.person import Person


def test_somebody_joins_loses_a_product_and_a_channel_hears_of_it(browsing: Callable[..., Person]) -> None:
    priya, noa = browsing("priya"), browsing()
    priya.goes_to("/invitations").writes("E-mail addresses", "noa.berg@northwind.example, nonsense").submits()
    priya.sees("Copy them now", "This is no e-mail address.")
    assert priya.faults_of_page() == []
    noa.page.goto(priya.page.locator("code").first.inner_text())
    noa.sees_title("Join Northwind Finance").writes("Your name", "Noa Berg").writes("A password", "a horse and a battery")
    assert noa.faults_of_page() == []
    noa.presses("Enter").waits_for("/products/|/$")
    noa.goes_to("/products/paydesk").sees("Paydesk")
    priya.goes_to("/team").page.get_by_role("link", name="Noa Berg").press("Enter")
    priya.waits_for(r"/members/\d+").presses("r").waits_for("/role$")
    priya.tabs_to(priya.page.get_by_role("button", name="Make Noa Berg viewer")).presses("Enter").sees("Noa Berg is viewer now")
    priya.goes_to("/products/paydesk/people").sees("Restricting takes Paydesk from")
    assert priya.faults_of_page() == []
    priya.writes("Reason", "Not announced yet").submits().sees("Paydesk is restricted")
    answer = noa.page.goto("/products/paydesk")
    assert answer
    assert answer.status == 404
    noa.complaints.clear()  # the browser reports the missing page
    with receiver() as (url, heard):
        priya.goes_to("/webhooks").writes("Name", "#launches").writes("Address of the incoming webhook", url)
        priya.ticks("A launch moves, is signed or happens").ticks("The address is inside our own network").submits()
        priya.tabs_to(priya.page.get_by_role("button", name="Send a test message")).presses("Enter")
        priya.sees("The message was taken", "Priya Raman tries out")
        assert priya.faults_of_page() == []
        assert heard == [b'{"text": "Priya Raman tries out Tandem\'s messages."}']
    expect(priya.page.locator("main")).not_to_contain_text(url)
