"""Notes out of files: found again by their key, tied to contacts and companies by e-mail, a whole chunk at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tandem.core import clock
from tandem.evidence import vectors
from tandem.evidence.counting import count_anew
from tandem.evidence.erased import erased_among, untouchable
from tandem.evidence.figures import refresh_figures, themes_of
from tandem.evidence.importing.copying import copy_in
from tandem.evidence.importing.matching import NOBODY, SEVERAL, Companies, Contacts
from tandem.evidence.importing.undoing import linked_rows
from tandem.evidence.keys import key_of_id, key_of_words
from tandem.evidence.languages import language_in
from tandem.evidence.models import Contact, Import, Note, NoteCompany, NoteVersion
from tandem.evidence.targets import Chunk, Outlook, Record, Tally, Undone, register

BESIDE = {
    "thread_id": "thread", "author_external_id": "author id", "status": "status",
    "votes": "votes", "language": "language",
    "product": "product", "app_version": "version", "country": "country", "channel": "channel",
}  # fmt: skip
PLAIN = {"title": "", "author_name": "", "author_email": "", "url": ""}
WRITTEN = (
    "said_at",
    *PLAIN,
    "external_id",
    "rating",
    "rating_scale",
    "tags",
    "custom",
    "company",
    "contact",
    "body",
    "version",
    "with_pm",
    "language",
)
SCALES = {"likert_1_7": "likert"}
PART = 2_000
TAG_LENGTH, NAME_LENGTH, MOST_TAGS, MOST_RATING = 120, 200, 100, 9_999


def identity(record: Record) -> str:
    """The id that the source gave the note."""
    return str(record.values.get("external_id") or "")


def words(record: Record, nth: int) -> bytes:
    """The key of a note without an id."""
    said = record.values
    author = said.get("author_email") or said.get("author_name") or said.get("author_external_id") or ""
    return key_of_words(author, said.get("created_at"), said["body"], nth)


def write(chunk: Chunk) -> Tally:
    """Create the notes that are new, bring the known ones up to date, and add a version where the source
    changed the words.
    """
    tally = Tally()
    records = _with_keys(chunk.records, tally)
    known = _known(chunk, records)
    records = _without_erased(records, known, tally)
    companies = Companies.of(_companies_named(records), _emails(records))
    contacts = Contacts.of(_people(records), companies, chunk.brought)
    facts = [(record, _facts(record, companies, contacts)) for record in records]
    also = {record.key: found for record, said in facts if (found := said.pop("also"))}
    _create(chunk, [(record, said) for record, said in facts if record.key not in known], tally)
    _bring_up_to_date([(known[record.key], said) for record, said in facts if record.key in known], tally)
    _say_further(chunk.brought, also)
    return tally


def foresee(chunk: Chunk, outlook: Outlook) -> None:
    """What `write` would come to, by reading alone."""
    records = _with_keys(chunk.records, outlook)
    known = _known(chunk, records)
    records = _without_erased(records, known, outlook)
    companies = Companies.of(_companies_named(records), _emails(records))
    contacts = Contacts.of(_people(records), companies, chunk.brought, make=False)
    for record in records:
        said, note = _facts(record, companies, contacts), known.get(record.key)
        also = said.pop("also")
        outlook.created += note is None
        outlook.updated += note is not None and _differs(note, said)
        outlook.unchanged += note is not None and not _differs(note, said)
        outlook.companies.update(pk for pk in (said["company_id"], *also) if pk)
        _, nobodys = companies.all_named(str(record.values.get("company") or ""))
        outlook.unknown.update((name.strip(), None) for name in nobodys.split(SEVERAL) if name.strip())
        if said["contact_id"] == NOBODY:
            outlook.people.add(record.values["author_email"])


def count_undo(brought: Import) -> Undone:
    """What `undo` would come to."""
    gone, kept = _takeable(Note.objects.filter(imported=brought))
    return Undone(gone.count(), len(kept))


def undo(brought: Import) -> Undone:
    """Take away the notes that nobody marked, linked or changed since, and the contacts that nobody needs any more."""
    return sum(undo_parts(brought), Undone(0, 0))


def undo_parts(brought: Import) -> Iterator[Undone]:
    """The same, so many notes at a time; the figures and the contacts come with the last of them."""
    mine, product = Note.objects.filter(imported=brought), brought.item.product_id
    of_product = themes_of(product) if product and brought.created > PART else ()
    themes = {*of_product, *mine.exclude(theme=None).order_by().values_list("theme", flat=True).distinct()}
    ids = list(mine.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(ids), PART):
        gone, kept = _takeable(mine.filter(pk__in=ids[first : first + PART]))
        count, _ = gone.count(), gone.delete()
        yield Undone(count, len(kept))
    refresh_figures(sorted(themes))
    count_anew(product)
    people = Contact.objects.filter(imported=brought)
    people.exclude(pk__in=linked_rows(people)).delete()


def _takeable(mine: Any) -> tuple[Any, set[int]]:
    """Of these notes of an import those that can go, and the keys of those that stay."""
    changed = mine.exclude(version=1, state="new").values_list("pk", flat=True)
    kept = linked_rows(mine, but=("noteversion", "notecompany", "fold", "note")) | set(changed)
    kept |= set(NoteCompany.objects.filter(note__in=mine, imported=None).values_list("note", flat=True))
    return mine.exclude(pk__in=kept), kept


def _known(chunk: Chunk, records: list[Record]) -> dict[bytes, Note]:
    """The notes of the source that these rows name once more, by their key."""
    found = Note.objects.filter(source=chunk.brought.source_id, key__in=[record.key for record in records])
    return {bytes(note.key): note for note in found}


def _with_keys(records: Iterable[Record], tally: Tally) -> list[Record]:
    """Rows whose names and ids are as long as they may be; the key of an id is the same through every door."""
    taken = []
    for record in records:
        if found := identity(record):
            record.key = key_of_id(found)
        if len(record.values.get("author_name") or "") > NAME_LENGTH:
            tally.reject(record, f"Who said it: a name has at most {NAME_LENGTH} characters.")
        elif (rating := record.values.get("rating")) and abs(rating.value) >= MOST_RATING:
            tally.reject(record, f"Rating: {rating.value} is on no scale.")
        else:
            taken.append(record)
    return taken


def _without_erased(records: list[Record], known: dict[bytes, Note], tally: Tally) -> list[Record]:
    """Rows but for those of people who were erased, and of notes that erasing left without words or covered a name in:
    a file that still holds them does not bring them back.
    """
    erased, kept = erased_among(_speakers(records)), untouchable(known.values())
    taken = [
        record
        for record in records
        if _speaker(record) not in erased and not (record.key in known and known[record.key].pk in kept)
    ]
    tally.skipped += len(records) - len(taken)
    return taken


def _speakers(records: Iterable[Record]) -> set[str]:
    return {_speaker(record) for record in records} - {""}


def _speaker(record: Record) -> str:
    """By what somebody is known: the address, else the name."""
    return str(record.values.get("author_email") or record.values.get("author_name") or "").strip()


def _facts(record: Record, companies: Companies, contacts: Contacts) -> dict[str, Any]:
    """What the row says of the note, only as far as its columns are mapped."""
    said = record.values
    facts: dict[str, Any] = {name: said[name].strip() for name in PLAIN if name in said}
    if rating := said.get("rating"):
        facts |= {"rating": rating.value, "rating_scale": SCALES.get(rating.scale, rating.scale)}
    if said.get("created_at"):
        facts["said_at"] = said["created_at"]
    if "tags" in said:
        facts["tags"] = [tag[:TAG_LENGTH] for tag in said["tags"]][:MOST_TAGS]
    if said.get("with_pm"):
        facts["with_pm"] = True
    contact = contacts.found(said.get("author_email", ""))
    named, unknown = companies.all_named(said.get("company", ""))
    by_person = (contact.company_id if contact else None) or companies.of_email(said.get("author_email", ""))
    facts |= {
        "contact_id": contact.pk if contact else None,
        "company_id": named[0] if named else by_person,
        "also": named[1:],
    }
    facts["custom"] = _beside(record, unknown if named or by_person is None else "")
    return facts | {"body": said["body"], "external_id": identity(record)}


def _beside(record: Record, unknown: str) -> dict[str, Any]:
    """What has no column of its own; the name of a company that nobody knows yet is kept there too."""
    said = record.values
    beside = {label: plain for name, label in BESIDE.items() if (plain := _told(said.get(name)))}
    if unknown:
        beside["company"] = unknown
    return {**record.custom, **beside}


def _told(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _create(chunk: Chunk, new: list[tuple[Record, dict[str, Any]]], tally: Tally) -> None:
    brought = chunk.brought
    source = brought.source
    assert source is not None
    unsaid = brought.item.made_at
    shared = {
        "source_id": source.pk,
        "product_id": source.item.product_id,
        "imported": brought,
        "added_at": clock.now(),
    }
    notes = [Note(**{"said_at": unsaid, **facts}, **shared, key=record.key) for record, facts in new]
    for note in notes:
        note.language = language_in(note.custom, note.whole)
    copy_in(notes)
    vectors.keep(notes)
    tally.created += len(notes)


def _bring_up_to_date(known: list[tuple[Note, dict[str, Any]]], tally: Tally) -> None:
    """Words that changed add a version; a company that a person set stays; tags and columns beside are added to."""
    changed, reworded = [], []
    for note, facts in known:
        if _differs(note, facts):
            if note.external_id and note.body != facts["body"]:
                reworded.append(NoteVersion(note=note, version=note.version, body=note.body, replaced_at=clock.now()))
                note.body, note.version = facts["body"], note.version + 1
            _take_over(note, facts)
            note.language = language_in(note.custom, note.whole)
            changed.append(note)
    NoteVersion.objects.bulk_create(reworded, batch_size=1000)
    Note.objects.bulk_update(changed, WRITTEN, batch_size=200)
    vectors.keep([version.note for version in reworded])
    tally.updated += len(changed)
    tally.unchanged += len(known) - len(changed)


def _say_further(brought: Import, also: dict[bytes, list[int]]) -> None:
    """The further companies that a row names; one that a person named or took for the speaker stays."""
    if not also:
        return
    known = Note.objects.filter(source=brought.source_id, key__in=list(also)).values_list("pk", "key", "company")
    further = [(pk, other) for pk, key, company in known for other in also[bytes(key)] if other != company]
    rows = [NoteCompany(note_id=note, company_id=other, imported=brought) for note, other in further]
    NoteCompany.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def _differs(note: Note, facts: dict[str, Any]) -> bool:
    return any(getattr(note, name) != value for name, value in _wanted(note, facts).items())


def _take_over(note: Note, facts: dict[str, Any]) -> None:
    for name, value in _wanted(note, facts).items():
        if name != "body":
            setattr(note, name, value)


def _wanted(note: Note, facts: dict[str, Any]) -> dict[str, Any]:
    """What the note should say after this row. Without an id the key already holds the words, so they cannot differ."""
    wanted = {**facts, "custom": {**note.custom, **facts["custom"]}}
    if "tags" in facts:
        wanted["tags"] = [*note.tags, *(tag for tag in facts["tags"] if tag not in note.tags)]
    for name in ("company_id", "contact_id"):
        wanted[name] = getattr(note, name) or facts[name]
    if not note.external_id:
        wanted.pop("body")
    return wanted


def _companies_named(records: Iterable[Record]) -> set[str]:
    said = {str(record.values.get("company") or "") for record in records}
    return {name for text in said for part in (text, *text.split(SEVERAL)) if (name := part.strip())}


def _emails(records: Iterable[Record]) -> set[str]:
    return {mail for record in records if (mail := record.values.get("author_email"))}


def _people(records: Iterable[Record]) -> dict[str, str]:
    """The people who speak, by e-mail address, with the first name that is given for each."""
    people: dict[str, str] = {}
    for record in records:
        if mail := record.values.get("author_email"):
            people[mail] = people.get(mail) or str(record.values.get("author_name") or "").strip()
    return people


register(
    "notes", "Notes", "note", place=0, identity=identity, words=words, write=write, undo=undo,
    foresee=foresee, count_undo=count_undo, undo_parts=undo_parts, needs_source=True, skipped_without="body",
    listed="/products/{product}/notes?source={source}",
)  # fmt: skip
