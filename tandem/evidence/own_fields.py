"""The company's own custom fields, as fields of an import: each is filled by a column, read as its page reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tandem.core.errors import Refused
from tandem.core.once import once
from tandem.evidence.reading import Column, Field, loose
from tandem.team.filling import Shape, read
from tandem.team.models import CustomField, Member

PREFIX, KIND = "field.", "own"
MIDNIGHT = (" 00:00:00", "T00:00:00")


@once
def asked_of(kind: str) -> tuple[CustomField, ...]:
    """Those in use for one kind of thing."""
    return tuple(CustomField.objects.asked_of(kind))


def fields_asked(kind: str) -> tuple[Field, ...]:
    """As fields that a column may be mapped to."""
    return tuple(
        Field(f"{PREFIX}{one.key}", one.title, KIND, one.hint or one.get_form_display(), (one.title, one.key))
        for one in asked_of(kind)
    )


def guess(columns: Sequence[Column], kind: str, taken: set[int]) -> dict[str, int]:
    """The columns that are called as a custom field is, by its name or its key, and of which at least half the samples
    can be read as its answers: a tool's own column of the same name is kept beside the row, not refused for it.
    """
    found: dict[str, int] = {}
    reads = readers(kind) if kind else {}
    for field in fields_asked(kind) if kind else ():
        called = {loose(alias) for alias in field.aliases}
        fit = (c for c in columns if loose(c.header) in called and _fits(c, reads[field.name]))
        at = next((one.position for one in fit if one.position not in taken), None)
        if at is not None:
            found[field.name] = at
            taken = taken | {at}
    return found


def _fits(column: Column, reads: Callable[[str], Any]) -> bool:
    said = [sample for sample in column.samples if sample.strip()]
    return 2 * sum(_is_read(sample, reads) for sample in said) >= len(said)


def _is_read(sample: str, reads: Callable[[str], Any]) -> bool:
    try:
        reads(sample)
    except Refused:
        return False
    return True


def check(columns: Sequence[Column], mapped: dict[str, int], fields: Sequence[Field]) -> None:
    """Refuse a custom field that is not asked, and a column that is not there."""
    known = {one.name for one in fields}
    for name, at in mapped.items():
        if name not in known:
            raise Refused(f"There is no custom field {name.removeprefix(PREFIX)} here. Choose the columns again.")
        if not 0 <= at < len(columns):
            raise Refused("A custom field points at a column the file does not have.")


def readers(kind: str) -> dict[str, Callable[[str], Any]]:
    """How the cells of each are read: by the same rules as on the page, and colleagues by their name or e-mail too."""
    return {f"{PREFIX}{one.key}": _reader(one.shape) for one in asked_of(kind)}


def _reader(shape: Shape) -> Callable[[str], Any]:
    if shape.form == "member":
        people = _people()
        return lambda said: _colleague(shape, said.strip(), people)
    if shape.form == "day":
        return lambda said: read(shape, _bare(said.strip()))
    return lambda said: read(shape, said)


def _bare(said: str) -> str:
    """A spreadsheet writes a day with its midnight."""
    return next((said.removesuffix(ending) for ending in MIDNIGHT if said.endswith(ending)), said)


def _people() -> dict[str, int]:
    """Colleagues by number, e-mail and name; a name that two have names nobody."""
    found: dict[str, int] = {}
    twice: set[str] = set()
    rows = Member.objects.active().values_list("pk", "item__number", "email", "item__title")
    for key, number, email, name in rows:
        if name.lower() in found:
            twice.add(name.lower())
        found |= {name.lower(): key, email.lower(): key, str(number): key}
    return {said: key for said, key in found.items() if said not in twice}


def _colleague(shape: Shape, said: str, people: dict[str, int]) -> int | None:
    if not said:
        return None
    if said.lower() not in people:
        raise Refused(f"{shape.title} names a colleague who works here.")
    return people[said.lower()]
