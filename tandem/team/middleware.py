"""Where the company works: a page says Yesterday and 21 Nov as its people do, whatever the machine's clock says."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tandem.team.models.workspace import the_workspace


class WorkingDayMiddleware:
    """Pages are drawn in the workspace's time zone. Programs are told moments, with their offset, and need none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        workspace = None if request.path.startswith("/api/") else the_workspace()
        if workspace is None:
            return self.get_response(request)
        with timezone.override(workspace.time_zone):
            return self.get_response(request)
