"""What a person does with a theme: name, accept, dismiss, restore, merge, link."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import Refused
from tandem.core.htmx import page
from tandem.evidence.forms import Mark, MergeForm, NameForm
from tandem.evidence.models import Theme
from tandem.evidence.views.acting import UNPROCESSABLE, press
from tandem.evidence.views.desk import desk_of
from tandem.team.models import Product
from tandem.team.request import Request


@require_POST
def name(request: Request, number: int) -> HttpResponse:
    """Rename it."""
    theme, form = _found(request, number), NameForm(request.POST)
    return _press(request, theme, lambda: theme.rename(_filled(form)["title"], by=request.user), "Renamed")


@require_POST
def acceptance(request: Request, number: int) -> HttpResponse:
    """Accept it."""
    theme = _found(request, number)
    return _press(request, theme, partial(theme.accept, by=request.user), "Accepted: every re-run keeps it")


@require_POST
def dismissal(request: Request, number: int) -> HttpResponse:
    """Put it out of sight."""
    theme = _found(request, number)
    desk = f"/products/{_product(request, theme).slug}/evidence"
    return _press(
        request, theme, partial(theme.dismiss, by=request.user), "Dismissed. Find it under Dismissed", url=desk
    )


@require_POST
def restoration(request: Request, number: int) -> HttpResponse:
    """Bring it back."""
    theme = _found(request, number)
    return _press(request, theme, partial(theme.restore, by=request.user), "Restored")


@require_POST
def merger(request: Request, number: int) -> HttpResponse:
    """Merge it into another."""
    theme = _found(request, number)
    others = (
        Theme.objects.visible_to(request.user)
        .filter(item__product=theme.item.product_id)
        .in_use()
        .select_related("item")
    )
    form = MergeForm(request.POST, themes=others)
    into = form.cleaned_data["into"] if form.is_valid() else None
    verb = partial(theme.merge, into, by=request.user) if into else _refuse("Choose the theme that takes the notes.")
    return _press(request, theme, verb, "Merged", url=into.get_absolute_url() if into else "")


@require_POST
def pin(request: Request, number: int) -> HttpResponse:
    """Keep it at the top, or let it go."""
    theme = _found(request, number)
    if request.POST.get("pinned") == "no":
        return _press(request, theme, partial(theme.unpin, by=request.user), "No longer pinned")
    return _press(request, theme, partial(theme.pin, by=request.user), "Pinned to the top")


@require_POST
def links(request: Request, number: int) -> HttpResponse:
    """Link all its notes to what they speak of, or take those links back."""
    theme, form = _found(request, number), Mark(request.POST)
    back = request.POST.get("take_back") == "yes"
    verb = partial(_link, theme, form, request.user, back)
    return _press(request, theme, verb, "The links are taken back" if back else "Its notes are linked")


def _link(theme: Theme, form: Mark, by: Any, back: bool) -> None:
    about = form.item(by) if form.is_valid() else None
    if about is None:
        raise Refused("Choose what the notes speak of.")
    if back:
        theme.unlink(about, by=by)
    else:
        theme.link(about, by=by)


def _filled(form: NameForm) -> dict[str, Any]:
    if not form.is_valid():
        raise Refused("A theme needs a name of at most 200 characters.")
    return form.cleaned_data


def _refuse(sentence: str) -> Callable[[], None]:
    def refuse() -> None:
        raise Refused(sentence)

    return refuse


def _found(request: Request, number: int) -> Theme:
    return get_object_or_404(
        Theme.objects.visible_to(request.user).select_related("item__product"), item__number=number
    )


def _product(request: Request, theme: Theme) -> Product:
    return get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), pk=theme.item.product_id)


def _press(request: Request, theme: Theme, verb: Callable[[], Any], toast: str, url: str = "") -> HttpResponse:
    def again(refusal: str, status: int = UNPROCESSABLE) -> HttpResponse:
        typed = NameForm(request.POST) if "title" in request.POST else None
        context = desk_of(request, _product(request, theme), theme, refusal=refusal, name=typed)
        return page(request, "evidence/desk.html", context, status=status)

    return press(request, verb, toast, url or theme.get_absolute_url(), again)
