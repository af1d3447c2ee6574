"""Linking a whole theme: every note of it to one thing, in a few statements."""

from __future__ import annotations

from typing import Any

from tandem.core import clock
from tandem.core.errors import NotAllowed, Refused
from tandem.evidence.models.highlight import Highlight
from tandem.evidence.models.note import LINKED, Note
from tandem.evidence.models.theme import Theme
from tandem.record.models import Item


def link_notes(theme: Theme, about: Item, by: Any) -> int:
    """Link those notes of the theme that are not linked yet; a theme someone links is one to keep."""
    if not Item.objects.visible_to(by).filter(pk=about.pk).exists():
        raise NotAllowed("There is nothing of that number that you may see.")
    if about.kind not in LINKED or about.product_id != theme.item.product_id:
        raise Refused(f"{about.mark} is not something the notes of this product speak of.")
    linked = Highlight.objects.standing().filter(about=about, end=0, note__theme=theme).values("note")
    left = Note.objects.filter(theme=theme).worth_reading().exclude(pk__in=linked).values_list("pk", "version")
    now = clock.now()
    links = [Highlight(note_id=note, version=version, about=about, by_id=by.pk, at=now) for note, version in left]
    Highlight.objects.bulk_create(links, batch_size=2000)
    if theme.state == "found":
        theme.state = "accepted"
        theme.save(update_fields=["state"])
    return len(links)


def unlink_notes(theme: Theme, about: Item) -> int:
    """Take back the links between the theme's whole notes and a thing."""
    links = Highlight.objects.standing().filter(about=about, end=0, note__theme=theme)
    return links.update(taken_back_at=clock.now())


def linked_to(themes: list[Theme], kind: str = "problem") -> dict[int, Item]:
    """For each theme the thing of this kind that most of its notes or marked words speak of, if any."""
    from django.db.models import Count

    links = Highlight.objects.standing().filter(note__theme__in=themes, about__kind=kind, about__retired_at=None)
    counted = links.values_list("note__theme", "about").annotate(times=Count("pk")).order_by("times")
    most = {theme: about for theme, about, _ in counted}
    items = Item.objects.in_bulk(set(most.values()))
    return {theme: items[about] for theme, about in most.items()}
