"""Verbs: every change is a method marked @recorded: it asks permission, writes in one transaction, leaves one event."""

from __future__ import annotations

import functools
import inspect
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import pghistory
from django.db import connection, transaction

from tandem.core import clock, once
from tandem.core.errors import NotAllowed, Refused
from tandem.core.ids import uuid7

P = ParamSpec("P")
R = TypeVar("R")

_under_way: ContextVar[tuple[UUID, ...]] = ContextVar("verbs_under_way", default=())


@dataclass(frozen=True)
class Verb:
    """What the registry knows of one verb: where it stands, its past tense and the act it asks for."""

    name: str
    past: str
    act: str
    function: Callable[..., Any]


VERBS: dict[str, Verb] = {}
HEARERS: list[Callable[[Any], None]] = []


def on_event(hear: Callable[[Any], None]) -> Callable[[Any], None]:
    """Register what is done with each event that is left, within the transaction of its verb."""
    HEARERS.append(hear)
    return hear


def recorded(past: str, *, act: str, facts: tuple[str, ...] = ()) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a verb. Its first argument is what it changes (for a creating classmethod, the parent comes second);
    it takes `by`, the member who acts, and may take `because`. `act` names the row of the permission table it asks
    for; an empty one means the class's own `draft_act`. Arguments named in `facts`, and properties of the thing as it
    is afterwards, are written into the event; so is what a thing that is no item is `told_as`.
    """

    def mark(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)

        @functools.wraps(function)
        def verb(*args: P.args, **kwargs: P.kwargs) -> R:
            said = signature.bind(*args, **kwargs)
            said.apply_defaults()
            return _perform(function, past, act, facts, said)

        VERBS[function.__qualname__] = Verb(function.__qualname__, past, act, verb)
        return verb

    return mark


def ask(by: Any, act: str, subject: Any) -> None:
    """Ask the permission table where no verb does: before work that goes on under an event left earlier."""
    _ask(by, act, subject)


def is_under_way() -> bool:
    """Whether some verb is writing now: rows are changed inside verbs and nowhere else."""
    return bool(_under_way.get())


def event_under_way() -> UUID | None:
    """The id of the event that the verb at work will leave: for work that is finished under it later."""
    return _under_way.get()[-1] if _under_way.get() else None


def _perform(
    function: Callable[..., Any], past: str, act: str, facts: tuple[str, ...], said: inspect.BoundArguments
) -> Any:
    target, subject = _whom(said)
    by = said.arguments["by"]
    with transaction.atomic(), _event_under_way(past, by) as (event, within):
        _ask(by, act or getattr(target, "draft_act", ""), subject)
        _lock(target, past)
        result = function(*said.args, **said.kwargs)
        _touch(target)
        _touch(result) if result is not target else None
        about = (_item_of(result) or _item_of(subject)) if isinstance(target, type) else _item_of(target)
        told = _told(result if isinstance(target, type) else target, said, facts)
        _leave(event, past, by, within=within, about=about, because=said.arguments.get("because"), told=told)
    once.changed()
    return result


@contextmanager
def _event_under_way(past: str, by: Any) -> Iterator[tuple[UUID, UUID | None]]:
    outer = _under_way.get()
    event = uuid7()
    token = _under_way.set((*outer, event))
    try:
        with pghistory.context(event=str(event), verb=past, by=by.pk if by else None):
            yield event, outer[-1] if outer else None
    finally:
        _under_way.reset(token)
        if not outer:
            _end_context()


def _end_context() -> None:
    """Inside somebody else's transaction, what is written after the verb is not the verb's."""
    if connection.in_atomic_block and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pghistory.context_id', '', true), "
                "set_config('pghistory.context_metadata', '', true)"
            )


def _whom(said: inspect.BoundArguments) -> tuple[Any, Any]:
    """What the verb changes, and what permission is asked about: for a creating verb, the parent it is made under."""
    values = list(said.arguments.values())
    target = values[0]
    if not isinstance(target, type):
        return target, target
    names = list(said.arguments)
    return target, values[1] if len(values) > 1 and names[1] != "by" else None


def _ask(by: Any, act: str, subject: Any) -> None:
    if by is None or not by.may(act, subject):
        who = getattr(by, "title", "Nobody")
        raise NotAllowed(f"{who} may not {act} here.")


def _lock(target: Any, past: str) -> None:
    """Hold the item so that two people acting on one thing act one after the other."""
    from tandem.record.models import Item, Named

    if not isinstance(target, Named) or target.pk is None:
        return
    target.item = Item.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if target.item.retired_at and past != "restored":
        raise Refused(f"{target.item.mark} was retired; restore it first.")


def _touch(target: Any) -> None:
    """Carry what the verb did to the noun over to its item: title, search words, retirement, version."""
    from tandem.record.models import Named

    if not isinstance(target, Named):
        return
    item = target.item
    item.version += 1
    item.text = target.words_searched()
    item.save(update_fields=["title", "text", "product", "version", "retired_at"])


def _item_of(thing: Any) -> Any:
    return getattr(thing, "item", None)


def _told(thing: Any, said: inspect.BoundArguments, facts: tuple[str, ...]) -> dict[str, Any]:
    values = {name: said.arguments[name] if name in said.arguments else getattr(thing, name) for name in facts}
    return {**json.loads(json.dumps(values, default=str)), **getattr(thing, "told_as", {})}


def _leave(
    event: UUID, past: str, by: Any, *, within: UUID | None, about: Any, because: str | None, told: dict[str, Any]
) -> None:
    from tandem.record.models import Event

    left = Event.objects.create(
        id=event,
        verb=past,
        item=about,
        product_id=about.product_id if about else None,
        by_id=by.pk if by else None,
        within_id=within,
        because=because or "",
        facts=told,
        at=clock.now(),
    )
    for hear in HEARERS:
        hear(left)


@contextmanager
def continued(event: Any) -> Iterator[None]:
    """Write on under an event that was already left: for a verb whose work is too long for one transaction, such as the
    run of an import. Every row changed within it is tied to that event; it opens no transaction and asks nobody.
    """
    token = _under_way.set((*_under_way.get(), event.pk))
    try:
        with pghistory.context(event=str(event.pk), verb=event.verb, by=event.by_id):
            yield
    finally:
        _under_way.reset(token)
