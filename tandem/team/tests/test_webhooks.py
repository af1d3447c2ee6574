"""Messages to channels: what they say, what they never say, and what becomes of those that nobody takes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.core.outbound import Unreached
from tandem.core.tests.test_outbound import receiver
from tandem.record.kinds import KINDS
from tandem.record.models import Event
from tandem.record.verbs import VERBS
from tandem.team.channel_text import TOLD, escaped, key_of, message, plain
from tandem.team.channels import WITHHELD, send_message, tried_out
from tandem.team.models import Comment, Console, Matter, Member, Notice, Product, Webhook, WebhookMessage, Workspace
from tandem.team.models.webhook import MOST_FAILURES
from tandem.team.sentences import listed, sentence

console = Console()
NO = b"HTTP/1.1 500 No\r\nContent-Length: 6\r\n\r\nsecret"


def test_everything_that_can_be_told_is_done_by_some_verb() -> None:
    pasts = {verb.past for verb in VERBS.values()}
    assert {verb for told in TOLD for verb in told.verbs} <= pasts
    assert {kind for told in TOLD for kind in told.kinds} <= set(KINDS)
    assert key_of("problem", "validated") == "problem"
    assert key_of("problem", "commented") == "comment"
    assert key_of("problem", "revised") == ""
    assert key_of("product", VERBS["Product.put_in_charge"].past) == key_of("product", VERBS["Product.hand_over"].past) == "owner"


@pytest.mark.parametrize(
    ("verb", "reads"),
    [
        ("validated", "Ada validated P-7 Feed"),
        ("commented", "Ada commented on P-7 Feed"),
        ("took", "Ada took P-7 Feed over"),
        ("handed over", "Ada handed a seat of P-7 Feed over"),
        ("went live", "P-7 Feed went live"),
        ("added a requirement", "Ada added a requirement: P-7 Feed"),
        ("withdrew the verdict on", "Ada withdrew the verdict on P-7 Feed"),
        ("moved back", "Ada moved back P-7 Feed"),
    ],
)
def test_what_happened_reads_as_a_sentence(verb: str, reads: str) -> None:
    assert sentence("Ada", verb, "P-7 Feed") == reads
    assert listed(["a", "b", "c"]) == "a, b and c"


def test_nothing_typed_becomes_slacks_own_signs() -> None:
    assert escaped("<!channel> & <@U1>\n*x*") == "&lt;!channel&gt; &amp; &lt;@U1&gt; *x*"
    said = message("A <b>", "validated", "P-7 a|b>c", "https://t.example/problems/7?a=1&b", "Ledgerly")
    assert said == "A &lt;b&gt; validated <https://t.example/problems/7?a=1&amp;b|P-7 a/b&gt;c> (Ledgerly)"
    assert plain(said) == "A <b> validated P-7 a/b>c (Ledgerly)"
    assert len(message("A", "validated", "x" * 9000, "u")) == 3000


@pytest.fixture
def root(db: None) -> Member:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    return Member.join("Root", email="root@hook.example", role="administrator", by=console)


def send_waiting() -> list[str]:
    """What the worker would do now; what was to be tried again."""
    again = []
    for waiting in WebhookMessage.objects.filter(state="waiting").order_by("pk"):
        try:
            send_message(waiting.pk)
        except Unreached as why:
            again.append(str(why))
    return again


def test_a_channel_hears_what_it_chose_and_never_of_a_restricted_product(root: Member) -> None:
    product, hidden = (Product.open(name, slug=name.lower(), by=console) for name in ("Openly", "Zanzibar"))
    matters = {one: Matter.raise_(one, f"Matter of {one}", by=console) for one in (product, hidden)}
    with receiver() as (url, heard):
        said = {"events": ["comment", "owner"], "by": root, "inside": True}
        everybody = Webhook.add("#all", url, **said)
        own = Webhook.add("#zanzibar", url, product=hidden, **said)
        hidden.put_in_charge(root, "pm", by=console)  # before it is restricted, and not yet sent
        hidden.restrict(by=console)
        for matter in matters.values():
            Comment.write(matter.item, "These words stay here", by=root)
        product.revise(by=root, version=product.version, summary="Not told")
        assert send_waiting() == []
    texts = [json.loads(body)["text"] for body in heard]
    assert len(texts) == 3
    assert f"Root commented on <http://testserver/matters/{matters[product].number}|{matters[product].mark} Matter of Openly> (Openly)" in texts
    assert not any("These words" in text for text in texts)
    assert WebhookMessage.objects.get(webhook=everybody, state="withheld").error == WITHHELD
    assert not WebhookMessage.objects.filter(webhook=everybody, state="sent", text__contains="Zanzibar").exists()
    assert WebhookMessage.objects.filter(webhook=own, state="sent").count() == 2


def test_what_nobody_takes_is_tried_again_told_and_switched_off_after_an_hour(root: Member) -> None:
    maker = Member.join("Mako", email="mako@hook.example", role="administrator", by=console)
    browser, product = Client(), Product.open("Openly", slug="openly", by=console)
    browser.force_login(root)
    with receiver(NO, NO, NO) as (url, heard):
        webhook = Webhook.add("#all", url, events=["owner"], by=maker, inside=True)
        Member.objects.filter(pk=maker.pk).update(role="contributor")
        product.put_in_charge(root, "pm", by=console)
        assert send_waiting() == ["The other side answered 500."]
        with clock.standing_still(clock.now() + timedelta(minutes=50)):
            assert send_waiting() == ["The other side answered 500."]
        webhook.refresh_from_db()
        assert (webhook.off_at, webhook.failures) == (None, 2)
        assert "2 tries in a row" in browser.get(f"/webhooks/{webhook.pk}").content.decode()
        with clock.standing_still(clock.now() + timedelta(minutes=61)):
            assert send_waiting() == ["The other side answered 500."]
            assert send_waiting() == []
        assert len(heard) == 3
        webhook.refresh_from_db()
        assert webhook.off_at
        for told in (root, maker):  # whoever added it hears of it, also when they administer no more
            assert "do not arrive" in Notice.objects.get(member=told, url=f"/webhooks/{webhook.pk}").text
        assert WebhookMessage.objects.get(webhook=webhook).state == "failed"
        product.put_in_charge(root, "pmm", by=console)
        assert WebhookMessage.objects.filter(webhook=webhook).count() == 1
        browser.post(f"/webhooks/{webhook.pk}/state", {"state": "on"})
        webhook.refresh_from_db()
        assert (webhook.off_at, webhook.failures) == (None, 0)
        assert tried_out(webhook, by=root).state == "sent"
        assert b"Root tries out" in heard[-1]


def test_a_channel_that_takes_nothing_fifty_times_is_given_up_before_the_hour(root: Member) -> None:
    webhook = Webhook.add("#all", "https://hooks.example/x", events=["owner"], by=root)
    for tried in range(MOST_FAILURES):
        assert webhook.off_at is None, tried
        webhook.note(WebhookMessage(webhook=webhook, text="x", at=clock.now()), "No", by=console)
    assert webhook.off_at
    webhook.switch_on(by=root)
    webhook.note(WebhookMessage(webhook=webhook, text="x", at=clock.now()), "No", by=console)
    webhook.note(WebhookMessage(webhook=webhook, text="x", at=clock.now()), "", by=console)
    assert (webhook.failures, webhook.failing_since) == (0, None)


def test_the_address_is_a_secret_and_only_administrators_see_a_channel(root: Member) -> None:
    address = "https://hooks.example/services/T0/B0/s3cr3t-w0rds"
    page = Client()
    page.force_login(root)
    said = {"name": "#launches", "address": address, "events": ["launch"], "product": ""}
    assert page.post("/webhooks", said).status_code == 303
    webhook = Webhook.objects.get(name="#launches")
    shown = page.get(f"/webhooks/{webhook.pk}").content.decode() + page.get("/webhooks").content.decode()
    assert "https://hooks.example/…" in shown
    history = str(list(Webhook.pgh_event_model.objects.values())) + str(list(Event.objects.values()))  # type: ignore[attr-defined]
    assert "s3cr3t" not in shown + history
    viewer = Member.join("Vic", email="vic@hook.example", role="viewer", by=console)
    outside = Client()
    outside.force_login(viewer)
    assert "#launches" not in outside.get(f"/webhooks/{webhook.pk}").content.decode()
    with pytest.raises(NotAllowed):
        tried_out(webhook, by=viewer)
    for wrong in ("http://hooks.example/x", "https://u:p@hooks.example/x", "nonsense"):
        assert page.post("/webhooks", {**said, "address": wrong}).status_code == 422
    with pytest.raises(Refused, match="at least one"):
        webhook.choose(["nothing"], by=root)
    made: Any = Webhook.add("#inward", "https://127.0.0.1/x", events=["goal"], by=root)
    assert tried_out(made, by=root).error == "That address leads into a network that is not called from here."
    webhook.remove(by=root)
    assert Webhook.objects.get(pk=webhook.pk).address == ""
