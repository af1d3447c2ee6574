"""Who answers a survey: keys that tell one person from another, personal links, and scores that came in earlier."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.evidence.keys import key_of_id
from tandem.evidence.models.company import Company, Contact
from tandem.evidence.models.note import Note
from tandem.evidence.models.survey import Survey
from tandem.evidence.models.survey_answer import PersonalLink, Reply, SurveyAnswer

MOST_AT_ONCE = 2_000
CHUNK = 2_000


class Respondent:
    """Somebody who answers a survey, known by an address alone. Events show no member, not even for a maker."""

    pk = None
    title = "Somebody who answers"

    def may(self, act: str, about: Any = None) -> bool:
        return act == "add evidence"

    def visible_products(self) -> Any:
        from tandem.team.models import Product

        return Product.objects.none().values("pk")


def key_of_form(form_id: str) -> bytes:
    """One opened form answers once, however often it is sent."""
    return key_of_id(f"form {form_id}")


def key_of_link(link: PersonalLink) -> bytes:
    """One invited person answers once."""
    return key_of_id(f"link {link.pk}")


def key_of_maker(survey: Survey, member: Any) -> bytes:
    """One maker answers once, and the table does not say who it was."""
    return salted_hmac("survey maker", f"{survey.pk} {member.pk}", algorithm="sha256").digest()[:16]


def at_address(token: str) -> tuple[Survey, PersonalLink | None] | None:
    """The survey of a public address, or of one that belongs to one person. Whoever has it may see what is asked there,
    also of a product that is hidden from them; makers' surveys have no such address.
    """
    surveys = Survey.objects.select_related("item__product", "source__item").filter(audience="customers")
    if survey := surveys.filter(token=token).first():
        return survey, None
    link = PersonalLink.objects.select_related("contact__company__item").filter(token=token).first()
    return (surveys.get(pk=link.survey_id), link) if link else None


def invite(survey: Survey, people: Sequence[tuple[str, str]]) -> int:
    """A link for each contact; people who are not contacts yet become ones, at the company of their e-mail domain. Who
    asked not to be written to gets none.
    """
    if survey.of_makers:
        raise Refused("Makers answer signed in; they need no links.")
    wanted = {email.strip().lower(): name.strip() for name, email in people}
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise Refused(f"Name 1 to {MOST_AT_ONCE:,} people, one a line: an e-mail address, or Name <address>.")
    wrong = [email for email in wanted if not _is_address(email)]
    if wrong:
        raise Refused(f"“{wrong[0][:80]}” is no e-mail address.")
    everyone = [_contact(email, name) for email, name in wanted.items()]
    contacts = [one for one in everyone if not one.do_not_write]
    known = set(survey.links.filter(contact__in=contacts).values_list("contact", flat=True))
    now = clock.now()
    new = [PersonalLink(survey=survey, contact=one, made_at=now) for one in contacts if one.pk not in known]
    PersonalLink.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)
    return len(new)


def _contact(email: str, name: str) -> Contact:
    found = Contact.objects.filter(email__iexact=email).first()
    return found or Contact.objects.create(email=email, name=name[:200], company=Company.objects.of_email(email))


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def earlier_notes(survey: Survey) -> Any:
    """Notes of its source with a score of 0 to 10 that do not count as an answer yet."""
    rated = Note.objects.filter(source=survey.source_id, rating_scale="nps_0_10", rating__range=(0, 10))
    return rated.filter(replies=None)


def count_earlier(survey: Survey) -> int:
    """An answer for each of them, in a few statements however many there are."""
    question = survey.questions.filter(kind="recommend", retired_at=None).first()
    if question is None or survey.source_id is None:
        raise Refused("This survey does not ask customers whether they would recommend you.")
    facts = ("pk", "rating", "said_at", "contact", "company", "author_name", "author_email")
    notes = list(earlier_notes(survey).only(*facts))
    for start in range(0, len(notes), CHUNK):
        chunk = notes[start : start + CHUNK]
        answers = SurveyAnswer.objects.bulk_create([_earlier(survey, note) for note in chunk])
        Reply.objects.bulk_create(
            Reply(answer=answer, question=question, score=_whole(note.rating), note=note)
            for answer, note in zip(answers, chunk, strict=True)
        )
    return len(notes)


def _earlier(survey: Survey, note: Note) -> SurveyAnswer:
    return SurveyAnswer(
        survey=survey, key=key_of_id(f"note {note.pk}"), given_at=note.said_at, contact_id=note.contact_id,
        company_id=note.company_id, name=note.author_name, email=note.author_email,
    )  # fmt: skip


def _whole(rating: Decimal | None) -> int:
    return round(rating or 0)
