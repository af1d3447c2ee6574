"""The overview: is the product ready, where does each stage stand, and what holds it back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.charter.standing import reference_standing
from tandem.core.htmx import page, see
from tandem.overview.forms import SnoozeForm
from tandem.overview.standing import standing_of_product
from tandem.team.models import Product, Snooze, Workspace
from tandem.team.request import Request
from tandem.team.seam import inputs_of


def home(request: Request) -> HttpResponse:
    """The first product this member sees, or the way to a first one."""
    product = request.user.products().first()
    if product is None:
        return page(request, "overview/empty.html", {"may_open": request.user.may("open a product")})
    return see(request, product.get_absolute_url())


def overview(request: Request, product: str) -> HttpResponse:
    """One product on one page."""
    shown = _product(request, product)
    today = Workspace.current().today
    context = {
        "product": shown,
        "section": "overview",
        "today": today,
        "standing": standing_of_product(shown, today),
        "owners": shown.owners(),
        "references": reference_standing(shown, today),
        "inputs": [(given, given.waiting_days(today)) for given in inputs_of(shown)[:3]],
        "may_snooze": request.user.may("snooze", shown),
    }
    return page(request, "overview/overview.html", context)


def flags(request: Request, product: str) -> HttpResponse:
    """Everything the rules notice, worst first, beyond the five of the overview; and what sleeps."""
    shown, today = _product(request, product), Workspace.current().today
    asleep = Snooze.objects.filter(product=shown, until__gt=today).select_related("by__item").order_by("until")
    context = {
        "product": shown,
        "section": "overview",
        "standing": standing_of_product(shown, today),
        "asleep": asleep,
        "may_snooze": request.user.may("snooze", shown),
    }
    return page(request, "overview/flags.html", context)


@require_POST
def snoozes(request: Request, product: str) -> HttpResponse:
    """Put a flag to sleep until a day, with a reason."""
    shown, form = _product(request, product), SnoozeForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        Snooze.put(shown, said["flag"], until=said["until"], because=said["because"], by=request.user)
        return see(request, f"/products/{product}/flags", "It sleeps until then")
    context = {"product": shown, "section": "overview", "form": form}
    return page(request, "overview/snooze.html", context, status=422)


def snooze_new(request: Request, product: str) -> HttpResponse:
    """The form that puts one flag to sleep."""
    shown = _product(request, product)
    form = SnoozeForm(initial={"flag": request.GET.get("flag", "")})
    return page(request, "overview/snooze.html", {"product": shown, "section": "overview", "form": form})


def _product(request: Request, slug: str) -> Product:
    found: Product = get_object_or_404(Product.objects.visible_to(request.user).select_related("item"), slug=slug)
    return found
