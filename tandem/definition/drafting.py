"""Drafting replies: who asked, their own words, and the workspace's letter; and what must not leave in one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Value
from django.db.models.functions import Lower, StrIndex

from tandem.core.errors import Refused
from tandem.definition.asked import Asker, Became, askers_of, became_of_one
from tandem.definition.models.feature import Feature
from tandem.definition.models.outside import OutsideWords
from tandem.definition.models.release import Release
from tandem.definition.replying import (
    QUOTES,
    Said,
    Secret,
    asked_block,
    greeting,
    leaks,
    ways_to_write,
    words_from,
    written,
)
from tandem.evidence.models import Highlight, Note
from tandem.record.models import Item
from tandem.team.letters import compose
from tandem.team.models import Workspace

OPEN_YET = "It is still open: there is nothing to tell yet."


@dataclass(frozen=True)
class Draft:
    """One reply as it is drafted, before it is kept."""

    asker: Asker
    words: str
    subject: str
    body: str

    @property
    def person(self) -> str:
        return self.asker.person

    @property
    def notes(self) -> tuple[int, ...]:
        return self.asker.notes

    @property
    def fields(self) -> dict[str, Any]:
        asker = self.asker
        return {
            "person": asker.person, "name": asker.name, "email": asker.email, "contact_id": asker.contact,
            "company_id": asker.company, "asked_at": asker.first, "words": self.words, "subject": self.subject,
            "body": self.body,
        }  # fmt: skip


def drafts_of(noun: Any, by: Any) -> list[Draft]:
    """A draft for everyone who asked for this thing and was told by no other reply, in a few statements for all."""
    became = became_of_one(noun)
    if became is None:
        raise Refused(OPEN_YET)
    askers = [one for one in askers_of([became]) if one.told_by is None]
    told = words_of_askers(askers, became)
    workspace, known = Workspace.current(), known_of(noun, became, by)
    template = workspace.reply_shipped if became.is_there else workspace.reply_declined
    made = []
    for asker in askers:
        said = {**known, "greeting": greeting(asker.name), "asked": told[asker.person]}
        subject = " ".join(compose(workspace.reply_subject, said).split())[:300] or known["title"]
        made.append(Draft(asker, told[asker.person], subject, compose(template, said)))
    return made


def known_of(noun: Any, became: Became, by: Any) -> dict[str, str]:
    """What the letter may say of the thing itself. A statement is what a customer can do with a feature; why a thing is
    declined is what was said when it was.
    """
    words = OutsideWords.objects.filter(about=noun.item).first()
    statement = noun.statement if became.is_there else ""
    return {
        "title": noun.title,
        "what": (words.what if words else "") or statement,
        "unchanged": words.unchanged if words else "",
        "link": words.link if words else "",
        "since": written(became.on) if became.is_there else "",
        "reason": "" if became.is_there else (words.what if words else "") or became.because,
        "sender": getattr(by, "title", ""),
        "workspace": Workspace.current().title,
    }


def words_of_askers(askers: Iterable[Asker], became: Became) -> dict[str, str]:
    """What each of them told us of this, as the letter quotes it; two statements however many they are."""
    askers = list(askers)
    wanted = {note for asker in askers for note in asker.notes[:QUOTES]}
    about = [became.item.pk, *became.through]
    topic = " ".join(Item.objects.filter(pk__in=about).values_list("title", flat=True))
    links = Highlight.objects.standing().with_words().filter(note__in=wanted, about__in=about)
    marked = dict(links.order_by("-pk").values_list("note", "words"))
    notes = Note.objects.in_bulk(wanted)
    found = {}
    for asker in askers:
        told = [(notes[pk].said_at.date(), _words(notes[pk], marked.get(pk, ""), topic)) for pk in asker.notes[:QUOTES]]
        found[asker.person] = asked_block(told)
    return found


def _words(note: Note, marked: str, topic: str) -> str:
    return words_from(Said(note.said_at.date(), note.body, note.author_name, marked), topic)


def refuse_leaks(reply: Any) -> None:
    """Nobody learns another customer's name, or what is not out yet, from a reply."""
    if found := leaks_in(reply):
        named = ", ".join(f"“{secret.words}” ({secret.what})" for secret in found)
        raise Refused(
            f"This would tell {reply.who} what is not theirs to know: {named}. Take it out of the text first."
        )


def leaks_in(reply: Any) -> list[Secret]:
    """What the text of a reply gives away; what the person said themselves is not given away."""
    text = f"{reply.subject}\n{reply.body}"
    found = leaks(text, secrets_in(text, reply), their_own=reply.words)
    return list({secret.words.casefold(): secret for secret in found}.values())


def secrets_in(text: str, reply: Any) -> list[Secret]:
    """Names of other customers, of features and releases that are not out, and the days planned for them: four
    statements, of which the database sends only names that stand in the text somewhere.
    """
    near = Item.objects.annotate(place=StrIndex(Value(text.lower()), Lower("title"))).filter(place__gt=0)
    others = near.filter(kind="company").exclude(pk=reply.company_id)
    coming = Feature.objects.in_use().exclude(status="shipped").exclude(pk=reply.about_id)
    features = near.filter(pk__in=coming.values("pk"))
    releases = list(Release.objects.in_use().still_to_come().select_related("item"))
    days = {day for one in releases for day in (one.available_on, one.charter_release_on) if day}
    return [
        *(Secret(item.title, "another customer") for item in others),
        *(Secret(item.title, "a feature that is not out") for item in features if " " in item.title),
        *(Secret(one.title, "a release that is not out") for one in releases),
        *(Secret(form, "the day of a release that is not out") for day in days for form in ways_to_write(day)),
    ]
