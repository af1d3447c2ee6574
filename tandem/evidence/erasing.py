"""Erasing a person: what there is of them, shown before it goes, and taking it away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Q

from tandem.core import clock
from tandem.core.errors import Refused
from tandem.core.models import StoredFile
from tandem.evidence.counting import count_anew
from tandem.evidence.erased import ERASED, by_key, key_of, missing, write_down
from tandem.evidence.figures import refresh_figures
from tandem.evidence.models import (
    Attachment,
    Contact,
    Highlight,
    Import,
    Note,
    NoteVersion,
    PersonalLink,
    Reply,
    SurveyAnswer,
)
from tandem.evidence.models.erasure import Erasure
from tandem.evidence.search import matching
from tandem.evidence.vectors import has_vectors, keep
from tandem.evidence.wording import forget_words
from tandem.record.models import Item
from tandem.record.redaction import Place, Words, place_key, places, redact, tracked
from tandem.team.models import Mail, Member

MOST_NAMING, MOST_SENTENCES = 500, 400
OF_NOTES = (Note, NoteVersion, Highlight)
HISTORY: Any = Note.pgh_event_model  # type: ignore[attr-defined]
HISTORY_OF_IMPORTS: Any = Import.pgh_event_model  # type: ignore[attr-defined]
HISTORY_OF_ITEMS: Any = Item.pgh_event_model  # type: ignore[attr-defined]
LONGEST_CELL = 10_000
KEPT_NAMES = ("member", "company")  # colleagues and firms keep their names, whoever shares them
SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
DELETED = "Its file was deleted when a person in it was erased."
BLANK: dict[str, Any] = {
    "title": "", "body": ERASED, "author_name": "", "author_email": "", "url": "", "external_id": "", "tags": [],
    "custom": {}, "state": "dismissed", "language": "und",
}  # fmt: skip

Forget = Callable[[Contact, Collection[int], Any], None]
_forgets: list[Forget] = []


def forgets(function: Forget) -> Forget:
    """Registers what a later stage takes away of a person: (contact, keys of their notes, who acts)."""
    _forgets.append(function)
    return function


@dataclass(frozen=True)
class Found:
    """What there is of a person: their own notes, notes by somebody of their name, notes of others that name them,
    other places that hold their words, and the files they came in. `shared` says that others bear the same name.
    """

    person: Contact
    own: list[Note]
    namesakes: list[Note]
    naming: list[Note]
    files: list[Import]
    shared: bool
    places: list[Place] = field(default_factory=list)

    @property
    def elsewhere(self) -> list[Place]:
        """Places that a person should look through."""
        return [place for place in self.places if not _is_past(place)]

    @property
    def past(self) -> int:
        """How many rows of history, and of imports, hold their words."""
        return len(self.places) - len(self.elsewhere)


def found_of(person: Contact, member: Any) -> Found:
    """Read only: all there is of them. Notes that name them are proposed; a person decides."""
    found = _notes_of(person, member, ())
    own = place_key(Contact, person.pk)
    return replace(found, places=[place for place in _touchable(words_of(found)) if place.key != own])


def _notes_of(person: Contact, member: Any, also: Collection[int]) -> Found:
    """Notes and files, other places left out. Notes of `also` by their name are theirs."""
    own = Q(contact=person) | (Q(author_email__iexact=person.email) if person.email else Q(pk=None))
    seen, name = Note.objects.visible_to(member).with_speaker(), person.name.strip()
    alike = Q(author_name__iexact=name, author_email="", contact=None) if name else Q(pk=None)
    namesakes = list(seen.filter(alike).exclude(own).newest_first()[:MOST_NAMING])
    mine = [*seen.filter(own).newest_first(), *(note for note in namesakes if note.pk in also)]
    shared = _is_shared(person)
    named = _naming(seen.exclude(own).exclude(alike), _names(person, shared))
    brought = {note.imported_id for note in mine} | {person.imported_id}
    files = Import.objects.filter(pk__in=brought - {None}, why_refused="").select_related("item", "file").order_by("pk")
    return Found(person, mine, namesakes, named, list(files), shared)


def words_of(found: Found) -> Words:
    """By what a person is found in other texts: address, name, and their own sentences where they were copied."""
    texts = [note.whole for note in found.own]
    texts += NoteVersion.objects.filter(note__in=found.own).values_list("body", flat=True)
    said = {part.strip() for text in texts if text != ERASED for part in SENTENCE.findall(text)}
    sentences = sorted(said, key=lambda one: (-len(one), one))[:MOST_SENTENCES]
    return Words.of(_names(found.person, found.shared), sentences)


def erase(person: Contact, by: Any, *, also: Collection[int], leave: Collection[str], files: bool) -> Erasure:
    """Take away all there is of them, but for the places to leave. Within the verb."""
    _refuse(person)
    found = _notes_of(person, by, also)
    if any(one.is_at_work for one in found.files):
        raise Refused("A file they came in is being imported now. Wait until it has ended.")
    words, own = words_of(found), [note.pk for note in found.own]
    naming = [note for note in found.naming if note.pk in also]
    keys = [key_of(word) for word in (person.email, person.name) if word.strip()]
    for forget in _forgets:
        forget(person, own, by)
    _forget_letters(person)
    marks = Words.of([mark for note in found.own for mark in (note.url, note.external_id, *note.tags)])
    _blank_notes(own)
    _blank_contact(person)
    changed = _cover_notes([note.pk for note in naming], words) + redact(HISTORY, own, marks, by="pgh_obj_id")
    changed += _cover_places(words, leave)
    came_to = {"notes": len(own), "naming": len(naming), "rows": changed}
    came_to["files"] = _take_files(found, own) if files else 0
    _read_anew([*found.own, *naming])
    made = Erasure.objects.create(
        keys=keys, notes=[note.pk for note in naming], came_to=came_to, by_id=by.pk, at=clock.now()
    )
    transaction.on_commit(partial(write_down, made))
    transaction.on_commit(cache.clear)
    return made


@dataclass(frozen=True)
class Again:
    """What going through the ledger came to: people erased once more, and lines of people who are not here."""

    erased: int
    unknown: int


def erase_again(by: Any) -> Again:
    """After an older backup was restored: erase those whom the ledger knows and the database does not."""
    erased = unknown = 0
    for line in missing():
        people = _people_of(line["keys"])
        for person in people:
            person.erase(by=by, also=line["notes"], because="Erased before the backup was restored.")
        with transaction.atomic():
            Erasure.objects.create(keys=line["keys"], notes=line["notes"], by_id=line["by"], at=line["at"])
        erased, unknown = erased + len(people), unknown + (not people)
    return Again(erased, unknown)


def ledger(*, again: bool, by: Any) -> tuple[dict[str, int], list[str]]:
    """How the database and the ledger beside it agree, after erasing `again` where asked: facts and sentences."""
    lacking = len(missing())
    done = erase_again(by) if again and lacking else None
    facts = {"erased": Erasure.objects.count(), "missing": len(missing())}
    if done:
        return facts, [f"{done.erased:,} people erased again; {done.unknown:,} are not in this database."]
    lines = [f"{facts['erased']:,} erased; {lacking:,} of the ledger were not known to this database."]
    return facts, [*lines, *(["Run it with --again to erase them once more."] if lacking else [])]


def _people_of(keys: list[str]) -> list[Contact]:
    """Contacts of these keys; somebody who only wrote notes becomes one, to be erased like the others."""
    mails = by_key(Contact, "email", keys)
    people = list(Contact.objects.filter(email__in=mails))
    people += Contact.objects.filter(email="", name__in=by_key(Contact, "name", keys))
    known = {person.email.lower() for person in people}
    writers = {mail.lower() for mail in by_key(Note, "author_email", keys)} - known
    return people + [Contact.objects.create(email=mail) for mail in sorted(writers)]


def refuse_naming(person: Contact, because: str) -> None:
    """The reason stays in the record, so it names nobody."""
    low = because.lower()
    if any(word.strip() and word.strip().lower() in low for word in (person.name, person.email)):
        raise Refused("The reason stays in the record: write it without their name or address.")


def _refuse(person: Contact) -> None:
    if person.is_erased:
        raise Refused("This person was erased already.")
    if person.email and Member.objects.filter(email__iexact=person.email).exists():
        raise Refused("This is a member of the team; end their membership first.")


def _names(person: Contact, shared: bool) -> list[str]:
    """Their address, and their name if it has two words and nobody else bears it, in the ways it is written."""
    said = [person.email, person.email.replace("@", "%40")] if person.email else []
    parts = person.name.split()
    if len(parts) < 2 or shared:
        return said
    ways = [joint.join(parts) for joint in (" ", "\u00a0", "  ", ".", "_", "-", "+", "%20")]
    ways.append(f"{parts[-1]}, {' '.join(parts[:-1])}")
    spelt = [way for one in ways for way in (one, one.upper(), one.lower(), one.title())]
    return list(dict.fromkeys([*said, *(way for way in spelt if not way.isascii() or way in ways)]))


def _is_shared(person: Contact) -> bool:
    others = Contact.objects.filter(name__iexact=person.name).exclude(pk=person.pk)
    return bool(person.name) and (others.exists() or Item.objects.filter(title__iexact=person.name).exists())


def _naming(others: Any, names: list[str]) -> list[Note]:
    if not names:
        return []
    asked = Q(pk=None)
    for name in names:
        asked |= Q(search=matching(f'"{name}"'))
    low = [name.lower() for name in names]
    likely = others.filter(asked).newest_first()[:MOST_NAMING]
    return [note for note in likely if any(name in note.whole.lower() for name in low)]


def _touchable(words: Words) -> list[Place]:
    """Every place that may be covered: colleagues, and the names of colleagues and firms, stay, in history too."""
    rows = list(places(words, but=(*OF_NOTES, Member)))
    items = {row.of for row in rows if tracked(row.model) is Item}
    kept = set(Item.objects.filter(pk__in=items, kind__in=KEPT_NAMES).values_list("pk", flat=True))
    return [row for row in rows if not (tracked(row.model) is Item and row.of in kept)]


def _cover_places(words: Words, leave: Collection[str]) -> int:
    """First what stands, then what history kept of it, which covering has added to."""
    rows = 0
    for past in (False, True):
        found: dict[Any, list[Any]] = defaultdict(list)
        for place in _touchable(words):
            if _is_past(place) == past and place.key not in leave:
                found[place.model].append(place.pk)
        rows += sum(redact(model, keys, words) for model, keys in found.items())
    return rows


def _is_past(place: Place) -> bool:
    """History, and what imports remember of their first rows: nobody need look through these."""
    return place.past or place.model is Import


def _forget_letters(person: Contact) -> None:
    """What was written to them, and what they answered in surveys."""
    if person.email:
        Mail.objects.filter(to_email__iexact=person.email, state="waiting").update(state="withdrawn")
        Mail.objects.filter(to_email__iexact=person.email).update(to_name="", to_email="", subject="", body="")
    theirs = Q(contact=person) | (Q(email__iexact=person.email) if person.email else Q(pk=None))
    answers = SurveyAnswer.objects.filter(theirs)
    Reply.objects.filter(answer__in=answers).update(words="")
    answers.update(name="", email="")
    PersonalLink.objects.filter(contact=person).delete()


def _blank_notes(own: list[int]) -> None:
    """The note stays as a place without words: it counts no more, and the same file does not bring it back."""
    NoteVersion.objects.filter(note__in=own).update(body=ERASED)
    quoted = Highlight.objects.filter(note__in=own).with_words()
    quoted.standing().update(taken_back_at=clock.now())
    quoted.update(words="")
    Note.objects.filter(pk__in=own).update(**BLANK)


def _blank_contact(person: Contact) -> None:
    person.name = person.email = person.role = ""
    person.tags, person.do_not_write = [], True
    person.save(update_fields=["name", "email", "role", "tags", "do_not_write"])


def _cover_notes(notes: list[int], words: Words) -> int:
    rows = redact(Note, notes, words)
    for model in (NoteVersion, Highlight):
        rows += redact(model, notes, words, by="note_id")
    return rows + redact(HISTORY, notes, words, by="pgh_obj_id")


def _take_files(found: Found, own: list[int]) -> int:
    """The bytes of the files they came in and of those beside their notes; what was counted of an import stays."""
    beside = Attachment.objects.filter(note__in=own)
    gone = {file.pk: file for one in found.files for file in (one.file, one.rejects) if file}
    gone |= {one.file_id: one.file for one in beside.select_related("file")}
    beside.standing().update(taken_away_at=clock.now())
    for one in found.files:
        _cover_import(one)
    Import.objects.filter(pk__in=[one.pk for one in found.files]).update(shape={}, why_refused=DELETED)
    Item.objects.filter(pk__in=[one.pk for one in found.files]).update(title="Deleted file")
    StoredFile.objects.filter(pk__in=gone).update(name="deleted")
    needed = set(StoredFile.objects.exclude(pk__in=gone).values_list("sha256", flat=True))
    for file in gone.values():
        if file.sha256 not in needed:
            transaction.on_commit(partial(default_storage.delete, file.storage_name))
    return len(gone)


def _cover_import(brought: Import) -> None:
    """What history kept of how the file was read holds its first rows, and its name may be a person's."""
    words = Words.of([brought.title, *(text[:LONGEST_CELL] for text in _strings(brought.shape))])
    for history in (HISTORY_OF_IMPORTS, HISTORY_OF_ITEMS):
        redact(history, [brought.pk], words, by="pgh_obj_id")


def _strings(told: Any) -> Iterator[str]:
    """Every text within JSON."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, Mapping | list):
        for part in told.values() if isinstance(told, Mapping) else told:
            yield from _strings(part)


def _read_anew(notes: list[Note]) -> None:
    """What search and themes know of these notes is what they say now."""
    changed = list(Note.objects.filter(pk__in=[note.pk for note in notes]))
    if has_vectors() and changed:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM evidence_notevector WHERE note_id = ANY(%s)", [[note.pk for note in changed]])
        keep([note for note in changed if note.body != ERASED])
    for product in {note.product_id for note in changed}:
        forget_words(product)
        count_anew(product)
    refresh_figures(sorted({note.theme_id for note in changed if note.theme_id}))
