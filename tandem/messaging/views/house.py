"""The message house: positioning, awareness stages, key messages and the claims under them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from tandem.core.htmx import page, see
from tandem.messaging.forms import AwarenessForm, KeyMessageForm, PositioningForm
from tandem.messaging.models import Claim, KeyMessage, Positioning, StageMessage
from tandem.messaging.strength import TONES, WORDS
from tandem.messaging.views.acting import attempt, found, frame, press, product_named, product_of
from tandem.team.models import Workspace
from tandem.team.request import Request
from tandem.team.seam import inputs_to


def messaging(request: Request, product: str) -> HttpResponse:
    """The stage's home."""
    return _house(request, product)


@require_POST
def key_messages(request: Request, product: str) -> HttpResponse:
    of, form = product_named(request, product), KeyMessageForm(request.POST)
    if made := attempt(form, lambda: KeyMessage.say(of, form.cleaned_data["title"], by=request.user)):
        return see(request, f"/products/{of.slug}/messaging", f"{made.mark} added")
    return _house(request, product, message_form=form)


@require_POST
def awareness(request: Request, product: str) -> HttpResponse:
    of, form = product_named(request, product), AwarenessForm(request.POST)
    said = lambda: StageMessage.say(of, form.cleaned_data["stage"], form.cleaned_data["message"], by=request.user)  # noqa: E731
    if attempt(form, said):
        return see(request, f"/products/{of.slug}/messaging#awareness", "Saved")
    return _house(request, product, awareness_form=form)


def positioning_new(request: Request, product: str) -> HttpResponse:
    """Draft a new version, starting from the one that counts."""
    of = product_named(request, product)
    form = PositioningForm(request.POST or None, initial=_said(Positioning.objects.of(of).current()))
    if request.method == "POST" and (made := attempt(form, partial(_draft, of, form, request.user))):
        return see(request, made.get_absolute_url(), "A new version of the positioning")
    return page(
        request, "messaging/positioning_new.html", {**frame(of, ""), "form": form}, status=422 if form.errors else 200
    )


def positioning(request: Request, number: int, refusal: str = "", status: int = 200) -> HttpResponse:
    shown = found(request, Positioning.objects.newest_first(), number)
    of = product_of(request, shown)
    versions = list(Positioning.objects.of(of).in_use().newest_first())
    context = {
        **frame(of, ""),
        "positioning": shown,
        "versions": versions,
        "current": Positioning.objects.of(of).current(),
        "refusal": refusal,
        **inputs_to(shown.item, "pmm"),
    }
    context["may_accept"] = request.user.may("accept messaging", shown)
    return page(request, "messaging/positioning.html", context, status=status)


@require_POST
def positioning_acceptance(request: Request, number: int) -> HttpResponse:
    shown = found(request, Positioning.objects.newest_first(), number)
    verb = partial(shown.accept, by=request.user)
    return press(
        request, verb, "This is the positioning now", shown.get_absolute_url(), partial(positioning, request, number)
    )


def key_message(request: Request, number: int) -> HttpResponse:
    """One key message with its claims."""
    shown = found(request, KeyMessage.objects.select_related("item"), number)
    claims = list(
        Claim.objects.visible_to(request.user).filter(message=shown.pk).in_use().with_proof().order_by("item__number")
    )
    context = {**frame(product_of(request, shown), ""), "message": shown, "claims": shown_claims(claims)}
    return page(request, "messaging/key_message.html", context)


def shown_claims(claims: list[Claim]) -> list[dict[str, Any]]:
    """Claims as rows show them: strength, what is missing or against them, whether a competitor does as well."""
    today = Workspace.current().today
    return [
        {
            "claim": claim,
            **strength_of(claim, today),
            "proofs": len(claim.supporting),
            "against": claim.against(),
            "marks": marks_of(claim),
        }
        for claim in claims
    ]


def strength_of(claim: Claim, today: Any) -> dict[str, str]:
    """The strength in a word with its tone."""
    strength = claim.strength(today)
    return {"strength": strength, "words": WORDS[strength], "tone": TONES[strength]}


def marks_of(claim: Claim) -> list[str]:
    """Where a competitor does as well or better, by the newest word on each capability."""
    named = {(one.competitor, one.name.lower()) for one in claim.compared_with.all()}
    newest = [now for competitor, name in named for now in competitor.stands() if now.name.lower() == name]
    return sorted(mark for now in newest if (mark := now.mark_on_a_claim))


def _house(request: Request, slug: str, **forms: Any) -> HttpResponse:
    of = product_named(request, slug)
    messages = list(
        KeyMessage.objects.visible_to(request.user)
        .of(of)
        .in_use()
        .select_related("item")
        .order_by("position", "item__number")
    )
    claims = shown_claims(
        list(Claim.objects.visible_to(request.user).of(of).in_use().with_proof().order_by("item__number"))
    )
    under = [(message, [row for row in claims if row["claim"].message_id == message.pk]) for message in messages]
    context = {
        **frame(of, "messaging"),
        "under": under,
        "loose": [row for row in claims if row["claim"].message_id is None],
        "proven": sum(row["strength"] == "proven" for row in claims),
        "count": len(claims),
        "stages": StageMessage.objects.by_stage(of),
        "positioning": Positioning.objects.of(of).current(),
        "pmm": of.pmm,
        "message_form": KeyMessageForm(auto_id="message_%s"),
        "drafts": list(Positioning.objects.of(of).in_use().filter(item__acceptance=None).newest_first()[:3]),
        "awareness_form": AwarenessForm(auto_id="awareness_%s"),
        **forms,
    }
    return page(request, "messaging/house.html", context, status=422 if forms else 200)


def _said(shown: Positioning | None) -> dict[str, str]:
    return {name: getattr(shown, name) for name in PositioningForm.base_fields} if shown else {}


def _draft(product: Any, form: PositioningForm, by: Any) -> Positioning:
    said = dict(form.cleaned_data)
    return Positioning.draft(product, said.pop("title"), by=by, **said)
