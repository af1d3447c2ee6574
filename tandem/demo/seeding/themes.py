"""The themes of the demo company: found by the engine, then named, joined and put away by its product managers."""

from __future__ import annotations

from tandem.demo.cast import Cast
from tandem.evidence.models import Theme


def read_themes(cast: Cast, product: str) -> None:
    """Find the themes."""
    Theme.discover(cast.product(product), by=cast.owner(product, "pm"))
