"""What the pages of messaging have in common: the noun of an address, its product, the lists a form chooses from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core import files
from tandem.core.acting import revise
from tandem.core.htmx import page, see
from tandem.core.models import StoredFile
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_named, product_of
from tandem.messaging.models import Claim, Competitor, Deal, KeyMessage, SalesAsset
from tandem.team.request import Request

__all__ = [
    "UNPROCESSABLE",
    "attempt",
    "brought",
    "chosen",
    "found",
    "frame",
    "press",
    "product_named",
    "product_of",
    "revised",
    "rows_of",
]
OFFERED = 300
TABS = (
    ("Message house", "messaging"), ("Quotes", "quotes"), ("Competitors", "competitors"), ("Sales assets", "assets"),
    ("Requests", "requests"), ("Deals", "deals"), ("Sales’ page", "sales"),
)  # fmt: skip


def found(request: Request, queryset: Any, number: int) -> Any:
    """The noun with this number, if the member may see it."""
    return get_object_or_404(queryset.visible_to(request.user), item__number=number)


def frame(product: Any, place: str) -> dict[str, Any]:
    """What every list of the stage shows around itself."""
    tabs = [(label, f"/products/{product.slug}/{path}", path == place) for label, path in TABS]
    return {"product": product, "section": "messaging", "tabs": tabs}


def revised(
    request: Request, noun: Any, form_class: type[forms.Form], *, home: tuple[str, str], **given: Any
) -> HttpResponse:
    """Change a noun's plain fields; when somebody else did meanwhile, both texts are shown. `home` is the list it is
    in: its label and the last part of its address.
    """
    product, revision = product_of(request, noun), revise(request, noun, form_class, **given)
    if revision.is_done:
        return see(request, noun.get_absolute_url(), "Saved")
    back = (home[0], f"/products/{product.slug}/{home[1]}")
    context = {**frame(product, ""), "noun": noun, "revision": revision, "home": back}
    return page(request, "ui/revise.html", context, status=revision.status)


def chosen(request: Request, name: str, known: Any, default: str = "") -> str:
    """A filter of the address, if it is a known one."""
    said = request.GET.get(name, default)
    return said if said in known else default


def rows_of(request: Request, product: Any, *names: str) -> dict[str, Any]:
    """The nouns of a product that a form offers, as far as this member may see them."""
    models: dict[str, Any] = {
        "message": KeyMessage,
        "claims": Claim,
        "claim": Claim,
        "competitor": Competitor,
        "deals": Deal,
        "deal": Deal,
        "asset": SalesAsset,
    }
    return {name: _offered(models[name], product, request.user) for name in names}


def brought(upload: Any) -> StoredFile | None:
    """The uploaded file, kept by its content."""
    if upload is None:
        return None
    return files.store(
        upload.chunks(), name=upload.name, content_type=upload.content_type or "application/octet-stream"
    )


def _offered(model: Any, product: Any, member: Any) -> Any:
    seen = model.objects.visible_to(member).of(product).in_use().select_related("item").order_by("-item__number")
    return seen.filter(pk__in=list(seen.values_list("pk", flat=True)[:OFFERED]))
