"""Invitations: each address is told apart, only a hash of the link is kept, and a dead link says why in one sentence."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as sent
from django.test import Client

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.record.models import Event
from tandem.team.addresses import pasted
from tandem.team.inviting import invite_all, mail_invitation
from tandem.team.models import Console, Invitation, Member, Product, Workspace
from tandem.team.models.invitation import EXPIRED, ORPHANED, UNKNOWN, USED, WITHDRAWN

console = Console()
PASSWORD = "a horse and a battery"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ana@x.example", [("ana@x.example", "")]),
        ("Ana Roth <Ana@X.example>, b@x.example;c@x.example", [("ana@x.example", ""), ("b@x.example", ""), ("c@x.example", "")]),
        ('"Roth, Ana" <ana@x.example>\n\n ; ,', [("ana@x.example", "")]),
        ("ana@x.example\nANA@x.example", [("ana@x.example", ""), ("ana@x.example", "It stands here twice.")]),
        ("nobody", [("", "This is no e-mail address.")]),
        ("a@x.example\r\nBcc: b@x.example", [("a@x.example", ""), ("", "This is no e-mail address.")]),
        (f"{'a' * 250}@x.example, <>, @, a@b", [("", "This is no e-mail address.")] * 4),
        ("", []),
    ],
)
def test_pasted_addresses_are_told_apart_and_none_is_lost(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.email, one.wrong) for one in pasted(text)] == found


@pytest.fixture
def root(db: None) -> Member:
    """An administrator of a workspace."""
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    return Member.join("Root", email="root@invite.example", role="administrator", by=console)


def at(member: Member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def secret_in(text: str) -> str:
    found = re.search(r"/join/([\w-]{43})", text)
    assert found
    return found[1]


def test_whoever_is_invited_joins_once_with_the_role_and_the_seat(root: Member) -> None:
    product = Product.open("Joining", slug="joining", by=console)
    asked = {"emails": "Noa@Join.example", "role": "viewer", "product": "joining", "side": "pm"}
    shown = at(root).post("/invitations", asked).content.decode()
    secret, made = secret_in(shown), Invitation.objects.get(email="noa@join.example")
    assert secret not in at(root).get("/invitations").content.decode()
    kept = str(list(Invitation.objects.values())) + str(list(Invitation.pgh_event_model.objects.values()))  # type: ignore[attr-defined]
    assert secret not in kept
    assert made.digest not in str(list(Invitation.pgh_event_model.objects.values()))  # type: ignore[attr-defined]
    visitor, link = Client(), f"/join/{secret}"
    assert "Join Northwind" in visitor.get(link).content.decode()
    assert visitor.post(link, {"name": "Noa", "password": "short"}).status_code == 422
    assert "Sign out first" in at(root).post(link, {"name": "Root", "password": PASSWORD}).content.decode()
    assert visitor.post(link, {"name": "Noa Berg", "password": PASSWORD}).status_code == 303
    noa = Member.objects.get(email="noa@join.example")
    assert (noa.role, Product.objects.get(pk=product.pk).pm) == ("viewer", noa)
    assert visitor.get("/notices").status_code == 200
    assert Client().login(email="noa@join.example", password=PASSWORD)
    again = Client().post(link, {"name": "Mallory", "password": PASSWORD})
    assert (again.status_code, USED in again.content.decode()) == (410, True)
    assert Event.objects.get(verb="accepted an invitation").by == noa.item


def test_a_dead_link_says_why_in_one_sentence(root: Member) -> None:
    def link_of(email: str) -> tuple[Invitation, str]:
        made = invite_all(email, role="contributor", by=root)[0].invitation
        assert made
        return made, f"/join/{made.secret}"

    def says(link: str) -> str:
        answer = Client().post(link, {"name": "Noa", "password": PASSWORD})
        assert answer.status_code == 410
        return answer.content.decode()

    late, late_link = link_of("late@join.example")
    with clock.standing_still(clock.now() + timedelta(days=15)):
        assert EXPIRED in says(late_link)
        late.send_again(by=root)
        late.make_link(by=root)
        assert UNKNOWN in says(late_link)
        assert Client().get(f"/join/{late.secret}").status_code == 200
    gone, gone_link = link_of("gone@join.example")
    gone.withdraw(by=root)
    assert WITHDRAWN in says(gone_link)
    with pytest.raises(Refused, match="withdrawn"):
        gone.send_again(by=root)
    assert link_of("gone@join.example")[0].pk != gone.pk
    _, orphan = link_of("orphan@join.example")
    Member.objects.filter(pk=root.pk).update(role="head")
    assert ORPHANED in says(orphan)
    assert UNKNOWN in says("/join/nothing")
    assert not Member.objects.filter(email__endswith="@join.example").exists()


def test_members_twice_and_nonsense_are_told_and_the_others_go_out(root: Member) -> None:
    left = Member.join("Lea", email="lea@join.example", by=console)
    left.leave(by=console)
    text = "root@invite.example\nnonsense\nnew@join.example\nNEW@join.example\nlea@join.example"
    shown = at(root).post("/invitations", {"emails": text, "role": "sales"}).content.decode()
    for sentence in ("already belongs to a member", "This is no e-mail address", "stands here twice", "let them back in"):
        assert sentence in shown
    assert [one.email for one in Invitation.objects.standing().filter(email__endswith="@join.example")] == ["new@join.example"]
    assert "is invited already" in at(root).post("/invitations", {"emails": "new@join.example", "role": "sales"}).content.decode()
    with pytest.raises(Refused, match="A seat is for one person"):
        invite_all("a@join.example, b@join.example", role="sales", product=1, side="pm", by=root)
    with pytest.raises(Refused, match="At most 200"):
        invite_all("\n".join(f"a{one}@join.example" for one in range(201)), role="sales", by=root)
    with pytest.raises(NotAllowed):
        invite_all("c@join.example", role="administrator", by=Member.join("Head", email="h@join.example", role="head", by=console))


def test_the_mailed_link_is_made_by_the_worker_and_leaves_once(root: Member, settings: Any) -> None:
    settings.MAIL_LEAVES, settings.EMAIL_BACKEND = True, "django.core.mail.backends.locmem.EmailBackend"
    made = invite_all("post@join.example", role="viewer", by=root)[0].invitation
    assert made
    assert not made.link
    mail_invitation(made.pk)
    mail_invitation(made.pk)
    assert len(sent.outbox) == 1
    first = secret_in(sent.outbox[0].body)
    assert sent.outbox[0].to == ["post@join.example"]
    assert Client().get(f"/join/{first}").status_code == 200
    at(root).post(f"/invitations/{made.pk}/sending")
    mail_invitation(made.pk)
    assert Client().get(f"/join/{first}").status_code == 410
    assert Client().get(f"/join/{secret_in(sent.outbox[1].body)}").status_code == 200
