"""Documents over the API: drawn now as JSON or as a file, kept, and what their business case takes for granted."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.http import Http404, HttpResponse
from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.definition.api_features import features
from tandem.definition.api_releases import releases
from tandem.definition.api_shared import NounOut, ReasonIn, example, listed, visible
from tandem.definition.documents import as_file, draw, form_named, moved_since
from tandem.definition.documents.drawing import look_of
from tandem.definition.models import Assumption, Document, DocumentStyle, Feature, Release
from tandem.team.models import Workspace
from tandem.team.request import Request

documents = Router(tags=["Documents"])
TAGS = ["Documents"]
Edition = Literal["inside", "outside"]
Ending = Literal["md", "docx", "pdf"]
HOME = "/{int:number}/documents/{form}"


class DocumentOut(NounOut):
    """A drawing that was kept."""

    about: str = Field(alias="about.mark", description="The feature or release, as a mark.")
    form: str
    edition: str
    by: str = Field(alias="by.title")
    drawn_at: datetime


class DocumentWhole(DocumentOut):
    """With what it says, and what the record says otherwise since."""

    content: dict[str, Any] = Field(description="Sections of paragraphs, lists, tables, figures and quotes.")
    moved: list[str] = Field(description="Titles of the sections that would be drawn otherwise today.")


class Documents(Schema):
    """One page of kept drawings."""

    items: list[DocumentOut]
    next: str | None


class EditionIn(Schema):
    """Which edition to keep."""

    model_config = example(edition="inside")  # type: ignore[assignment]
    edition: Edition = "inside"


class AssumptionIn(Schema):
    """What is taken for granted; with `stands_for` the case reckons with its number."""

    model_config = example(
        text="A person-week costs us", stands_for="week", value="4200", because="Payroll of the last quarter."
    )  # type: ignore[assignment]
    text: str = Field(min_length=1, max_length=300)
    stands_for: Literal["", "week", "share", "extra"] = ""
    value: Decimal | None = Field(None, ge=0, max_digits=18, decimal_places=2)
    because: str = Field("", max_length=2000)


class AssumptionOut(Schema):
    """An assumption that stands, by its place."""

    position: int
    text: str
    stands_for: str
    value: Decimal | None
    because: str
    by: str = Field(alias="by.title")
    at: datetime


class StyleIn(Schema):
    """How documents look. Sections are names in order, for each kind; a kind that is left out has all of its own."""

    model_config = example(  # type: ignore[assignment]
        color="#1d4ed8", footer="Northwind Finance, confidential", sections={"brief": ["what", "ground", "open"]}
    )
    color: str = Field("#1d4ed8", max_length=7)
    footer: str = Field("", max_length=200)
    sections: dict[str, list[str]] = {}


class StyleOut(Schema):
    """How documents look now."""

    color: str
    footer: str
    sections: dict[str, list[str]]
    has_logo: bool


def _routes(router: Router, rows: Any, kind: str) -> None:
    """Drawing and keeping: the same for features and releases, on the routers of each."""

    @router.get(HOME, response=dict[str, Any], operation_id=f"{kind}_draw", summary="Draw a document", tags=TAGS)
    def drawn(request: Request, number: int, form: str, edition: Edition = "inside") -> Any:
        """The document as the record stands now, as plain values."""
        return _drawn(request, visible(request, rows, number), form, edition)

    @router.get(f"{HOME}/{{ending}}", operation_id=f"{kind}_draw_file", summary="Draw a file", tags=TAGS)
    def drawn_file(
        request: Request, number: int, form: str, ending: Ending, edition: Edition = "inside"
    ) -> HttpResponse:
        """The same as Markdown, DOCX or PDF."""
        content, style = (
            _drawn(request, visible(request, rows, number), form, edition),
            DocumentStyle.of_the_workspace(),
        )
        return _file(content, look_of(style.color, style.footer, style.logo), ending)

    @router.post(HOME, response={201: DocumentOut}, operation_id=f"{kind}_keep", summary="Keep a drawing", tags=TAGS)
    def keep(request: Request, number: int, form: str, given: EditionIn) -> Any:
        """Keep it as the record stands now."""
        return 201, Document.keep(visible(request, rows, number), form, edition=given.edition, by=request.user)


def _assuming(router: Router, rows: Any, kind: str) -> None:
    """What the business case takes for granted."""

    place = "/{int:number}/assumptions"

    @router.get(
        place, response=list[AssumptionOut], operation_id=f"{kind}_assumptions", summary="List assumptions", tags=TAGS
    )
    def assumptions(request: Request, number: int) -> Any:
        """Those that stand."""
        about = visible(request, rows, number).item
        return (
            Assumption.objects.filter(about=about, taken_back_at=None).select_related("by__item").order_by("position")
        )

    @router.post(
        place, response={201: AssumptionOut}, operation_id=f"{kind}_assume", summary="State an assumption", tags=TAGS
    )
    def state(request: Request, number: int, given: AssumptionIn) -> Any:
        """Say what is taken for granted, in your name."""
        return 201, Assumption.state(visible(request, rows, number), by=request.user, **given.dict())

    @router.delete(
        place + "/{int:position}", response={204: None}, operation_id=f"{kind}_take_back_assumption",
        summary="Take back an assumption", tags=TAGS,
    )  # fmt: skip
    def take_back(request: Request, number: int, position: int) -> Any:
        """It stays in the history."""
        Assumption.take_back(visible(request, rows, number), position, by=request.user)
        return 204, None


for add in (_routes, _assuming):
    add(features, Feature.objects, "features")
    add(releases, Release.objects, "releases")


@documents.get("", response=Documents, operation_id="list_documents", summary="List kept drawings")
def list_documents(request: Request, product: str | None = None, after: str | None = None, limit: int = 50) -> Any:
    """The newest first."""
    return listed(request, Document.objects.select_related("about", "by__item"), product, after, limit)


@documents.get("/style", response=StyleOut, operation_id="read_document_style", summary="How documents look")
def read_style(request: Request) -> Any:
    """Color, words at the foot and sections."""
    return _styled(DocumentStyle.of_the_workspace())


@documents.put("/style", response=StyleOut, operation_id="style_documents", summary="Style documents")
def style_documents(request: Request, given: StyleIn) -> Any:
    """The picture at the head is brought on the page and stays."""
    now = DocumentStyle.of_the_workspace()
    return _styled(DocumentStyle.choose(Workspace.current(), by=request.user, logo=now.logo, **given.dict()))


@documents.get("/{int:number}", response=DocumentWhole, operation_id="read_document", summary="Read a kept drawing")
def read_document(request: Request, number: int) -> Any:
    """What it said then, and what the record says otherwise since."""
    kept = _found(request, number)
    kept.moved = moved_since(kept, request.user)
    return kept


@documents.get("/{int:number}/files/{ending}", operation_id="read_document_file", summary="A kept drawing as a file")
def read_file(request: Request, number: int, ending: Ending) -> HttpResponse:
    """As Markdown, DOCX or PDF."""
    kept = _found(request, number)
    return _file(kept.content, look_of(kept.look["color"], kept.look["footer"], kept.logo), ending)


@documents.post(
    "/{int:number}/retirement", response=DocumentOut, operation_id="retire_document", summary="Retire a kept drawing"
)
def retire_document(request: Request, number: int, given: ReasonIn) -> Any:
    """Out of use; it stays."""
    kept = _found(request, number)
    kept.retire(by=request.user, because=given.because)
    return kept


@documents.delete(
    "/{int:number}/retirement", response=DocumentOut, operation_id="restore_document", summary="Restore it"
)
def restore_document(request: Request, number: int) -> Any:
    """Into use again."""
    kept = _found(request, number)
    kept.restore(by=request.user)
    return kept


def _found(request: Request, number: int) -> Any:
    return visible(request, Document.objects.select_related("about", "by__item", "logo"), number)


def _drawn(request: Request, noun: Any, form: str, edition: str) -> dict[str, Any]:
    try:
        chosen = form_named(form, noun, edition)
    except Refused as no:
        raise Http404 from no
    return draw(chosen, noun, request.user, edition).content


def _file(content: dict[str, Any], look: Any, ending: str) -> HttpResponse:
    written, kind = as_file(content, look, ending)
    return HttpResponse(written, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})


def _styled(style: DocumentStyle) -> dict[str, Any]:
    return {
        "color": style.color,
        "footer": style.footer,
        "sections": style.sections,
        "has_logo": style.logo_id is not None,
    }
