"""Answers of a survey as listed: narrowed to what a figure counted, with the words that go with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tandem.evidence.asking import ELLIS
from tandem.evidence.models.survey import Question, Survey
from tandem.evidence.models.survey_answer import Reply
from tandem.evidence.survey_results import GROUPS

MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class AnswerFilter:
    """One narrowing, read from the address; what makes no sense there narrows nothing."""

    survey: Survey
    question: Question | None = None
    score: int | None = None
    chosen: int | None = None
    group: str = ""
    month: str = ""
    segment: str = ""
    plan: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str], survey: Survey) -> AnswerFilter:
        asked = _number(said.get("question"))
        question = next((one for one in survey.questions.all() if one.pk == asked), None)
        month, group = said.get("month", ""), said.get("group", "")
        return cls(
            survey,
            question,
            _small(said.get("score")) if question else None,
            _small(said.get("chosen")) if question else None,
            group if question and group in GROUPS else "",
            month if MONTH.fullmatch(month) else "",
            said.get("segment", "").replace("\0", "")[:60],
            said.get("plan", "").replace("\0", "")[:60],
        )

    def apply(self, answers: Any) -> Any:
        """The answers that are left."""
        left = answers.filter(survey=self.survey)
        if self.question:
            left = left.filter(pk__in=self._replies().values("answer"))
        if self.month:
            left = left.filter(given_at__gte=self._since, given_at__lt=_month_after(self._since))
        if self.segment:
            left = left.filter(company__segment=self.segment)
        return left.filter(company__plan=self.plan) if self.plan else left

    def _replies(self) -> Any:
        replies = Reply.objects.filter(question=self.question)
        if self.score is not None:
            replies = replies.filter(score=self.score)
        if self.chosen is not None:
            replies = replies.filter(chosen__contains=[self.chosen])
        return replies.filter(score__range=GROUPS[self.group]) if self.group else replies

    @property
    def says(self) -> str:
        """What it is narrowed to, in words."""
        question = self.question
        parts = [self.group.capitalize(), self._score_words(), self._month_words(), self.segment, self.plan]
        return ", ".join([*(part for part in parts if part), *([f"“{question.words}”"] if question else [])])

    def _score_words(self) -> str:
        question = self.question
        if question is None:
            return ""
        if self.score is not None:
            return ELLIS[self.score] if question.kind == "ellis" and self.score < len(ELLIS) else f"Answer {self.score}"
        options = question.options
        return options[self.chosen] if self.chosen is not None and self.chosen < len(options) else ""

    def _month_words(self) -> str:
        return f"{self._since:%B %Y}" if self.month else ""

    @property
    def _since(self) -> datetime:
        return datetime(int(self.month[:4]), int(self.month[5:]), 1, tzinfo=UTC)


def in_words(reply: Reply) -> str:
    """One reply as a person reads it: 9, Very disappointed, Export; Search, or the words."""
    if reply.score is not None:
        return ELLIS[reply.score] if reply.question.kind == "ellis" else str(reply.score)
    if reply.note:
        return reply.note.body
    chosen = [reply.question.options[place] for place in reply.chosen if place < len(reply.question.options)]
    return "; ".join(chosen) or reply.words


def with_replies(answers: Any) -> Any:
    """Answers with all that a list shows, in two more statements."""
    return answers.select_related("company__item", "contact").prefetch_related("replies__question", "replies__note")


def makers_words(survey: Survey, question: Question) -> list[str]:
    """What makers wrote, in an order that tells nothing of when or who."""
    return list(
        Reply.objects.filter(question=question, answer__survey=survey)
        .exclude(words="")
        .order_by("answer__key")
        .values_list("words", flat=True)[:200]
    )


def _month_after(since: datetime) -> datetime:
    return since.replace(year=since.year + since.month // 12, month=since.month % 12 + 1)


def _small(text: str | None) -> int | None:
    found = _number(text)
    return found if found is not None and found < 100 else None


def _number(text: str | None) -> int | None:
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None

