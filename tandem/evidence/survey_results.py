"""What a survey amounts to: scores and shares with their intervals, over time and by segment and plan, counted in SQL.

Nothing is said of fewer answers than the workspace states; of makers not even how they spread: nobody is known by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncMonth

from tandem.evidence.asking import ELLIS, SCORED, VERY
from tandem.evidence.intervals import ELLIS_MARK, Score, Share
from tandem.evidence.models.survey import Question, Survey
from tandem.evidence.models.survey_answer import Reply
from tandem.team.models import Workspace

Counts = dict[int, dict[Any, dict[int, int]]]  # question, then group, then score, then how many
GROUPS = {"promoters": (9, 10), "passives": (7, 8), "detractors": (0, 6)}
MONTHS = 24
SPLITS = {"segment": "answer__company__segment", "plan": "answer__company__plan"}
CHOSEN = """
    SELECT reply.question_id, one, count(*) FROM evidence_reply reply
    JOIN evidence_question question ON question.id = reply.question_id, unnest(reply.chosen) AS one
    WHERE question.survey_id = %s GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Bar:
    """One answer that could be given: how many gave it, and where they are listed."""

    label: str
    count: int
    url: str
    share: Share
    tone: str = ""

    @property
    def says(self) -> str:
        """Its share, once there are answers enough."""
        return f"{self.share.share:.0%}" if self.share.share is not None else ""


@dataclass(frozen=True)
class Row:
    """One month, segment or plan: its figure as far as there are answers enough."""

    label: str
    figure: Score | Share
    url: str

    @property
    def answers(self) -> int:
        return self.figure.answers if isinstance(self.figure, Score) else self.figure.of


@dataclass(frozen=True)
class Result:
    """What was answered to one question."""

    question: Question
    answers: int
    bars: list[Bar] = field(default_factory=list)
    score: Score | None = None
    share: Share | None = None
    mean: float | None = None
    splits: list[tuple[str, list[Row]]] = field(default_factory=list)
    is_hidden: bool = False

    @property
    def shown_bars(self) -> list[Bar]:
        """The best answer first, as a reader looks for it."""
        return self.bars[::-1] if self.question.kind in SCORED else self.bars

    @property
    def mark(self) -> float | None:
        """Sean Ellis' mark, where it is his question."""
        return ELLIS_MARK if self.question.kind == "ellis" else None


@dataclass(frozen=True)
class Counted:
    """All that was counted for a survey, and from how many answers on it is said."""

    survey: Survey
    split_from: int
    say_from: int
    scores: Counts
    months: Counts
    splits: Mapping[str, Counts]
    chosen: Mapping[int, dict[int, int]]
    replied: Mapping[int, int]

    @classmethod
    def of(cls, survey: Survey) -> Counted:
        """Six statements, however many answers there are."""
        given = Reply.objects.filter(question__survey=survey)
        thresholds = Workspace.current().thresholds
        splits = {} if survey.of_makers else {name: _counted(given, path) for name, path in SPLITS.items()}
        return cls(
            survey,
            thresholds.answers_to_split,
            thresholds.answers_to_say,
            _counted(given, None),
            {} if survey.of_makers else _counted(given.annotate(month=TruncMonth("answer__given_at")), "month"),
            splits,
            _chosen(survey),
            dict(
                given.exclude(note__state="dismissed").values_list("question").annotate(Count("pk")).order_by("question")
            ),
        )

    def result(self, question: Question) -> Result:
        """One question's."""
        count = self.replied.get(question.pk, 0)
        hidden = self.survey.of_makers and count < self.split_from
        if hidden or question.kind == "text":
            return Result(question, count, is_hidden=hidden)
        if question.kind in ("choice", "choices"):
            return Result(question, count, self._options(question, count))
        return self._scored(question, self.scores.get(question.pk, {}).get(None, {}))

    def _scored(self, question: Question, scores: dict[int, int]) -> Result:
        count = sum(scores.values())
        bars = [
            Bar(_label(question, score), scores.get(score, 0), self._url(question, score=score),
                Share(scores.get(score, 0), count, self.split_from), _tone(question, score))
            for score in SCORED[question.kind]
        ]  # fmt: skip
        figure = self._figure(question, scores)
        mean = sum(score * times for score, times in scores.items()) / count if count >= self.split_from else None
        return Result(
            question,
            count,
            bars,
            figure if isinstance(figure, Score) else None,
            figure if isinstance(figure, Share) else None,
            mean if question.kind == "scale" else None,
            self._splits(question),
        )

    def _figure(self, question: Question, scores: dict[int, int]) -> Score | Share | None:
        if question.kind == "recommend":
            return Score.of(scores, self.split_from, self.say_from)
        if question.kind == "ellis":
            return Share(scores.get(VERY, 0), sum(scores.values()), self.say_from)
        return None

    def _splits(self, question: Question) -> list[tuple[str, list[Row]]]:
        """By month, the newest first, then by segment and plan, the largest first; one group alone tells nothing."""
        if question.kind == "scale":
            return []
        months = sorted(self.months.get(question.pk, {}).items(), reverse=True)[:MONTHS]
        found = [("month", [self._row(question, "month", f"{m:%B %Y}", f"{m:%Y-%m}", scores) for m, scores in months])]
        for name, counts in self.splits.items():
            groups = sorted(counts.get(question.pk, {}).items(), key=lambda group: -sum(group[1].values()))
            found.append((name, [self._row(question, name, said, said, scores) for said, scores in groups if said]))
        return [(name, rows) for name, rows in found if len(rows) > 1]

    def _row(self, question: Question, name: str, label: str, value: str, scores: dict[int, int]) -> Row:
        figure = self._figure(question, scores)
        assert figure is not None
        return Row(label, figure, self._url(question, **{name: value}))

    def _options(self, question: Question, count: int) -> list[Bar]:
        chosen = self.chosen.get(question.pk, {})
        return [
            Bar(option, chosen.get(place, 0), self._url(question, chosen=place),
                Share(chosen.get(place, 0), count, self.split_from))
            for place, option in enumerate(question.options)
        ]  # fmt: skip

    def _url(self, question: Question, **asked: Any) -> str:
        if self.survey.of_makers:
            return ""
        return f"/surveys/{self.survey.number}/answers?{urlencode({'question': question.pk, **asked})}"


def results_of(survey: Survey) -> list[Result]:
    """Those of every question, the ones asked now first."""
    counted = Counted.of(survey)
    asked = sorted(survey.questions.all(), key=lambda one: (one.retired_at is not None, one.position, one.pk))
    return [counted.result(one) for one in asked]


def group_url(result: Result, group: str) -> str:
    """Where the promoters, passives or detractors are listed."""
    survey = result.question.survey
    asked = urlencode({"question": result.question.pk, "group": group})
    return "" if survey.of_makers else f"/surveys/{survey.number}/answers?{asked}"


def _counted(given: Any, path: str | None) -> Counts:
    """How many gave each score, in all or by what stands under a path."""
    asked = ["question", "score", *([path] if path else [])]
    rows = given.exclude(score=None).values_list(*asked).annotate(times=Count("pk")).order_by()
    found: Counts = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        group = row[2] if path else None
        found[row[0]][group][row[1]] = row[-1]
    return found


def _chosen(survey: Survey) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(CHOSEN, [survey.pk])
        for question, place, times in cursor.fetchall():
            found[question][place] = times
    return found


def _label(question: Question, score: int) -> str:
    return ELLIS[score] if question.kind == "ellis" else str(score)


def _tone(question: Question, score: int) -> str:
    if question.kind == "recommend":
        return "ok" if score >= 9 else "risk" if score <= 6 else ""
    return "ok" if question.kind == "ellis" and score == VERY else ""
