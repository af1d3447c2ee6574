"""Things with a number of their own, brought in by the chunk: items, nouns, search words and a line in each
one's history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection

from tandem.core import clock
from tandem.evidence.importing.undoing import taken_back
from tandem.evidence.models import Import
from tandem.record.models import Event, Item, Named
from tandem.team.models.acceptance import Acceptance, Accepted

Noun = TypeVar("Noun", bound=Named)
BROUGHT_IN = "brought in"


def make(
    kind: type[Noun], rows: list[tuple[str, dict[str, Any]]], brought: Import, *, product: Any = None
) -> list[Noun]:
    """New things, findable by their words; what the owner brings in of their own side is accepted by it."""
    made = kind._make_many(rows, product=product)
    _write_words(made)
    _tell_each(made, brought, BROUGHT_IN)
    by = brought.started_by
    if made and by and isinstance(made[0], Accepted) and by.may(made[0].accept_act, made[0]):
        now = clock.now()
        Acceptance.objects.bulk_create([Acceptance(item=noun.item, by=by, at=now) for noun in made], batch_size=1000)
    return made


def keep_changes(changed: Sequence[Named], fields: Iterable[str], brought: Import, *, titles: bool = False) -> None:
    """Things known before, with what the file says now."""
    if not changed:
        return
    type(changed[0])._default_manager.bulk_update(changed, list(fields), batch_size=200)
    for noun in changed:
        noun.item.version += 1
    Item.objects.bulk_update(
        [noun.item for noun in changed], ["version", *(["title"] if titles else [])], batch_size=500
    )
    _write_words(changed)
    _tell_each(changed, brought, "updated")


def restore_taken_back(nouns: Iterable[Named], brought: Import) -> set[int]:
    """Things that the undoing of an import retired come back when a file names them again; what a person
    retired does not.
    """
    retired = [noun for noun in nouns if noun.item.retired_at]
    back = taken_back([noun.pk for noun in retired])
    returning = [noun for noun in retired if noun.pk in back]
    for noun in returning:
        noun.item.retired_at = None
        noun.item.version += 1
    Item.objects.bulk_update([noun.item for noun in returning], ["retired_at", "version"], batch_size=500)
    _tell_each(returning, brought, BROUGHT_IN)
    return back


def brought_in_by(brought: Import) -> Any:
    """Item ids of everything with a number that this import created."""
    return Event.objects.filter(within=brought.run_event(), verb=BROUGHT_IN).values("item_id")


def _write_words(nouns: Sequence[Named]) -> None:
    """The search words of many items in one statement."""
    ids, words = [noun.pk for noun in nouns], [noun.words_searched() for noun in nouns]
    if any(words):
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE record_item SET text = found.text FROM unnest(%s::bigint[], %s::text[]) AS found(id, text)"
                " WHERE record_item.id = found.id AND record_item.text <> found.text",
                [ids, words],
            )


def _tell_each(nouns: Sequence[Named], brought: Import, verb: str) -> None:
    run, now = brought.run_event(), clock.now()
    Event.objects.bulk_create(
        [
            Event(verb=verb, item=noun.item, product_id=noun.item.product_id, by_id=run.by_id, within=run, at=now)
            for noun in nouns
        ],
        batch_size=1000,
    )
