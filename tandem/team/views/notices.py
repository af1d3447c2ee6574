"""The page of notices: what a member asked to be told."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.team.models import Notice
from tandem.team.request import Request


def index(request: Request) -> HttpResponse:
    """All of one's own, the newest first."""
    told = Notice.objects.visible_to(request.user)
    shown = Keyset(told, order=("-at", "-id"), after=request.GET.get("after"), size=50).page()
    context = {"notices": shown, "unread": told.unread().exists(), "section": "notices"}
    return page(request, "team/notices.html", context)


@require_POST
def reading(request: Request) -> HttpResponse:
    """Mark all of them as read."""
    Notice.objects.visible_to(request.user).read()
    return see(request, "/notices", "Marked as read")
