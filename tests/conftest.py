"""What the tests that cross the stages share: the cast of the permission matrix, and an ear at the permission table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from tandem.record import verbs
from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Every act that a verb asks for while the test runs, and whether it was allowed."""
    heard: list[tuple[str, bool]] = []
    really_ask = verbs._ask

    def ask(by: Any, act: str, subject: Any) -> None:
        heard.append((act, bool(by and by.may(act, subject))))
        really_ask(by, act, subject)

    monkeypatch.setattr(verbs, "_ask", ask)
    return heard


Counted = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def counted(cov: Any) -> Counted:
    """What runs within it counts as cover, in a test that otherwise does not."""

    @contextmanager
    def count() -> Iterator[None]:
        if cov is None:
            yield
            return
        cov.start()
        try:
            yield
        finally:
            cov.stop()

    return count


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written within it is taken back, so that the next person finds the same world."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)
