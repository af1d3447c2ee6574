"""The two products of the demo company, and its things by their titles."""

from __future__ import annotations

from typing import Any

import pytest

from tandem.team.models import Product


@pytest.fixture
def ledgerly() -> Product:
    return Product.objects.select_related("item").get(slug="ledgerly")


@pytest.fixture
def paydesk() -> Product:
    return Product.objects.select_related("item").get(slug="paydesk")


def titled(model: Any, title: str) -> Any:
    """The thing of this kind with this title."""
    return model.objects.select_related("item").get(item__title=title)
