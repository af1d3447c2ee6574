"""The rows an import gives back: a CSV file with the reason beside each, which can be mended and imported again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from defusedcsv import csv as defused

from tandem.core import files
from tandem.evidence.models import Import
from tandem.evidence.models.imports import RejectedRow
from tandem.evidence.reading import Shape

READ_AT_ONCE = 2_000
REASON = "Why this row was not imported"
MARKED = ("'=", "'+", "'-", "'@", "'|", "'%", "''")


def keep_rejects(brought: Import) -> None:
    """Keep the file of the rows given back with their import, which is saved by whoever asks."""
    shape = brought.shown_shape
    if shape and brought.rejected:
        rejected = RejectedRow.objects.filter(brought=brought).order_by("id").values_list("cells", "reason")
        name = f"rejected from {brought.file.name.removeprefix('rejected from ')}"
        name = name if name.endswith(".csv") else f"{name}.csv"
        lines = rejects_file(shape, rejected.iterator(chunk_size=READ_AT_ONCE))
        brought.rejects = files.store(lines, name=name, content_type="text/csv")


def rejects_file(shape: Shape, rejected: Iterable[tuple[Any, str]]) -> Iterator[bytes]:
    """The file's lines. The reason comes first, so that a row with too many cells still shows all of them."""
    yield "\ufeff".encode()
    yield _line([REASON, *(column.header or column.name for column in shape.columns)])
    for cells, reason in rejected:
        yield _line([reason, *_as_cells(shape, cells)])


def unescaped(cell: str) -> str:
    """A cell of a rejects file without the mark that keeps spreadsheets from running it."""
    if not cell.startswith(MARKED):
        return cell
    return cell[1:] if cell.startswith("''") else cell[1:].replace("\\|", "|")


def _line(cells: list[str]) -> bytes:
    text = io.StringIO()
    # A cell that already begins like a marked one gets a mark of its own, so that reading the file back is exact.
    defused.writer(text, lineterminator="\r\n").writerow(
        "'" + cell if cell.startswith(MARKED) else cell for cell in cells
    )
    return text.getvalue().encode()


def _as_cells(shape: Shape, cells: Any) -> list[str]:
    if isinstance(cells, list):
        return [str(cell) for cell in cells]
    if isinstance(cells, dict):
        return [_cell(cells.get(column.name, "")) for column in shape.columns]
    return _parts(str(cells), shape)


def _parts(raw: str, shape: Shape) -> list[str]:
    """A row that could not be read, cut where the delimiter stands; a record of JSON stays in one cell."""
    if not shape.delimiter or len(shape.delimiter) > 1:
        return [raw]
    try:
        return next(csv.reader([raw], delimiter=shape.delimiter), [raw])
    except csv.Error:
        return raw.split(shape.delimiter)


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
