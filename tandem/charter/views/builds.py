"""Pages of builds: what was sent, and who deployed it when."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.charter import forms, rules
from tandem.charter.models import Build, CharterMember, Program
from tandem.charter.views.programs import found as found_program
from tandem.core.htmx import page, see
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of
from tandem.team.request import Request


def listed(request: Request, number: int) -> HttpResponse:
    """The builds of a program, and sending the next one."""
    program = found_program(request, number)
    form = forms.BuildForm(request.POST or None)
    if request.method == "POST" and (made := attempt(form, partial(_send, program, form, request.user))):
        return see(request, made.get_absolute_url(), f"Build {made.title} sent")
    builds = program.builds.in_use().select_related("item").prefetch_related("deployments").newest_first()
    context = {**_about(request, program), "builds": builds, "running": _running(program).count(), "form": form}
    return page(request, "charter/builds.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    return shown(request, found(request, number))


@require_POST
def deployments(request: Request, number: int) -> HttpResponse:
    """A member runs this build."""
    build = found(request, number)
    form = forms.DeploymentForm(request.POST, members=_members(build.program))
    if attempt(form, lambda: build.deploy(by=request.user, **form.cleaned_data)):
        return see(request, build.get_absolute_url(), "Deployment kept")
    return shown(request, build, form=form, status=UNPROCESSABLE)


@require_POST
def deployment_withdrawal(request: Request, number: int, member: int) -> HttpResponse:
    """They do not run it after all."""
    build = found(request, number)
    there = get_object_or_404(CharterMember.objects.visible_to(request.user).with_company(), item__number=member)
    verb = partial(build.undeploy, there, by=request.user)
    return press(request, verb, "Deployment taken back", build.get_absolute_url(), partial(shown, request, build))


def found(request: Request, number: int) -> Build:
    builds = Build.objects.visible_to(request.user).select_related("item", "program__item", "program__market__item")
    one: Build = get_object_or_404(builds, item__number=number)
    return one


def shown(request: Request, build: Build, *, form: Any = None, refusal: str = "", status: int = 200) -> HttpResponse:
    """A build, who runs it, and who does not yet."""
    rows = list(build.deployments.select_related("member__item").order_by("-deployed_on", "pk"))
    there = {row.member_id for row in rows}
    context = {
        **_about(request, build.program), "build": build, "deployments": rows, "refusal": refusal,
        "missing": [member for member in _running(build.program) if member.pk not in there],
        "form": form or forms.DeploymentForm(members=_members(build.program)),
    }  # fmt: skip
    return page(request, "charter/build.html", context, status=status)


def _about(request: Request, program: Program) -> dict[str, Any]:
    by: Any = request.user
    may_run = by.may("run the charter", program)
    return {"program": program, "product": product_of(request, program), "section": "charter", "may_run": may_run}


def _running(program: Program) -> Any:
    return program.members.at(*rules.RUNNING_BUILDS).select_related("item").order_by("item__title")


def _members(program: Program) -> Any:
    return program.members.taking_a_place().select_related("item").order_by("item__title")


def _send(program: Program, form: Any, by: Any) -> Build:
    said = dict(form.cleaned_data)
    return Build.send(program, said.pop("version"), by=by, **said)
