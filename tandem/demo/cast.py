"""Who and what the demo company has so far, by the keys of its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tandem.core.errors import Refused
from tandem.demo.timeline import Timeline
from tandem.record.models import Item


@dataclass
class Cast:
    """Everything already made, so that what comes later can point at it."""

    timeline: Timeline
    passwords: dict[str, str]
    made: dict[str, dict[str, Any]] = field(default_factory=dict)

    def keep(self, noun: str, key: str, thing: Any) -> Any:
        """Remember a thing under its key."""
        self.made.setdefault(noun, {})[key] = thing
        return thing

    def the(self, noun: str, key: str) -> Any:
        """The thing of this key; that it is not there yet is a mistake in the files."""
        try:
            return self.made[noun][key]
        except KeyError:
            raise Refused(f"The demo's files speak of {noun} {key} before it is there.") from None

    def has(self, noun: str, key: str | None) -> bool:
        return key in self.made.get(noun, {})

    def all(self, noun: str, keys: list[str]) -> list[Any]:
        return [self.the(noun, key) for key in keys]

    def member(self, key: str) -> Any:
        return self.the("member", key)

    def product(self, key: str) -> Any:
        return self.the("product", key)

    def item(self, noun: str, key: str) -> Item:
        """The place of a thing in the record."""
        item: Item = self.the(noun, key).item
        return item

    def owner(self, product: str, side: str) -> Any:
        """Who answered for this side of a product on the day that is being lived through; else the head."""
        return self.product(product).owner(side) or self.member("ingrid")
