"""Links by which a roadmap is shared, the page that they open without signing in, and its files."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tandem.core.htmx import page
from tandem.core.limits import is_too_often
from tandem.definition.leaks import leaks_of_each
from tandem.definition.models import Edition, RoadmapLink
from tandem.definition.models.roadmap import AUDIENCES
from tandem.definition.roadmap_forms import LinkForm
from tandem.definition.roadmaps import OUTSIDE, Outside
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named, said_in
from tandem.definition.views.lists import frame
from tandem.definition.views.roadmap import span_of
from tandem.team.models import Product, Workspace
from tandem.team.request import Request

MOST, WITHIN = 60, 600
TOO_MANY = 429


def links(request: Request, product: str) -> HttpResponse:
    """Who reads the roadmap by a link; a new one shows its address once."""
    of, made = product_named(request, product), None
    form = LinkForm(said_in(request))
    if request.method == "POST" and (made := attempt(form, partial(_share, of, form, request.user))):
        form = LinkForm()
    return _links(request, of, form, made=made)


@require_POST
def ending(request: Request, number: int) -> HttpResponse:
    """End a link at once."""
    seen = RoadmapLink.objects.visible_to(request.user).select_related("product__item")
    link = get_object_or_404(seen, pk=number)
    url = f"/products/{link.product.slug}/definition/roadmap/links"
    again = partial(_links, request, link.product, LinkForm())
    return press(request, partial(link.end, by=request.user), "The link is ended", url, again)


@login_not_required
@never_cache
@require_safe
def shared(request: Request, token: str) -> HttpResponse:
    """The roadmap as one audience reads it: whoever has the address, nobody else, and nothing beside it."""
    if is_too_often(request, "roadmap", most=MOST, seconds=WITHIN):
        return _told(request, {"refusal": "That was too often from your network. Try again in ten minutes."}, TOO_MANY)
    today = Workspace.current().today
    link = RoadmapLink.objects.at_address(token, today)
    if link is None:
        raise Http404
    told = Outside(link.product, link.audience, today, passed=link.let_pass)
    layout = request.GET.get("layout", "now")
    layout = layout if layout in OUTSIDE else "now"
    context: dict[str, Any] = {
        "link": link, "product": link.product, "layout": layout, "is_outside": True, "today": today,
        "layouts": [(label, f"?layout={key}", key == layout) for key, label in OUTSIDE.items()],
    }  # fmt: skip
    return _told(request, context | _drawn(told, layout))


def _drawn(told: Outside, layout: str) -> dict[str, Any]:
    if layout == "timeline":
        span = span_of({"months": "24"}, told.today)
        return {"timeline": told.timeline(span), "marks": {"heads": span.marks("quarter")}}
    return {"columns": told.columns()}


def _told(request: Request, context: dict[str, Any], status: int = 200) -> HttpResponse:
    answer = render(request, "definition/roadmap_shared.html", context, status=status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _links(
    request: Request,
    of: Product,
    form: LinkForm,
    *,
    made: RoadmapLink | None = None,
    refusal: str = "",
    status: int = 0,
) -> HttpResponse:
    today = Workspace.current().today
    found = RoadmapLink.objects.visible_to(request.user).of(of).select_related("by__item").order_by("-pk")[:100]
    checks = leaks_of_each(of, [list(Edition.objects.of(of).for_audience(key)) for key, _ in AUDIENCES])
    context = {
        **frame(of, "roadmap"), "form": form, "refusal": refusal,
        "rows": [{"link": one, "is_open": one.is_open(today)} for one in found],
        "checks": [{"label": label, "leaks": leaks} for (_, label), leaks in zip(AUDIENCES, checks, strict=True)],
        "address": f"{settings.TANDEM_URL}/r/{made.secret}" if made else "",
        "may_share": request.user.may("write to customers", of),
    }  # fmt: skip
    return page(
        request, "definition/roadmap_links.html", context, status=status or (UNPROCESSABLE if form.errors else 200)
    )


def _share(of: Product, form: LinkForm, by: Any) -> RoadmapLink:
    said = dict(form.cleaned_data)
    return RoadmapLink.share(of, said.pop("audience"), by=by, **said)
