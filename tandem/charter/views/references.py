"""The page of a reference: its consent, its uses, and its end."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.charter import forms
from tandem.charter.models import Reference
from tandem.core.htmx import page, see
from tandem.definition.views.acting import UNPROCESSABLE, attempt, product_of
from tandem.record.models import Event
from tandem.team.models import Workspace
from tandem.team.request import Request


def show(request: Request, number: int) -> HttpResponse:
    return shown(request, found(request, number))


@require_POST
def uses(request: Request, number: int) -> HttpResponse:
    """Log one use; beyond scope, end or limit it is refused."""
    reference = found(request, number)
    form = forms.UseForm(request.POST, auto_id="use_%s")
    if attempt(form, lambda: reference.use(by=request.user, **form.cleaned_data)):
        return see(request, reference.get_absolute_url(), "Use logged")
    return shown(request, reference, use_form=form, status=UNPROCESSABLE)


@require_POST
def withdrawal(request: Request, number: int) -> HttpResponse:
    """The consent ends at once."""
    reference = found(request, number)
    form = forms.ReasonForm(request.POST, auto_id="withdraw_%s")
    attempt(form, lambda: reference.withdraw(by=request.user, **form.cleaned_data))
    if not form.errors:
        return see(request, reference.get_absolute_url(), "Consent withdrawn")
    return shown(request, reference, withdraw_form=form, status=UNPROCESSABLE)


def found(request: Request, number: int) -> Reference:
    one: Reference = get_object_or_404(Reference.objects.visible_to(request.user).with_bearer(), item__number=number)
    return one


def shown(request: Request, reference: Reference, *, status: int = 200, **filled: Any) -> HttpResponse:
    """The consent with its history and its uses."""
    reference = found(request, reference.number)
    workspace, member = Workspace.current(), reference.member
    by: Any = request.user
    context = {
        "reference": reference, "member": member, "program": member.program, "product": product_of(request, reference),
        "section": "charter", "unusable": reference.why_unusable(workspace.today),
        "uncounted": reference.why_uncounted(
            workspace.today, workspace.thresholds.happy_within_days, is_platform=member.program.is_platform
        ),
        "used": reference.used_this_quarter(workspace.today),
        "uses": reference.uses.select_related("by__item", "about").order_by("-used_on", "-pk"),
        "events": Event.objects.visible_to(by).about(reference.item).select_related("by").newest_first()[:30],
        "may_run": by.may("run the charter", reference), "may_use": by.may("use a reference", reference),
        "use_form": forms.UseForm(auto_id="use_%s"), "withdraw_form": forms.ReasonForm(auto_id="withdraw_%s"), **filled,
    }  # fmt: skip
    return page(request, "charter/reference.html", context, status=status)
