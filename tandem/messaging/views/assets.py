"""Sales assets: what is official, what came from the field, who knows it; files are given out as downloads only."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.core.serving import download
from tandem.messaging.claims import said_of
from tandem.messaging.forms import AssetForm, CarryForm, ReasonForm, ReviseAsset, VersionForm
from tandem.messaging.models import AssetOpening, Claim, SalesAsset
from tandem.messaging.models.asset import FORMS
from tandem.messaging.views.acting import (
    UNPROCESSABLE,
    attempt,
    brought,
    chosen,
    found,
    frame,
    press,
    product_named,
    product_of,
    revised,
    rows_of,
)
from tandem.messaging.views.house import shown_claims
from tandem.team.models import Member, Workspace
from tandem.team.request import Request

SIZE = 50
STATES = (
    ("", "All"),
    ("released", "Released"),
    ("draft", "Drafts"),
    ("field", "From the field"),
    ("expired", "Expired"),
)


def assets(request: Request, product: str) -> HttpResponse:
    """All assets of a product, filtered by where they stand and what they are."""
    of, today = product_named(request, product), Workspace.current().today
    state, form = chosen(request, "state", dict(STATES)), chosen(request, "form", dict(FORMS))
    fitting = SalesAsset.objects.visible_to(request.user).of(of).in_use().standing(state, today)
    fitting = fitting.filter(form=form) if form else fitting
    shown = Keyset(fitting.with_versions(), ("-item__number",), request.GET.get("after"), SIZE).page()
    seen = set(AssetOpening.objects.filter(member=request.user, asset__in=shown.rows).values_list("asset", flat=True))
    context = {
        **frame(of, "assets"),
        "rows": [_row(asset, today) | {"seen": asset.pk in seen} for asset in shown.rows],
        "page": shown,
        "states": [(label, f"?state={key}&form={form}", key == state) for key, label in STATES],
        "forms": [
            ("Any kind", f"?state={state}", not form),
            *((label, f"?state={state}&form={key}", key == form) for key, label in FORMS),
        ],
    }
    return page(request, "messaging/assets.html", context, fragment="rows")


def new(request: Request) -> HttpResponse:
    """Bring a file or a link."""
    of = product_named(request, request.GET.get("product"))
    form = AssetForm(
        request.POST or None, request.FILES or None, rows=rows_of(request, of, "deals", "claims", "competitor")
    )
    if request.method == "POST" and (made := attempt(form, partial(_bring, of, form, request.user))):
        return see(request, made.get_absolute_url(), f"{made.mark} brought")
    return page(
        request, "messaging/asset_new.html", {**frame(of, ""), "form": form}, status=422 if form.errors else 200
    )


def show(request: Request, number: int) -> HttpResponse:
    return _page(request, number)


def edit(request: Request, number: int) -> HttpResponse:
    """Change its facts; another file or link is a newer version."""
    asset = _asset(request, number)
    rows = rows_of(request, product_of(request, asset), "competitor")
    return revised(request, asset, ReviseAsset, home=("Sales assets", "assets"), rows=rows)


@require_POST
def versions(request: Request, number: int) -> HttpResponse:
    """Bring a newer version."""
    asset = _asset(request, number)
    form = VersionForm(request.POST, request.FILES, rows=rows_of(request, product_of(request, asset), "deals"))
    if attempt(form, partial(_add, asset, form, request.user)):
        return see(request, asset.get_absolute_url(), "A new version")
    return _page(request, number, status=UNPROCESSABLE, version_form=form)


@require_POST
def claims(request: Request, number: int) -> HttpResponse:
    """Say which claim the asset makes, or that it makes one no more."""
    asset = _asset(request, number)
    form = CarryForm(request.POST, rows=rows_of(request, product_of(request, asset), "claim"))
    if not form.is_valid():
        return _page(request, number, status=UNPROCESSABLE, carry_form=form)
    act = asset.leave_out if request.POST.get("leaving_out") else asset.carry
    return _pressed(request, asset, partial(act, form.cleaned_data["claim"], by=request.user), "Saved")


@require_POST
def release(request: Request, number: int) -> HttpResponse:
    asset = _asset(request, number)
    return _pressed(request, asset, partial(asset.release, by=request.user), f"{asset.mark} is released")


@require_POST
def withdrawal(request: Request, number: int) -> HttpResponse:
    asset = _asset(request, number)
    return _pressed(
        request,
        asset,
        partial(asset.withdraw, request.POST.get("because", ""), by=request.user),
        f"{asset.mark} is withdrawn",
    )


@require_POST
def adoption(request: Request, number: int) -> HttpResponse:
    asset = _asset(request, number)
    return _pressed(request, asset, partial(asset.adopt, by=request.user), f"Adopted, with credit to {asset.maker}")


@require_POST
def declining(request: Request, number: int) -> HttpResponse:
    asset = _asset(request, number)
    return _pressed(
        request,
        asset,
        partial(asset.decline, request.POST.get("because", ""), by=request.user),
        "Declined, with your reason",
    )


@require_POST
def opening(request: Request, number: int) -> HttpResponse:
    """Open a released asset: it counts as known. A file follows as a download."""
    asset = _asset(request, number)
    newest = asset.newest
    url = (
        f"{asset.get_absolute_url()}/versions/{newest.number}/file"
        if newest and newest.file
        else asset.get_absolute_url()
    )
    return press(request, partial(asset.open, by=request.user), "", url, partial(_page, request, number))


@require_POST
def confirmation(request: Request, number: int) -> HttpResponse:
    asset = _asset(request, number)
    return _pressed(request, asset, partial(asset.confirm, by=request.user), "Noted that you know it")


def file(request: Request, number: int, version: int) -> FileResponse:
    """The file of one version, always as a download: nothing that was brought here is ever run as a page of ours."""
    versions = _asset(request, number).versions.select_related("file")
    return download(get_object_or_404(versions, number=version).file)


def _asset(request: Request, number: int) -> SalesAsset:
    asset: SalesAsset = found(request, SalesAsset.objects.with_versions(), number)
    return asset


def _pressed(request: Request, asset: SalesAsset, verb: Any, toast: str) -> HttpResponse:
    return press(request, verb, toast, asset.get_absolute_url(), partial(_page, request, asset.number))


def _page(request: Request, number: int, refusal: str = "", status: int = 200, **forms: Any) -> HttpResponse:
    asset = _asset(request, number)
    of, today, member = product_of(request, asset), Workspace.current().today, request.user
    seen = AssetOpening.objects.filter(asset=asset).select_related("member__item").order_by("at")
    sales = Member.objects.active().filter(role="sales").select_related("item").order_by("item__title")
    opened = {one.member_id for one in seen}
    made = list(Claim.objects.visible_to(member).filter(assets=asset.pk).in_use().with_proof().order_by("item__number"))
    context = {
        **frame(of, ""),
        **_row(asset, today),
        "claims": shown_claims(made),
        "today": today,
        "seen": member.pk in opened,
        "refusal": refusal,
        "blocking": [(claim, said_of(claim.says)) for claim in made if claim.blocks(today)],
        "trained": seen,
        "missing": [one for one in sales if one.pk not in opened] if asset.is_released else [],
        "may_accept": member.may("accept messaging", asset),
        "may_edit": member.may("accept messaging" if asset.is_released else "bring a sales asset", asset),
        "pattern": asset.pattern(today) if asset.field_made else None,
        "version_form": VersionForm(rows=rows_of(request, of, "deals"), auto_id="version_%s"),
        "carry_form": CarryForm(rows=rows_of(request, of, "claim"), auto_id="carry_%s"),
        "withdraw_form": ReasonForm(auto_id="withdraw_%s"),
        "decline_form": ReasonForm(auto_id="decline_%s"),
        **forms,
    }
    return page(request, "messaging/asset.html", context, status=status)


def _row(asset: SalesAsset, today: Any) -> dict[str, Any]:
    words, tone = asset.state(today)
    deals = {deal.pk: deal for version in asset.versions.all() for deal in version.deals.all()}
    worth = sum(deal.amount or 0 for deal in deals.values())
    return {"asset": asset, "words": words, "tone": tone, "newest": asset.newest, "deals": len(deals), "worth": worth}


def _bring(product: Any, form: AssetForm, by: Any) -> SalesAsset:
    said = dict(form.cleaned_data)
    return SalesAsset.bring(product, said.pop("title"), by=by, **said | {"file": brought(said["file"])})


def _add(asset: SalesAsset, form: VersionForm, by: Any) -> Any:
    return asset.add_version(by=by, **form.cleaned_data | {"file": brought(form.cleaned_data["file"])})
