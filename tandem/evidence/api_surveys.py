"""Surveys over the API: questions, results with their intervals, answers."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Router, Schema

from tandem.core.errors import Refused
from tandem.evidence.api_words import Because, Said, example, listed
from tandem.evidence.intervals import Score, Share
from tandem.evidence.inviting import key_of_form
from tandem.evidence.keys import key_of_id
from tandem.evidence.models import Question, Source, Survey, SurveyAnswer
from tandem.evidence.survey_answers import AnswerFilter, in_words, with_replies
from tandem.evidence.survey_results import Result, Row, results_of
from tandem.team.request import Request, product_of_slug

surveys = Router(tags=["Surveys"])
Kind = Literal["recommend", "ellis", "text", "choice", "choices", "scale"]


class SurveyIn(Said):
    """A survey with its built-in questions."""

    model_config = example(product="ledgerly", title="How was the switch?", template="own")  # type: ignore[assignment]
    product: str = Field(max_length=60)
    title: str = Field(min_length=1, max_length=200)
    audience: Literal["customers", "makers"] = "customers"
    template: Literal["recommend", "ellis", "both", "own"] = "recommend"
    source: int | None = Field(None, description="A source whose earlier scores should count; else one of its own.")


class SurveyChange(Said):
    """The words to change, with the version last seen."""

    model_config = example(version=2, intro="Two questions, one minute.")  # type: ignore[assignment]
    version: int
    title: str | None = Field(None, min_length=1, max_length=200)
    intro: str | None = Field(None, max_length=2000)
    thanks: str | None = Field(None, max_length=2000)
    asks_who: bool | None = None


class QuestionIn(Said):
    """A question to ask last."""

    model_config = example(kind="choice", words="Which plan are you on?", options=["Solo", "Team"])  # type: ignore[assignment]
    kind: Kind
    words: str = Field(min_length=1, max_length=300)
    options: list[str] = Field(default_factory=list, max_length=20)
    low: str = Field("", max_length=60)
    high: str = Field("", max_length=60)
    needed: bool = False


class QuestionChange(Said):
    """How a question should read; once answered, only `needed` may differ."""

    model_config = example(words="What do you use it for?")  # type: ignore[assignment]
    words: str = Field(min_length=1, max_length=300)
    options: list[str] = Field(default_factory=list, max_length=20)
    low: str = Field("", max_length=60)
    high: str = Field("", max_length=60)
    needed: bool = False


class PlaceIn(Said):
    """Where a question goes."""

    model_config = example(down=True)  # type: ignore[assignment]
    down: bool = Field(False, description="One place later; else one earlier.")


class PeopleIn(Said):
    """Who gets a link of their own."""

    model_config = example(people=[{"name": "Ines Roth", "email": "ines@harbor.example"}])  # type: ignore[assignment]
    people: list[dict[Literal["name", "email"], str]] = Field(min_length=1, max_length=2000)


class SurveyAnswerIn(Said):
    """What somebody answered elsewhere, such as inside your product."""

    model_config = example(answers={}, email="ines@harbor.example", external_id="r-481")  # type: ignore[assignment]
    answers: dict[int, int | str | list[int]] = Field(
        max_length=30, description="By the question's id: a score, the places of what was chosen, or words."
    )
    name: str = Field("", max_length=200)
    email: str = Field("", max_length=254, description="Finds the company by its domain.")
    external_id: str = Field("", max_length=200, description="The same one again replaces the answer.")


class QuestionOut(Schema):
    """One question as it is asked."""

    id: int
    kind: str
    words: str
    options: list[str]
    needed: bool
    retired: bool

    @staticmethod
    def resolve_retired(question: Any) -> bool:
        return question.retired_at is not None


class SurveyOut(Schema):
    """A survey and the path of the page at which it is answered."""

    number: int
    version: int
    title: str
    audience: str
    intro: str
    thanks: str
    asks_who: bool
    open: bool = Field(alias="is_open")
    path: str = Field(alias="public_path")
    questions: list[QuestionOut]

    @staticmethod
    def resolve_questions(survey: Any) -> list[Any]:
        return list(survey.questions.all())


class FigureOut(Schema):
    """A score or share with its 95% interval; null where there are too few answers to say."""

    kind: str = Field(description="nps, in points of -100 to 100, or share, of 0 to 1")
    value: float | None
    low: float | None
    high: float | None
    answers: int
    enough: bool = Field(description="Whether it says something: for an NPS and Sean Ellis' share from 30 answers on.")


class GroupOut(Schema):
    """The figure of one month, segment or plan."""

    by: str
    group: str
    figure: FigureOut


class SurveyResultOut(Schema):
    """What was answered to one question; nothing where a rule hides it."""

    question: QuestionOut
    answers: int | None
    counts: dict[str, int]
    figure: FigureOut | None
    mean: float | None
    groups: list[GroupOut]


class SurveyAnswerOut(Schema):
    """What one person answered, in words, by the question's id."""

    id: int
    given_at: datetime
    changed_at: datetime | None
    company: str
    name: str
    email: str
    answers: dict[int, str]
    notes: list[int]


class SurveyAnswerList(Schema):
    rows: list[SurveyAnswerOut]
    next: str | None = Field(None, description="Pass it as `after` for the following page; null on the last.")


class InvitedOut(Schema):
    """How many people got a link."""

    new: int


class CountedOut(Schema):
    """How many earlier scores count now."""

    counted: int


@surveys.get("", response=list[SurveyOut], operation_id="list_surveys", summary="Surveys of a product")
def list_surveys(request: Request, product: str) -> Any:
    """The newest first."""
    found = Survey.objects.visible_to(request.user).of(product_of_slug(request, product)).in_use().newest_first()
    return found.select_related("item").prefetch_related("questions")[:200]


@surveys.post("", response={201: SurveyOut}, operation_id="open_survey", summary="Open a survey")
def open_survey(request: Request, said: SurveyIn) -> tuple[int, Survey]:
    """With its built-in questions; add your own ones to it."""
    sources = Source.objects.visible_to(request.user).select_related("item")
    source = get_object_or_404(sources, item__number=said.source) if said.source is not None else None
    chosen = said.dict(include={"audience", "template"})
    made = Survey.open(product_of_slug(request, said.product), said.title, source=source, by=request.user, **chosen)
    return 201, _survey(request, made.number)


@surveys.get("/{number}", response=SurveyOut, operation_id="read_survey", summary="One survey")
def read_survey(request: Request, number: int) -> Survey:
    """A survey by its number."""
    return _survey(request, number)


@surveys.patch("/{number}", response=SurveyOut, operation_id="revise_survey", summary="Change a survey's words")
def revise_survey(request: Request, number: int, said: SurveyChange) -> Survey:
    """Refused when somebody else changed it since the version you saw."""
    survey = _survey(request, number)
    survey.revise(version=said.version, by=request.user, **said.dict(exclude={"version"}, exclude_none=True))
    return survey


@surveys.get("/{number}/results", response=list[SurveyResultOut], operation_id="read_results", summary="Its results")
def read_results(request: Request, number: int) -> list[dict[str, Any]]:
    """Scores and shares with 95% intervals; nothing of fewer answers than the workspace states."""
    return [_result(result) for result in results_of(_survey(request, number))]


@surveys.get("/{number}/answers", response=SurveyAnswerList, operation_id="list_answers", summary="Answers")
def list_answers(request: Request, number: int, after: str | None = None, limit: int = 50) -> dict[str, Any]:
    """The newest first; narrowed by question, score, chosen, group, month, segment and plan. Makers' are not listed."""
    survey = _survey(request, number)
    found = AnswerFilter.of(request.GET, survey).apply(SurveyAnswer.objects.visible_to(request.user))
    page = listed(with_replies(found.none() if survey.of_makers else found), ("-given_at", "-id"), after, limit)
    return {"rows": [_answer(answer) for answer in page["rows"]], "next": page["next"]}


@surveys.post("/{number}/answers", response={201: SurveyAnswerOut}, operation_id="answer_survey", summary="Answer it")
def answer_survey(request: Request, number: int, said: SurveyAnswerIn) -> tuple[int, dict[str, Any]]:
    """For a program that asks elsewhere. The same external id again replaces the answer."""
    survey = _survey(request, number)
    if survey.of_makers:
        raise Refused("Makers answer on the survey's own page, so that nobody can answer for them.")
    key = key_of_id(f"program {said.external_id}") if said.external_id else key_of_form(secrets.token_hex(16))
    given = SurveyAnswer.give(survey, said.answers, key=key, name=said.name, email=said.email, by=request.user)
    return 201, _answer(with_replies(SurveyAnswer.objects.visible_to(request.user)).get(pk=given.pk))


@surveys.post("/{number}/closing", response=SurveyOut, operation_id="close_survey", summary="Close a survey")
def close(request: Request, number: int, said: Because) -> Survey:
    """It takes no more answers; those given stay."""
    survey = _survey(request, number)
    survey.close(because=said.because, by=request.user)
    return survey


@surveys.post("/{number}/reopening", response=SurveyOut, operation_id="reopen_survey", summary="Take answers again")
def reopen(request: Request, number: int, said: Because) -> Survey:
    """Undoes closing."""
    survey = _survey(request, number)
    survey.reopen(because=said.because, by=request.user)
    return survey


@surveys.post("/{number}/links", response=InvitedOut, operation_id="invite_to_survey", summary="Make personal links")
def invite(request: Request, number: int, said: PeopleIn) -> dict[str, int]:
    """One for each person; the survey's page shows them."""
    people = [(one.get("name", "").replace("\0", ""), one.get("email", "").replace("\0", "")) for one in said.people]
    return {"new": _survey(request, number).invite(people, by=request.user)}


@surveys.post("/{number}/earlier", response=CountedOut, operation_id="count_earlier", summary="Count earlier scores")
def earlier(request: Request, number: int) -> dict[str, int]:
    """Scores of 0 to 10 that the notes of its source carry become answers, each once."""
    return {"counted": _survey(request, number).count_earlier(by=request.user)}


@surveys.post("/{number}/questions", response={201: QuestionOut}, operation_id="add_question", summary="Ask more")
def add_question(request: Request, number: int, said: QuestionIn) -> tuple[int, Question]:
    """Asked last; move it afterwards."""
    return 201, _survey(request, number).add_question(**said.dict(), by=request.user)


@surveys.patch(
    "/{number}/questions/{question}", response=QuestionOut, operation_id="revise_question", summary="Change a question"
)
def revise_question(request: Request, number: int, question: int, said: QuestionChange) -> Question:
    """Refused once somebody has answered it, but for whether it needs an answer."""
    survey, found = _asked(request, number, question)
    survey.revise_question(found, **said.dict(), by=request.user)
    return found


@surveys.post(
    "/{number}/questions/{question}/place", response=SurveyOut, operation_id="move_question", summary="Move a question"
)
def move_question(request: Request, number: int, question: int, said: PlaceIn) -> Survey:
    """One place earlier or later."""
    survey, found = _asked(request, number, question)
    survey.move_question(found, down=said.down, by=request.user)
    return _survey(request, number)


@surveys.post(
    "/{number}/questions/{question}/retirement", response=QuestionOut, operation_id="retire_question",
    summary="Ask a question no more",
)  # fmt: skip
def retire_question(request: Request, number: int, question: int, said: Because) -> Question:
    """What was answered stays."""
    survey, found = _asked(request, number, question)
    survey.retire_question(found, because=said.because, by=request.user)
    return found


@surveys.post(
    "/{number}/questions/{question}/restoration", response=QuestionOut, operation_id="restore_question",
    summary="Ask a question again",
)  # fmt: skip
def restore_question(request: Request, number: int, question: int, said: Because) -> Question:
    """Undoes retiring it."""
    survey, found = _asked(request, number, question)
    survey.restore_question(found, because=said.because, by=request.user)
    return found


def _survey(request: Request, number: int) -> Survey:
    surveys = Survey.objects.visible_to(request.user).select_related("item__product", "source__item")
    return get_object_or_404(surveys.prefetch_related("questions"), item__number=number)


def _asked(request: Request, number: int, question: int) -> tuple[Survey, Question]:
    survey = _survey(request, number)
    return survey, get_object_or_404(survey.questions, pk=question)


def _result(result: Result) -> dict[str, Any]:
    groups = [_group(by, row) for by, rows in result.splits for row in rows]
    figure = result.score or result.share
    return {
        "question": result.question,
        "answers": None if result.is_hidden else result.answers,
        "counts": {bar.label: bar.count for bar in result.bars},
        "figure": _figure(figure) if figure else None,
        "mean": result.mean,
        "groups": groups,
    }


def _group(by: str, row: Row) -> dict[str, Any]:
    return {"by": by, "group": row.label, "figure": _figure(row.figure)}


def _figure(figure: Score | Share) -> dict[str, Any]:
    low, high = figure.bounds or (None, None)
    if isinstance(figure, Score):
        said = {"kind": "nps", "value": figure.value, "answers": figure.answers, "enough": figure.is_enough}
    else:
        said = {"kind": "share", "value": figure.share, "answers": figure.of, "enough": figure.is_shown}
    return {**said, "low": low, "high": high}


def _answer(answer: SurveyAnswer) -> dict[str, Any]:
    replies = list(answer.replies.all())
    return {
        "id": answer.pk, "given_at": answer.given_at, "changed_at": answer.changed_at,
        "company": str(answer.company or ""), "name": answer.name, "email": answer.email,
        "answers": {reply.question_id: in_words(reply) for reply in replies},
        "notes": [reply.note_id for reply in replies if reply.note_id],
    }  # fmt: skip
