"""Talking beside a thing: which page stands for which, what was said there, and who is told of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tandem.core.paging import Keyset, Page
from tandem.record.kinds import BY_PREFIX, KINDS
from tandem.record.models import Item
from tandem.team.following import followers_of, is_followed_by, who_see
from tandem.team.mentions import callable_names, mentioned, pieces
from tandem.team.models import Comment, Member, Notice, Product
from tandem.team.models.product import page_of

BY_PATH = {kind.path: kind.name for kind in KINDS.values()}
ADDRESS = re.compile(r"^/([a-z-]+)/(\d{1,18})$")
PRODUCT = re.compile(r"^/products/([a-z0-9-]{1,60})/team$")
MARK = re.compile(r"^([A-Za-z]{1,2})-(\d{1,18})$")
WITHOUT = {"workspace", "member", "custom field", "status"}  # settings and people are not talked about
SHOWN, LARGEST = 20, 2**63


@dataclass(frozen=True)
class Place:
    """What is talked about: an item, or a note, which stands with its source."""

    item: Item
    title: str
    url: str
    mark: str
    note: int | None = None


Finder = Callable[[int, Any], Place | None]
_finders: dict[str, Finder] = {}


def talked_about(path: str) -> Callable[[Finder], Finder]:
    """Register what is no item and yet talked about, by the first part of its address: (number, member) -> Place."""

    def register(function: Finder) -> Finder:
        _finders[path] = function
        return function

    return register


def place_at(said: str, member: Any) -> Place | None:
    """What an address such as /problems/7, or a mark such as P-7, stands for; None where this member sees nothing."""
    if found := PRODUCT.match(said):
        product = Product.objects.visible_to(member).filter(slug=found[1]).select_related("item").first()
        return Place(product.item, product.title, said, product.mark) if product else None
    if found := ADDRESS.match(said):
        path, number = found[1], int(found[2])
        if path in _finders:
            return _finders[path](number, member) if number < LARGEST else None
        return _of_item(BY_PATH.get(path, ""), number, member)
    if (found := MARK.match(said)) and (kind := BY_PREFIX.get(found[1].upper())):
        return _of_item(kind.name, int(found[2]), member)
    return None


def _of_item(kind: str, number: int, member: Any) -> Place | None:
    if not kind or kind in WITHOUT:
        return None
    item = Item.objects.visible_to(member).filter(kind=kind, number=number).first()
    return Place(item, item.title, page_of(item), item.mark) if item else None


@dataclass
class Said:
    """A comment as it is shown: its words cut at whom they mean, and what this person may do with it."""

    comment: Comment
    pieces: list[tuple[str, Any]]
    answers: list[Said]
    may_change: bool
    may_take_back: bool


@dataclass(frozen=True)
class Talk:
    """What was said beside a thing, the newest at the end, and how this member stands to it."""

    place: Place
    threads: list[Said]
    earlier: Page[Comment]
    follows: bool
    may_speak: bool


def talk_at(place: Place, member: Any, after: str | None = None) -> Talk:
    """In four statements: comments, their answers, whom they mention, whether it is followed."""
    whole = Comment.objects.visible_to(member).beside(place).select_related("by__item", "taken_back_by__item")
    listed = Keyset(whole.filter(under=None), order=("-at", "-id"), after=after, size=SHOWN).page()
    answers = list(whole.filter(under__in=[row.pk for row in listed.rows]).order_by("at", "pk")) if listed.rows else []
    people = _people([*listed.rows, *answers])
    below: dict[int | None, list[Said]] = defaultdict(list)
    for answer in answers:
        below[answer.under_id].append(_said(answer, member, people))
    threads = [_said(row, member, people, below[row.pk]) for row in reversed(listed.rows)]
    speaks = not place.item.is_retired and member.may("comment", place.item)
    return Talk(place, threads, listed, is_followed_by(place.item, member, place.note), speaks)


def _said(row: Comment, member: Any, people: dict[int, Member], answers: list[Said] | None = None) -> Said:
    meant = [people[key] for key in row.mentions if key in people]
    called = callable_names([(one.pk, one.title, one.email) for one in meant])
    cut = [(words, people.get(key) if key else None) for words, key in pieces(row.text, called)]
    gone = row.taken_back_at is not None
    taking = row.can_be_taken_back(member) and (not gone or row.taken_back_by_id == member.pk)
    return Said(row, [] if gone else cut, answers or [], row.can_be_changed(member), taking)


def _people(comments: Iterable[Comment]) -> dict[int, Member]:
    wanted = {key for row in comments for key in row.mentions}
    return Member.objects.in_bulk(wanted) if wanted else {}


def people_called(begins: str, about: Item, *, most: int = 8) -> list[Member]:
    """Colleagues who see the thing and whose name or e-mail has a word that begins so."""
    found = Member.objects.active().filter(item__title__icontains=begins).order_by("item__title")[:60]
    fitting = [one for one in found if any(word.startswith(begins.lower()) for word in one.title.lower().split())]
    whole = [one for one in found if one.title.lower().startswith(begins.lower())]
    return [one for one in dict.fromkeys([*whole, *fitting]) if one.pk in _seeing(about, [one.pk])][:most]


@dataclass(frozen=True)
class Called:
    """A colleague, and what to write after the at sign so that nobody else is meant."""

    member: Member
    called: str


def called_by(people: list[Member]) -> list[Called]:
    """By name, or by e-mail where two members share a name."""
    names = [member.title.lower() for member in people]
    return [Called(one, one.title if names.count(one.title.lower()) == 1 else one.email) for one in people]


def meant_by(text: str, about: Item) -> list[int]:
    """Whom a text mentions, of those who see the thing."""
    if "@" not in text:
        return []
    people = Member.objects.active().values_list("pk", "item__title", "email")
    meant = mentioned(text, callable_names(list(people)))
    seeing = _seeing(about, meant)
    return [key for key in meant if key in seeing]


def _seeing(about: Item, people: Iterable[int]) -> set[int]:
    return {member.pk for member in who_see(about, people)}


def tell_of(comment: Comment, *, newly_meant: list[int]) -> None:
    """Tell whom it mentions, those who spoke in the same thread, and those who follow the thing; nobody twice."""
    told = {comment.by_id, *tell_of_mentions(comment, newly_meant)}
    beside = Comment.objects.filter(about=comment.about, note=comment.note).standing()
    spoke = set(beside.values_list("by", flat=True))
    _tell(comment, "answer", spoke - told, "comments on")
    _tell(comment, "comment", followers_of(comment.about, comment.note) - spoke - told, "comments on")


def tell_of_mentions(comment: Comment, people: list[int]) -> set[int]:
    """Tell those whom it mentions."""
    meant = set(people) - {comment.by_id}
    _tell(comment, "mention", meant, "mentions you on")
    return meant


def _tell(comment: Comment, happening: str, people: set[int], does: str) -> None:
    about = comment.about
    named = f"a note from {about.title}" if comment.note is not None else f"{about.mark} {about.title}"
    product = about if about.kind == "product" else about.product
    for member in who_see(about, people):
        Notice.tell(member, f"{comment.by} {does} {named}", comment.address, product=product, happening=happening)
