"""Imports over the API: send a file, say which column is which field, run it, read what became of each row, undo it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from tandem.core import files
from tandem.core.paging import Keyset
from tandem.evidence.importing.console import source_named, target_of
from tandem.evidence.importing.mapping import by_names, guessed
from tandem.evidence.importing.queue import set_going, set_trying
from tandem.evidence.models import Import
from tandem.evidence.presets import Preset, all_presets
from tandem.evidence.targets import target_named
from tandem.record.verbs import ask
from tandem.team.request import Request, product_of_slug

router = Router(tags=["Imports"])
ROUTERS = {"/imports": router}
MOST = 200


def _example(**fields: Any) -> dict[str, Any]:
    return {"json_schema_extra": {"examples": [fields]}}


class ImportIn(Schema):
    """What is in a file, and where its rows go."""

    model_config = _example(product="ledgerly", target="notes", source="Support inbox")  # type: ignore[assignment]
    product: str = Field(description="The product's address.", max_length=60)
    target: str = Field(
        "notes",
        description="notes, companies, contacts, features, releases, goals or deals; empty for the preset's",
        max_length=20,
    )
    preset: str = Field(
        "", description="The preset to read it with, none for none; empty for the one that fits.", max_length=60
    )
    source: str = Field(
        "",
        description="For notes: the named source. The same one finds the same notes again; a new name opens one.",
        max_length=120,
    )
    encoding: str = Field(
        "", description="How the text is encoded, where that should not be found by itself.", max_length=40
    )
    delimiter: str = Field(
        "", description="What parts the cells, where that should not be found by itself.", max_length=10
    )
    sheet: str = Field("", description="The sheet of a workbook; without it the longest.", max_length=120)
    header_row: int | None = Field(None, ge=0, le=1000, description="The row of the header; 0 where there is none.")


class MappingIn(Schema):
    """Which column is which field. What is not named is guessed; an empty name leaves a field out."""

    model_config = _example(
        columns={"body": "text", "author_email": "from"},
        dates={"created_at": "dmy"},
        zone="UTC",
        currency="USD",
        rates={"EUR": "1.08"},
    )  # type: ignore[assignment]
    columns: dict[str, str] = Field(default_factory=dict, description="Field to the name of its column.")
    dates: dict[str, str] = Field(default_factory=dict, description="Order of the dates by field: dmy, mdy or ymd.")
    marks: dict[str, str] = Field(default_factory=dict, description="Decimal mark by field: a point or a comma.")
    zone: str = Field("UTC", max_length=40, description="The time zone meant where none is written.")
    currency: str = Field("", max_length=3, description="The currency of amounts that name none.")
    rates: dict[str, str] = Field(
        default_factory=dict, description="What one of another currency is worth in the workspace's."
    )
    answers: dict[str, str] = Field(default_factory=dict, description="Answers to what the preset asks, by name.")


class PresetOut(Schema):
    """An export that Tandem knows: what it brings in and what it says of itself."""

    model_config = _example(
        name="fider_posts", label="Fider posts", target="notes", about="A post is a note.", verified=True,
        docs="docs/imports/fider.md",
    )  # type: ignore[assignment]  # fmt: skip
    name: str
    label: str
    target: str
    about: str = Field(alias="says")
    verified: bool = Field(description="Whether its headers were seen in a real export.")
    docs: str

    @staticmethod
    def resolve_docs(preset: Preset) -> str:
        return f"docs/imports/{preset.system}.md"


class AskedOut(Schema):
    """Something that the preset asks: answer it under its name when mapping the columns."""

    name: str
    sentence: str
    choices: list[str] = Field(description="What can be answered; empty for a text.")
    proposed: str = Field(description="What is taken where nothing is answered; empty where an answer is needed.")


class CancelIn(Schema):
    """Whether what is in stays, and why it is ended."""

    model_config = _example(keep=True, because="The wrong month.")  # type: ignore[assignment]
    keep: bool = Field(True, description="Without it, what is in is taken back as far as nobody has linked it since.")
    because: str = Field("", max_length=400)


class WhyOut(Schema):
    """A reason why rows would be given back, or passed over."""

    why: str
    rows: int
    first: int = Field(description="The first row it is about.")


class DryRunOut(Schema):
    """What would become of the rows: rows = created + updated + unchanged + skipped + rejected, once it is done."""

    state: str = Field(description="waiting, running, done or refused")
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    rejected: int = 0
    reasons: list[WhyOut] = Field(default_factory=list, description="The most frequent reasons.")
    passed: list[WhyOut] = Field(default_factory=list, description="The most frequent reasons for passing rows over.")
    companies: int = Field(0, description="For notes: companies known that they speak of.")
    unknown: int = Field(0, description="For notes: names of companies that nobody knows yet.")
    people: int = Field(0, description="For notes: people who are new.")
    why: str = Field("", description="Why the file was refused, as a sentence; empty otherwise.")


class ImportOut(Schema):
    """An import and what became of its rows: rows = created + updated + unchanged + skipped + rejected."""

    model_config = _example(
        number=7, file="tickets.csv", target="notes", source="Support inbox", state="done",
        columns=["id", "text", "from"], preset="", asks=[],
        guess={"body": "text"}, rows=1200, created=1180, updated=0, unchanged=15, skipped=3, rejected=2, why_refused="",
        dry_run=None, started_at="2026-11-20T09:00:00Z", ended_at="2026-11-20T09:00:02Z",
    )  # type: ignore[assignment]  # fmt: skip
    number: int
    file: str = Field(alias="title")
    target: str
    source: str | None
    state: str = Field(description="mapping, waiting, running, paused, done, refused, cancelled, undoing or undone")
    columns: list[str] = Field(description="The columns found in the file.")
    guess: dict[str, str] = Field(description="The mapping proposed: field to column.")
    preset: str = Field(description="The preset it is read with; empty where none fits.")
    asks: list[AskedOut] = Field(description="What the preset asks.")
    rows: int = Field(alias="rows_read")
    created: int
    updated: int
    unchanged: int
    skipped: int = Field(description="Rows that say nothing: empty ones, footers, the very same row twice.")
    rejected: int = Field(description="Rows given back; read them under /imports/{number}/rejects.")
    dry_run: DryRunOut | None = Field(description="What the last dry run came to; empty before one was asked for.")
    why_refused: str = Field(description="Why the file cannot be read, as a sentence; empty otherwise.")
    started_at: datetime | None
    ended_at: datetime | None

    @staticmethod
    def resolve_source(brought: Import) -> str | None:
        return brought.source.title if brought.source else None

    @staticmethod
    def resolve_columns(brought: Import) -> list[str]:
        shape = brought.shown_shape
        return [column.name for column in shape.columns] if shape else []

    @staticmethod
    def resolve_dry_run(brought: Import) -> dict[str, Any] | None:
        return brought.dry_run or None

    @staticmethod
    def resolve_guess(brought: Import) -> dict[str, str]:
        shape = brought.shown_shape
        return {name: shape.columns[at].name for name, at in guessed(shape, brought.goes_to).items()} if shape else {}


    @staticmethod
    def resolve_preset(brought: Import) -> str:
        shape = brought.shown_shape
        return shape.preset if shape else ""

    @staticmethod
    def resolve_asks(brought: Import) -> list[dict[str, Any]]:
        shape = brought.shown_shape
        return [
            {**asdict(asked), "choices": [value for value, _ in asked.choices]}
            for asked in (shape.questions if shape else ())
            if asked.name
        ]


class ImportList(Schema):
    """Imports, newest first, and the token of the following page."""

    items: list[ImportOut]
    next: str | None


class UndoneOut(Schema):
    """What taking an import back came to."""

    model_config = _example(taken_back=1180, kept=2, under_way=False)  # type: ignore[assignment]
    taken_back: int
    kept: int = Field(description="What stays because something rests on it.")
    under_way: bool = Field(description="Many rows are taken back by the worker: read the import to see how far it is.")


@router.get("", response=ImportList, operation_id="list_imports", summary="Imports")
def list_imports(
    request: Request, product: str = "", after: str | None = None, limit: Annotated[int, Query(ge=1, le=MOST)] = 50
) -> dict[str, Any]:
    """Newest first, of one product or of all that you may see."""
    found = _seen(request)
    if product:
        found = found.of(product_of_slug(request, product))
    page = Keyset(found, order=("-item__number",), after=after, size=limit).page()
    return {"items": page.rows, "next": page.next}


@router.get("/presets", response=list[PresetOut], operation_id="list_presets", summary="Presets")
def list_presets(request: Request, target: str = "") -> list[Preset]:
    """The exports of other systems that are known, all of them or those that bring in one kind of thing."""
    return all_presets(target)


@router.post("", response={201: ImportOut}, operation_id="open_import", summary="Send a file")
def open_import(request: Request, said: Form[ImportIn], file: File[UploadedFile]) -> tuple[int, Import]:
    """Looks at the file and proposes a mapping; nothing is brought in yet. A file that cannot be read says why."""
    product = product_of_slug(request, said.product)
    ask(request.user, Import.draft_act, product)  # before a file is kept or a source is opened for it
    if said.target:
        target_named(said.target)
    kept = files.store(file.chunks(), name=file.name or "file")
    target = target_named(said.target or target_of(kept, said.preset))
    source = source_named(product, said.source, by=request.user) if target.needs_source and said.source else None
    asked = {name: getattr(said, name) for name in ("encoding", "delimiter", "sheet", "header_row", "preset")}
    asked = {name: value for name, value in asked.items() if value not in (None, "")}
    return 201, Import.open(product, kept, target=target.name, source=source, by=request.user, **asked)


@router.get("/{number}", response=ImportOut, operation_id="read_import", summary="One import")
def read_import(request: Request, number: int) -> Import:
    """How far it is, or what it came to."""
    return _found(request, number)


@router.post("/{number}/mapping", response=ImportOut, operation_id="map_import", summary="Map the columns")
def map_import(request: Request, number: int, said: MappingIn) -> Import:
    """What a column leaves open, such as day or month first, is refused as a question; answer it and send the
    mapping again.
    """
    brought = _found(request, number)
    shape = brought.shown_shape
    fields = by_names(shape, brought.goes_to, said.columns) if shape else {}
    brought.map(fields, by=request.user, **said.dict(exclude={"columns"}))
    return brought


@router.post("/{number}/dry-run", response={202: ImportOut}, operation_id="try_out_import", summary="Dry run")
def try_out_import(request: Request, number: int) -> tuple[int, Import]:
    """Counts what would become of each row, and keeps nothing of it. A large file is read by the worker: ask for the
    import until its dry run is done.
    """
    set_trying(_found(request, number), by=request.user)
    return 202, _found(request, number)


@router.post("/{number}/run", response={202: ImportOut}, operation_id="run_import", summary="Bring the rows in")
def run_import(request: Request, number: int) -> tuple[int, Import]:
    """A small file is in when this answers; a large one is done by the worker. Running it again goes on where
    it stopped.
    """
    set_going(_found(request, number), by=request.user)
    return 202, _found(request, number)


@router.post("/{number}/pausing", response=ImportOut, operation_id="pause_import", summary="Pause an import")
def pause_import(request: Request, number: int) -> Import:
    """Stops after the chunk that is being written."""
    _found(request, number).pause(by=request.user)
    return _found(request, number)


@router.post("/{number}/resuming", response={202: ImportOut}, operation_id="resume_import", summary="Let it go on")
def resume_import(request: Request, number: int) -> tuple[int, Import]:
    """Goes on after the last chunk that was kept."""
    brought = _found(request, number)
    brought.resume(by=request.user)
    set_going(brought, by=request.user)
    return 202, _found(request, number)


@router.post("/{number}/cancelling", response=UndoneOut, operation_id="cancel_import", summary="Cancel an import")
def cancel_import(request: Request, number: int, said: CancelIn) -> Any:
    """Ends it before its end; what is in stays or is taken back."""
    return _found(request, number).cancel(by=request.user, keep=said.keep, because=said.because)


@router.get("/{number}/undoing", response=UndoneOut, operation_id="count_undoing", summary="What undoing would come to")
def count_undoing(request: Request, number: int) -> Any:
    """Counts what could be taken back, and takes nothing."""
    return _found(request, number).would_undo()


@router.post("/{number}/undoing", response=UndoneOut, operation_id="undo_import", summary="Undo an import")
def undo_import(request: Request, number: int) -> Any:
    """Takes back what the import created, as far as nobody has linked it since."""
    return _found(request, number).undo(by=request.user)


@router.get("/{number}/rejects", response={200: str}, operation_id="read_rejects", summary="The rows given back")
def read_rejects(request: Request, number: int) -> HttpResponseBase:
    """A CSV file with the reason beside each row; mended, it can be sent again."""
    brought = _found(request, number)
    if brought.rejects is None:
        raise Http404
    stream = open(files.path_of(brought.rejects), "rb")  # noqa: SIM115 - the response closes it
    return FileResponse(
        stream, as_attachment=True, filename=brought.rejects.name, content_type="text/csv; charset=utf-8"
    )


def _seen(request: Request) -> Any:
    return Import.objects.visible_to(request.user).select_related("item", "file", "source__item", "rejects")


def _found(request: Request, number: int) -> Import:
    found: Import = get_object_or_404(_seen(request), item__number=number)
    return found
