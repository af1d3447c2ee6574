"""Tables as CSV files; a cell that a spreadsheet would run as a formula is made harmless."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from defusedcsv import csv
from django.http import HttpResponse, StreamingHttpResponse

CSV = "text/csv; charset=utf-8"


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as the bytes of a CSV file in UTF-8."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(heads)
    writer.writerows(rows)
    return sheet.getvalue().encode("utf-8", errors="replace")


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> HttpResponse:
    """A table to save under a name; whole or, where a row fails, not at all."""
    return HttpResponse(csv_bytes(heads, rows), content_type=CSV, headers=_saved_as(name))


def csv_stream(name: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """The same of a table too long to hold: each row is sent as it is read."""
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield writer.writerow(heads)
        for row in rows:
            yield writer.writerow(row)

    return StreamingHttpResponse(lines(), content_type=CSV, headers=_saved_as(name))


class _Line:
    """What the CSV writer writes to: it hands each line straight on."""

    def write(self, line: str) -> str:
        return line


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
