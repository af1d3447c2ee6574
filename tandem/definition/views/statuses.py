"""Pages of statuses: what a product calls the steps of its features and problems, and what each means."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from tandem.core.acting import revise as changed
from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.definition.delivery import state_of
from tandem.definition.models import Feature, Status
from tandem.definition.models.status import OF
from tandem.definition.status_forms import RetireStatus, ReviseStatus, StatusForm
from tandem.definition.statuses import STATES, meant_by, plain
from tandem.definition.steps import KINDS, Steps
from tandem.definition.views.acting import (
    UNPROCESSABLE,
    attempt,
    place_in,
    press,
    product_named,
    product_of,
    said_in,
)
from tandem.team.models import Product
from tandem.team.request import Request

IN_SIGHT, WORDS = 50, 60


def index(request: Request, product: str) -> HttpResponse:
    """The fixed states, and what this product calls the steps within each; whoever answers for it names one more."""
    of = product_named(request, product)
    form = StatusForm(said_in(request), initial={"means": request.GET.get("means", "feature.building")})
    if request.method == "POST" and (made := attempt(form, partial(_add, of, form, request.user))):
        return see(request, reverse("definition:statuses", args=[of.slug]), f"{made.title} means {made.means}")
    may = request.user.may("name statuses", of)
    context = {
        "product": of,
        "section": "definition",
        "form": form,
        "groups": [{"name": label, "rows": _rows(of, kind)} for kind, label in OF],
        "words": _words(of),
        "choices": Steps(of, "feature").own if may else [],
        "may_name": may,
    }
    return page(request, "definition/statuses.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    """Call it otherwise, or give it another color; what it means stays."""
    one = found(request, number)
    revision, of = changed(request, one, ReviseStatus), product_of(request, one)
    home = ("Statuses", reverse("definition:statuses", args=[of.slug]))
    if revision.is_done:
        return see(request, one.get_absolute_url(), "Saved")
    context = {"noun": one, "revision": revision, "home": home, "product": of, "section": "definition"}
    return page(request, "ui/revise.html", context, status=revision.status)


@require_POST
def placing(request: Request, number: int) -> HttpResponse:
    """Put it at another place among those of its state."""
    one = found(request, number)
    url = reverse("definition:statuses", args=[product_of(request, one).slug]) + f"#{one.mark}"
    verb = partial(one.arrange, place_in(request), by=request.user)
    return press(request, verb, f"{one.title} is in its new place", url, partial(_page, request, one))


@require_POST
def retirement(request: Request, number: int) -> HttpResponse:
    """Use it no more, with another in its place; or with `back` use it again."""
    one = found(request, number)
    if request.POST.get("back"):
        verb = partial(one.restore, by=request.user)
        return press(request, verb, f"{one.title} is used again", one.get_absolute_url(), partial(_page, request, one))
    form = RetireStatus(request.POST, beside=list(one.beside))
    if attempt(form, partial(_retire, one, form, request.user)) is None:
        return _page(request, one, form=form, status=UNPROCESSABLE)
    url = reverse("definition:statuses", args=[product_of(request, one).slug])
    return see(request, url, f"{one.title} was retired")


@require_POST
def meaning(request: Request, product: str) -> HttpResponse:
    """Say which status a delivery tool's word means here; with none, that it means what it does everywhere."""
    of, word = product_named(request, product), request.POST.get("word", "")
    number, seen = request.POST.get("status", ""), Status.objects.visible_to(request.user).of(of).for_kind("feature")
    if number:
        one = get_object_or_404(seen, item__number=number_in(number))
    else:
        one = next((row for row in seen if plain(word) in row.words.splitlines()), None)
    if one is None:
        raise Refused(f"No status was said to be meant by {word or 'nothing'}.")
    verb = partial(one.hear if number else one.unhear, word, by=request.user)
    url = reverse("definition:statuses", args=[of.slug]) + "#words"
    return press(request, verb, "From the next import on", url, partial(_page, request, one))


def found(request: Request, number: int) -> Status:
    one: Status = get_object_or_404(Status.objects.visible_to(request.user).select_related("item"), item__number=number)
    return one


def _add(of: Product, form: StatusForm, by: Any) -> Status:
    kind, _, state = form.cleaned_data["means"].partition(".")
    return Status.add(of, form.cleaned_data["name"], of=kind, state=state, tone=form.cleaned_data["tone"], by=by)


def _retire(one: Status, form: RetireStatus, by: Any) -> Status:
    said = form.cleaned_data.get("instead") or ""
    instead = one.beside.filter(item__number=said).first() if said else None
    one.retire(instead=instead, because=form.cleaned_data["because"], by=by)
    return one


def _rows(of: Product, kind: str) -> list[dict[str, Any]]:
    """Each fixed state with its statuses, and how many things are in it and stand at each."""
    steps, model = Steps(of, kind), KINDS[kind]
    here = model.objects.of(of).in_use().order_by()
    counted = here.values_list(steps.field, "own_status").annotate(Count("pk"))
    counts = {(state, key): count for state, key, count in counted}
    return [
        {
            "label": label,
            "key": f"{kind}.{state}",
            "own": [(one, counts.get((state, one.pk), 0)) for one in steps.of(state)],
            "count": sum(count for (in_it, _), count in counts.items() if in_it == state),
        }
        for state, label in STATES[kind].items()
    ]


def _words(of: Product) -> list[dict[str, Any]]:
    """What delivery tools say of this product's features, with what each word means here."""
    seen = Feature.objects.of(of).in_use().exclude(delivered_in="").exclude(delivery_status="")
    said = seen.order_by("delivery_status").values_list("delivery_status", flat=True).distinct()[:WORDS]
    own = Status.objects.of(of).own(of, "feature") if said else []
    known = {one.key: one for one in own}
    return [
        {"word": word, "own": meant_by(known.values(), word), "state": STATES["feature"].get(state_of(word), "")}
        for word in said
    ]


def _page(request: Request, one: Status, *, refusal: str = "", status: int = 200, form: Any = None) -> HttpResponse:
    one = found(request, one.number)
    beside = list(one.beside)
    standing = one.standing.in_use().select_related("item").order_by("item__number")
    context = {
        "status": one,
        "product": product_of(request, one),
        "standing": standing[:IN_SIGHT],
        "count": standing.count(),
        "heard": one.words.splitlines(),
        "form": form or RetireStatus(beside=beside),
        "may_name": request.user.may("name statuses", one),
        "is_last": not beside,
        "refusal": refusal,
        "section": "definition",
    }
    return page(request, "definition/status.html", context, status=status)
