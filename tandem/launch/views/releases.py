"""Overruling a gate that keeps a release from general availability."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from tandem.core.htmx import page, see
from tandem.definition.availability import holds
from tandem.definition.models import Release
from tandem.definition.views.acting import UNPROCESSABLE, attempt, product_of, said_in
from tandem.launch.forms import OverruleForm
from tandem.launch.models import Overrule
from tandem.team.models import Workspace
from tandem.team.request import Request


def overruling(request: Request, number: int) -> HttpResponse:
    """Overrule a gate that holds this release, with a reason."""
    found = Release.objects.visible_to(request.user).select_related("item")
    release: Release = get_object_or_404(found, item__number=number)
    seats = [side for side in ("pm", "pmm") if side in request.user.hats(release.item.product_id)]
    started = {"gate": request.GET.get("gate", ""), "side": seats[0] if seats else ""}
    form = OverruleForm(said_in(request), initial=started)
    verb = partial(_overrule, release, form, request.user)
    if request.method == "POST" and attempt(form, verb) is not None:
        return see(request, release.get_absolute_url(), "Your reason stands in the record")
    gate = next((one for one in holds(release, Workspace.current().today) if one.name == form["gate"].value()), None)
    context = {"product": product_of(request, release), "section": "definition", "release": release, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "launch/release_overrule.html", {**context, "gate": gate}, status=status)


def _overrule(release: Release, form: OverruleForm, by: Any) -> Overrule:
    return Overrule.of_release(release, by=by, **form.cleaned_data)
