"""Files beside notes over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Field, File, Router, Schema
from ninja.files import UploadedFile

from tandem.core.serving import download
from tandem.evidence.api_notes import note_named
from tandem.evidence.api_words import Because, example
from tandem.evidence.models import Attachment
from tandem.team.request import Request

attachments = Router(tags=["Notes"])


class AttachmentOut(Schema):
    """A file beside a note."""

    model_config = example(
        id=5, note=481, name="feed-stuck.png", size=48213, kind="image/png", at="2026-11-22T09:00:00Z", taken_away=False
    )  # type: ignore[assignment]
    id: int
    note: int = Field(alias="note_id")
    name: str
    size: int = Field(description="Bytes.")
    kind: str = Field(description="What it is by its content, whatever its name says.")
    at: datetime
    taken_away: bool

    @staticmethod
    def resolve_name(one: Any) -> str:
        return str(one.file.name)

    @staticmethod
    def resolve_size(one: Any) -> int:
        return int(one.file.size)

    @staticmethod
    def resolve_kind(one: Any) -> str:
        return str(one.file.content_type)

    @staticmethod
    def resolve_taken_away(one: Any) -> bool:
        return one.taken_away_at is not None


@attachments.get(
    "/{id}/attachments", response=list[AttachmentOut], operation_id="list_attachments", summary="The files of a note"
)
def list_attachments(request: Request, id: int) -> Any:
    """In the order in which they were attached."""
    return Attachment.objects.standing().filter(note=note_named(request, id)).with_file()


@attachments.post(
    "/{id}/attachments", response={201: AttachmentOut}, operation_id="attach_file", summary="Attach a file to a note"
)
def attach_file(request: Request, id: int, file: File[UploadedFile]) -> tuple[int, Attachment]:
    """Sent as multipart/form-data, up to 25 MB. The same file once more changes nothing."""
    return 201, note_named(request, id).attach(file, by=request.user)


@attachments.get("/{id}/attachments/{attachment}", operation_id="read_attachment", summary="Save a file of a note")
def read_attachment(request: Request, id: int, attachment: int) -> HttpResponseBase:
    """The bytes as they were attached, always as a download."""
    return download(_any(request, id, attachment, Attachment.objects.standing()).file)


@attachments.post(
    "/{id}/attachments/{attachment}/taking-away",
    response=AttachmentOut,
    operation_id="take_away_attachment",
    summary="Take a file from a note",
)
def take_away(request: Request, id: int, attachment: int, said: Because) -> Attachment:
    """It is shown no more and stays in the record."""
    one = _any(request, id, attachment)
    one.take_away(by=request.user)
    return one


@attachments.post(
    "/{id}/attachments/{attachment}/putting-back",
    response=AttachmentOut,
    operation_id="put_back_attachment",
    summary="Put a file of a note back",
)
def put_back(request: Request, id: int, attachment: int, said: Because) -> Attachment:
    """Undoes taking it away."""
    one = _any(request, id, attachment)
    one.put_back(by=request.user)
    return one


def _any(request: Request, note: int, id: int, among: Any = Attachment.objects) -> Attachment:
    return get_object_or_404(among.visible_to(request.user).filter(note=note).with_file(), pk=id)
