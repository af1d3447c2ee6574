"""Acts on saved searches: keep one, rename or share it, ask it otherwise, follow it, retire it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.errors import NotAllowed, Refused
from tandem.core.htmx import page, see
from tandem.evidence.forms_of_searches import FollowSearch, KeepSearch, NameSearch
from tandem.evidence.models import SavedSearch
from tandem.evidence.piles import plain_address
from tandem.evidence.views.acting import UNPROCESSABLE, attempt
from tandem.team.request import Request, product_of_slug


@require_POST
def keep(request: Request, product: str) -> HttpResponse:
    """Keep what the list shows under a name."""
    found, form = product_of_slug(request, product), KeepSearch(request.POST)
    made = attempt(form, lambda: SavedSearch.keep(found, by=request.user, **form.said(found, request.user)))
    if made:
        return see(request, made.get_absolute_url(), "Saved")
    context = {"form": form, "product": found, "section": "evidence", "title": "Save this search"}
    return page(request, "evidence/saved_search.html", context, status=UNPROCESSABLE)


@require_POST
def edit(request: Request, pk: int) -> HttpResponse:
    """Another name, or shared or not."""
    search, form = _found(request, pk), NameSearch(request.POST)
    return _done(request, search, form, lambda: _edit(search, form, request.user), "Saved")


@require_POST
def question(request: Request, pk: int) -> HttpResponse:
    """What the list shows now takes the place of what was asked."""
    search = _found(request, pk)
    asked = plain_address(request.POST.get("asked", ""), search.product, request.user)
    return _pressed(request, search, partial(search.ask_instead, asked, by=request.user), "Saved")


@require_POST
def following(request: Request, pk: int) -> HttpResponse:
    """Whether and how often one is told."""
    search, form = _found(request, pk), FollowSearch(request.POST)
    verb = lambda: search.follow(form.cleaned_data["alert"], by=request.user)  # noqa: E731
    return _done(request, search, form, verb, "Noted")


@require_POST
def retirement(request: Request, pk: int) -> HttpResponse:
    """Out of the list, or with put=back into it again."""
    search = _found(request, pk)
    back = request.POST.get("put") == "back"
    verb = partial(search.restore if back else search.retire, by=request.user)
    return _pressed(request, search, verb, "Put back" if back else f"“{search.name}” is retired")


def _edit(search: SavedSearch, form: NameSearch, by: Any) -> bool:
    name, shared = form.cleaned_data["name"], form.cleaned_data["shared"]
    search.rename(name, by=by)
    if shared != search.shared:
        search.share(shared, by=by)
    return True


def _found(request: Request, pk: int) -> SavedSearch:
    searches = SavedSearch.objects.visible_to(request.user).select_related("product__item", "member__item")
    found: SavedSearch = get_object_or_404(searches, pk=pk)
    return found


def _done(request: Request, search: SavedSearch, form: Any, verb: Any, toast: str) -> HttpResponse:
    if attempt(form, verb):
        return see(request, search.get_absolute_url(), toast)
    context = {"form": form, "product": search.product, "section": "evidence", "title": search.name}
    return page(request, "evidence/saved_search.html", context, status=UNPROCESSABLE)


def _pressed(request: Request, search: SavedSearch, verb: Any, toast: str) -> HttpResponse:
    """A button's verb; what a rule refuses is said on a page of its own."""
    try:
        verb()
    except NotAllowed:
        raise
    except Refused as refused:
        context = {"refusal": refused.sentence, "product": search.product, "section": "evidence", "title": search.name}
        return page(request, "evidence/saved_search.html", context, status=UNPROCESSABLE)
    retired = search.retired_at is not None
    return see(request, f"/products/{search.product.slug}/notes" if retired else search.get_absolute_url(), toast)
