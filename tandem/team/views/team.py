"""The team of the workspace and of one product: who answers for what, and what nobody does."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import attempt
from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.team.forms import ActivityForm, LetterForm, MatterForm, MemberForm, OwnerForm, ProductForm, WorkspaceForm
from tandem.team.holding import Holdings
from tandem.team.letters import MEANINGS
from tandem.team.models import Accountability, ActivityOwner, Invitation, Matter, Member, Product, Workspace
from tandem.team.places import places
from tandem.team.request import Request, product_of_slug
from tandem.team.seam import both_directions, inputs_of


def team(request: Request) -> HttpResponse:
    """Everyone in the workspace, and every product with its two owners."""
    return _team(request)


def _team(request: Request, status: int = 200, **refused: Any) -> HttpResponse:
    members = Member.objects.active().select_related("item").order_by("item__title")
    products = request.user.products()
    seats = Accountability.objects.current().filter(product__in=products).select_related("member__item")
    held = {(row.product_id, row.side): row.member for row in seats}
    rows = [(product, held.get((product.pk, "pm")), held.get((product.pk, "pmm"))) for product in products]
    context = {
        "section": "team",
        "places": places("team"),
        "members": members,
        "rows": rows,
        "workspace": Workspace.current(),
        "invited": Invitation.objects.visible_to(request.user).standing().order_by("-made_at", "-pk")[:20],
        "form": MemberForm(),
        "product_form": ProductForm(),
        "may_administer": request.user.may("administer"),
        "may_open": request.user.may("open a product"),
        **refused,
    }
    return page(request, "team/team.html", context, status=status)


@require_POST
def members(request: Request) -> HttpResponse:
    """Add a member."""
    form = MemberForm(request.POST)
    if made := attempt(form, partial(_join, form, request.user)):
        return see(request, "/team", f"{made} can sign in now")
    return _team(request, 422, form=form)


@require_POST
def products(request: Request) -> HttpResponse:
    """Open a product."""
    form = ProductForm(request.POST)
    if made := attempt(form, partial(_open, form, request.user)):
        return see(request, f"/products/{made.slug}/team", f"{made} is open; name its two owners")
    return _team(request, 422, product_form=form)


def workspace(request: Request) -> HttpResponse:
    """The company's settings."""
    current = Workspace.current()
    form = WorkspaceForm(request.POST or None, workspace=current)
    if request.method == "POST" and attempt(form, partial(_revise, current, form, request.user)):
        return see(request, "/workspace", "Saved")
    return _workspace(request, form)


@require_POST
def letters(request: Request) -> HttpResponse:
    """The words of the letter to those who asked."""
    current, form = Workspace.current(), LetterForm(request.POST)
    if attempt(form, partial(_revise, current, form, request.user)):
        return see(request, "/workspace#letters", "Saved")
    return _workspace(request, WorkspaceForm(workspace=current), form)


def _workspace(request: Request, form: WorkspaceForm, letter: LetterForm | None = None) -> HttpResponse:
    current = Workspace.current()
    words = {name: getattr(current, name) for name in LetterForm.base_fields}
    context = {
        "section": "team",
        "form": form,
        "letter_form": letter or LetterForm(initial=words, auto_id="letter_%s"),
        "meanings": [(f"{{{name}}}", says) for name, says in MEANINGS.items()],
        "thresholds": current.thresholds.in_words(),
    }
    wrong = form.errors or (letter and letter.errors)
    return page(request, "team/workspace.html", context, status=422 if wrong else 200)


def member(request: Request, number: int) -> HttpResponse:
    """One person: the seats they hold and the activities they are accountable for."""
    shown = get_object_or_404(Member.objects.select_related("item"), item__number=number)
    seen = request.user.products()
    seats = shown.accountabilities.filter(product__in=seen).select_related("product__item").order_by("-since")
    holds = (
        ActivityOwner.objects.current()
        .filter(member=shown, product__in=seen)
        .select_related("activity__item", "product__item")
    )
    may = request.user.may("administer")
    context = {"section": "team", "shown": shown, "seats": seats, "holds": holds, "may_administer": may}
    return page(request, "team/member.html", context)


def product_team(request: Request, product: str) -> HttpResponse:
    """Who answers for one product, its activities, the seam and the unowned list."""
    return _product_team(request, product_of_slug(request, product))


def _product_team(request: Request, product: Product, status: int = 200, **refused: Any) -> HttpResponse:
    today = Workspace.current().today
    held = Holdings([product])
    matters = Matter.objects.of(product).in_use().filter(taken_by=None).select_related("item", "raised_from")
    context = {
        "section": "team",
        "product": product,
        "owners": product.owners(),
        "today": today,
        "past": product.accountabilities.exclude(until=None).select_related("member__item").order_by("-until"),
        "cells": [held.cell(product, activity) for activity in held.activities],
        "matters": matters.order_by("raised_on"),
        "directions": both_directions(product),
        "inputs": inputs_of(product)[:8],
        "form": OwnerForm(),
        "matter_form": MatterForm(),
        "areas": product.area_owners.filter(until=None).select_related("member__item").order_by("side", "form", "name"),
        "may_name": request.user.may("name owners", product),
        **refused,
    }
    return page(request, "team/product.html", context, status=status)


@require_POST
def owners(request: Request, product: str) -> HttpResponse:
    """Name an owner."""
    shown, form = product_of_slug(request, product), OwnerForm(request.POST)
    if attempt(form, partial(_put_in_charge, shown, form, request.user)):
        return see(request, f"/products/{product}/team", f"{form.cleaned_data['member']} answers for {shown} now")
    return _product_team(request, shown, 422, form=form)


@require_POST
def activities(request: Request, product: str) -> HttpResponse:
    """Make someone accountable for an activity."""
    shown, form = product_of_slug(request, product), ActivityForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose an activity and a person.")
    said = form.cleaned_data
    said["activity"].assign(shown, said["member"], by=request.user)
    return see(request, f"/products/{product}/team#activities", f"{said['member']} holds {said['activity']} now")


def _join(form: MemberForm, by: Any) -> Member:
    said = form.cleaned_data
    return Member.join(said["name"], email=said["email"], role=said["role"], password=said["password"], by=by)


def _open(form: ProductForm, by: Any) -> Product:
    said = form.cleaned_data
    return Product.open(said["name"], slug=said["slug"], summary=said["summary"], by=by)


def _revise(workspace: Workspace, form: WorkspaceForm | LetterForm, by: Any) -> bool:
    workspace.revise(by=by, **form.cleaned_data)
    return True


def _put_in_charge(product: Product, form: OwnerForm, by: Any) -> bool:
    said = form.cleaned_data
    product.put_in_charge(said["member"], said["side"], by=by, because=said["because"])
    return True
