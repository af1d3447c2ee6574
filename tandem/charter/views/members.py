"""The page of a charter member, and each step of its way: noun addresses that are posted to."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.charter import forms, rules
from tandem.charter.models import CharterMember
from tandem.charter.models.charter_member import STAGES
from tandem.core.files import store
from tandem.core.htmx import page, see
from tandem.definition.models import Feature
from tandem.definition.views.acting import UNPROCESSABLE, attempt, press, product_of
from tandem.team.models import Workspace
from tandem.team.request import Request

TOASTS = {
    "invite": "Invited", "start_trial": "In trial", "go_live": "Live", "confirm_happy": "Confirmed as happy",
    "ask": "Asked",
    "welcome": "Welcome", "turn_away": "Yes taken back", "become_reference": "A reference",
}  # fmt: skip
STEPS = {
    "decline": ("They said no", "Why did they decline?"),
    "leave": ("They left", "Why did they leave?"),
    "move_back": ("Moved back", "Why do they move back?"),
}
ONWARD = {"invited": "invite", "in_trial": "start_trial", "live": "go_live", "happy": "confirm_happy"}
BY_FORM = {"joined": "agreement", "reference": "consent", "declined": "decline", "left": "departure"}


def show(request: Request, number: int) -> HttpResponse:
    return shown(request, found(request, number))


@require_POST
def pressed(request: Request, number: int, act: str) -> HttpResponse:
    """One step that needs no words."""
    member = found(request, number)
    verb = partial(getattr(member, act), by=request.user)
    url = _back(request, member)
    return press(request, verb, f"{member.title}: {TOASTS[act].lower()}", url, partial(shown, request, member))


def step(request: Request, number: int, act: str) -> HttpResponse:
    """One step that needs a reason: a no, a departure, a move back."""
    member = found(request, number)
    toast, question = STEPS[act]
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST":
        attempt(form, lambda: getattr(member, act)(by=request.user, **form.cleaned_data))
        if not form.errors:
            return see(request, member.get_absolute_url(), toast)
    context = {**_about(request, member), "form": form, "question": question}
    return page(request, "charter/step.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def stage(request: Request, number: int) -> HttpResponse:
    """A tile was moved on the board: the step is taken, or its form shown when it needs words."""
    member, wanted = found(request, number), request.POST.get("stage", "")
    own = member.get_absolute_url()
    if wanted in BY_FORM:
        return see(request, f"{own}/{BY_FORM[wanted]}")
    if wanted in rules.ON_THE_WAY and _is_before(wanted, member.stage):
        return see(request, f"{own}/return")
    if wanted not in ONWARD:
        return shown(request, member, refusal="That is no stage a member can be moved to.", status=UNPROCESSABLE)
    verb = partial(getattr(member, ONWARD[wanted]), by=request.user)
    back = f"/charter-programs/{member.program.number}"
    return press(
        request, verb, f"{member.title}: {dict(STAGES)[wanted].lower()}", back, partial(shown, request, member)
    )


def agreement(request: Request, number: int) -> HttpResponse:
    """They join: urgency in their words, both yeses, the deal."""
    member = found(request, number)
    form = forms.AgreementForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        attempt(form, partial(_join, member, form, request.user))
        if not form.errors:
            return see(request, member.get_absolute_url(), f"{member.title} joined")
    context = {**_about(request, member), "form": form}
    return page(request, "charter/agreement.html", context, status=UNPROCESSABLE if form.errors else 200)


def consent(request: Request, number: int) -> HttpResponse:
    """Record that they consent to be a reference."""
    member = found(request, number)
    form = forms.ConsentForm(request.POST or None)
    if request.method == "POST" and (made := attempt(form, partial(_grant, member, form, request.user))):
        return see(request, made.get_absolute_url(), "Consent recorded")
    context = {**_about(request, member), "form": form}
    return page(request, "charter/consent.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def answers(request: Request, number: int) -> HttpResponse:
    member = found(request, number)
    form = forms.AnswerForm(request.POST, auto_id="answer_%s")
    if attempt(form, lambda: member.answer(by=request.user, **form.cleaned_data)):
        return see(request, f"{member.get_absolute_url()}#answers", "Answer kept")
    return shown(request, member, answer_form=form, status=UNPROCESSABLE)


@require_POST
def wishes(request: Request, number: int) -> HttpResponse:
    member = found(request, number)
    form = forms.WishForm(request.POST, features=_features(member, request.user), auto_id="wish_%s")
    if attempt(form, lambda: member.wish(by=request.user, **form.cleaned_data)):
        return see(request, f"{member.get_absolute_url()}#wishes", "Wish kept")
    return shown(request, member, wish_form=form, status=UNPROCESSABLE)


@require_POST
def wish_withdrawal(request: Request, number: int, feature: int) -> HttpResponse:
    """They do not want it after all."""
    member = found(request, number)
    wanted = get_object_or_404(Feature.objects.visible_to(request.user).select_related("item"), item__number=feature)
    verb = partial(member.unwish, wanted, by=request.user)
    return press(request, verb, "Wish taken back", member.get_absolute_url(), partial(shown, request, member))


def found(request: Request, number: int) -> CharterMember:
    members = CharterMember.objects.visible_to(request.user).with_company().select_related("agreement")
    one: CharterMember = get_object_or_404(members, item__number=number)
    return one


def shown(
    request: Request, member: CharterMember, *, refusal: str = "", status: int = 200, **filled: Any
) -> HttpResponse:
    """Everything the program knows of a member."""
    member = found(request, member.number)
    today, within = Workspace.current().today, Workspace.current().thresholds.happy_within_days
    references = list(member.references.in_use().select_related("item").order_by("-granted_on", "-item__number"))
    context = {
        **_about(request, member), "refusal": refusal, "why_not_happy": member.why_not_happy(today, within),
        "moves": member.moves.select_related("by__item").order_by("-on", "-pk"),
        "answers": member.answers.order_by("-answered_on", "-pk"),
        "deployments": member.deployments.select_related("build__item").order_by("-deployed_on", "-pk"),
        "wishes": member.wishes.select_related("feature__item").order_by("-asked_on"), "references": references,
        "sessions": member.sessions.in_use().select_related("item").order_by("-starts_at"),
        "answer_form": forms.AnswerForm(auto_id="answer_%s"),
        "wish_form": forms.WishForm(features=_features(member, request.user), auto_id="wish_%s"), **filled,
    }  # fmt: skip
    return page(request, "charter/member.html", context, status=status)


def _about(request: Request, member: CharterMember) -> dict[str, Any]:
    by: Any = request.user
    return {
        "member": member, "program": member.program, "product": product_of(request, member), "section": "charter",
        "may_run": by.may("run the charter", member), "may_confirm": by.may("confirm a charter member", member),
    }  # fmt: skip


def _back(request: Request, member: CharterMember) -> str:
    """To the page the step was taken on: the board when it says so, else the member's own."""
    board = f"/charter-programs/{member.program.number}"
    return f"{board}/invitations" if request.POST.get("from") == "invitations" else member.get_absolute_url()


def _is_before(wanted: str, stage: str) -> bool:
    order = rules.ON_THE_WAY
    return stage not in order or order.index(wanted) < order.index(stage)


def _features(member: CharterMember, by: Any) -> Any:
    features = Feature.objects.visible_to(by).in_use().filter(item__product=member.item.product_id)
    return features.exclude(status="dropped").select_related("item").order_by("item__title")


def _join(member: CharterMember, form: Any, by: Any) -> None:
    said = dict(form.cleaned_data)
    file = said.pop("agreement")
    kept = store(file.chunks(), name=file.name, content_type=file.content_type or "") if file else None
    member.join(by=by, agreement=kept, **said)


def _grant(member: CharterMember, form: Any, by: Any) -> Any:
    said = dict(form.cleaned_data)
    return member.grant_reference(said.pop("scopes"), by=by, **said)
