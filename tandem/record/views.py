"""The record as pages: what happened lately, and the whole history of one thing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core.htmx import page
from tandem.core.ids import number_in
from tandem.core.paging import Keyset
from tandem.record.changes import changes_of
from tandem.record.kinds import KINDS
from tandem.record.models import Event, Item


def record(request: HttpRequest) -> HttpResponse:
    """Everything that was done, newest first; narrowed to one kind of thing or one person."""
    events = Event.objects.visible_to(request.user).select_related("item", "by")
    kind, person = request.GET.get("kind", ""), request.GET.get("by", "")
    if kind in KINDS:
        events = events.filter(item__kind=kind)
    if by := number_in(person):
        events = events.filter(by__kind="member", by__number=by)
    listed = Keyset(events, order=("-at", "-id"), after=request.GET.get("after"), size=50).page()
    used = Event.objects.visible_to(request.user).order_by().values_list("item__kind", flat=True).distinct()
    kinds = sorted(kind for kind in used if kind)
    context = {"listed": listed, "kind": kind, "kinds": kinds, "person": person, "section": "record"}
    return page(request, "record/record.html", context, fragment="rows")


def history(request: HttpRequest, mark: str) -> HttpResponse:
    """What was done with one thing and what changed in its rows, also from beside the program."""
    item = _marked(request, mark)
    events = Event.objects.visible_to(request.user).about(item).select_related("by").newest_first()[:200]
    context = {"item": item, "events": events, "changes": changes_of(item), "section": "record"}
    return page(request, "record/history.html", context)


def _marked(request: HttpRequest, mark: str) -> Item:
    found: Item = get_object_or_404(Item.objects.visible_to(request.user).marked(mark))
    return found
