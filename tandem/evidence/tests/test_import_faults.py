"""Imports that are killed, run again, or run at the same time: the same rows as one undisturbed run, and none twice."""

from __future__ import annotations

import random
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


@pytest.mark.django_db
def test_an_import_killed_again_and_again_at_random_points_has_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = gather()
    chance = random.Random(20261122)
    expected = undisturbed(cast)
    for attempt in range(25):
        monkeypatch.setattr(engine, "CHUNK", chance.choice([1, 2, 3, 7, 10]))
        brought = cast.prepare(text(), named=NAMED, source=f"Killed {attempt}")
        for _ in range(chance.randint(1, 4)):
            monkeypatch.setattr(engine, "CHUNK", chance.choice([1, 2, 3, 7, 10]))
            place = chance.choice(["_keep before", "_keep after", "_written after", "_count after"])
            run_killed(Import.objects.get(pk=brought.pk), cast, monkeypatch, place, 1)
        Import.objects.get(pk=brought.pk).run(by=cast.owner)
        assert picture(brought) == expected


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
def test_the_same_file_in_two_imports_at_once_makes_no_twins(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = gather()
    monkeypatch.setattr(engine, "CHUNK", 5)
    expected = undisturbed(cast)
    two = [cast.prepare(text(), named=NAMED) for _ in range(2)]
    at_once(*[lambda brought=brought: brought.run(by=cast.owner) for brought in two])  # type: ignore[misc]
    notes, rejected, summed = expected
    first, second = (counts(brought) for brought in two)
    assert picture(two[0])[:2] == (notes, rejected)
    assert first[0] + second[0] == summed[0]
    assert (first[3:], second[3:]) == (summed[3:], summed[3:])


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
