"""Forms of surveys: opening one, its words, its questions, who is invited, and the one that people answer."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr
from typing import Any

from django import forms

from tandem.core.errors import InvalidInput, Refused
from tandem.evidence.asking import ELLIS, KINDS, LONGEST_ANSWER, LONGEST_WORDS, TEMPLATES
from tandem.evidence.models.source import Source
from tandem.evidence.models.survey import AUDIENCES, Question, Survey
from tandem.evidence.models.survey_answer import SurveyAnswer

OWN_SOURCE = "A source of its own"


class OpenSurvey(forms.Form):
    """What a survey begins with."""

    title = forms.CharField(label="Title", max_length=200, help_text="Those who answer see it.")
    template = forms.ChoiceField(label="Begins with", choices=TEMPLATES, widget=forms.RadioSelect, initial="recommend")
    audience = forms.ChoiceField(
        label="Asks", choices=AUDIENCES, widget=forms.RadioSelect, initial="customers",
        help_text="What makers answer is shown beside, and never counts as what customers said.",
    )  # fmt: skip
    source = forms.ModelChoiceField(
        Source.objects.none(), label="Source of its notes", required=False, empty_label=OWN_SOURCE,
        help_text="Choose one that holds answers from elsewhere to count their scores too.",
    )  # fmt: skip

    def __init__(self, *args: Any, product: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Source.objects.of(product).in_use().filter(form__in=("nps", "survey")).select_related("item")
        self.fields["source"].queryset = kept  # type: ignore[attr-defined]


class ReviseSurvey(forms.Form):
    """The words around the questions."""

    title = forms.CharField(label="Title", max_length=200)
    intro = forms.CharField(
        label="Above the questions", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    thanks = forms.CharField(
        label="After sending", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    asks_who = forms.BooleanField(
        label="Ask for name and e-mail", required=False, help_text="Both stay optional; a personal link knows both."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class QuestionForm(forms.Form):
    """One question."""

    kind = forms.ChoiceField(label="Kind", choices=KINDS, initial="text")
    words = forms.CharField(label="Question", max_length=LONGEST_WORDS)
    options = forms.CharField(
        label="To choose from", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, for the kinds that choose.",
    )  # fmt: skip
    low = forms.CharField(label="Words at 1", required=False, max_length=60, help_text="For a scale.")
    high = forms.CharField(label="Words at 5", required=False, max_length=60)
    needed = forms.BooleanField(label="Needs an answer", required=False)

    def said(self) -> dict[str, Any]:
        """What the verbs take."""
        return {**self.cleaned_data, "options": self.cleaned_data["options"].splitlines()}


class ReviseQuestion(QuestionForm):
    """A question that stands; its kind stays."""

    kind = None  # type: ignore[assignment]

    @classmethod
    def showing(cls, question: Question) -> ReviseQuestion:
        """As it stands."""
        said = {name: getattr(question, name) for name in ("words", "low", "high", "needed")}
        return cls(initial={**said, "options": "\n".join(question.options)})


class InviteForm(forms.Form):
    """Who gets a link of their own."""

    people = forms.CharField(
        label="People", max_length=400_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One a line: ines@harbor.example, or Ines Roth <ines@harbor.example>.",
    )  # fmt: skip

    def said(self) -> list[tuple[str, str]]:
        """Name and address of each."""
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines() if line.strip()]
        return [_person(line) for line in lines]


def _person(line: str) -> tuple[str, str]:
    name, address = parseaddr(line)
    return (name, address) if "@" in address else ("", line)


class AnswerForm(forms.Form):
    """A survey's questions as fields. A wrong answer comes back with everything that was typed."""

    # People do not see this field. What fills it in is a program that fills in everything.
    website = forms.CharField(required=False)
    form_id = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, survey: Survey, is_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.questions = survey, survey.standing_questions()
        for question in self.questions:
            self.fields[f"q{question.pk}"] = _field(question)
        if survey.asks_who and not is_known and not survey.of_makers:
            self.fields["name"] = forms.CharField(label="Your name", required=False, max_length=200)
            self.fields["email"] = forms.EmailField(
                label="Your e-mail", required=False, max_length=254, help_text="To tell you what became of it."
            )

    @property
    def asked_fields(self) -> list[Any]:
        """The fields a person fills in, in order."""
        return [self[name] for name in self.fields if name not in ("website", "form_id")]

    @property
    def is_filled_by_a_program(self) -> bool:
        return bool(self.data.get("website"))

    def given(self) -> dict[int, Any]:
        """What was answered, by question."""
        return {question.pk: self.cleaned_data.get(f"q{question.pk}") for question in self.questions}

    def who(self) -> dict[str, str]:
        """Who says to have answered."""
        return {name: self.cleaned_data.get(name, "") for name in ("name", "email")}

    def refuse(self, refused: Refused) -> None:
        """What a rule said, beside the question it is about."""
        wrong = refused.problems if isinstance(refused, InvalidInput) else {}
        for key, sentences in wrong.items():
            self.add_error(f"q{key}", list(sentences))
        if not wrong:
            self.add_error(None, refused.sentence)


def said_before(answer: SurveyAnswer | None) -> dict[str, Any]:
    """What somebody answered already, as the form shows it."""
    found: dict[str, Any] = {}
    for reply in answer.replies.select_related("question", "note") if answer else ():
        kept = reply.chosen[0] if reply.question.kind == "choice" and reply.chosen else reply.chosen
        words = reply.note.body if reply.note and reply.note.state != "dismissed" else reply.words
        found[f"q{reply.question_id}"] = reply.score if reply.score is not None else kept or words
    return found


def _field(question: Question) -> forms.Field:
    needs = {"required": "This needs an answer."}
    said: dict[str, Any] = {"label": question.words, "required": question.needed, "error_messages": needs}
    if question.kind == "text":
        widget = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_ANSWER})
        return forms.CharField(**said, max_length=LONGEST_ANSWER, widget=widget)
    choices, hint, look = _choices(question)
    if question.kind == "choices":
        boxes = forms.CheckboxSelectMultiple(attrs={"class": look})
        return forms.MultipleChoiceField(**said, choices=choices, widget=boxes)
    radios = forms.RadioSelect(attrs={"class": look})
    return forms.ChoiceField(**said, choices=choices, widget=radios, help_text=hint)


def _choices(question: Question) -> tuple[Sequence[tuple[int, str]], str, str]:
    if question.kind == "recommend":
        return [(n, str(n)) for n in range(11)], "0: not at all likely. 10: very likely.", "answers scored"
    if question.kind == "scale":
        ends = [f"{at}: {words}." for at, words in ((1, question.low), (5, question.high)) if words]
        return [(n, str(n)) for n in range(1, 6)], " ".join(ends), "answers scored"
    if question.kind == "ellis":
        return [(at, ELLIS[at]) for at in (2, 1, 0)], "", "answers"
    return list(enumerate(question.options)), "", "answers"
