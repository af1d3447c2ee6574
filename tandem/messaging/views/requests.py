"""Requests from sales: asked for a deal, answered with an asset or in words."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.messaging.flags import grouped
from tandem.messaging.forms import AnswerForm, ReasonForm, RequestForm
from tandem.messaging.models import SalesRequest
from tandem.messaging.views.acting import (
    UNPROCESSABLE,
    attempt,
    chosen,
    found,
    frame,
    press,
    product_named,
    product_of,
    rows_of,
)
from tandem.team.request import Request

STATES = (("", "Waiting"), ("answered", "Answered"), ("all", "All"))
MOST = 200


def requests(request: Request, product: str) -> HttpResponse:
    """The requests of a product; a POST asks for something."""
    of = product_named(request, product)
    form = RequestForm(
        request.POST or None, rows=rows_of(request, of, "deal"), initial={"deal": request.GET.get("deal")}
    )
    if request.method == "POST" and (made := attempt(form, partial(_ask, of, form, request.user))):
        return see(request, made.get_absolute_url(), f"{made.mark} asked")
    state = chosen(request, "state", dict(STATES))
    known = (
        SalesRequest.objects.visible_to(request.user).of(of).in_use().with_deal().order_by("-asked_on", "-item__number")
    )
    rows = {"": known.waiting(), "answered": known.exclude(closed_on=None), "all": known}[state][:MOST]
    groups = [
        (group, sum(one.deal.amount or 0 for one in group if one.deal))
        for group in grouped(list(known.waiting()[:MOST]))
    ]
    pills = [(label, f"?state={key}", key == state) for key, label in STATES]
    context = {**frame(of, "requests"), "rows": rows, "groups": groups, "states": pills, "form": form}
    return page(request, "messaging/requests.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, number)


@require_POST
def answer(request: Request, number: int) -> HttpResponse:
    """Answer with an asset, or in words."""
    asked = _request(request, number)
    form = AnswerForm(request.POST, rows=rows_of(request, product_of(request, asked), "asset"))
    if attempt(form, partial(_answer, asked, form, request.user)):
        return see(request, asked.get_absolute_url(), "Answered")
    return _page(request, number, status=UNPROCESSABLE, form=form)


@require_POST
def expediting(request: Request, number: int) -> HttpResponse:
    asked = _request(request, number)
    return _pressed(
        request, asked, partial(asked.expedite, request.POST.get("because", ""), by=request.user), "It goes first"
    )


@require_POST
def reopening(request: Request, number: int) -> HttpResponse:
    asked = _request(request, number)
    return _pressed(request, asked, partial(asked.open_again, by=request.user), "It waits again")


def _request(request: Request, number: int) -> SalesRequest:
    asked: SalesRequest = found(request, SalesRequest.objects.with_deal(), number)
    return asked


def _pressed(request: Request, asked: SalesRequest, verb: Any, toast: str) -> HttpResponse:
    return press(request, verb, toast, asked.get_absolute_url(), partial(_page, request, asked.number))


def _page(
    request: Request, number: int, refusal: str = "", status: int = 200, form: AnswerForm | None = None
) -> HttpResponse:
    asked = _request(request, number)
    of = product_of(request, asked)
    context = {
        **frame(of, ""),
        "asked": asked,
        "refusal": refusal,
        "form": form or AnswerForm(rows=rows_of(request, of, "asset"), auto_id="answer_%s"),
        "may_answer": request.user.may("draft messaging", asked),
        "reason": ReasonForm(auto_id="expedite_%s"),
        "pmm": of.pmm,
    }
    return page(request, "messaging/request.html", context, status=status)


def _ask(product: Any, form: RequestForm, by: Any) -> SalesRequest:
    said = dict(form.cleaned_data)
    return SalesRequest.ask(product, said.pop("title"), by=by, **said)


def _answer(asked: SalesRequest, form: AnswerForm, by: Any) -> SalesRequest:
    asked.answer(by=by, **form.cleaned_data)
    return asked
