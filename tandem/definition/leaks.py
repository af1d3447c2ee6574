"""The leak check: which names people outside would read by mistake, asked before sharing and at every viewing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import Any

from django.db.models import F, Func, TextField
from django.db.models.functions import Lower

from tandem.definition.documents.sharing import nameable_of
from tandem.definition.leaking import (
    Leak,
    Said,
    as_written,
    begun,
    is_written,
    leaks_in,
    phrases,
    plain,
    without_form,
)
from tandem.definition.models.feature import Feature
from tandem.definition.models.release import Release
from tandem.definition.models.roadmap import Edition
from tandem.evidence.models import Contact
from tandem.record.kinds import KINDS
from tandem.record.models import Item
from tandem.team.models import Workspace

Inside = tuple[str, int, str]  # a name of ours, the key of what it names, and its mark


def leaks_of(product: Any, editions: Iterable[Edition], *, passed: Collection[str] = ()) -> list[Leak]:
    """What stands by mistake in these words, in a fixed number of statements. An inside name that was accepted as the
    outside name of the same thing is no secret.
    """
    shown = list(editions)
    return _leaks(shown, _coming(product), passed) if shown else []


def leaks_of_each(product: Any, editions: Iterable[Sequence[Edition]]) -> list[list[Leak]]:
    """The same of several groups of words, each by itself; what is not out yet is read once for all of them."""
    coming = _coming(product)
    return [_leaks(shown, coming) if shown else [] for shown in editions]


def _leaks(shown: Sequence[Edition], coming: Iterable[Inside], passed: Collection[str] = ()) -> list[Leak]:
    texts = [Said(one.name, f"{one.name}\n{one.text}") for one in shown]
    told = {(begun(plain(one.name)), one.about_id) for one in shown}
    return leaks_in(texts, _unreleased(coming, told), _unconsented(texts), frozenset(passed))


def _coming(product: Any) -> list[Inside]:
    """Our own names of what is not out, as they are looked for, each with its key and mark."""
    releases = Release.objects.of(product).in_use().still_to_come()
    features = Feature.objects.of(product).under_way()
    return [
        (begun(plain(title)), key, f"{KINDS[kind].prefix}-{number}")
        for kind, rows in (("release", releases), ("feature", features))
        for title, key, number in rows.values_list("item__title", "pk", "item__number")
    ]


def _unreleased(coming: Iterable[Inside], told: Set[tuple[str, int]]) -> Mapping[str, str]:
    """Of these names those that nobody outside was told, each with its mark."""
    public = {name for name, key, _ in coming if (name, key) in told}
    return {name: mark for name, _, mark in coming if name and name not in public}


def companies_called(names: Collection[str]) -> Any:
    """Companies of these names, in use or not, found by an index that the database keeps when one is renamed."""
    called = Func(F("title"), function="called_as", output_field=TextField())
    return Item.objects.filter(kind="company").annotate(called=called).filter(called__in=names)


def _unconsented(texts: list[Said]) -> Mapping[str, str]:
    """Companies and people in these texts that nobody let us name."""
    whole = "\n".join(said.text for said in texts)
    written = as_written(whole)
    looked = phrases(whole)
    companies = [
        (key, title)
        for key, title in companies_called(looked).values_list("pk", "title")
        if is_written(_shown(title), written)
    ]
    may = nameable_of([key for key, _ in companies], Workspace.current().today)
    found = {begun(without_form(plain(title))): f"the company {title}" for key, title in companies if key not in may}
    return {**found, **_people(whole, written)}


def _people(whole: str, written: Set[str]) -> dict[str, str]:
    """Contacts by their full name or their address; nobody's consent lets a person be named on a roadmap."""
    names = {one for one in written if " " in one} | {one.title() for one in phrases(whole) if " " in one}
    mails = {word.strip(".,;:!?()<>[]").lower() for word in whole.split() if "@" in word}
    theirs = Contact.objects.filter(ours=False).annotate(mail=Lower("email"))
    by_name = theirs.filter(name__in=names).exclude(name="").values_list("name", flat=True)
    by_mail = theirs.filter(mail__in=mails).exclude(email="").values_list("email", flat=True) if mails else []
    return dict.fromkeys((plain(said) for said in {*by_name, *by_mail}), "a person we know as a contact")


def _shown(title: str) -> str:
    """The name of a firm without its form, in the case it has."""
    words = title.split()
    return words[0].strip(",.") if words and without_form(plain(title)) == plain(words[0]) else title
