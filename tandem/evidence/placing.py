"""Putting a note into a theme by hand."""

from __future__ import annotations

from typing import Any

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.figures import refresh_figures
from tandem.evidence.models.note import Note
from tandem.evidence.models.placement import Placement
from tandem.evidence.models.theme import Theme


def place(note: Note, theme: Theme, by: Any) -> None:
    """Keep that it belongs there, and count both themes anew."""
    theme = theme.merged_into or theme
    if theme.item.product_id != note.product_id or theme.item.retired_at:
        raise Refused(f"{theme.mark} cannot take this note: it is retired or belongs to another product.")
    if note.theme_id == theme.pk and Placement.objects.filter(note=note, theme=theme).exists():
        raise Refused(f"The note is in {theme.mark} already, and stays there.")
    before, note.theme = note.theme_id, theme
    note.save(update_fields=["theme"])
    Placement.objects.update_or_create(note=note, defaults={"theme": theme, "by_id": by.pk, "at": clock.now()})
    refresh_figures([pk for pk in (before, theme.pk) if pk])
