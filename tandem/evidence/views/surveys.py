"""Pages of surveys: the list, what one amounts to, the answers behind a figure, its words, its questions, its links."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from tandem.core.acting import revise
from tandem.core.htmx import page, see
from tandem.core.paging import Keyset
from tandem.evidence.inviting import earlier_notes, key_of_link
from tandem.evidence.models import Note, PersonalLink, Survey, SurveyAnswer
from tandem.evidence.survey_answers import AnswerFilter, makers_words, with_replies
from tandem.evidence.survey_forms import InviteForm, OpenSurvey, QuestionForm, ReviseQuestion, ReviseSurvey
from tandem.evidence.survey_results import Result, group_url, results_of
from tandem.evidence.views.acting import UNPROCESSABLE, attempt, press, product_of
from tandem.evidence.views.showing import with_marks
from tandem.team.models import Workspace
from tandem.team.request import Request, product_of_slug

LATEST = 5


def index(request: Request, product: str) -> HttpResponse:
    """The surveys of a product, the newest first."""
    found = product_of_slug(request, product)
    surveys = Survey.objects.visible_to(request.user).of(found).in_use().select_related("item").newest_first()
    context = {
        "product": found,
        "surveys": list(surveys[:100]),
        "may_sort": request.user.may("sort evidence", found),
        "section": "evidence",
    }
    return page(request, "evidence/surveys.html", context)


def new(request: Request, product: str) -> HttpResponse:
    """Open one with built-in questions; its page then shows the address to send."""
    found = product_of_slug(request, product)
    sent = request.POST if request.method == "POST" else None
    form = OpenSurvey(sent, product=found, initial={"title": f"Would you recommend {found.title}?"})
    if sent is not None and (
        survey := attempt(form, lambda: Survey.open(found, **form.cleaned_data, by=request.user))
    ):
        return see(request, survey.get_absolute_url(), "Opened")
    context = {"product": found, "form": form, "section": "evidence"}
    return page(request, "evidence/survey_new.html", context, status=UNPROCESSABLE if form.errors else 200)


def show(request: Request, number: int) -> HttpResponse:
    """What was answered, as far as there are answers enough, and how to ask people."""
    return _page(request, _found(request, number))


def edit(request: Request, number: int) -> HttpResponse:
    """Its title and the words around the questions."""
    survey = _found(request, number)
    revision = revise(request, survey, ReviseSurvey)
    if revision.is_done:
        return see(request, survey.get_absolute_url(), "Saved")
    product = product_of(request, survey.item.product_id)
    home = ("Surveys", f"/products/{product.slug}/surveys" if product else "/")
    context = {"noun": survey, "revision": revision, "home": home, "product": product, "section": "evidence"}
    return page(request, "ui/revise.html", context, status=revision.status)


def questions(request: Request, number: int) -> HttpResponse:
    """What it asks, in order; another question is added at the end."""
    survey = _found(request, number)
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(sent)
    if sent is not None and attempt(form, partial(_added, survey, form, request.user)):
        return see(request, f"/surveys/{number}/questions", "Added")
    return _questions(request, survey, form)


def question(request: Request, number: int, pk: int) -> HttpResponse:
    """Change one that nobody has answered."""
    survey = _found(request, number)
    asked = get_object_or_404(survey.questions, pk=pk)
    form = ReviseQuestion(request.POST) if request.method == "POST" else ReviseQuestion.showing(asked)
    verb = partial(_revised, survey, asked, form, request.user)
    if request.method == "POST" and attempt(form, verb):
        return see(request, f"/surveys/{number}/questions", "Saved")
    context = _about(request, survey) | {"form": form, "question": asked}
    return page(request, "evidence/survey_question.html", context, status=UNPROCESSABLE if form.errors else 200)


@require_POST
def place(request: Request, number: int, pk: int) -> HttpResponse:
    """Ask it earlier or later."""
    survey = _found(request, number)
    asked = get_object_or_404(survey.questions, pk=pk)
    verb = partial(survey.move_question, asked, down=request.POST.get("down") == "yes", by=request.user)
    return _press_question(request, survey, verb, "Moved")


@require_POST
def retirement(request: Request, number: int, pk: int) -> HttpResponse:
    """Ask it no more, or with back=yes again."""
    survey = _found(request, number)
    asked, back = get_object_or_404(survey.questions, pk=pk), request.POST.get("back") == "yes"
    verb = partial(survey.restore_question if back else survey.retire_question, asked, by=request.user)
    return _press_question(request, survey, verb, "It is asked again" if back else "It is asked no more")


@require_POST
def state(request: Request, number: int) -> HttpResponse:
    """Close it, or with open=yes take answers again."""
    survey, again = _found(request, number), request.POST.get("open") == "yes"
    verb = partial(survey.reopen if again else survey.close, by=request.user)
    toast = "It takes answers again" if again else "Closed: it takes no more answers"
    return press(request, verb, toast, survey.get_absolute_url(), partial(_page, request, survey))


@require_POST
def earlier(request: Request, number: int) -> HttpResponse:
    """Count the scores that the notes of its source brought along."""
    survey = _found(request, number)
    verb = partial(survey.count_earlier, by=request.user)
    return press(request, verb, "Counted", survey.get_absolute_url(), partial(_page, request, survey))


def links(request: Request, number: int) -> HttpResponse:
    """Links that know who answers, to be sent one to each person."""
    survey = _found(request, number)
    sent = request.POST if request.method == "POST" else None
    form = InviteForm(sent)
    if sent is not None and attempt(form, partial(_invited, survey, form, request.user)):
        return see(request, f"/surveys/{number}/links", "The links are below")
    invited = survey.links.select_related("contact__company__item")
    shown = Keyset(invited, order=("-id",), after=request.GET.get("after"), size=100).page()
    context = _about(request, survey) | {
        "form": form,
        "links": shown,
        "site": request.build_absolute_uri("/").rstrip("/"),
        "answered": _answered(survey, shown.rows),
    }
    return page(request, "evidence/survey_links.html", context, status=UNPROCESSABLE if form.errors else 200)


def answers(request: Request, number: int) -> HttpResponse:
    """The answers that a figure counted. Makers' are not listed: nobody is to be known by them."""
    survey = _found(request, number)
    chosen = AnswerFilter.of(request.GET, survey)
    found = chosen.apply(SurveyAnswer.objects.visible_to(request.user))
    listed = with_replies(found.none() if survey.of_makers else found)
    context = _about(request, survey) | {
        "filter": chosen,
        "answers": Keyset(listed, order=("-given_at", "-id"), after=request.GET.get("after"), size=50).page(),
    }
    return page(request, "evidence/survey_answers.html", context)


def _answered(survey: Survey, links: list[PersonalLink]) -> set[int]:
    """Whose own link was used; a score that came in with an earlier note is not that."""
    keys = {key_of_link(link): link.contact_id for link in links}
    used = survey.answers.filter(key__in=list(keys)).values_list("key", flat=True)
    return {keys[bytes(key)] for key in used}


def _found(request: Request, number: int) -> Survey:
    surveys = Survey.objects.visible_to(request.user).select_related("item__product", "source__item")
    return get_object_or_404(surveys.prefetch_related("questions"), item__number=number)


def _about(request: Request, survey: Survey) -> dict[str, Any]:
    return {
        "survey": survey,
        "product": product_of(request, survey.item.product_id),
        "may_sort": request.user.may("sort evidence", survey),
        "section": "evidence",
    }


def _page(request: Request, survey: Survey, refusal: str = "", status: int = 200) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    context = _about(request, survey) | {
        "results": [_shown(request, survey, result) for result in results_of(survey)],
        "thresholds": Workspace.current().thresholds,
        "link": site + survey.public_path,
        "score_ends": (-100, 100),
        "share_ends": (0, 1),
        "has_earlier": bool(survey.source_id) and earlier_notes(survey).exists(),
        "refusal": refusal,
    }
    return page(request, "evidence/survey.html", context, status=status)


def _shown(request: Request, survey: Survey, result: Result) -> dict[str, Any]:
    """A question's result with what was written to it."""
    question = result.question
    is_shown = not result.is_hidden
    said = Note.objects.visible_to(request.user).filter(replies__question=question).worth_reading()
    groups = {name: group_url(result, name) for name in ("promoters", "passives", "detractors")}
    return {
        "result": result,
        "groups": groups if result.score else {},
        "notes": list(with_marks(said.with_speaker()).newest_first()[:LATEST]) if is_shown else [],
        "words": makers_words(survey, question) if is_shown and survey.of_makers else [],
    }


def _questions(
    request: Request, survey: Survey, form: QuestionForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    asked = list(survey.questions.all())
    context = _about(request, survey) | {
        "form": form or QuestionForm(),
        "asked": [one for one in asked if one.retired_at is None],
        "retired": [one for one in asked if one.retired_at],
        "refusal": refusal,
    }
    status = UNPROCESSABLE if form and form.errors else status
    return page(request, "evidence/survey_questions.html", context, status=status)


def _press_question(request: Request, survey: Survey, verb: Any, toast: str) -> HttpResponse:
    again = partial(_questions, request, survey)
    return press(request, verb, toast, f"/surveys/{survey.number}/questions", again)


def _added(survey: Survey, form: QuestionForm, by: Any) -> Any:
    return survey.add_question(**form.said(), by=by)


def _invited(survey: Survey, form: InviteForm, by: Any) -> bool:
    survey.invite(form.said(), by=by)
    return True


def _revised(survey: Survey, asked: Any, form: ReviseQuestion, by: Any) -> bool:
    survey.revise_question(asked, **form.said(), by=by)
    return True
