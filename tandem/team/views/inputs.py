"""Inputs across the seam, and matters nobody owns."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt
from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.core.ids import number_in
from tandem.record.models import Item
from tandem.team.asking import STATES, WHOSE, choices, listed
from tandem.team.drawing import answer_times
from tandem.team.forms import AnswerForm, InputForm, MatterForm
from tandem.team.models import Input, Matter, Member, Product, Workspace
from tandem.team.request import Request
from tandem.team.seam import SMALL, by_month, directions_of, given_of


def index(request: Request, product: str) -> HttpResponse:
    """The inputs of one product: what waits, the late ones first, and how both directions fare."""
    shown: Product = get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=product)
    given = given_of(shown)
    months = by_month(given, Workspace.current().today)
    figures = {"directions": directions_of(given), "months": months, "chart": answer_times(months) if months else ""}
    return _list(request, shown, figures)


def mine(request: Request) -> HttpResponse:
    """The inputs of every product this member sees."""
    return _list(request, None, {})


def _list(request: Request, product: Product | None, figures: dict[str, Any]) -> HttpResponse:
    whose, state = request.GET.get("whose", ""), request.GET.get("state", "waiting")
    whose, state = whose if whose in WHOSE else "", state if state in STATES else "waiting"
    today = Workspace.current().today
    page_of = listed(request.user, product, whose, state, after=request.GET.get("after"))
    context = {
        "section": "team",
        "product": product,
        "today": today,
        "listed": page_of,
        "rows": [(given, given.waiting_days(today), given.is_late(today)) for given in page_of],
        "choices": choices(whose, state),
        "small": SMALL,
        **figures,
    }
    return page(request, "team/inputs.html", context)


def new(request: Request) -> HttpResponse:
    """Say something about an object to the side that answers for it."""
    form = InputForm(request.POST or None, member=request.user, initial=request.GET.dict())
    if request.method == "POST" and (given := attempt(form, partial(_give, form, request.user))):
        return see(request, given.about.get_absolute_url(), "Passed across the seam")
    about = _about(request, form)
    owner = about.pk if about and about.kind == "product" else about and about.product_id
    product = Product.objects.filter(pk=owner).first() if owner else None
    if product and product.pm == request.user:
        form.initial.setdefault("to_side", "pmm")
    context = {"section": "team", "form": form, "about": about, "product": product}
    return page(request, "team/input_new.html", context, status=422 if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    """One input and its answer."""
    return _show(request, _input(request, number), AnswerForm(member=request.user))


@require_POST
def answer(request: Request, number: int) -> HttpResponse:
    """Take or decline an input."""
    given, form = _input(request, number), AnswerForm(request.POST, member=request.user)
    if attempt(form, partial(_answer, given, form, request.user)):
        return see(request, _back(request, given), "Taken" if form.cleaned_data["taken"] else "Declined")
    return _show(request, given, form, status=422)


@require_POST
def matters(request: Request, product: str) -> HttpResponse:
    """Put work that fits nowhere on the unowned list."""
    shown = get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=product)
    form = MatterForm(request.POST)
    if not form.is_valid():
        raise Refused("Say in a few words what needs an owner.")
    Matter.raise_(shown, form.cleaned_data["title"], by=request.user)
    return see(request, f"/products/{product}/team#unowned", "On the unowned list")


def matter(request: Request, number: int) -> HttpResponse:
    """One matter; taking it gives it an owner."""
    shown = get_object_or_404(
        Matter.objects.visible_to(request.user).select_related("item__product", "taken_by__item"), item__number=number
    )
    product = Product.objects.get(pk=shown.item.product_id)
    if request.method == "POST":
        number = number_in(request.POST.get("member") or request.user.number)
        taker = Member.objects.active().filter(item__number=number).first()
        if taker is None:
            raise Refused("Choose someone who is still a member.")
        shown.take(taker, by=request.user)
        return see(request, f"/products/{product.slug}/team#unowned", f"{taker} has it now")
    people = Member.objects.active().select_related("item").order_by("item__title")
    return page(request, "team/matter.html", {"section": "team", "shown": shown, "product": product, "people": people})


def _show(request: Request, given: Input, form: AnswerForm, status: int = 200) -> HttpResponse:
    product = Product.objects.filter(pk=given.item.product_id).first()
    today = Workspace.current().today
    mine = {given.to_side, f"{given.to_side} delegate"} & request.user.hats(given.item.product_id)
    context = {"section": "team", "given": given, "form": form, "product": product, "today": today}
    context |= {"may_answer": bool(mine), "late": given.is_late(today)}
    return page(request, "team/input.html", context, status=status)


def _input(request: Request, number: int) -> Input:
    visible = Input.objects.visible_to(request.user).select_related(
        "item", "about", "by__item", "answered__by__item", "answered__used_in"
    )
    found: Input = get_object_or_404(visible, item__number=number)
    return found


def _about(request: Request, form: InputForm) -> Item | None:
    mark = request.POST.get("about") or request.GET.get("about") or ""
    try:
        found: Item | None = form.fields["about"].clean(mark)
    except ValidationError as error:
        raise Http404 from error
    return found


def _back(request: Request, given: Input) -> str:
    """Back to where the answer was given from, if that was one of our pages."""
    said = request.POST.get("back", "")
    if said and url_has_allowed_host_and_scheme(said, allowed_hosts=None):
        return said
    return given.get_absolute_url()


def _give(form: InputForm, by: Any) -> Input:
    said = form.cleaned_data
    return Input.give(said["about"], said["text"], to_side=said["to_side"], by=by)


def _answer(given: Input, form: AnswerForm, by: Any) -> Any:
    said = form.cleaned_data
    return given.answer(taken=said["taken"], because=said["because"], used_in=said["used_in"], by=by)
