"""Surveys with a row a respondent and a column a question: each open answer becomes a note, the others stay beside it.

What is an open answer is proposed from the answers themselves and asked: many different ones of some length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from tandem.connectors.making import NOTE, filled, skipped
from tandem.evidence.presets import Made
from tandem.evidence.reading import BadRow, Column, Question, Row
from tandem.evidence.tables import Cells, Tables, loosened, text

LOOKED_AT = 2_000
DISTINCT, LENGTH = 0.6, 15
MOST_ASKED = 60
NAMES = re.compile(
    r"\b(name|names|e-?mail|url|web ?page|website|link|address|phone|organi[sz]ation|company|school)\b", re.I
)
SCORES = {str(score) for score in range(11)}
SCORE = re.compile(r"recommend|\bnps\b|how satisfied", re.IGNORECASE)
LINK = re.compile(r"https?://\S+$")
CHOICES = (("open", "An open answer: a note each"), ("beside", "Kept beside the notes"), ("leave", "Left out"))


class Survey:
    """One file of a survey: its columns by what they hold, and who answered when."""

    def __init__(self, tables: Tables, facts: str, when: str) -> None:
        self.tables, self.when = tables, when
        self.facts = {loosened(name) for name in facts.split("|")}
        self.columns = [column for column in tables.base.columns if loosened(column.header) not in self.facts]

    def asks(self) -> list[Question]:
        """Whether each column that may hold open answers does."""
        found: list[Question] = []
        for column, answers in self._answers():
            if len(found) < MOST_ASKED and looks_written(answers):
                proposed = "open" if is_open(column.header, answers) else "beside"
                sentence = f"“{column.name[:120]}”"
                found.append(Question("answer", sentence, CHOICES, None, f"column {column.position + 1}", proposed))
        return found

    def records(self, kind: str) -> Made:
        """A note for each open answer; a respondent without one is passed over."""
        for row, cells in self.tables.rows():
            if isinstance(row, BadRow) or not isinstance(row.cells, list):
                yield skipped(row, "The row cannot be read.")
                continue
            notes = list(self._notes(row, row.cells, cells))
            yield from notes
            if not notes:
                yield skipped(row, f"{kind} without an open answer.")

    def _notes(self, row: Row, answers: list[str], cells: Cells) -> Iterator[Row]:
        beside = self._beside(answers, cells)
        score = next((answers[c.position] for c in self.columns if is_score(c.header, answers[c.position])), "")
        for column in self.columns:
            if self._is("open", column) and (body := answers[column.position].strip()):
                said = {"body": body, "title": question_of(column.header), "created_at": text(cells, self.when)}
                who = {"thread_id": text(cells, "Response ID", self.when), "author_email": text(cells, "Email Address")}
                yield Row(row.number, {**beside, **said, **who, **({"rating": f"{score}/10"} if score else {})})
                score = ""

    def _beside(self, answers: list[str], cells: Cells) -> Cells:
        closed = {c.name: answers[c.position] for c in self.columns if self._is("beside", c)}
        status = {"answered": text(cells, "Status"), "submitted": text(cells, "Date Submitted")}
        return {name: value for name, value in (closed | status).items() if filled(value) and name not in NOTE}

    def _is(self, wanted: str, column: Column) -> bool:
        return self.tables.answers.get(f"column {column.position + 1}", "beside") == wanted

    def _answers(self) -> Iterator[tuple[Column, list[str]]]:
        rows = [row.cells for row, _ in islice(self.tables.rows(), LOOKED_AT) if isinstance(row, Row)]
        for column in self.columns:
            yield column, [c for cells in rows if isinstance(cells, list) and (c := cells[column.position].strip())]


def looks_written(answers: list[str]) -> bool:
    """Whether people may have written these answers themselves, rather than chosen from a few."""
    return len(set(answers)) > max(1, len(answers) // 5) and not all(LINK.match(answer) for answer in answers)


def is_open(question: str, answers: list[str]) -> bool:
    """Whether answers are worth a note each: mostly different, of some length, and no names or addresses."""
    if not answers or NAMES.search(question):
        return False
    links = sum(bool(LINK.match(answer)) for answer in answers)
    long = sum(map(len, answers)) >= LENGTH * len(answers)
    return long and len(set(answers)) > DISTINCT * len(answers) and links < len(answers) / 2


def is_score(question: str, answer: str) -> bool:
    """Whether a cell is a whole number from 0 to 10 under a question that asks for a score."""
    return bool(SCORE.search(question)) and answer.strip() in SCORES


def question_of(header: str) -> str:
    """The question of a header that is `option:question`, as SurveyGizmo writes it, in one line."""
    option, mark, question = " ".join(header.split()).partition(":")
    return (
        f"{question.strip()} ({option})" if mark and question.strip() and len(option) < 40 else " ".join(header.split())
    )


def makes(facts: str, when: str, kind: str) -> Callable[[Tables], Made]:
    """What a preset of a survey makes; `facts` are the columns that are no questions, `when` the one of the time."""
    return lambda tables: Survey(tables, facts, when).records(kind)
