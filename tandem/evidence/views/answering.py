"""The page on which a survey is answered, without signing in and without a script.

No cookie is read or set here, so there is nothing that another site could use on somebody's behalf: the address itself
is the permission, and a form sent from elsewhere can do no more than whoever sent it could do here. That is why this
page alone goes without the CSRF token and may stand in a frame of another site. The makers' page is an ordinary one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, TimestampSigner
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt

from tandem.core.errors import Refused
from tandem.core.htmx import page, see
from tandem.core.limits import is_too_often
from tandem.evidence.inviting import Respondent, at_address, key_of_form, key_of_link, key_of_maker
from tandem.evidence.models import Contact, PersonalLink, Survey, SurveyAnswer
from tandem.evidence.survey_forms import AnswerForm, said_before
from tandem.evidence.views.acting import UNPROCESSABLE, product_of
from tandem.team.request import Request

LARGEST = 200_000  # bytes: thirty open answers at their longest, written in any script, take less
FORM_LASTS = 7 * 24 * 3600
MOST, WITHIN = 30, 600
TOO_LARGE, TOO_MANY = 413, 429
View = Callable[..., HttpResponse]


def _public(view: View) -> View:
    """Open to everybody, in a frame of any page too; nothing of it is kept by a cache."""
    framed: Any = csp_replace({"frame-ancestors": ["*"]})(xframe_options_exempt(view))
    opened: View = login_not_required(csrf_exempt(never_cache(framed)))
    return opened


@_public
def answer(request: Request, token: str) -> HttpResponse:
    """The questions, and what becomes of them when they are sent."""
    survey, link = _found(token)
    if not survey.is_open:
        return _shown(request, survey, "evidence/answered.html", {"is_closed": True})
    if request.method != "POST":
        known = survey.answers.filter(key=key_of_link(link)).first() if link else None
        first = {**said_before(known), "form_id": _new_form_id(survey)}
        return _form(request, survey, link, AnswerForm(survey=survey, is_known=bool(link), initial=first))
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return _refused(request, survey, "That is more than a survey takes. Shorten what you wrote.", TOO_LARGE)
    if is_too_often(request, f"survey {survey.pk}", most=MOST, seconds=WITHIN):
        return _refused(request, survey, "Too many answers came from your network. Try again in ten minutes.", TOO_MANY)
    return _answered(request, token, survey, link)


@_public
def thanks(request: Request, token: str) -> HttpResponse:
    """What is said after sending; reloading it sends nothing."""
    return _shown(request, _found(token)[0], "evidence/answered.html", {})


def own(request: Request, number: int) -> HttpResponse:
    """The makers answer here, signed in; one answer each, and nobody is told whose it was."""
    survey = get_object_or_404(Survey.objects.visible_to(request.user).select_related("item"), item__number=number)
    if not survey.of_makers:
        return HttpResponseRedirect(survey.public_path)
    key = key_of_maker(survey, request.user)
    known = survey.answers.filter(key=key).first()
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, survey=survey, initial=said_before(known))
    if sent is not None and _give(survey, form, key=key):
        return see(request, survey.get_absolute_url(), "Thank you. Come back here to change your answer")
    context = {"survey": survey, "form": form, "product": product_of(request, survey.item.product_id), "known": known}
    status = UNPROCESSABLE if form.errors else 200
    return page(request, "evidence/survey_own.html", context | {"section": "evidence"}, status=status)


def _answered(request: Request, token: str, survey: Survey, link: PersonalLink | None) -> HttpResponse:
    form = AnswerForm(request.POST, survey=survey, is_known=bool(link))
    if form.is_filled_by_a_program:
        return HttpResponseRedirect(f"/s/{token}/thanks", status=303)
    form_id = _form_id(survey, request.POST.get("form_id", ""))
    if form_id is None and not link:
        form.data = {**request.POST.dict(), **_lists(request), "form_id": _new_form_id(survey)}
        form.add_error(None, "This page was open for a long time. Look at your answers and send them once more.")
        return _form(request, survey, link, form, UNPROCESSABLE)
    key = key_of_link(link) if link else key_of_form(form_id or "")
    if _give(survey, form, key=key, contact=link.contact if link else None):
        return HttpResponseRedirect(f"/s/{token}/thanks", status=303)
    return _form(request, survey, link, form, UNPROCESSABLE)


def _give(survey: Survey, form: AnswerForm, *, key: bytes, contact: Contact | None = None) -> bool:
    """Call the verb of a filled-in form; what a rule refuses is said beside its question."""
    if not form.is_valid():
        return False
    try:
        SurveyAnswer.give(survey, form.given(), by=Respondent(), key=key, contact=contact, **form.who())
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _lists(request: Request) -> dict[str, Any]:
    """Questions of which several may be ticked keep all their ticks."""
    return {name: values for name, values in request.POST.lists() if len(values) > 1}


def _found(token: str) -> tuple[Survey, PersonalLink | None]:
    if found := at_address(token):
        return found
    raise Http404


def _new_form_id(survey: Survey) -> str:
    """Signed, so that nobody can write over somebody's answer by guessing, and ends after a week."""
    return _signer(survey).sign(secrets.token_urlsafe(12))


def _form_id(survey: Survey, text: str) -> str | None:
    try:
        return _signer(survey).unsign(text, max_age=FORM_LASTS)
    except BadSignature:
        return None


def _signer(survey: Survey) -> TimestampSigner:
    return TimestampSigner(salt=f"survey form {survey.pk}")


def _form(
    request: Request, survey: Survey, link: PersonalLink | None, form: AnswerForm, status: int = 200
) -> HttpResponse:
    context = {"form": form, "contact": link.contact if link else None}
    return _shown(request, survey, "evidence/answer.html", context, status)


def _refused(request: Request, survey: Survey, sentence: str, status: int) -> HttpResponse:
    return _shown(request, survey, "evidence/answered.html", {"refusal": sentence}, status)


def _shown(
    request: Request, survey: Survey, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return render(request, template, {"survey": survey, "product": survey.item.product, **context}, status=status)
