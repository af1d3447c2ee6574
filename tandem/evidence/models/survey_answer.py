"""What one person answered in a survey: scores and choices here, a customer's words as notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.asking import Said, checked
from tandem.evidence.models.company import Company, Contact
from tandem.evidence.models.note import Note
from tandem.evidence.models.survey import Question, Survey, new_token
from tandem.record.history import kept
from tandem.record.models import Item, NamedQuerySet
from tandem.record.verbs import recorded


class SurveyAnswerQuerySet(NamedQuerySet):
    """Answers, seen as their survey is seen."""

    product_path = "survey__item__product"


@kept(personal=["name", "email", "key"])
class SurveyAnswer(models.Model):
    """One person's answers. `key` says who without saying who: of a form, of a personal link, of a maker; the same key
    answers again and is still one.
    """

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers", db_index=False)
    key = models.BinaryField(max_length=16)
    given_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    contact = models.ForeignKey(Contact, models.SET_NULL, null=True, related_name="survey_answers")
    company = models.ForeignKey(Company, models.PROTECT, null=True, related_name="survey_answers")
    name = models.CharField(max_length=200, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="survey_answer_key")]
        indexes = [models.Index(fields=["survey", "-given_at", "-id"], name="survey_answer_newest")]

    def __str__(self) -> str:
        return f"an answer to {self.survey}"

    @property
    def item(self) -> Item:
        """An answer is no item; its place in the record is that of its survey."""
        return self.survey.item

    @property
    def speaker(self) -> str:
        """Who answered, as far as is known."""
        return (self.company.title if self.company else "") or self.name or self.email or "Somebody"

    @classmethod
    @recorded("answered", act="add evidence")
    def give(
        cls, survey: Survey, given: Mapping[int, Any], *, by: Any, key: bytes, contact: Contact | None = None,
        name: str = "", email: str = "",
    ) -> SurveyAnswer:  # fmt: skip
        """Answer a survey. The same key again replaces what it said: changed words add a version to their note, words
        taken out put it aside. A closed survey refuses.
        """
        if not survey.is_open:
            raise Refused("This survey is closed: it takes no more answers.")
        said = checked(survey.asked(), given)
        found, is_new = cls.objects.get_or_create(survey=survey, key=key, defaults={"given_at": clock.now()})
        answer = cls.objects.select_for_update(of=("self",)).select_related("survey__source__item").get(pk=found.pk)
        answer._is_by(contact, name.strip(), email.strip().lower())
        answer.changed_at = None if is_new else clock.now()
        answer.save()
        for question in survey.standing_questions():
            answer._reply(question, said.get(question.pk), said, by=by)
        return answer

    def _is_by(self, contact: Contact | None, name: str, email: str) -> None:
        if self.survey.of_makers:
            return
        self.contact, self.name, self.email = contact, name, email
        if contact:
            self.name, self.email = name or contact.name, contact.email
        self.company = contact.company if contact and contact.company else Company.objects.of_email(self.email)

    def _reply(self, question: Question, said: Said | None, all_said: dict[int, Said], *, by: Any) -> None:
        known = self.replies.filter(question=question).select_related("note__source__item").first()
        reply = known or Reply(answer=self, question=question)
        as_note = question.kind == "text" and not self.survey.of_makers
        if as_note:
            reply.note = self._note(reply.note, question, said.words if said else "", all_said, by=by)
        if said is None and not (as_note and reply.note):
            if known:
                known.delete()
            return
        said = said or Said()
        reply.score, reply.chosen, reply.words = said.score, list(said.chosen), "" if as_note else said.words
        reply.save()

    def _note(
        self, note: Note | None, question: Question, words: str, all_said: dict[int, Said], *, by: Any
    ) -> Note | None:
        """The words as a note of the survey's source, with the score given beside them."""
        from tandem.evidence.rewording import score_anew

        score = self._score(all_said)
        if note is None:
            return self._new_note(question, words, score, by) if words else None
        if not words:
            if note.state != "dismissed":
                note.dismiss(because="Taken back by who said it", by=by)
            return note
        if note.state == "dismissed" and note.body != words:
            note.put_back(by=by)
        note.say_anew(words, by=by)
        score_anew(note, score)
        return note

    def _new_note(self, question: Question, words: str, score: int | None, by: Any) -> Note:
        # The question stands beside the note, not in its title: there it would make every answer look alike to themes.
        return Note.add(
            self.item.product, words, source=self.survey.source, author_name=self.name, author_email=self.email,
            company=self.company, said_at=self.given_at, score=score, custom={"question": question.words}, by=by,
        )  # fmt: skip

    def _score(self, all_said: dict[int, Said]) -> int | None:
        kinds = {one.key: one.kind for one in self.survey.asked()}
        return next((said.score for key, said in all_said.items() if kinds[key] == "recommend"), None)


@kept(personal=["words"])
class Reply(models.Model):
    """The answer to one question: a score, the places of what was chosen, a note; words of their own only of makers."""

    answer = models.ForeignKey(SurveyAnswer, models.CASCADE, related_name="replies", db_index=False)
    question = models.ForeignKey(Question, models.PROTECT, related_name="replies", db_index=False)
    score = models.SmallIntegerField(null=True)
    chosen = ArrayField(models.SmallIntegerField(), default=list, blank=True)
    words = models.TextField(default="", blank=True)
    note = models.ForeignKey(Note, models.SET_NULL, null=True, related_name="replies")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "question"], name="reply_once")]
        indexes = [models.Index(fields=["question", "score", "answer"], name="reply_question_score")]

    def __str__(self) -> str:
        return f"a reply to {self.question}"


@kept(personal=["token"])
class PersonalLink(models.Model):
    """An address of a survey for one contact: whoever opens it answers as that person."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="links", db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="survey_links")
    token = models.CharField(max_length=40, unique=True, default=new_token)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "contact"], name="personal_link_once")]

    def __str__(self) -> str:
        return f"{self.contact}'s link"

    @property
    def path(self) -> str:
        return f"/s/{self.token}"
