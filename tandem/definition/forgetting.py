"""What definition takes away of a person who is erased: letters to them, and what was learned in talking with them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from tandem.definition.models import Interviewee, Participant, Reply
from tandem.evidence.erasing import forgets
from tandem.evidence.models import Contact

BLANK = {"name": "", "email": "", "words": "", "subject": "", "body": ""}


@forgets
def forget_replies(person: Contact, notes: Collection[int], by: Any) -> None:
    """Replies lose name, address and words; those that were still to go are not sent any more."""
    theirs = Q(contact=person) | Q(notes__in=notes)
    if person.email:
        theirs |= Q(email__iexact=person.email)
    replies = Reply.objects.filter(pk__in=Reply.objects.filter(theirs).values("pk"))
    replies.to_send().update(state="declined", because="They were erased.")
    nobody = Concat(Value("erased "), Cast(F("pk"), CharField()))
    replies.update(**BLANK, person=nobody)


@forgets
def forget_conversations(person: Contact, notes: Collection[int], by: Any) -> None:
    """What was learned from them goes; that somebody was spoken with, or tried something, stays without a name."""
    Interviewee.objects.filter(Q(contact=person) | Q(note__in=notes)).update(learned="", because="")
    Participant.objects.filter(contact=person).update(name="")
