"""What the reading tests share: files written on the spot, and the pile of real ones beside the repository."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tandem.core.errors import Refused
from tandem.evidence.reading import BadRow, Row, Shape, inspect, rows

Write = Callable[..., Path]
PILE = Path(__file__).resolve().parents[4].parent / "shared" / "data"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file and give its path."""

    def written(content: str | bytes, name: str = "notes.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return written


@pytest.fixture
def pile() -> Path:
    """The folder of real exports and torture files."""
    if not PILE.is_dir():
        pytest.skip("the sample files are not beside this repository (../shared/data)")
    return PILE


def read(path: Path, **asked: object) -> tuple[Shape, list[Row], list[BadRow]]:
    """A file looked at and read to its end."""
    shape = inspect(path, **asked)  # type: ignore[arg-type]
    found = list(rows(path, shape))
    return shape, [r for r in found if isinstance(r, Row)], [r for r in found if isinstance(r, BadRow)]


def outcome(path: Path) -> str:
    """`read`, or the sentence of the refusal; any other exception is the test's failure."""
    try:
        read(path)
    except Refused as refusal:
        return str(refusal)
    return "read"
