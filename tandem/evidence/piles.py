"""Piles: the lists of notes that people work through, named by an address, and what was chosen from one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Q, Sum
from django.http import QueryDict

from tandem.core import clock
from tandem.evidence.filters import NoteFilter
from tandem.evidence.models import Note, Sorting
from tandem.evidence.models.note import NoteQuerySet

MINE, NOBODY, NO_THEME = "mine", "nobody", "none"
COUNTED = 1_000  # a pile is counted up to here; beyond it a number tells nobody anything
MOST_TICKED = 1_000
LONGEST_ADDRESS = 4_000
SORTED = Q(act__in=("done", "dismissed")) | Q(act="link", finishes=True)


@dataclass(frozen=True)
class Chip:
    """One condition in words, and the address of the list without it."""

    says: str
    url: str


@dataclass(frozen=True)
class Pile:
    """A list of notes: what its filter leaves, of one assignee or of nobody, with or without a theme."""

    filter: NoteFilter
    member: Any
    whose: str = ""
    loose: bool = False

    @classmethod
    def of(cls, said: Mapping[str, str], product: Any, member: Any) -> Pile:
        """From the fields of an address; what makes no sense there narrows nothing."""
        whose = said.get("whose", "")
        known = whose in (MINE, NOBODY) or (whose.isascii() and whose.isdigit() and len(whose) < 16)
        return cls(NoteFilter.of(said, product), member, whose if known else "", said.get("theme") == NO_THEME)

    @property
    def notes(self) -> NoteQuerySet:
        """Its notes, as far as the member may see them."""
        return self.keep(self.filter.of_product(Note.objects.visible_to(self.member)))

    def keep(self, notes: NoteQuerySet) -> NoteQuerySet:
        """Those of the notes that are in it."""
        found = self.filter.apply(notes)
        if self.whose == MINE:
            found = found.filter(assignee=self.member.pk)
        elif self.whose == NOBODY:
            found = found.filter(assignee=None)
        elif self.whose:
            found = found.filter(assignee__item__number=int(self.whose))
        return found.filter(theme=None) if self.loose else found

    @property
    def is_narrow(self) -> bool:
        return bool(self.whose or self.loose or self.filter.is_narrow)

    def address(self, query: str = "") -> str:
        """The query string of this list and search: the same for the same question."""
        more = {"whose": self.whose, "theme": NO_THEME if self.loose else ""}
        further = urlencode({name: value for name, value in more.items() if value})
        return "&".join(part for part in (self.filter.address(query), further) if part)

    def chips(self, query: str = "") -> list[Chip]:
        """Every condition in words, each with the way to the list without it."""
        narrow = self.filter
        found = [(narrow.says(name), replace(self, filter=narrow.without(name))) for name in narrow.asked]
        if self.whose:
            says = {MINE: "Mine", NOBODY: "Unassigned"}.get(self.whose, "Of one assignee")
            found.append((says, replace(self, whose="")))
        if self.loose:
            found.append(("In no theme", replace(self, loose=False)))
        return [Chip(says, f"?{rest.address(query)}") for says, rest in found]

    @property
    def left(self) -> int:
        """How many are in it, counted up to COUNTED."""
        return self.notes.order_by()[:COUNTED].count()


def plain_address(asked: str, product: Any, member: Any) -> str:
    """The words and conditions of an address, as every list writes them; whatever else stands in it is left out."""
    said = QueryDict(asked.replace("\0", "")[:LONGEST_ADDRESS]).dict()
    return Pile.of(said, product, member).address(" ".join(str(said.get("q", "")).split()))


@dataclass(frozen=True)
class Chosen:
    """What an act is about: ticked notes, or with `within`, the address of a list, all that is in it."""

    notes: tuple[int, ...] = ()
    within: str | None = None

    def of(self, product: Any, member: Any) -> NoteQuerySet:
        """The notes themselves; those the member may not see are not among them."""
        if self.within is not None:
            return Pile.of(QueryDict(self.within), product, member).notes
        return Note.objects.visible_to(member).of(product).filter(pk__in=self.notes[:MOST_TICKED])

    def count(self, product: Any, member: Any) -> int:
        return self.of(product, member).count()


@dataclass(frozen=True)
class Waiting:
    """How many new notes wait in each list of the desk, each counted up to COUNTED."""

    new: int
    mine: int
    unassigned: int
    loose: int

    @classmethod
    def of(cls, product: Any, member: Any) -> Waiting:
        """One statement that reads a few indexes and never the table."""
        with connection.cursor() as cursor:
            cursor.execute(WAITING, {"product": product.pk, "member": member.pk, "most": COUNTED})
            return cls(*cursor.fetchone())


@dataclass(frozen=True)
class Week:
    """How many notes were sorted in the last seven days, by everybody and by this member."""

    notes: int
    mine: int


def week_of(product: Any, member: Any) -> Week:
    """What stands of the last seven days' sortings; one note sorted twice counts twice."""
    since = clock.now() - timedelta(days=7)
    made = Sorting.objects.of(product).standing().filter(at__gte=since).filter(SORTED)
    counted = made.aggregate(everybody=Sum("notes"), mine=Sum("notes", filter=Q(by=member.pk)))
    return Week(counted["everybody"] or 0, counted["mine"] or 0)


def _counted(more: str) -> str:
    return (
        "(SELECT count(*) FROM (SELECT 1 FROM evidence_note WHERE product_id = %(product)s AND state = 'new'"
        f" {more} LIMIT %(most)s) AS counted)"
    )


CONDITIONS = ("", "AND assignee_id = %(member)s", "AND assignee_id IS NULL", "AND theme_id IS NULL")
WAITING = f"SELECT {', '.join(_counted(more) for more in CONDITIONS)}"
