"""Lists as CSV files, streamed; cells that a spreadsheet would run as a formula are defused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404

from tandem.evidence.company_list import CompanyFilter
from tandem.evidence.filters import NoteFilter
from tandem.evidence.models import Company, Note, PersonalLink, Question, Survey, SurveyAnswer
from tandem.evidence.survey_answers import AnswerFilter, in_words, with_replies
from tandem.team.fields import answers_of_many
from tandem.team.models import CustomField, Workspace
from tandem.team.request import Request, product_of_slug
from tandem.ui.sheets import csv_stream

NOTE_COLUMNS = (
    "id",
    "said_at",
    "source",
    "form",
    "company",
    "author",
    "rating",
    "state",
    "theme",
    "title",
    "text",
    "language",
    "url",
)
COMPANY_COLUMNS = (
    "number",
    "name",
    "life_cycle",
    "arr",
    "employees",
    "industry",
    "country",
    "plan",
    "segment",
    "crm_id",
    "renewal_on",
    "arr_original",
    "arr_currency",
)


def notes(request: Request, product: str) -> StreamingHttpResponse:
    """The notes of a product, as filtered on the page."""
    found = product_of_slug(request, product)
    asked = NoteFilter.of(request.GET, found)
    chosen = asked.apply(asked.of_product(Note.objects.visible_to(request.user)))
    rows = chosen.with_speaker().with_companies().select_related("theme__item").newest_first().iterator(2000)
    return csv_stream(f"{found.slug}-notes.csv", NOTE_COLUMNS, (_note(note) for note in rows))


def companies(request: Request) -> StreamingHttpResponse:
    """The companies in use, as filtered and sorted on the page."""
    chosen = CompanyFilter.of(request.GET, request.user)
    found = chosen.apply(Company.objects.visible_to(request.user).in_use().select_related("item"))
    rows = found.order_by(*chosen.order).iterator(2000)
    asked = CustomField.objects.asked_of("company")
    return csv_stream("companies.csv", (*COMPANY_COLUMNS, *(one.key for one in asked)), _companies(rows, asked))


def survey_answers(request: Request, number: int) -> StreamingHttpResponse:
    """The answers of a survey, as narrowed on the page; a column for each question. Makers' carry neither name nor
    time, in an order that tells nothing, and only once there are enough of them.
    """
    survey = _survey(request, number)
    asked = list(survey.questions.all())
    found = with_replies(AnswerFilter.of(request.GET, survey).apply(SurveyAnswer.objects.visible_to(request.user)))
    words = [question.words for question in asked]
    if survey.of_makers:
        enough = survey.answers.count() >= Workspace.current().thresholds.answers_to_split
        rows = found.order_by("key") if enough else found.none()
        return csv_stream(f"survey-{number}.csv", words, (_replies(row, asked) for row in rows.iterator(2000)))
    columns = ["given_at", "company", "segment", "plan", "name", "email", *words]
    rows = found.order_by("-given_at", "-id").iterator(2000)
    return csv_stream(f"survey-{number}.csv", columns, (_answer(row, asked) for row in rows))


def survey_links(request: Request, number: int) -> StreamingHttpResponse:
    """Who was invited, with the link of each for those who may invite: ready for a mail merge."""
    survey = _survey(request, number)
    may_see = request.user.may("sort evidence", survey)
    site = request.build_absolute_uri("/").rstrip("/")
    rows = survey.links.select_related("contact__company__item").order_by("pk").iterator(2000)
    lines = (_link(row, site + row.path if may_see else "") for row in rows)
    return csv_stream(f"survey-{number}-links.csv", ("name", "email", "company", "link"), lines)


def _companies(rows: Iterator[Company], asked: list[CustomField]) -> Iterator[Sequence[Any]]:
    """The company's own fields at the end, asked for many companies at once."""
    while some := list(islice(rows, 2000)):
        said = answers_of_many(asked, [company.pk for company in some]) if asked else {}
        for company in some:
            yield (*_company(company), *(one.plain for one in said.get(company.pk, ())))


def _survey(request: Request, number: int) -> Survey:
    surveys = Survey.objects.visible_to(request.user).select_related("item").prefetch_related("questions")
    return get_object_or_404(surveys, item__number=number)


def _answer(answer: SurveyAnswer, asked: Sequence[Question]) -> Sequence[Any]:
    company = answer.company
    about = (company or "", company.segment if company else "", company.plan if company else "")
    return (answer.given_at.isoformat(), *about, answer.name, answer.email, *_replies(answer, asked))


def _replies(answer: SurveyAnswer, asked: Sequence[Question]) -> Sequence[str]:
    said = {reply.question_id: in_words(reply) for reply in answer.replies.all()}
    return [said.get(question.pk, "") for question in asked]


def _link(link: PersonalLink, address: str) -> Sequence[Any]:
    return (link.contact.name, link.contact.email, link.contact.company or "", address)


def _note(note: Note) -> Sequence[Any]:
    return (
        note.pk,
        note.said_at.isoformat(),
        note.source.title,
        note.source.get_form_display(),
        "; ".join(str(company) for company in (note.company, *note.also.all()) if company),
        note.author_email or note.author_name,
        note.rating if note.rating is not None else "",
        note.state,
        note.theme or "",
        note.title,
        note.body,
        note.language,
        note.url,
    )


def _company(company: Company) -> Sequence[Any]:
    facts = (getattr(company, name) for name in COMPANY_COLUMNS[2:])
    return (company.number, company.title, *("" if fact is None else fact for fact in facts))
