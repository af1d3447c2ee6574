"""Sales' page: a company or industry in; likeliest references, quotes, battlecards and assets out, ready to copy."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.charter.models import Reference
from tandem.core.htmx import page
from tandem.core.ids import number_in
from tandem.evidence.models import Company
from tandem.messaging.forms import ProspectForm
from tandem.messaging.models import SalesAsset
from tandem.messaging.selling import cards, firm_of, likely_references, usable_quotes
from tandem.messaging.views.acting import frame, press, product_named
from tandem.team.models import Workspace
from tandem.team.request import Request

OFFERED = 2000


def sales(request: Request, product: str, refusal: str = "", status: int = 200) -> HttpResponse:
    """The page; without a prospect it shows what is newest."""
    of, today, member = product_named(request, product), Workspace.current().today, request.user
    form = ProspectForm(request.GET or None, rows={"company": _companies(request)})
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    company, industry = said.get("company"), said.get("industry") or ""
    asked = firm_of(company, industry, of)
    released = SalesAsset.objects.visible_to(member).of(of).in_use().released().order_by("form", "-item__number")
    context = {
        **frame(of, "sales"),
        "form": form,
        "company": company,
        "industry": industry,
        "refusal": refusal,
        "likely": likely_references(of, member, asked, today),
        "quotes": usable_quotes(of, member, asked),
        "cards": cards(of, member, company),
        "assets": [asset for asset in released.with_versions() if not asset.is_expired(today)],
        "used": request.GET.get("used", ""),
        "industries": _industries(member),
    }
    return page(request, "messaging/sales.html", context, status=status)


@require_POST
def uses(request: Request, product: str) -> HttpResponse:
    """Log that a reference is used for this prospect; then it is ready to copy."""
    of, said = product_named(request, product), request.POST
    reference = get_object_or_404(
        Reference.objects.visible_to(request.user).of(of).with_bearer(), item__number=number_in(said.get("reference"))
    )
    company = _companies(request).filter(item__number=number_in(said.get("company"))).first()
    purpose = f"For {company.title}" if company else f"For a prospect in {said.get('industry', '')[:80] or 'a sale'}"

    def use() -> Any:
        return reference.use(
            said.get("scope", "name"), purpose=purpose, by=request.user, about=company.item if company else None
        )

    asked = {
        "company": company.number if company else "",
        "industry": said.get("industry", "")[:80],
        "used": reference.number,
    }
    url = f"/products/{of.slug}/sales?{urlencode(asked)}#references"
    return press(request, use, "The use is logged; copy it now", url, lambda **again: sales(request, of.slug, **again))


def _companies(request: Request) -> Any:
    return Company.objects.visible_to(request.user).in_use().select_related("item").order_by("item__title")


def _industries(member: Any) -> Any:
    """The industries of the companies one may ask for."""
    known = Company.objects.visible_to(member).in_use().exclude(industry="")
    return known.order_by("industry").values_list("industry", flat=True).distinct()
