"""The rail: what later stages count is kept until something is recorded."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.definition.models import Feature
from tandem.team.models import Console, Member, Product, Workspace

CONSOLE = Console()
NOTES = "/products/sideline-rail/notes"


@pytest.mark.django_db
def test_figures_of_the_rail_cost_two_statements_and_are_counted_anew_once_something_is_recorded(
    client: Client,
) -> None:
    cache.clear()
    if not Workspace.objects.exists():
        Workspace.open("Northwind Finance", by=CONSOLE)
    head = Member.join("Henrike Lund", email="henrike@sideline.example", role="head", by=CONSOLE)
    product = Product.open("Sideline", slug="sideline-rail", by=CONSOLE)
    product.put_in_charge(head, "pm", by=CONSOLE)
    client.force_login(head)
    assert _features(client) is None
    Feature.open(product, "Stop the crane", by=head)
    assert _features(client) == "1"
    with CaptureQueriesContext(connection) as asked:
        client.get(NOTES)
    assert not any("definition_feature" in one["sql"] or "charter_program" in one["sql"] for one in asked)
    assert len(asked) <= 20


def _features(client: Client) -> str | None:
    """What stands beside Definition."""
    rail = client.get(NOTES).content.decode()
    found = re.search(r'data-goes="definition".*?</a>', rail, re.DOTALL)
    number = re.search(r'<span class="num">(.*?)</span>', found[0]) if found else None
    return number[1] if number else None
