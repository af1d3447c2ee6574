"""What shows a feature: steps of flows, pictures, and the closed frame in which an uploaded prototype is tried."""

from __future__ import annotations

from functools import partial

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.htmx import page
from tandem.core.serving import picture as given_picture
from tandem.definition.feature_forms import StepForm
from tandem.definition.models import Experience, FlowStep
from tandem.definition.views.acting import place_in, product_of
from tandem.definition.views.feature_acts import add, pressed
from tandem.definition.views.features import found
from tandem.definition.views.prototypes import address_of
from tandem.team.request import Request


@require_POST
def steps(request: Request, number: int, position: int) -> HttpResponse:
    """Add a step to a flow."""
    feature = found(request, number)
    form = StepForm(request.POST, request.FILES, auto_id=f"step_{position}_%s", position=position)

    def verb() -> FlowStep:
        said = form.cleaned_data
        return feature.add_step(position, said["caption"], picture=said["picture"] or None, by=request.user)

    return add(request, feature, form, verb, "step_form", f"flow-{position}")


@require_POST
def step_placing(request: Request, number: int, position: int, step: int) -> HttpResponse:
    """Put a step elsewhere in its flow."""
    feature = found(request, number)
    place = place_in(request)
    verb = partial(feature.arrange_step, position, step, place, by=request.user)
    return pressed(request, feature, verb, "In its new place", f"#flow-{position}")


@require_POST
def step_removal(request: Request, number: int, position: int, step: int) -> HttpResponse:
    feature = found(request, number)
    verb = partial(feature.take_out_step, position, step, by=request.user)
    return pressed(request, feature, verb, "Taken out", f"#flow-{position}")


def step_picture(request: Request, number: int, position: int, step: int) -> FileResponse:
    """The picture of a step, shown within the page."""
    standing = FlowStep.objects.filter(taken_out_at=None, experience__taken_out_at=None)
    within = standing.filter(experience__feature=found(request, number), experience__position=position)
    one = get_object_or_404(within.select_related("picture"), pk=step, picture__isnull=False)
    return given_picture(one.picture)


def picture(request: Request, number: int, position: int) -> FileResponse:
    """The picture of a mock-up, shown within the page."""
    return given_picture(_standing(request, number, position).file)


def prototype(request: Request, number: int, position: int) -> HttpResponse:
    """Try an uploaded prototype in a frame that reaches nothing."""
    one = _standing(request, number, position)
    if not one.is_runnable:
        raise Http404
    context = {
        "experience": one,
        "feature": one.feature,
        "product": product_of(request, one.feature),
        "address": address_of(one, request.user),
        "section": "definition",
    }
    return page(request, "definition/prototype.html", context)


def _standing(request: Request, number: int, position: int) -> Experience:
    rows = Experience.objects.filter(feature=found(request, number), position=position, taken_out_at=None)
    return get_object_or_404(rows.select_related("file", "feature__item").prefetch_related("pages"), file__isnull=False)
