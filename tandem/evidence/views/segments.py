"""Pages of segments: parts of the companies kept as rules, counted while one writes, with who is in them today."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused, Stale
from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.evidence.models import Company, Segment
from tandem.evidence.rule_forms import SegmentForm, fields_of, is_too_rich
from tandem.evidence.views.acting import UNPROCESSABLE, attempt, press
from tandem.evidence.views.markets import inside
from tandem.team.models import Workspace
from tandem.team.request import Request


def index(request: Request) -> HttpResponse:
    """All segments, each with how many companies are in it today."""
    segments = Segment.objects.visible_to(request.user).by_name()
    known = Company.objects.visible_to(request.user).in_use()
    counted = [(segment, known.in_segment(segment).count()) for segment in segments[:100]]
    return page(request, "evidence/segments.html", {"segments": counted, **_frame(request)})


def new(request: Request) -> HttpResponse:
    """Define a segment; the companies that its rule holds are counted while one writes."""
    form = SegmentForm(request.POST or None)
    if request.method == "POST" and (made := attempt(form, lambda: _define(form, request.user))):
        return see(request, made.get_absolute_url(), f"{made} defined")
    context = {"form": form, "inside": inside(request, []), "title": "New segment", "save": "Define"}
    return _form(request, {**context, "back": reverse("evidence:segments")}, form)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    """Change its name or rule."""
    segment = _found(request, number)
    now = {"sentence": segment.title, "version": segment.version, **fields_of(segment.rules())}
    form = SegmentForm(request.POST or None, initial=now)
    try:
        if request.method == "POST" and attempt(form, lambda: _revise(segment, form, request.user)):
            return see(request, segment.get_absolute_url(), "Saved")
    except Stale as stale:
        form.add_error(None, stale.sentence)
    context = {"form": form, "inside": inside(request, segment.conditions), "title": segment.title, "save": "Save"}
    rich = is_too_rich(segment.rules())
    return _form(request, {**context, "back": segment.get_absolute_url(), "rich": rich}, form)


def count(request: Request) -> HttpResponse:
    """How many companies the rule holds as it stands in the form: asked by the page at every change."""
    form = SegmentForm(request.GET)
    form.is_valid()
    try:
        counted = inside(request, form.conditions())
    except Refused as refused:
        counted = {"refused": refused.sentence}
    return page(request, "evidence/market_count.html", {"inside": counted, **_frame(request)})


@require_POST
def retirement(request: Request, number: int) -> HttpResponse:
    """Take a segment out of use, or bring it back."""
    segment = _found(request, number)
    act = segment.restore if segment.item.retired_at else segment.retire
    verb = partial(act, by=request.user, because=request.POST.get("because", "") or "no longer needed")
    return press(request, verb, "Done", segment.get_absolute_url(), partial(_page, request, segment))


def _page(request: Request, segment: Segment, refusal: str = "", status: int = 200) -> HttpResponse:
    members = Company.objects.visible_to(request.user).in_use().in_segment(segment).select_related("item")
    worth = members.annotate(worth=Coalesce(F("arr"), 0, output_field=Company._meta.get_field("arr")))
    context = {
        "segment": segment,
        "inside": inside(request, segment.conditions),
        "members": Keyset(worth, order=("-worth", "pk"), after=request.GET.get("after"), size=60).page(),
        "refusal": refusal,
        **_frame(request),
    }
    return page(request, "evidence/segment.html", context, status=status)


def _form(request: Request, context: dict[str, Any], form: SegmentForm) -> HttpResponse:
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "evidence/segment_form.html", {**context, **_frame(request)}, status=status)


def _define(form: SegmentForm, by: Any) -> Segment:
    return Segment.define(form.cleaned_data["sentence"], form.conditions(), by=by)


def _revise(segment: Segment, form: SegmentForm, by: Any) -> bool:
    said = form.cleaned_data
    segment.revise(by=by, version=said["version"] or 0, title=said["sentence"], conditions=form.conditions())
    return True


def _found(request: Request, number: int) -> Segment:
    return get_object_or_404(Segment.objects.visible_to(request.user).select_related("item"), item__number=number)


def _frame(request: Request) -> dict[str, Any]:
    return {
        "section": "companies",
        "currency": Workspace.current().currency,
        "count_url": reverse("evidence:segment_count"),
        "may_sort": request.user.may("sort evidence"),
    }
