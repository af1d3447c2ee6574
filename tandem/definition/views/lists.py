"""The lists of definition: problems, features, releases and decisions of a product, filtered and sorted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from tandem.core.htmx import page
from tandem.core.ids import number_in
from tandem.core.paging import Keyset, Page
from tandem.definition.grounds import Hear, evidence_at, evidence_for_many, weightiest
from tandem.definition.ledger import due_again, figures_now
from tandem.definition.models import Decision, Feature, Problem, Release, Serving
from tandem.definition.serving import offers_at, served_by_others
from tandem.definition.steps import Steps
from tandem.definition.views.acting import product_named
from tandem.definition.ways import notes_about
from tandem.evidence.facts import Evidence
from tandem.team.fields import answers_of_many, narrowed, narrowings
from tandem.team.models import CustomField, Product, Workspace
from tandem.team.request import Request
from tandem.ui.lists import choices
from tandem.ui.sheets import csv_file

SIZE = 50
SORTS = {"newest": "Newest", "arr": "Revenue", "companies": "Companies"}


def problems(request: Request, product: str) -> HttpResponse:
    """What customers cannot do, with who said so."""
    of = product_named(request, product)
    steps, sort = Steps(of, "problem"), _chosen(request, "sort", SORTS, "newest")
    state = _chosen(request, "state", dict(steps.choices))
    found = Problem.objects.visible_to(request.user).of(of).in_use().with_item().prefetch_related("features")
    asked = narrowings("problem", request.GET)
    shown, heard = _sorted(request, narrowed(steps.narrowed(found, state) if state else found, asked), sort)
    served = served_by_others(shown.rows, request.user)
    rows = [
        {
            "problem": one,
            "evidence": heard[one.pk],
            "notes_url": notes_about(of, one),
            "features": len(one.features.all()) + served.get(one.pk, 0),
        }
        for one in shown.rows
    ]
    context = {
        **frame(of, "problems"),
        "rows": rows,
        "page": shown,
        "states": choices(request.GET, "state", [("", "All"), *steps.choices], state),
        "fields": [(one.title, choices(request.GET, one.name, one.choices, one.chosen)) for one in asked],
        "sorts": choices(request.GET, "sort", SORTS.items(), sort),
    }
    return page(request, "definition/problems.html", context, fragment="rows")


def features(request: Request, product: str) -> HttpResponse:
    """What would solve them, with the three bars of each."""
    of = product_named(request, product)
    sort = _chosen(request, "sort", SORTS, "newest")
    found, pills = _filtered(request, _features_at(request, of), of)
    asked = narrowings("feature", request.GET)
    shown, heard = _sorted(request, narrowed(found, asked), sort, partial(_heard_at, of, request.user))
    offers = offers_at(of, shown.rows, request.user)
    context = {
        **frame(of, "features"),
        "rows": [_feature_row(of, one, heard[one.pk], offers.get(one.pk)) for one in shown.rows],
        "page": shown,
        "sorts": choices(request.GET, "sort", SORTS.items(), sort),
        "fields": [(one.title, choices(request.GET, one.name, one.choices, one.chosen)) for one in asked],
        **pills,
    }
    return page(request, "definition/features.html", context, fragment="rows")


def releases(request: Request, product: str) -> HttpResponse:
    """What ships when."""
    of = product_named(request, product)
    found = Release.objects.visible_to(request.user).of(of).in_use().select_related("item").prefetch_related("features")
    rows = [
        {"release": one, "features": sum(feature.status != "dropped" for feature in one.features.all())}
        for one in found.order_by("made_available_on", "available_on", "item__number").reverse()
    ]
    return page(request, "definition/releases.html", {**frame(of, "releases"), "rows": rows})


def decisions(request: Request, product: str) -> HttpResponse:
    """What was decided, newest first."""
    of = product_named(request, product)
    found = Decision.objects.visible_to(request.user).of(of).in_use()
    found = found.select_related("item__acceptance", "about", "superseded_by__item")
    today = Workspace.current().today
    due = request.GET.get("due") == "1"
    found = found.filter(pk__in=due_again(of, today)) if due else found
    shown = Keyset(found, ("-decided_on", "-pk"), request.GET.get("after"), SIZE).page()
    now = figures_now([one for one in shown.rows if one.measure], today)
    rows = [{"decision": one, "is_due": one.is_due(today, now.get(one.pk))} for one in shown.rows]
    pills = choices(request.GET, "due", [("", "All"), ("1", "To look at again")], "1" if due else "")
    return page(
        request, "definition/decisions.html", {**frame(of, "decisions"), "rows": rows, "page": shown, "pills": pills}
    )


def problems_csv(request: Request, product: str) -> HttpResponse:
    of = product_named(request, product)
    found = list(Problem.objects.visible_to(request.user).of(of).in_use().with_item().order_by("item__number"))
    heard = evidence_for_many(found, Workspace.current().today)
    asked, said = _fields("problem", found)
    lines = (
        [one.mark, one.title, one.status_name, one.state, one.persona, *_figures(heard[one.pk]), *said[one.pk]]
        for one in found
    )
    heads = ["Number", "Problem", "Status", "State", "Who has it", "Notes", "Companies", "In market", "ARR", *asked]
    return csv_file(f"{of.slug}-problems.csv", heads, lines)


def features_csv(request: Request, product: str) -> HttpResponse:
    of = product_named(request, product)
    seen = Feature.objects.visible_to(request.user).at(of).in_use().with_definition()
    found = list(seen.select_related("item__product").order_by("item__number"))
    heard = evidence_at(offers_at(of, found, request.user), found, Workspace.current().today)
    asked, said = _fields("feature", found)
    lines = (
        [
            one.mark,
            one.title,
            one.item.product.title,
            one.status_name,
            one.means,
            one.release.title if one.release else "",
            one.readiness.says,
            one.score(heard[one.pk].companies).value,
            *_figures(heard[one.pk]),
            *said[one.pk],
        ]
        for one in found
    )
    heads = ["Number", "Feature", "Product", "Status", "State", "Release", "Definition", "Score"]
    heads += ["Notes", "Companies", "In market", "ARR", *asked]
    return csv_file(f"{of.slug}-features.csv", heads, lines)


def frame(product: Product, current: str) -> dict[str, Any]:
    """The tabs over every list of definition."""
    names = (
        "problems", "features", "priorities", "roadmap", "objectives", "releases", "decisions", "documents", "replies",
    )  # fmt: skip
    tabs = [(name.capitalize(), reverse(f"definition:{name}", args=[product.slug]), name == current) for name in names]
    return {"product": product, "tabs": tabs, "section": "definition"}


def _filtered(request: Request, found: Any, product: Product) -> tuple[Any, dict[str, Any]]:
    """Features of a status and of a release; `tried=no` leaves those that no customer tried."""
    steps = Steps(product, "feature")
    status, tried = _chosen(request, "status", dict(steps.choices)), _chosen(request, "tried", {"no": ""})
    planned = Release.objects.of(product).in_use().still_to_come().select_related("item").next_first()
    releases = {str(one.number): one.title for one in planned}
    release = _chosen(request, "release", releases)
    found = steps.narrowed(found, status) if status else found
    found = found.filter(release__item__number=release) if release else found
    offered = [("", "Any release"), *releases.items()]
    return found.never_tried() if tried else found, {
        "statuses": choices(request.GET, "status", [("", "All"), *steps.choices], status),
        "releases": choices(request.GET, "release", offered, release) if releases else [],
        "tried": choices(request.GET, "tried", [("", "All"), ("no", "Never tried")], tried),
        "whence": _from_others(request, product),
    }


def _feature_row(of: Product, feature: Any, heard: Evidence, offer: Serving | None) -> dict[str, Any]:
    """One feature of the list; of another product's, what it was offered for and what is said here."""
    return {
        "feature": feature,
        "offer": offer,
        "readiness": feature.readiness,
        "evidence": heard,
        "notes_url": notes_about(of, offer or feature),
        "score": feature.score(heard.companies),
    }


def _heard_at(of: Product, member: Any, features: list[Any], today: date) -> Mapping[int, Evidence]:
    return evidence_at(offers_at(of, features, member), features, today)


def _features_at(request: Request, product: Product) -> Any:
    """Its own and those of others that serve it; `from=others` leaves the others and those that wait for an answer."""
    seen = Feature.objects.visible_to(request.user).in_use().with_definition().select_related("item__product")
    if request.GET.get("from") == "others":
        offered = Serving.objects.visible_to(request.user).offered_to(product)
        return seen.filter(pk__in=offered.values("feature"))
    return seen.at(product)


def _from_others(request: Request, product: Product) -> list[tuple[str, str, bool]]:
    """The choice between all and those of other products, with how many wait; none where nothing is offered."""
    offered = Serving.objects.visible_to(request.user).offered_to(product)
    states = list(offered.values_list("state", flat=True))
    if not states:
        return []
    waits = f", {states.count('asked')} to answer" if "asked" in states else ""
    options = [("", "All"), ("others", f"From other products{waits}")]
    return choices(request.GET, "from", options, _chosen(request, "from", {"others": ""}))


def _sorted(
    request: Request, found: Any, sort: str, hear: Hear = evidence_for_many
) -> tuple[Page[Any], Any]:
    """One page in the order asked for."""
    today = Workspace.current().today
    if sort == "newest":
        shown = Keyset(found, ("-item__number",), request.GET.get("after"), SIZE).page()
        return shown, hear(list(shown.rows), today)
    keys, start = weightiest(found, partial(_weight, sort=sort), today, hear), number_in(request.GET.get("after"))
    by_key = found.in_bulk(keys[start : start + SIZE])
    rows = [by_key[key] for key in keys[start : start + SIZE]]
    following = str(start + SIZE) if len(keys) > start + SIZE else None
    return Page(rows, following), hear(rows, today)


def _weight(said: Evidence, sort: str) -> Decimal | int:
    return said.arr if sort == "arr" else said.companies


def _fields(kind: str, found: list[Any]) -> tuple[list[str], dict[int, list[str]]]:
    """The columns of the company's own fields: their names, and what each thing answers."""
    asked = CustomField.objects.asked_of(kind)
    answers = answers_of_many(asked, [one.pk for one in found])
    return [one.title for one in asked], {key: [one.plain for one in row] for key, row in answers.items()}


def _figures(said: Evidence) -> list[Any]:
    return [said.notes, said.companies, said.in_market, said.arr]


def _chosen(request: Request, name: str, known: Any, otherwise: str = "") -> str:
    said = request.GET.get(name, otherwise)
    return said if said in known else otherwise
