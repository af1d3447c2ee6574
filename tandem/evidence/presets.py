"""Presets: what Tandem knows of the exports of other systems. Connectors register theirs here at start-up.

A preset recognizes a file by its headers, says which column is which field and, where a row is not one record, makes
records of the rows: a survey row becomes a note for each open answer, tables that refer to each other become one.
The records are then what an import counts, one by one, and what its position stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from tandem.core.errors import Refused
from tandem.evidence import reading
from tandem.evidence.reading import BadRow, Question, Row, Shape
from tandem.evidence.tables import Tables, loosened

NONE = "none"
HEAD = 1 << 16
SAMPLED = 2_000
SURE = 30
Made = Iterator[Row | BadRow]


@dataclass(frozen=True)
class Preset:
    """One kind of export. Headers are compared without case, spaces and marks; `a|b` means either.

    `needs` are the headers without which a file is something else, `knows` make it surer, `lacks` speak against it.
    `columns` gives a field's header. With `makes` the records have the fields in `gives` instead. `tables` are those it
    reads out of a zip archive, the first of which has the needed headers. `asks` are questions for the person.
    `fits` looks closer where headers alone say too little.
    """

    name: str
    label: str
    target: str
    about: str
    needs: tuple[str, ...]
    knows: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    makes: Callable[[Tables], Made] | None = None
    gives: tuple[str, ...] = ()
    asks: Callable[[Tables, Any], list[Question]] | None = None
    fits: Callable[[Shape], bool] | None = None
    form: str = "other"
    verified: bool = True

    @property
    def says(self) -> str:
        """What it is, and whether its headers were ever seen in a real file."""
        loosely = " Its headers were not seen in a real export, so they are matched loosely: check the columns."
        return self.about if self.verified else self.about + loosely

    @property
    def system(self) -> str:
        """The outside system, whose page in docs/imports tells more: the first word of the name."""
        return self.name.split("_")[0]

    def score(self, headers: frozenset[str], form: str) -> int:
        """How surely a file of these loose headers is this export; 0 where something needed is missing."""
        if (self.formats and form not in self.formats) or not all(_among(one, headers) for one in self.needs):
            return 0
        if any(_among(one, headers) for one in self.lacks):
            return 0
        return 10 * len(self.needs) + 3 * sum(_among(one, headers) for one in self.knows)

    def fields(self, shape: Shape) -> dict[str, int]:
        """Field to column position, as far as the file has the columns."""
        if shape.base is not None:
            at = {column.name: column.position for column in shape.columns}
            return {name: at[name] for name in self.gives if name in at}
        at = {loosened(column.header): column.position for column in reversed(shape.columns)}
        found = {name: _first(said, at) for name, said in self.columns.items()}
        return {name: position for name, position in found.items() if position is not None}


@dataclass(frozen=True)
class Look:
    """A file before anything is known of it: its shape, or for a zip archive the headers of each table."""

    path: Path
    name: str
    shape: Shape
    tables: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def headers(self) -> frozenset[str]:
        return frozenset(loosened(column.header) for column in self.shape.columns if column.header)

    def scored(self, preset: Preset) -> int:
        """How surely it is this export; tables of a zip archive are only looked at for presets that join them."""
        if not self.tables:
            if preset.fits is None:
                return preset.score(self.headers, self.shape.format)
            found = preset.score(self.headers, self.shape.format)
            return found + SURE // 2 if found and preset.fits(self.shape) else 0
        if not preset.tables or preset.tables[0] not in self.tables:
            return 0
        main = preset.score(self.tables[preset.tables[0]], "zip")
        return main + 5 * sum(name in self.tables for name in preset.tables[1:]) if main else 0


_presets: dict[str, Preset] = {}


def register(preset: Preset) -> Preset:
    """Make an export known. Its name begins with the system's."""
    _presets[preset.name] = preset
    return preset


def all_presets(target: str = "") -> list[Preset]:
    """All that are known, or those that bring in one kind of thing, by label."""
    return sorted((p for p in _presets.values() if target in ("", p.target)), key=lambda p: p.label.casefold())


def preset_named(name: str) -> Preset:
    """The preset of this name, or a refusal that lists what there is."""
    if name not in _presets:
        raise Refused(f"There is no preset {name[:40]}. There are: {', '.join(sorted(_presets))}.")
    return _presets[name]


def preset_of(shape: Shape) -> Preset | None:
    """The preset that a file is read with."""
    return _presets.get(shape.preset) if shape.preset else None


def look(path: Path, name: str, target: str = "", *, product: Any = None, preset: str = "", **asked: Any) -> Shape:
    """How a file is to be read, with the preset that fits best among those of a target, the one asked for, or none."""
    wanted = preset_named(preset) if preset not in ("", NONE) else None
    if wanted and target not in ("", wanted.target):
        raise Refused(f"{wanted.label} brings in {wanted.target}, not {target}.")
    if wanted and wanted.formats == reading.TALKS and reading.format_of(path, name) in ("text", "csv", "tsv"):
        asked["form"] = "transcript"
    seen = _look(path, name, asked, joins=preset != NONE)
    if preset == NONE:
        return seen.shape
    found = [wanted] if wanted else candidates(seen, target)
    if wanted and not seen.scored(wanted):
        raise Refused(f"This file does not have what {wanted.label} needs: {', '.join(wanted.needs)}.")
    if not found:
        return _without(seen, asked, target)
    best = found[0]
    ties = [other.name for other in found[1:] if seen.scored(other) == seen.scored(best)]
    shape = replace(seen.shape, preset=best.name, others=tuple(ties))
    shape = replace(shape, warnings=(*shape.warnings, *_said(seen, best, ties)))
    return _made(seen, best, shape, product) if best.makes else shape


def candidates(seen: Look, target: str = "") -> list[Preset]:
    """The presets that a file may be for, the surest first."""
    scored = [(seen.scored(preset), preset) for preset in all_presets(target)]
    return [preset for score, preset in sorted(scored, key=lambda pair: -pair[0]) if score]


def rows(path: Path, shape: Shape, answers: Mapping[str, str] | None = None, *, name: str = "") -> Made:
    """The records of a file: its rows, or what its preset makes of them."""
    preset = preset_of(shape)
    if shape.base is None or preset is None or preset.makes is None:
        yield from reading.rows(path, shape)
        return
    with Tables(path, shape.base, preset.tables, name=name, answers=answers or {}) as tables:
        yield from preset.makes(tables)


def answered(shape: Shape, given: Mapping[str, str]) -> dict[str, str]:
    """The answers to what the preset asks: as given, else as proposed; one that is still open is refused."""
    found = {}
    for asked in (question for question in shape.questions if question.name):
        answer = (given.get(asked.name) or asked.proposed).strip()
        if asked.choices and answer not in dict(asked.choices):
            choices = " or ".join(value for value, _ in asked.choices)
            raise Refused(f"{asked.sentence} Answer {asked.name} with {choices}.")
        found[asked.name] = answer
    return found


def _look(path: Path, name: str, asked: dict[str, Any], *, joins: bool) -> Look:
    """A zip archive whose tables some preset joins is looked at as a whole, unless one file of it is asked for."""
    if joins and not asked.get("sheet") and reading.format_of(path, name) == "zip":
        members = reading.members_of(path)
        tables = _tables(path, members)
        whole = Look(path, name, Shape("zip", (), (), sheets=tuple(members), header_row=0), tables)
        if tables and candidates(whole):
            return whole
    return Look(path, name, reading.inspect(path, name=name, **asked))


def _tables(path: Path, members: Iterable[str]) -> dict[str, frozenset[str]]:
    known = {name for preset in _presets.values() for name in preset.tables}
    wanted = [member for member in members if reading.table_name(member) in known]
    found: dict[str, frozenset[str]] = {}
    with reading.unpacked(path, wanted, first=HEAD) as files:
        for member, place in files.items():
            try:
                columns = reading.inspect(place, name=member).columns
            except Refused:
                continue
            found[reading.table_name(member)] = frozenset(loosened(column.header) for column in columns)
    return found


def _without(seen: Look, asked: dict[str, Any], target: str) -> Shape:
    """No preset of this target fits; one of another may."""
    shape = seen.shape if not seen.tables else reading.inspect(seen.path, name=seen.name, **asked)
    if elsewhere := candidates(seen):
        said = f"This looks like {elsewhere[0].label}, which brings in {elsewhere[0].target}, not {target}."
        return replace(shape, warnings=(*shape.warnings, said))
    return shape


def _said(seen: Look, best: Preset, ties: list[str]) -> Iterator[str]:
    if ties:
        others = " or ".join(_presets[name].label for name in ties)
        yield f"It could also be {others}: choose under how the file is read."
    elif seen.scored(best) < SURE:
        yield f"Only a few headers speak for {best.label}; check the columns."


def _made(seen: Look, preset: Preset, shape: Shape, product: Any) -> Shape:
    """The shape of the records that the preset makes, with what it asks; the file's own shape is kept under it."""
    assert preset.makes
    base = replace(shape, first_rows=(), questions=(), warnings=())
    with Tables(seen.path, base, preset.tables, name=seen.name) as tables:
        asks = preset.asks(tables, product) if preset.asks else []
        tables.answers = {asked.name: asked.proposed for asked in asks}
        sample = [row for row in islice(preset.makes(tables), SAMPLED) if isinstance(row, Row)]
    estimate = max(shape.row_estimate, len(sample))
    made_shape = reading.described(replace(shape, base=base, row_estimate=estimate), sample, first=preset.gives)
    return replace(made_shape, questions=(*asks, *made_shape.questions))


def _first(said: str, at: Mapping[str, int]) -> int | None:
    return next((at[key] for one in said.split("|") if (key := loosened(one)) in at), None)


def _among(needed: str, headers: frozenset[str]) -> bool:
    return any(loosened(one) in headers for one in needed.split("|"))
