"""Lists as CSV files, streamed; cells that a spreadsheet would run as a formula are defused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from defusedcsv import csv
from django.http import StreamingHttpResponse

from tandem.evidence.filters import NoteFilter
from tandem.evidence.models import Company, Note
from tandem.evidence.views.acting import product_named
from tandem.team.request import Request

NOTE_COLUMNS = (
    "id",
    "said_at",
    "source",
    "form",
    "company",
    "author",
    "rating",
    "state",
    "theme",
    "title",
    "text",
    "url",
)
COMPANY_COLUMNS = (
    "number",
    "name",
    "life_cycle",
    "arr",
    "employees",
    "industry",
    "country",
    "plan",
    "segment",
    "crm_id",
)


def notes(request: Request, product: str) -> StreamingHttpResponse:
    """The notes of a product, as filtered on the page."""
    found = product_named(request, product)
    chosen = NoteFilter.of(request.GET, found).apply(Note.objects.visible_to(request.user).of(found))
    rows = chosen.with_speaker().with_companies().select_related("theme__item").newest_first().iterator(2000)
    return _file(f"{found.slug}-notes.csv", NOTE_COLUMNS, (_note(note) for note in rows))


def companies(request: Request) -> StreamingHttpResponse:
    """All companies in use."""
    rows = (
        Company.objects.visible_to(request.user).in_use().select_related("item").order_by("item__title").iterator(2000)
    )
    return _file("companies.csv", COMPANY_COLUMNS, (_company(company) for company in rows))


def _note(note: Note) -> Sequence[Any]:
    return (
        note.pk,
        note.said_at.isoformat(),
        note.source.title,
        note.source.get_form_display(),
        "; ".join(str(company) for company in (note.company, *note.also.all()) if company),
        note.author_email or note.author_name,
        note.rating if note.rating is not None else "",
        note.state,
        note.theme or "",
        note.title,
        note.body,
        note.url,
    )


def _company(company: Company) -> Sequence[Any]:
    facts = (getattr(company, name) for name in COMPANY_COLUMNS[2:])
    return (company.number, company.title, *("" if fact is None else fact for fact in facts))


class _Line:
    """What the CSV writer writes to: it hands each line straight on."""

    def write(self, line: str) -> str:
        return line


def _file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    writer = csv.writer(_Line())

    def lines() -> Iterator[str]:
        yield writer.writerow(columns)
        for row in rows:
            yield writer.writerow(row)

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
