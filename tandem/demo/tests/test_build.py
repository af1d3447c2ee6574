"""Where the demo is built and where not, and how its passwords are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.hashers import check_password, make_password

from tandem.core.errors import Refused
from tandem.demo.build import build_demo, demo_there
from tandem.demo.credentials import Credentials, few_rounds, invented_passwords, said
from tandem.demo.testing import DEMO_DAY
from tandem.record.models import Event, Item
from tandem.team.models import Console, Workspace


@pytest.mark.django_db
def test_the_demo_is_refused_where_anything_else_is() -> None:
    if not Workspace.objects.exists():
        Workspace.open("Sideline", by=Console())
    before = Item.objects.count()
    with pytest.raises(Refused, match="already holds something"):
        build_demo(demo_day=DEMO_DAY)
    assert Item.objects.count() == before


@pytest.mark.django_db
def test_a_demo_that_is_there_is_kept_as_it_is() -> None:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", is_demo=True, by=Console())
    before = Event.objects.count()
    assert demo_there()[1] is False
    assert Event.objects.count() == before


def test_passwords_are_kept_for_the_owner_alone_and_can_be_said_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    made = Credentials.of(invented_passwords())
    made.keep()
    (kept,) = tmp_path.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert Credentials.kept() == made
    assert any("ada.okafor@northwind.example" in line for line in said(made))


def test_passwords_that_were_taken_away_are_not_made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TANDEM_HOME", str(tmp_path))
    assert Credentials.kept() is None
    assert "not in this home" in said(None)[0]


def test_an_invented_password_is_hashed_quickly_and_anew_at_the_first_sign_in() -> None:
    with few_rounds():
        quick = make_password("c8Jx-2nQv_Rk")
    assert "$1000$" in quick
    anew: list[str] = []
    assert check_password("c8Jx-2nQv_Rk", quick, setter=anew.append)
    assert anew == ["c8Jx-2nQv_Rk"]
    assert "$1000$" not in make_password(anew[0])


def test_no_two_people_are_given_one_password() -> None:
    given = invented_passwords()
    assert len(set(given.values())) == len(given) >= 6
