"""What the tests of connectors share: fixtures by the name of their preset, brought in by the console's door."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tandem.connectors import apps
from tandem.evidence.importing import Report, from_command
from tandem.evidence.models import Contact, Note
from tandem.evidence.presets import Preset, all_presets
from tandem.evidence.tests.importing_cast import Cast

HERE = Path(apps.__file__).parent
COUNTS = ("created", "updated", "unchanged", "skipped", "rejected")


def fixture(name: str) -> Path:
    """A file or folder that we wrote, by its name or by the name of its preset."""
    found = [path for path in HERE.glob("*/tests/fixtures/*") if name in (path.name, path.stem)]
    assert len(found) == 1, f"{name} has no fixture, or several"
    return found[0]


def bring(cast: Cast, path: Path | str, **said: Any) -> Report:
    """Import a fixture or a file, into a source of its own kind."""
    place = path if isinstance(path, Path) else fixture(path)
    return from_command(place, "sideline", said.pop("target", ""), said.pop("source", ""), by=cast.owner, **said)


def figures(report: Report) -> tuple[int, ...]:
    """Created, updated, unchanged, skipped, rejected: together they are all the records of the file."""
    found = tuple(getattr(report, name) for name in COUNTS)
    assert sum(found) == report.rows
    return found


def note(cast: Cast, words: str) -> Note:
    """The one note that says this."""
    return cast.notes().get(body__contains=words)


def person(email: str) -> Contact:
    return Contact.objects.get(email=email)


def names() -> list[str]:
    return [preset.name for preset in presets()]


def presets() -> list[Preset]:
    return sorted(all_presets(), key=lambda preset: preset.name)
