"""The kinds of document there are. Each is a name, what it is drawn for, and its sections in their usual order.

Later stages register theirs here at start-up: a builder takes the facts and gives the blocks of one section, or none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tandem.core.errors import Refused
from tandem.definition.documents.facts import Facts
from tandem.paper.form import Block

Builder = Callable[[Facts, str], Sequence[Block]]


@dataclass(frozen=True)
class Part:
    """One section: its title and what it says of the facts, for an edition. Said of nothing, it is left out."""

    title: str
    build: Builder


@dataclass(frozen=True)
class Form:
    """One kind of document."""

    name: str
    label: str
    about: str
    kinds: tuple[str, ...]
    parts: Mapping[str, Part]
    editions: tuple[str, ...] = ("inside",)
    place: int = 9

    def order(self, chosen: Sequence[str]) -> list[str]:
        """The sections to draw: those chosen that there are, else all of them."""
        return [name for name in chosen if name in self.parts] or list(self.parts)


_forms: dict[str, Form] = {}


def register(form: Form) -> Form:
    """Make a kind of document known."""
    _forms[form.name] = form
    return form


def all_forms() -> list[Form]:
    """Every kind, in the order people ask for them."""
    return sorted(_forms.values(), key=lambda form: form.place)


def forms_for(kind: str) -> list[Form]:
    """The kinds that are drawn for a feature, or for a release."""
    return [form for form in all_forms() if kind in form.kinds]


def form_named(name: str, noun: Any, edition: str = "inside") -> Form:
    """The kind of this name, if it is drawn for such a thing in such an edition."""
    found = _forms.get(name)
    if found is None or noun.kind not in found.kinds:
        known = ", ".join(form.name for form in forms_for(noun.kind))
        raise Refused(f"No such document is drawn for a {noun.kind}. There are: {known}.")
    if edition not in found.editions:
        raise Refused(f"{found.label} has these editions: {', '.join(found.editions)}.")
    return found
