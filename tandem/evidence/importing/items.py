"""Things with a number of their own, brought in by the chunk: items, nouns, search words and a line in each
one's history.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection

from tandem.core import clock
from tandem.evidence.importing.undoing import taken_back
from tandem.evidence.models import Import
from tandem.evidence.targets import Record, Tally
from tandem.record.models import Event, Item, Named
from tandem.team.models.acceptance import Acceptance, Accepted

Noun = TypeVar("Noun", bound=Named)
BROUGHT_IN = "brought in"
Said = tuple[Any, Record, dict[str, Any]]  # a thing known before, its row, and what the row says of its fields


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


def bring_up_to_date(
    brought: Import, known: Iterable[Said], back: set[int], tally: Tally, *, beside: Callable[[Any, Record], bool]
) -> None:
    """Things known before, with what the file says now; one that a person retired is given back. `beside` takes over
    what a row says beside the fields, such as domains, and says whether that is news.
    """
    changed: list[Named] = []
    fields: set[str] = set()
    for noun, record, facts in known:
        if noun.item.retired_at:
            tally.reject(record, f"{noun.title} was retired here; restore it first.")
            continue
        fields |= facts.keys() - {"title"}
        if differs := _take_over(noun, facts) | beside(noun, record):
            changed.append(noun)
        tally.updated += differs and noun.pk not in back
        tally.unchanged += not differs and noun.pk not in back
    _keep_changes(changed, fields, brought)


def nothing_beside(noun: Any, record: Record) -> bool:
    """For things of which a row says nothing beside their fields."""
    return False


def _take_over(noun: Any, facts: dict[str, Any]) -> bool:
    """Put what a row says in place; its own columns are added to those known. Whether anything differs."""
    wanted = {**facts, "custom": {**noun.custom, **facts["custom"]}} if "custom" in facts else dict(facts)
    title = wanted.pop("title", noun.title)
    differs = noun.title != title or any(getattr(noun, name) != value for name, value in wanted.items())
    noun.item.title = title
    for name, value in wanted.items():
        setattr(noun, name, value)
    return bool(differs)


def _keep_changes(changed: Sequence[Named], fields: Iterable[str], brought: Import) -> None:
    if not changed:
        return
    if names := sorted(fields):
        type(changed[0])._default_manager.bulk_update(changed, names, batch_size=200)
    for noun in changed:
        noun.item.version += 1
    Item.objects.bulk_update([noun.item for noun in changed], ["version", "title"], batch_size=500)
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
