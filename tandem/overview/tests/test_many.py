"""A product of a thousand features: its pages ask as many statements as those of a product of one, and say the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.definition.models import Feature, Place, Release, ScoringModel
from tandem.evidence.models import Company, Note
from tandem.overview.views.flags import SIZE
from tandem.team.models import Console, Member, Product, Workspace

pytestmark = pytest.mark.django_db
CONSOLE = Console()
HOME = "/products/sideline"
LAYOUTS = ("now", "timeline", "objective", "board")
PAGES = [
    HOME, f"{HOME}/flags", f"{HOME}/definition/features", f"{HOME}/definition/features?sort=arr",
    f"{HOME}/definition/priorities", f"{HOME}/definition/matrix", f"{HOME}/definition/comparison",
    *(f"{HOME}/definition/roadmap?layout={layout}" for layout in LAYOUTS),
]  # fmt: skip


def _open(product: Product, count: int) -> None:
    """Features in two releases, one near and one far, and in the plan; every second of them being built."""
    releases = list(Release.objects.of(product).order_by("pk"))
    made = Feature._make_many(
        [(f"Feature {n}", {"release": releases[n % 2], "status": ("idea", "building")[n % 2]}) for n in range(count)],
        product=product,
    )
    Place.objects.bulk_create(Place(about_id=one.pk, horizon="next") for one in made)
    for model in ScoringModel.objects.of(product):
        model.count_again(by=CONSOLE)


def _statements(client: Client) -> dict[str, int]:
    found = {}
    for url in PAGES:
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200, url
        found[url] = len(asked)
    return found


def test_pages_ask_as_much_of_a_thousand_features_as_of_two(client: Client, monkeypatch: Any) -> None:
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=CONSOLE)
    head = Member.join("Henrike Lund", email="henrike@sideline.example", role="head", by=CONSOLE)
    product = Product.open("Sideline", slug="sideline", by=CONSOLE)
    for title, day in (("1.0", date(2026, 11, 30)), ("2.0", date(2027, 6, 30))):
        Release.plan(product, title, available_on=day, by=CONSOLE)
    for recipe in ("rice", "value_effort"):
        ScoringModel.take_up(product, recipe, by=CONSOLE)
    client.force_login(head)
    _open(product, 2)
    oldest = Feature.objects.of(product).order_by("pk")[0]
    asker = Company.open("Sideline 1", arr=Decimal(90), by=CONSOLE)
    Note.add(product, "It stops.", company=asker, by=CONSOLE).link(oldest.item, by=CONSOLE)
    few = _statements(client)
    _open(product, 998)
    many = _statements(client)
    assert {url: count for url, count in many.items() if count > few[url] + 1} == {}, "one more to look a page ahead"
    listed = client.get(f"{HOME}/flags").content.decode()
    assert listed.count('<li class="row"') == SIZE
    assert "Further down" in listed
    assert "500 features of 1.0 not ready to build" in listed
    assert "of 2.0 not ready" not in listed
    weighty, further = (f"{HOME}/definition/features?sort=arr&after={after}" for after in ("", "50"))
    assert client.get(weighty).content.decode().count(oldest.get_absolute_url()) == 1, "the oldest of a thousand"
    assert client.get(further).content.decode().count('<span class="faint">F-') == 50
    last = client.get(f"{HOME}/flags?from={SIZE * 5}").content.decode()
    assert "Further down" not in last
