"""The mended file of rows given back, brought in the way its first file was: same source, columns and answers."""

from __future__ import annotations

from typing import Any

from tandem.core import files
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.importing.mapping import Mapping, by_names
from tandem.evidence.models import Import
from tandem.evidence.presets import NONE


def bring_mended(first: Import, file: Any, *, by: Any) -> Import:
    """A new import of the mended file, mapped like the first as far as its columns are still called the same. What the
    columns leave open now is asked on the page of the mapping.
    """
    kept = files.store(file.chunks(), name=file.name)
    again = Import.open(first.item.product, kept, target=first.target, source=first.source, by=by, preset=NONE)
    old, new = first.shown_shape, again.shown_shape
    if old is None or new is None:
        return again
    was = Mapping.from_json(first.mapping)
    names = {field.name: "" for field in first.goes_to.fields}
    names |= {field: old.columns[at].name for field, at in was.fields.items()}
    try:
        again.map(
            by_names(new, again.goes_to, names), by=by, dates=was.orders, marks=was.marks, zone=was.zone,
            currency=was.currency, rates=was.rates,
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused:
        return again
    return again
