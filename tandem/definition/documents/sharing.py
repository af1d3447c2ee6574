"""Which customers may be named to people outside. Whoever holds consents registers them here at start-up; what nobody
knows may not be named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.db.models import Value
from django.db.models.functions import Length, Lower, StrIndex

from tandem.definition.replying import stands_as
from tandem.paper.form import Document, reworded, texts_of
from tandem.record.models import Item

Nameable = Callable[[Collection[int], date], set[int]]
SOMEBODY = "a customer"
_nameable: list[Nameable] = []


def may_be_named(function: Nameable) -> Nameable:
    """Register who knows of consents to be named: (companies, today) -> those of them who agreed."""
    _nameable.append(function)
    return function


def nameable_of(companies: Collection[int], today: date) -> frozenset[int]:
    return frozenset(key for function in _nameable for key in function(companies, today))


def without_names(document: Document, nameable: Collection[int]) -> Document:
    """The same document with every customer who did not agree to be named called a customer."""
    text = "\n".join(texts_of(document))
    near = Item.objects.filter(kind="company").annotate(size=Length("title")).filter(size__gt=1)
    named = (
        near.annotate(place=StrIndex(Value(text.lower()), Lower("title"))).filter(place__gt=0).exclude(pk__in=nameable)
    )
    return unnamed(document, named.values_list("title", flat=True))


def unnamed(document: Document, names: Iterable[str]) -> Document:
    """These names wherever they stand as words, the longest first."""
    patterns = [stands_as(name) for name in sorted(names, key=len, reverse=True) if name.split()]

    def change(text: str) -> str:
        for pattern, flags in patterns:
            text = re.sub(pattern, SOMEBODY, text, flags=flags)
        return text

    return reworded(document, change) if patterns else document
