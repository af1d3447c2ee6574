"""What `tandem cluster` asks for, with what it refuses before anything is started."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tandem.cluster.workers import cluster, refuse_without
from tandem.core import database
from tandem.core.errors import Refused
from tandem.language.spreading import Spread
from tandem.language.themes import Progress


def refuse_what_makes_no_sense(product: str, files: list[Path], target: Path | None) -> None:
    """Either the notes of a product or files, and files need a folder for what is found."""
    if bool(product) == bool(files):
        raise Refused("Say what to read: --product for the notes of a product, or --from for files.")
    if bool(files) != (target is not None):
        raise Refused("Files need a folder for what is found: give --from and --to together.")
    refuse_without()


def workers(address: str, processes: int, *, notes: bool = True) -> AbstractContextManager[Spread]:
    """Ray, here or there. Other machines cannot reach the embedded database, which has no address."""
    if address and notes and database.is_embedded():
        raise Refused(
            "The embedded database answers on this machine alone: set DATABASE_URL to one that the cluster reaches."
        )
    return cluster(address, processes=processes)


def in_notes(
    product: Any, spread: Spread, *, by: Any, away: bool, sample: int, progress: Progress
) -> list[dict[str, Any]]:
    """The themes of a product, those with most notes first."""
    from tandem.cluster.notes import find
    from tandem.evidence.models import Theme

    find(product, spread, by=by, away=away, sample=sample, progress=progress)
    shown = Theme.objects.of(product).shown().ranked("notes")
    return [
        {"theme": theme.mark, "title": theme.title, "keywords": theme.keywords, "texts": theme.note_count}
        for theme in shown
    ]


def in_files(
    files: list[Path], target: Path, columns: tuple[str, str], spread: Spread, *, sample: int, progress: Progress
) -> list[dict[str, Any]]:
    """The themes of the texts in files."""
    from tandem.cluster.files import Files, find

    return find(Files.at(files, *columns, target), spread, sample=sample, progress=progress)
