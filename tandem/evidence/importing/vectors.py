"""The meaning of notes just brought in, so that search by meaning and themes know them at once."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

from tandem.evidence.models import Note


def remember_meaning(notes: Sequence[Note]) -> None:
    """Make and keep the vectors of these notes."""
    if notes and find_spec("tandem.evidence.vectors"):
        from tandem.evidence.vectors import keep

        keep(notes)
