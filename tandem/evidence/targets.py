"""What can be imported: each target with its fields, what makes a row the same row again, and how a chunk is written.

Evidence registers notes and companies here; later stages register theirs at start-up (deals, features, releases,
goals).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from tandem.core.errors import Refused
from tandem.evidence.models import Import
from tandem.evidence.own_fields import fields_asked
from tandem.evidence.reading import Field, fields_of


@dataclass(slots=True)
class Record:
    """One row as the mapping reads it: `values` by field, `custom` what is kept beside, `cells` the row as it was."""

    number: int
    values: dict[str, Any]
    custom: dict[str, Any]
    cells: Any
    key: bytes = b""


@dataclass(frozen=True)
class Chunk:
    """Rows to write together: of one import, in one transaction."""

    brought: Import
    records: list[Record]

    @property
    def product(self) -> Any:
        """The item of the product the import belongs to, or None."""
        return self.brought.item.product


@dataclass
class Tally:
    """What became of rows; every row is counted once."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: list[tuple[int, Any, str]] = field(default_factory=list)

    def reject(self, record: Record, reason: str) -> None:
        """Give a row back with the reason beside it."""
        self.rejected.append((record.number, record.cells, reason))

    def add(self, other: Tally) -> None:
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.skipped += other.skipped
        self.rejected.extend(other.rejected)


@dataclass
class Outlook(Tally):
    """What would become of rows, and whom they speak of: companies known, names of companies that nobody knows yet, and
    people who are new.
    """

    companies: set[int] = field(default_factory=set)
    unknown: dict[str, None] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Undone:
    """What taking an import back came to: how many are gone, and how many stay because something rests on them.
    While the worker is at it, nothing is told yet.
    """

    taken_back: int
    kept: int
    under_way: bool = False

    def __add__(self, other: Undone) -> Undone:
        return Undone(self.taken_back + other.taken_back, self.kept + other.kept)


@dataclass(frozen=True)
class Target:
    """One kind of thing that files bring in. `identity` names a row within its file; where it is empty, `words`
    makes a key of
    what the row says and how often that was met. `skipped_without` names the field without which a row says nothing;
    `listed` is the address of the page that lists what came in, of its product and source. `foresee` and `count_undo`
    tell what writing and undoing would come to by reading alone; a target without them does the work and takes it back.
    `asks` is the kind of thing whose custom fields columns may fill as well.
    `undo_parts` undoes part by part, each of which is whole, where there may be very many.
    """

    name: str
    label: str
    place: float
    fixed: tuple[Field, ...]
    identity: Callable[[Record], str]
    write: Callable[[Chunk], Tally]
    undo: Callable[[Import], Undone]
    reads_as: str
    needs_source: bool = False
    needs_product: bool = False
    skipped_without: str = ""
    asks: str = ""
    listed: str = ""
    words: Callable[[Record, int], bytes] = lambda record, nth: b""
    foresee: Callable[[Chunk, Outlook], None] | None = None
    count_undo: Callable[[Import], Undone] | None = None
    undo_parts: Callable[[Import], Iterator[Undone]] | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """What a column may be: the fields of every workspace, then its own."""
        return (*self.fixed, *fields_asked(self.asks)) if self.asks else self.fixed

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fixed if field.required)

    def would_undo(self, brought: Import) -> Undone:
        """What undoing the import would come to now."""
        if self.count_undo:
            return self.count_undo(brought)
        with transaction.atomic():
            undone = self.undo(brought)
            transaction.set_rollback(True)
        return undone

    def parts(self, brought: Import) -> Iterator[Undone]:
        """Undo the import, part by part where the target can; otherwise all of it is one part."""
        if self.undo_parts:
            yield from self.undo_parts(brought)
        else:
            yield self.undo(brought)


_targets: dict[str, Target] = {}


def register(name: str, label: str, reads_as: str, **said: Any) -> Target:
    """Make something importable. `reads_as` is the name of its fields in the file readers."""
    target = Target(name=name, label=label, reads_as=reads_as, fixed=fields_of(reads_as), **said)
    _targets[name] = target
    return target


def target_named(name: str) -> Target:
    """The target of this name, or a refusal that lists what there is."""
    if name not in _targets:
        raise Refused(f"{name} cannot be imported. What can: {', '.join(target.name for target in all_targets())}.")
    return _targets[name]


def all_targets() -> list[Target]:
    """Everything importable, in the order of the stages."""
    return sorted(_targets.values(), key=lambda target: target.place)
