"""Notices over the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Field, Router, Schema

from tandem.core.paging import Keyset
from tandem.team.models import Notice
from tandem.team.request import Request

notices = Router(tags=["Notices"])


class NoticeOut(Schema):
    """One thing you asked to be told."""

    model_config = {
        "json_schema_extra": {"examples": [{"text": "3 new notes in “Feed complaints” of Ledgerly", "read_at": None}]}
    }
    text: str
    url: str = Field(description="The page it leads to.")
    at: datetime
    read_at: datetime | None


class NoticeList(Schema):
    rows: list[NoticeOut]
    next: str | None = Field(None, description="Pass it as `after` for the following page; null on the last.")


class ReadOut(Schema):
    model_config = {"json_schema_extra": {"examples": [{"read": 3}]}}
    read: int = Field(description="How many were unread.")


@notices.get("", response=NoticeList, operation_id="list_notices", summary="What you were told, newest first")
def list_notices(request: Request, unread: bool = False, after: str | None = None) -> dict[str, Any]:
    """Your own alone, of products that you see."""
    told = Notice.objects.visible_to(request.user)
    page = Keyset(told.unread() if unread else told, order=("-at", "-id"), after=after, size=50).page()
    return {"rows": page.rows, "next": page.next}


@notices.post("/reading", response=ReadOut, operation_id="read_notices", summary="Mark all as read")
def read_notices(request: Request) -> dict[str, int]:
    """They stay in the list."""
    return {"read": Notice.objects.visible_to(request.user).read()}
