"""Roles, leaving and coming back: what is taken away is said, nothing is left behind, an administrator stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from tandem.core.errors import NotAllowed, Refused
from tandem.team.handing import Held, part_with
from tandem.team.models import Console, Matter, Member, Product, Workspace
from tandem.team.permissions import taken_away

console = Console()


def test_what_a_role_takes_away_is_said_and_a_seat_keeps_its_own() -> None:
    assert "administer" in taken_away("administrator", "head")
    assert "add evidence" in taken_away("contributor", "viewer")
    assert "sign" not in taken_away("administrator", "viewer")
    assert taken_away("viewer", "administrator") == []


@pytest.mark.django_db
def test_the_only_administrator_stays_and_what_a_person_held_goes_to_somebody(client: Client) -> None:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=console)
    Member.objects.filter(role="administrator").update(role="head")
    root, ada, luis = (
        Member.join(name, email=f"{name}@leave.example".lower(), role=role, by=console)
        for name, role in (("Root", "administrator"), ("Eda", "contributor"), ("Lou", "contributor"))
    )
    for verb in (lambda: root.take_role("viewer", by=root), lambda: root.leave(by=root)):
        with pytest.raises(Refused, match="only administrator"):
            verb()
    product = Product.open("Leaving", slug="leaving", by=console)
    product.put_in_charge(ada, "pm", by=console)
    other = Product.open("Staying", slug="staying", by=console)
    other.put_in_charge(luis, "pm", by=console)
    other.delegate(ada, "pm", until=Workspace.current().today + timedelta(days=9), by=luis)
    matter = Matter.raise_(product, "Who sets the price?", by=console)
    matter.take(ada, by=console)
    with pytest.raises(Refused, match="say who has it next"):
        part_with(ada, None, by=root)
    with pytest.raises(NotAllowed):
        part_with(ada, luis, by=luis)
    client.force_login(ada)
    assert client.get("/notices").status_code == 200
    root_at = Client()
    root_at.force_login(root)
    leaving = f"{ada.get_absolute_url()}/departure"
    assert "Who sets the price?" in root_at.get(leaving).content.decode()
    assert "What is delegated to Eda ends" in root_at.get(leaving).content.decode()
    assert "Could no longer" in root_at.get(f"{ada.get_absolute_url()}/role").content.decode()
    assert root_at.post(leaving, {"heir": luis.number}).status_code == 303
    assert client.get("/notices").status_code == 302
    assert Held.by(Member.objects.get(pk=ada.pk)).is_nothing
    assert Held.by(Member.objects.get(pk=ada.pk)).delegations == []
    assert Product.objects.get(slug="leaving").pm == luis
    root_at.post(f"{ada.get_absolute_url()}/return")
    assert Member.objects.get(pk=ada.pk).is_active
    root_at.post(f"{ada.get_absolute_url()}/role", {"role": "administrator"})
    Member.objects.get(pk=root.pk).take_role("viewer", by=console)
