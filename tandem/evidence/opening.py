"""Opening what notes speak of from where they are read: what a later stage makes of words is registered with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tandem.core.errors import Refused
from tandem.record.models import Item

Opener = Callable[[Any, str, Any], Item]

_openers: dict[str, Opener] = {}


def opens(kind: str) -> Callable[[Opener], Opener]:
    """Register how a thing of this kind is opened: (product, title, by) -> its item."""

    def register(function: Opener) -> Opener:
        _openers[kind] = function
        return function

    return register


def open_thing(kind: str, product: Any, title: str, by: Any) -> Item:
    """Open one, as far as this person may."""
    if kind not in _openers:
        raise Refused(f"No {kind} can be opened here.")
    return _openers[kind](product, title, by)
