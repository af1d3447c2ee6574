"""Work at the evidence desk: notes handed to those who should look, files put beside one, some worked through, and
when Ada last looked.
"""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from tandem.demo.cast import Cast
from tandem.demo.pictures import stuck_feed
from tandem.demo.timeline import Timeline
from tandem.evidence.looks import looked
from tandem.evidence.models import Note, Sorting, Theme
from tandem.evidence.piles import Chosen

LOOKED, WORKED = 1, 1
ASSIGNED = {"ada": ("bea", 6), "luis": ("ada", 3)}
FINISHED, READ_THEMES = 9, 3
LOG = b"""Fri 09:02 balance 18,204.11 taken over
Sat 09:02 no answer from the bank, tried again 3 times
Sun 09:02 no answer from the bank, tried again 3 times
Mon 09:02 no answer from the bank, tried again 3 times
"""


def schedule(timeline: Timeline, cast: Cast) -> None:
    """After the themes were read: a morning's work, and a look before the last files came in."""
    timeline.on(WORKED, _work_through, cast)
    timeline.on(LOOKED, _look, cast)
    timeline.on(0, _hand_over, cast)
    timeline.on(0, _attach, cast)


def _work_through(cast: Cast) -> None:
    product, ada = cast.product("ledgerly"), cast.member("ada")
    linked = Note.objects.of(product).waiting().filter(highlights__isnull=False).newest_first()
    Sorting.finish(product, _chosen(linked, FINISHED), by=ada)


def _look(cast: Cast) -> None:
    """At the desk; none of the themes were opened since but three."""
    product, ada = cast.product("ledgerly"), cast.member("ada")
    themes = Theme.objects.of(product).shown().ranked("arr")
    looked(ada, product.pk, *[theme.pk for theme in themes[:READ_THEMES]])


def _hand_over(cast: Cast) -> None:
    product = cast.product("ledgerly")
    for to, (by, count) in ASSIGNED.items():
        free = Note.objects.of(product).waiting().filter(assignee=None).newest_first()
        Sorting.assign(product, _chosen(free, count), cast.member(to), by=cast.member(by))


def _attach(cast: Cast) -> None:
    """What came with a call about the feed: a screenshot and what the feed wrote down."""
    product, bea = cast.product("ledgerly"), cast.member("bea")
    marked = Note.objects.of(product).waiting().filter(highlights__end__gt=0, title__icontains="feed").newest_first()
    note = marked.first() or Note.objects.of(product).waiting().filter(highlights__end__gt=0).newest_first()[0]
    note.attach(ContentFile(stuck_feed(), "feed-since-friday.png"), by=bea)
    note.attach(ContentFile(LOG, "feed.log"), by=bea)


def _chosen(notes: Any, count: int) -> Chosen:
    """The newest so many."""
    return Chosen(tuple(dict.fromkeys(notes.values_list("pk", flat=True)[: count * 3]))[:count])
