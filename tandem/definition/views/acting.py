"""What the pages of definition share: one verb called, its refusal shown on the same page, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core.errors import NotAllowed, Refused, Stale
from tandem.core.htmx import page, see
from tandem.definition.forms import REVISING, Version, initial_of
from tandem.team.models import Product
from tandem.team.request import Request

Done = TypeVar("Done")
UNPROCESSABLE = 422


def product_of(request: Request, noun: Any) -> Product:
    """The product a noun belongs to, with its item."""
    seen = Product.objects.visible_to(request.user).select_related("item")
    found: Product = get_object_or_404(seen, pk=noun.item.product_id)
    return found


def product_named(request: Request, slug: str | None) -> Product:
    """The product of this address, if the member may see it; without one the first the member sees."""
    seen = Product.objects.visible_to(request.user).in_use().select_related("item").order_by("item__number")
    first: Product | None = get_object_or_404(seen, slug=slug) if slug else seen.first()
    if first is None:
        raise Refused("There is no product yet. A head opens one under Team.")
    return first


def said_in(request: Request) -> Any:
    """What was sent, also when it is nothing at all; None while the form is only looked at."""
    return request.POST if request.method == "POST" else None


def attempt(form: forms.Form, verb: Callable[[], Done]) -> Done | None:
    """Call the verb of a filled-in form; what a rule refuses is said on top of the form."""
    if not form.is_valid():
        return None
    try:
        return verb()
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return None


def press(
    request: Request, verb: Callable[[], Any], toast: str, url: str, again: Callable[..., HttpResponse]
) -> HttpResponse:
    """Call the verb of a button; what a rule refuses is said on top of the page it stands on."""
    try:
        verb()
    except NotAllowed:
        raise
    except Refused as refused:
        return again(refusal=refused.sentence, status=UNPROCESSABLE)
    return see(request, url, toast)


def revise(request: Request, noun: Any, form_class: type[Version] | None = None) -> HttpResponse:
    """Change a noun's plain fields; when somebody else did meanwhile, both texts are shown."""
    form_class = form_class or REVISING[type(noun)]
    form = form_class(said_in(request), initial=initial_of(noun, form_class))
    stale: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        changes = {
            name: value for name, value in form.cleaned_data.items() if name in form.changed_data and name != "version"
        }
        try:
            noun.revise(by=request.user, version=form.cleaned_data["version"], **changes)
            return see(request, noun.get_absolute_url(), "Saved")
        except Stale as refused:
            noun.refresh_from_db()
            stale = _both(form, refused)
            form = form_class(initial={**form.cleaned_data, "version": noun.version})
    context = {
        "noun": noun,
        "form": form,
        "stale": stale,
        "product": product_of(request, noun),
        "section": "definition",
    }
    return page(request, "definition/revise.html", context, status=UNPROCESSABLE if stale or form.errors else 200)


def _both(form: forms.Form, refused: Stale) -> list[dict[str, Any]]:
    """Each field that was changed: its label, what stands there now, what this person wrote."""
    return [
        {"label": form.fields[name].label, "theirs": str(refused.theirs.get(name, "")), "yours": str(value)}
        for name, value in refused.yours.items()
    ]
