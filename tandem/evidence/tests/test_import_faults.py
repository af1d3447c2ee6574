"""Imports that are killed, run again, or run at the same time: the same rows as one undisturbed run, and none twice."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import close_old_connections, connection

from tandem.evidence.importing import run as engine
from tandem.evidence.models import Company, Contact, Import, Note
from tandem.evidence.models.imports import RejectedRow
from tandem.evidence.tests.importing_cast import Cast, counts, gather

ROWS = 45
NAMED = {"body": "text", "external_id": "id", "author_email": "mail", "created_at": "created"}


class Killed(BaseException):
    """Not an Exception, like the end of a process: nothing may catch it on the way."""


@pytest.fixture
def cast() -> Cast:
    return gather()


def text(rows: int = ROWS) -> str:
    """Rows with ids and without, repeated words, a bad date in each seven, an empty body in each eleven."""
    lines = ["id,text,mail,created"]
    for n in range(rows):
        ident = "" if n % 3 == 0 else f"t{n}"
        words = "" if n % 11 == 10 else f"It fails {n % 5}"
        lines.append(f"{ident},{words},p{n % 6}@harbor.example,{'never' if n % 7 == 6 else '2026-01-02'}")
    return "\n".join(lines) + "\n"


def picture(brought: Import) -> tuple[Any, ...]:
    """Everything that a run leaves behind, as far as two runs can be compared."""
    notes = (
        Note.objects.filter(source=brought.source)
        .order_by("key")
        .values_list("key", "body", "external_id", "contact__email")
    )
    rejected = RejectedRow.objects.filter(brought=brought).order_by("number").values_list("number", "reason")
    return ([(bytes(key), *rest) for key, *rest in notes], list(rejected), counts(brought))


def undisturbed(cast: Cast) -> tuple[Any, ...]:
    brought = cast.bring(text(), named=NAMED, source="Undisturbed")
    return picture(brought)


def run_killed(brought: Import, cast: Cast, monkeypatch: pytest.MonkeyPatch, place: str, at: int) -> None:
    """One run that dies at the `at`-th call of a step of the engine, before or after it was done."""
    name, _, when = place.partition(" ")
    whole: Callable[..., Any] = getattr(engine.Run, name)
    calls = 0

    def dying(self: engine.Run, *args: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == at and when == "before":
            raise Killed
        result = whole(self, *args)
        if calls == at:
            raise Killed
        return result

    with monkeypatch.context() as patched:
        patched.setattr(engine.Run, name, dying)
        with pytest.raises(Killed):
            brought.run(by=cast.owner)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "place", ["_keep before", "_keep after", "_written after", "_count after", "_finish before", "_finish after"]
)
@pytest.mark.parametrize("at", [1, 2, 5])
def test_an_import_killed_at_any_chunk_and_run_again_has_the_same_rows(
    monkeypatch: pytest.MonkeyPatch, place: str, at: int
) -> None:
    cast = gather()
    monkeypatch.setattr(engine, "CHUNK", 10)
    expected = undisturbed(cast)
    brought = cast.prepare(text(), named=NAMED)
    run_killed(brought, cast, monkeypatch, place, 1 if place.startswith("_finish") else at)
    brought = Import.objects.get(pk=brought.pk)
    brought.run(by=cast.owner)
    assert picture(brought) == expected
    assert brought.state == "done"


class Axe:
    """Counts the statements of a run, and ends it at one of them."""

    def __init__(self, at: int = 0, end: Callable[[], None] | None = None) -> None:
        self.at, self.met, self.end = at, 0, end

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        self.met += 1
        if self.met == self.at:
            if self.end:
                self.end()
            raise Killed
        return execute(sql, params, many, context)


def statements(cast: Cast, lines: str) -> tuple[int, tuple[Any, ...]]:
    """How many statements an undisturbed run takes, and what it leaves behind."""
    brought, axe = cast.prepare(lines, named=NAMED, source="Undisturbed"), Axe()
    with connection.execute_wrapper(axe):
        brought.run(by=cast.owner)
    return axe.met, picture(brought)


@pytest.mark.fault
@pytest.mark.django_db
def test_an_import_killed_at_180_random_statements_has_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    cast, chance, lines = gather(), random.Random(20261122), text(14)
    monkeypatch.setattr(engine, "CHUNK", 6)
    whole, expected = statements(cast, lines)
    kills = 0
    while kills < 180:
        brought = cast.prepare(lines, named=NAMED, source=f"Killed {kills}")
        for _ in range(chance.choice([1, 1, 3])):
            with connection.execute_wrapper(Axe(chance.randint(1, whole))), contextlib.suppress(Killed):
                Import.objects.get(pk=brought.pk).run(by=cast.owner)
                continue
            kills += 1
        Import.objects.get(pk=brought.pk).run(by=cast.owner)
        assert picture(brought) == expected


@pytest.mark.fault
def test_an_import_whose_process_is_killed_at_20_random_statements_has_the_same_rows(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast, chance, lines = gather(), random.Random(11), text(24)
    monkeypatch.setattr(engine, "CHUNK", 6)
    whole, expected = statements(cast, lines)
    for attempt in range(20):
        brought = cast.prepare(lines, named=NAMED, source=f"Killed {attempt}")
        end = killed_process(brought.pk, cast, chance.randint(1, whole - 2))
        assert end == -signal.SIGKILL
        Import.objects.get(pk=brought.pk).run(by=cast.owner)
        assert picture(brought) == expected


def killed_process(key: int, cast: Cast, at: int) -> int:
    """A process of its own that runs the import until the kernel kills it at one of its statements."""

    def begin() -> None:
        with connection.execute_wrapper(Axe(at, lambda: os.kill(os.getpid(), signal.SIGKILL))):
            Import.objects.get(pk=key).run(by=cast.owner)

    connection.close()
    connection.close_pool()
    child = multiprocessing.get_context("fork").Process(target=begin)
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["notes", "companies"])
def test_the_same_file_brought_three_times_changes_nothing_after_the_first(cast: Cast, target: str) -> None:
    firms = "name,domain,id\n" + "".join(f"Firm {n},firm{n}.example,{n or ''}\n" for n in range(9))
    lines, named = (text(), NAMED) if target == "notes" else (firms, {})
    first, second, third = (counts(cast.bring(lines, target=target, named=named)) for _ in range(3))
    assert second == third == (0, 0, first[0], *first[3:])


@pytest.mark.django_db
def test_an_import_that_ended_is_not_run_again() -> None:
    cast = gather()
    brought = cast.bring(text(), named=NAMED)
    before = picture(brought)
    brought.run(by=cast.owner)
    assert picture(brought) == before


def at_once(*jobs: Callable[[], None]) -> None:
    """Each in a thread and on a connection of its own, started together."""
    together, failed = threading.Barrier(len(jobs)), []

    def begin(job: Callable[[], None]) -> None:
        try:
            together.wait()
            job()
        except BaseException as error:
            failed.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=begin, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed, failed


@pytest.mark.fault
def test_the_same_import_run_by_two_at_once_has_each_row_once(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = gather()
    monkeypatch.setattr(engine, "CHUNK", 5)
    expected = undisturbed(cast)
    brought = cast.prepare(text(), named=NAMED)
    brought.start(by=cast.owner)
    at_once(*[lambda: Import.objects.get(pk=brought.pk).run(by=cast.owner)] * 2)
    assert picture(brought) == expected


@pytest.mark.fault
def test_the_same_file_in_sixteen_imports_at_once_makes_no_twins(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = gather()
    monkeypatch.setattr(engine, "CHUNK", 5)
    expected = undisturbed(cast)
    sixteen = [cast.prepare(text(), named=NAMED) for _ in range(16)]
    at_once(*[lambda brought=brought: brought.run(by=cast.owner) for brought in sixteen])  # type: ignore[misc]
    notes, rejected, summed = expected
    found = [counts(brought) for brought in sixteen]
    assert picture(sixteen[0])[:2] == (notes, rejected)
    assert sum(created for created, *_ in found) == summed[0]
    assert {one[3:] for one in found} == {summed[3:]}


@pytest.mark.fault
def test_two_sources_with_the_same_people_at_once_make_each_person_once(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = gather()
    monkeypatch.setattr(engine, "CHUNK", 3)
    Company.open("Harbor Sideline", domains=["harbor.example"], by=cast.owner)
    two = [cast.prepare(text(), named=NAMED, source=name) for name in ("One", "Two")]
    at_once(*[lambda brought=brought: brought.run(by=cast.owner) for brought in two])  # type: ignore[misc]
    assert counts(two[0]) == counts(two[1])
    assert Contact.objects.filter(email__endswith="@harbor.example").count() == 6
