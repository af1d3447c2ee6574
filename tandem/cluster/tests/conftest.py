"""What the tests share: pieces done one after the other in this process, in place of Ray."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from tandem.language.spreading import Spread, Work


def _one_by_one(work: Work, shared: Any, pieces: Iterable[Any]) -> Iterator[Any]:
    for piece in pieces:
        yield work(shared, piece)


@pytest.fixture
def spread() -> Spread:
    return _one_by_one
