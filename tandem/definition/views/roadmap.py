"""The roadmap of a product or of all: four layouts, what moves on them, and an edition for every audience."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.definition.horizons import HORIZONS, Span, begins, months_on
from tandem.definition.models import Component, Feature, Initiative, Objective, Place, Release
from tandem.definition.models.feature import STATUSES
from tandem.definition.models.roadmap import AUDIENCES
from tandem.definition.roadmap_forms import TiesForm
from tandem.definition.roadmaps import FILTERS, LAYOUTS, OUTSIDE, Inside, Outside, is_number
from tandem.definition.serving import served_for
from tandem.definition.steps import Steps
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named, product_of
from tandem.definition.views.lists import frame
from tandem.team.models import Accountability, Member, Product, ProductLine, Workspace
from tandem.team.request import Request

KINDS = ("csv", "pptx", "pdf", "png")
LABELS = {"line": "Product line"}
SPANS = {"6": "Six months", "12": "A year", "24": "Two years"}
MOVES = {"objective": "definition:feature_objective", "board": "definition:feature_status"}
FRAME = ("layout", "edition", "months", "from")
NAMES = (*FRAME, "q", "line", "owner", *FILTERS)


def index(request: Request, product: str) -> HttpResponse:
    """What comes when, of one product."""
    of = product_named(request, product)
    return page(request, "definition/roadmap.html", {**frame(of, "roadmap"), **shown(request, of)})


def every(request: Request) -> HttpResponse:
    """The same over all products that the member sees: from inside alone."""
    seen = Product.objects.visible_to(request.user).in_use().select_related("item").order_by("item__number")
    asked = asked_of(request) | {"edition": "inside"}
    whole = Inside(list(_owned(seen, asked)), Workspace.current().today, asked)
    context = {
        **_frame(request, asked, LAYOUTS), **_drawn(request, whole, asked), "section": "", "all": True,
        "choices": _picks(_choices_of_all(seen, request.user), asked),
    }  # fmt: skip
    return page(request, "definition/roadmap.html", context)


@require_POST
def horizon(request: Request, number: int) -> HttpResponse:
    """Put a feature into another column of now, next and later."""
    feature = _feature(request, number)
    verb = partial(Place.put, feature, request.POST.get("stage", ""), by=request.user)
    return placed(request, feature, verb)


@require_POST
def objective(request: Request, number: int) -> HttpResponse:
    """Let a feature serve another objective; the rest of its ties stay."""
    feature = _feature(request, number)
    key, place = number_in(request.POST.get("stage")), _place(feature)
    aim = (
        Objective.objects.visible_to(request.user)
        .of(feature.item.product)
        .filter(pk=key)
        .select_related("item")
        .first()
    )
    work = place.initiative if place and place.initiative and place.initiative.objective == aim else None
    ties: dict[str, Any] = {"objective": aim, "initiative": work, "component": place.component if place else None}
    return placed(request, feature, partial(Place.tie, feature, by=request.user, **ties))


def ties(request: Request, number: int) -> HttpResponse:
    """What a feature belongs to: objective, initiative and component."""
    feature = _feature(request, number)
    of, place = product_of(request, feature), _place(feature)
    first = {name: getattr(place, name) for name in ("objective", "initiative", "component")} if place else {}
    form = TiesForm(request.POST if request.method == "POST" else None, product=of, initial=first)
    if request.method == "POST":
        verb = lambda: [Place.tie(feature, by=request.user, **form.cleaned_data)]  # noqa: E731
        if attempt(form, verb) is not None:
            return see(request, feature.get_absolute_url(), "Put into the plan")
    context = {"feature": feature, "form": form, "product": of, "section": "definition"}
    return page(request, "definition/ties.html", context, status=UNPROCESSABLE if form.errors else 200)


def asked_of(request: Request) -> dict[str, str]:
    """What the address asks, as far as a roadmap knows it."""
    return {name: request.GET[name][:100] for name in NAMES if request.GET.get(name)}


def shown(request: Request, of: Product) -> dict[str, Any]:
    """One product's roadmap in the edition that the address asks for."""
    asked, today = asked_of(request), Workspace.current().today
    links = {"links_url": reverse("definition:roadmap_links", args=[of.slug])}
    edition = asked.get("edition", "inside")
    if edition not in dict(AUDIENCES):
        asked["edition"] = "inside"
        found = {**links, "choices": _picks(_choices(of), asked), "may_place": request.user.may("draft definition", of)}
        whole = Inside([of], today, asked, served_for(of, request.user))
        return {**_frame(request, asked, LAYOUTS), **_drawn(request, whole, asked), **found}
    told = Outside(of, edition, today)
    asked["layout"] = asked["layout"] if asked.get("layout") in OUTSIDE else "now"
    context = {**_frame(request, asked, OUTSIDE), "edition": edition, "leaks": told.leaks, "is_outside": True, **links}
    if asked["layout"] == "timeline":
        return context | {"timeline": told.timeline(span_of(asked, today)), "marks": _marks(asked, today)}
    return context | {"columns": told.columns()}


def span_of(asked: Mapping[str, str], today: date) -> Span:
    """The months a timeline shows: from the quarter before this one, or where the address says."""
    months = int(asked["months"]) if asked.get("months") in SPANS else 12
    try:
        first = date.fromisoformat(f"{asked.get('from', '')}-01")
    except ValueError:
        first = months_on(begins(today, "quarter"), -3)
    return Span(first if 1900 < first.year < 3000 else months_on(begins(today, "quarter"), -3), months)


def _drawn(request: Request, whole: Inside, asked: Mapping[str, str]) -> dict[str, Any]:
    """The layout that is asked for, or one of its columns page by page."""
    if whole.layout == "timeline":
        span = span_of(asked, whole.today)
        drawn = {"timeline": whole.timeline(span), "marks": _marks(asked, whole.today)}
        return drawn | {"today_at": span.at(whole.today), "is_narrowed": whole.is_narrowed}
    if key := request.GET.get("column", ""):
        column, shown = whole.column(key[:20], request.GET.get("after"))
        return {"columns": [column], "page": shown, "is_one": True}
    return {"is_narrowed": whole.is_narrowed, "columns": (found := whole.columns()), "moves": _moves(whole, found)}


def _moves(whole: Inside, columns: list[Any]) -> dict[str, Any] | None:
    """Where a tile can be moved to, on the layouts where moving it means something."""
    if whole.layout == "now":
        return {"name": "definition:feature_horizon", "choices": HORIZONS}
    if whole.layout in MOVES and len(whole.products) == 1:
        return {"name": MOVES[whole.layout], "choices": [(one.key, one.label) for one in columns]}
    return None


def _frame(request: Request, asked: dict[str, str], layouts: Mapping[str, str]) -> dict[str, Any]:
    """Layouts, editions and spans as links that keep the rest of the question."""
    layout = asked.get("layout") if asked.get("layout") in layouts else "now"
    editions = [("inside", "Inside"), *AUDIENCES]
    return {
        "layout": layout,
        "layouts": [(label, _with(request, layout=key), key == layout) for key, label in layouts.items()],
        "editions": [(label, _with(request, edition=key), key == asked.get("edition")) for key, label in editions],
        "spans": [
            (label, _with(request, months=key), key == asked.get("months", "12")) for key, label in SPANS.items()
        ],
        "query": _with(request),
        "back": f"?back={quote(_with(request))}",
        "kept": [(name, asked[name]) for name in ("layout", "months", "from") if name in asked],
        "whole": _query({name: value for name, value in asked.items() if name in FRAME}),
        "asked": asked,
        "kinds": KINDS,
    }


def _marks(asked: Mapping[str, str], today: date) -> dict[str, Any]:
    """The months over a timeline, and the way to earlier and later ones."""
    span = span_of(asked, today)
    kept = {name: value for name, value in asked.items() if name != "from"}
    earlier, later = (f"{months_on(span.first, step):%Y-%m}" for step in (-span.months // 2, span.months // 2))
    return {
        "heads": span.marks("month" if span.months < 24 else "quarter"),
        "earlier": _query({**kept, "from": earlier}),
        "later": _query({**kept, "from": later}),
    }


def _owned(products: Any, asked: Mapping[str, str]) -> Any:
    """Those of a product line, and those that somebody answers for on either side."""
    for name, path in (("line", "line__item__number"), ("owner", "accountabilities__member__item__number")):
        if value := asked.get(name, ""):
            products = products.filter(**{path: value}) if is_number(value) else products.none()
    if asked.get("owner"):
        products = products.filter(accountabilities__in=Accountability.objects.current()).distinct()
    return products


def _choices_of_all(products: Any, member: Any) -> dict[str, list[tuple[str, str]]]:
    """Over several products: product lines, who answers for one, and statuses."""
    lines = ProductLine.objects.visible_to(member).in_use().filter(products__in=products).distinct()
    owners = Member.objects.filter(accountabilities__in=Accountability.objects.current().filter(product__in=products))
    return {"line": _numbered(lines), "owner": _numbered(owners.distinct()), "status": list(STATUSES)}


def _choices(of: Product) -> dict[str, list[tuple[str, str]]]:
    """The filters of one product."""
    kinds: dict[str, Any] = {"objective": Objective, "initiative": Initiative, "component": Component}
    nouns = {"release": Release.objects.of(of).in_use().still_to_come()}
    nouns |= {name: kind.objects.of(of).in_use() for name, kind in kinds.items()}
    return {"status": Steps(of, "feature").choices, **{name: _numbered(rows) for name, rows in nouns.items()}}


def _numbered(rows: Any) -> list[tuple[str, str]]:
    return [(str(one.number), str(one)) for one in rows.select_related("item").order_by("item__number")[:100]]


def _picks(found: Mapping[str, list[tuple[str, str]]], asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """The filters as lists to choose from; those without a choice are left out."""
    return [
        {"name": name, "label": LABELS.get(name, name.capitalize()), "options": [("", "Any"), *options],
         "chosen": asked.get(name, "")}
        for name, options in found.items()
        if options
    ]  # fmt: skip


def _with(request: Request, **changed: str) -> str:
    """The address' question with something changed."""
    return _query({**asked_of(request), **changed})


def _query(asked: Mapping[str, str]) -> str:
    return f"?{urlencode(asked)}"


def _feature(request: Request, number: int) -> Feature:
    seen = Feature.objects.visible_to(request.user).select_related("item__product", "release__item")
    return get_object_or_404(seen, item__number=number)


def _place(feature: Feature) -> Place | None:
    found = Place.objects.filter(about=feature.pk)
    return found.select_related(
        "objective__item", "initiative__item", "initiative__objective", "component__item"
    ).first()


def placed(request: Request, feature: Feature, verb: Any) -> HttpResponse:
    """Back to the roadmap it was moved on, with a refusal over it."""
    of, back = product_of(request, feature), request.GET.get("back", "")
    url = reverse("definition:roadmap", args=[of.slug]) + (back[:500] if back.startswith("?") else "")

    def again(refusal: str, status: int) -> HttpResponse:
        request.GET = _asked_in(back)
        context = {**frame(of, "roadmap"), **shown(request, of), "refusal": refusal}
        return page(request, "definition/roadmap.html", context, status=status)

    return press(request, verb, f"{feature.mark} moved", url, again)


def _asked_in(back: str) -> Any:
    return QueryDict(back.removeprefix("?"))
