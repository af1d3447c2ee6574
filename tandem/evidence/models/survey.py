"""Surveys: questions to customers or to the makers themselves, answered on a page without signing in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.places import place_after
from tandem.evidence.asking import KINDS, MOST_QUESTIONS, ONCE, Asked, question_facts, questions_of
from tandem.evidence.models.source import Source
from tandem.record.history import kept
from tandem.record.models import Named, NamedQuerySet
from tandem.record.verbs import recorded

AUDIENCES = [("customers", "Customers"), ("makers", "The makers: members who see the product")]
THANKS = "Thank you. What you wrote is read by the people who make it."


def new_token() -> str:
    """A part of an address that nobody guesses: 192 random bits."""
    return secrets.token_urlsafe(24)


class SurveyQuerySet(NamedQuerySet):
    """Surveys of a product, the newest first where listed."""

    def newest_first(self) -> Self:
        return self.order_by("-item__number")


@kept(personal=["token"])
class Survey(Named):
    """Questions with one address to answer them at. What customers write becomes notes of the survey's own source;
    what makers write never does: it is no evidence of what customers said.
    """

    kind: ClassVar[str] = "survey"
    draft_act: ClassVar[str] = "sort evidence"
    searched: ClassVar[tuple[str, ...]] = ("intro",)
    revisable: ClassVar[tuple[str, ...]] = ("intro", "thanks", "asks_who")

    audience = models.CharField(max_length=10, choices=AUDIENCES, default="customers")
    intro = models.TextField(default="", blank=True)
    thanks = models.TextField(default=THANKS, blank=True)
    asks_who = models.BooleanField(default=True)
    token = models.CharField(max_length=40, unique=True)
    closed_at = models.DateTimeField(null=True)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="surveys")

    objects = SurveyQuerySet.as_manager()

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and not self.item.is_retired

    @property
    def of_makers(self) -> bool:
        return self.audience == "makers"

    @property
    def public_path(self) -> str:
        """Where customers answer; the makers answer signed in."""
        return f"/surveys/{self.number}/own" if self.of_makers else f"/s/{self.token}"

    def standing_questions(self) -> list[Question]:
        """Those asked now, in their order."""
        return [one for one in self.questions.all() if one.retired_at is None]

    def asked(self) -> list[Asked]:
        """The same for the rules."""
        return [Asked(q.pk, q.kind, q.words, tuple(q.options), q.needed) for q in self.standing_questions()]

    @classmethod
    @recorded("opened", act="sort evidence", facts=("audience", "template"))
    def open(
        cls, product: Any, title: str, *, by: Any, audience: str = "customers", template: str = "recommend",
        source: Source | None = None,
    ) -> Survey:  # fmt: skip
        """Open a survey with built-in questions. Its notes go to a source of its own, or to the one that already holds
        what was answered elsewhere; makers' answers go to none.
        """
        title = " ".join(title.split())
        _refuse_title(title, cls.objects.in_use().of(product))
        if audience not in dict(AUDIENCES):
            raise Refused("A survey is for customers or for makers.")
        if audience == "makers" and source:
            raise Refused("What makers answer is no evidence, so it goes to no source.")
        if source and source.item.product_id != product.pk:
            raise Refused(f"{source} belongs to another product.")
        questions = questions_of(template, str(product))
        if audience == "customers" and source is None:
            form = "nps" if template in ("recommend", "both") else "survey"
            source = Source.open(product, title, form=form, by=by)
        made = cls._make(title, product=product, audience=audience, source=source, token=new_token())
        for one in questions:
            made.add_question(**one, by=by)
        return made

    @recorded("added a question", act="sort evidence", facts=("kind", "words"))
    def add_question(
        self, kind: str, words: str, *, by: Any, options: Sequence[str] = (), needed: bool = False,
        low: str = "", high: str = "",
    ) -> Question:  # fmt: skip
        """Ask one more thing, last. Those with a score of their own are asked once in a survey."""
        standing = self.questions.filter(retired_at=None)
        if standing.count() >= MOST_QUESTIONS:
            raise Refused(f"A survey has at most {MOST_QUESTIONS} questions; people do not finish longer ones.")
        self._refuse_twice(kind)
        facts = question_facts(kind, words, options, low, high)
        return Question.objects.create(survey=self, position=place_after(self.questions), needed=needed, **facts)

    @recorded("changed a question", act="sort evidence", facts=("words",))
    def revise_question(
        self, question: Question, words: str, *, by: Any, options: Sequence[str] = (), needed: bool = False,
        low: str = "", high: str = "",
    ) -> None:  # fmt: skip
        """Change what is asked while nobody has answered it; afterwards only whether it needs an answer."""
        facts = question_facts(question.kind, words, options, low, high)
        changed = [name for name, value in facts.items() if getattr(question, name) != value]
        if changed and question.replies.exists():
            raise Refused("People have answered this. Retire it and ask another: old answers keep their question.")
        for name, value in {**facts, "needed": needed}.items():
            setattr(question, name, value)
        question.save()

    @recorded("moved a question", act="sort evidence", facts=("down",))
    def move_question(self, question: Question, *, by: Any, down: bool = False) -> None:
        """Ask it one place earlier or later. Moving it the other way undoes that."""
        standing = list(self.questions.filter(retired_at=None).order_by("position", "pk"))
        place = next((at for at, one in enumerate(standing) if one.pk == question.pk), -1)
        other = place + (1 if down else -1)
        if place < 0 or not 0 <= other < len(standing):
            raise Refused("It cannot go further.")
        standing[place], standing[other] = standing[other], standing[place]
        for at, one in enumerate(standing, start=1):
            one.position = at
        Question.objects.bulk_update(standing, ["position"])

    @recorded("retired a question", act="sort evidence")
    def retire_question(self, question: Question, *, by: Any, because: str = "") -> None:
        """Ask it no more; what was answered stays."""
        question.retired_at = clock.now()
        question.save(update_fields=["retired_at"])

    @recorded("restored a question", act="sort evidence")
    def restore_question(self, question: Question, *, by: Any, because: str = "") -> None:
        """Ask it again: the inverse of retiring it."""
        self._refuse_twice(question.kind)
        question.retired_at = None
        question.save(update_fields=["retired_at"])

    @recorded("closed", act="sort evidence")
    def close(self, *, by: Any, because: str = "") -> None:
        """Take no more answers; those given stay. Reopening undoes it."""
        if self.closed_at:
            raise Refused("This survey is closed already.")
        self.closed_at = clock.now()
        self.save(update_fields=["closed_at"])

    @recorded("reopened", act="sort evidence")
    def reopen(self, *, by: Any, because: str = "") -> None:
        """Take answers again: the inverse of closing."""
        self.closed_at = None
        self.save(update_fields=["closed_at"])

    @recorded("invited", act="sort evidence")
    def invite(self, people: Sequence[tuple[str, str]], *, by: Any) -> int:
        """Make each of these people, as (name, e-mail), a link under which they answer as themselves. Says how many are
        new; inviting somebody twice changes nothing.
        """
        from tandem.evidence.inviting import invite

        return invite(self, people)

    @recorded("counted earlier answers", act="sort evidence")
    def count_earlier(self, *, by: Any) -> int:
        """Let the scores of 0 to 10 that notes of its source carry, such as from an import, count as answers. Says how
        many were new; done again, it counts nothing twice.
        """
        from tandem.evidence.inviting import count_earlier

        return count_earlier(self)

    def _put(self, name: str, value: Any) -> None:
        if name == "title":
            value = " ".join(str(value).split())
            others = type(self).objects.in_use().filter(item__product=self.item.product_id).exclude(pk=self.pk)
            _refuse_title(value, others)
        super()._put(name, value)

    def _refuse_twice(self, kind: str) -> None:
        if kind in ONCE and self.questions.filter(kind=kind, retired_at=None).exists():
            raise Refused(f"This survey asks “{dict(KINDS)[kind]}” already.")


@kept()
class Question(models.Model):
    """One thing a survey asks. It stays as it was once somebody answered it."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    position = models.IntegerField()
    kind = models.CharField(max_length=10, choices=KINDS)
    words = models.CharField(max_length=300)
    options = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    low = models.CharField(max_length=60, default="", blank=True)
    high = models.CharField(max_length=60, default="", blank=True)
    needed = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["position", "pk"]

    def __str__(self) -> str:
        return self.words


def _refuse_title(title: str, others: Any) -> None:
    if not 0 < len(title) <= 200:
        raise Refused("A survey needs a title of at most 200 characters.")
    if others.filter(item__title__iexact=title).exists():
        raise Refused(f"There is already a survey called {title} here.")
